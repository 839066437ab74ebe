import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dispatchDue } from '../activities/dispatch.ts';
import { loadBehaviour } from '../client/rehearsal/behaviour.ts';
import { playOnEngine } from '../client/rehearsal/on-engine.ts';
import { addDays, addMonths, dayOf, HOUR_MS, startOfDay } from '../domain/time.ts';
import { PaperRound } from './paper-round.ts';
import { startRig, type Rig } from './rig.ts';

/** The demo holds every story of a new round against the engine (tests/demo.slow.test.ts); this is a round in the middle of its life. */
let rig: Rig;
let paper: PaperRound;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rehearsal-'));
  rig = await startRig();
  // Three weeks ago, on a working day or not: what the rules say must hold on any day.
  const partOf = (unit: string) => ({ number: `6.${unit}`, common: { number: '6', unit } });
  paper = await PaperRound.open([{}, {}, { kind: 'dated' }, { kind: 'sustained' }, {}, partOf('finance'), partOf('schools')], { feedback: addDays(dayOf(Date.now()), -20) });
});
afterAll(async () => {
  await rig.discard();
  await paper.drop();
  rmSync(folder, { recursive: true, force: true });
});

test('a round that runs is rehearsed on an engine and a ledger of its own: the same notices as by the rules, and nothing of it changed', { timeout: 120_000 }, async () => {
  await paper.close('1');
  await paper.act('3', 'p-owner', { type: 'accept' });
  await paper.pass(10);
  await paper.act('4', 'p-owner', { type: 'accept' });
  await paper.pass(Math.max(0, (Date.now() - paper.now) / 86_400_000 - 0.001));
  const took = { kind: 'accepted', response: 'kept' } as const;
  const channel = { name: 'mail', send: async (_message: unknown, { handingOver }: { handingOver: () => Promise<boolean> }) => ((await handingOver()) ? took : ({ kind: 'not_handed_over' } as const)) };
  // By day, so that notices of several issues went out in one mail each, at whatever hour this runs.
  const mornings = Array.from({ length: 14 }, (_, back) => startOfDay(addDays(dayOf(Date.now()), -1 - back)) + 10 * HOUR_MS).reverse();
  for (const now of [...mornings, Date.now()]) await dispatchDue({ db: paper.db, channels: [channel] }, { now, signal: new AbortController().signal });
  expect(await paper.db.selectFrom('delivery').select('id').where('origin', '=', 'bundle').execute()).not.toEqual([]);
  const before = await paper.db.selectFrom('delivery').selectAll().orderBy('id').execute();

  // Number 2 and both parts of number 6 wake up late, the look-backs of number 1 are made; nobody ever does anything about 3, 4
  // and 5, until the round is found to be poor and a second period begins.
  const stories = await loadBehaviour(fileURLToPath(new URL('../samples/stories.yaml', import.meta.url)));
  const poor = { due: 5, who: 'team', act: { type: 'assess', grade: 'poor', note: '整改不力' } };
  const behaviour: typeof stories = Object.assign(
    (issue: Parameters<typeof stories>[0]) => {
      const steps = stories({ ...issue, story: 'punctual' });
      if (issue.number === '2' || issue.number.startsWith('6.')) return steps;
      return issue.number === '1' ? steps.slice(-2) : [];
    },
    { ofRound: () => [poor] },
  );
  const parts = { client: rig.client, connection: rig.engine.connection, evidenceFolder: folder };
  const { result, comparison } = await playOnEngine(parts, { round: 'r1', ledger: paper.db }, behaviour, addMonths(dayOf(Date.now()), 7));
  expect(comparison).toEqual({ same: result.notices.length, onlyRules: [], onlyEngine: [] });
  expect(result.notices.length).toBeGreaterThan(80);
  // Five issues, one of two units with its parts, and the round itself, whose plan nobody hands in.
  expect(new Set(result.notices.map(({ issue }) => issue)).size).toBe(9);
  expect(result.notices.filter(({ issue, topic }) => issue === 'common/r1/6' && topic === 'common-closed').length).toBeGreaterThan(1);
  expect(new Set(result.notices.filter(({ topic }) => topic === 'term-renewed').map(({ issue }) => issue))).toEqual(new Set(['issue/r1/3', 'issue/r1/4', 'issue/r1/5']));
  expect(result.notices.filter(({ issue, topic }) => issue === 'round/r1' && topic === 'round-plan').length).toBeGreaterThan(3);
  expect(result.refused).toEqual([]);
  expect(await paper.db.selectFrom('delivery').selectAll().orderBy('id').execute()).toEqual(before);
});
