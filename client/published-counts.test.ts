import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { addDays, dayOf } from '../domain/time.ts';
import { PaperRound } from '../tests/paper-round.ts';
import { exportRegister } from './register/export.ts';
import { roundCounts } from './round-counts.ts';

/**
 * The arithmetic of published reports, put to the ledger itself: one issue of each standing is lived by the rules, its row
 * multiplied as often as the report counts it, and the counts read back by the statements that every report uses.
 */
let paper: PaperRound;
const [CLOSED, EXTENDED, SUSTAINED, OPEN, WITHDRAWN] = ['1', '2', '3', '4', '5'] as const;

beforeAll(async () => {
  paper = await PaperRound.open([{}, {}, { kind: 'sustained', standing: 'sustained' }, {}, {}]);
  for (const number of [EXTENDED, OPEN]) await paper.act(number, 'p-owner', { type: 'accept' });
  const outcome = { type: 'record-outcome', source: '县纪委通报' } as const;
  await paper.act(CLOSED, 'p-sup', { ...outcome, kind: 'accountability', count: 3, form: 1, sanction: 'criticism' });
  await paper.act(CLOSED, 'p-sup', { ...outcome, kind: 'accountability', count: 1, sanction: 'government-discipline' });
  await paper.act(CLOSED, 'p-head', { ...outcome, kind: 'recovered', fen: 7_132_050 });
  await paper.act(CLOSED, 'p-head', { ...outcome, kind: 'recovered', fen: 50 });
  await paper.act(CLOSED, 'p-head', { ...outcome, kind: 'rule', count: 12 });
  await paper.act(OPEN, 'p-team', { ...outcome, kind: 'petition-received', count: 5 });
  await paper.act(OPEN, 'p-team', { ...outcome, kind: 'petition-settled', count: 4 });
  await paper.act(OPEN, 'p-team', { ...outcome, kind: 'lead-referred', count: 2 });
  // Typed wrong, taken back, typed right.
  await paper.act(OPEN, 'p-team', { ...outcome, kind: 'rule', count: 70 });
  await paper.act(OPEN, 'p-team', { type: 'reverse-outcome', entry: paper.state(OPEN).seq, reason: '误录' });
  await paper.act(OPEN, 'p-team', { ...outcome, kind: 'rule', count: 7 });
  await paper.act(WITHDRAWN, 'p-team', { ...outcome, kind: 'petition-received', count: 99 });
  await paper.act(WITHDRAWN, 'p-sup', { type: 'withdraw', reason: '并入第1号' });
  await paper.act(WITHDRAWN, 'p-team', { type: 'approve-amendment' });
  await paper.close(CLOSED);
  await paper.act(EXTENDED, 'p-owner', { type: 'request-extension', to: addDays(paper.state(EXTENDED).due.current.day, 60), reason: '施工周期' });
  await paper.act(EXTENDED, 'p-leader', { type: 'grant-extension' });
  await paper.act(EXTENDED, 'p-sup', { type: 'grant-extension' });
});
afterAll(() => paper.drop());

/** So many issues like this one. */
const times = async (number: string, count: number): Promise<void> => {
  const id = paper.id(number);
  if (count === 0) await sql`update issue set status = 'withdrawn' where id = ${id}`.execute(paper.db);
  await sql`insert into issue select (jsonb_populate_record(issue, jsonb_build_object('id', issue.id || '-' || n, 'number', issue.number || '-' || n))).*
    from issue, generate_series(2, ${count}) as n where issue.id = ${id}`.execute(paper.db);
};
const report = async (closed: number, extended: number, sustained: number, open: number) => {
  await times(CLOSED, closed);
  await times(EXTENDED, extended);
  await times(SUSTAINED, sustained);
  await times(OPEN, open);
  return (await roundCounts(paper.db, 'r1')).standing;
};
afterEach(async () => {
  await sql`delete from issue where id like 'issue/r1/%-%'`.execute(paper.db);
  for (const number of [EXTENDED, SUSTAINED, OPEN]) await sql`update issue set status = ${paper.state(number).status} where id = ${paper.id(number)}`.execute(paper.db);
});

test('19 of 25 is 76 %', async () => {
  expect(await report(19, 0, 0, 6)).toMatchObject({ done: { count: 19, percent: 76 }, open: { count: 6, percent: 24 } });
});

test('453 of 471 is 96.18 %, with the 18 that were extended apart: 3.82 %', async () => {
  expect(await report(453, 18, 0, 0)).toEqual({ done: { count: 453, percent: 96.18 }, extended: { count: 18, percent: 3.82 }, sustained: { count: 0, percent: 0 }, open: { count: 0, percent: 0 } });
});

test('688 of 697 is 98.71 %, with 4 sustained and 5 open', async () => {
  expect(await report(688, 0, 4, 5)).toMatchObject({ done: { count: 688, percent: 98.71 }, sustained: { count: 4, percent: 0.57 }, open: { count: 5, percent: 0.72 } });
});

test('outcomes are entries less counter-entries, to the fen; the withdrawn do not count', async () => {
  expect((await roundCounts(paper.db, 'r1')).outcomes).toEqual({
    petitions: { received: 5, settled: 4 },
    leads: { referred: 2, settled: 0 },
    accountability: {
      persons: 4,
      forms: { 1: 3, 2: 0, 3: 0, 4: 0, unstated: 1 },
      sanctions: { criticism: 3, admonition: 0, organisational: 0, 'party-discipline': 0, 'government-discipline': 1, unstated: 0 },
    },
    recoveredFen: 7_132_100,
    rules: 19,
  });
});

test('the two ratings stand side by side, in the counts and in the register', async () => {
  expect((await roundCounts(paper.db, 'r1')).ratings).toMatchObject({ own: { done: 2 }, verified: { done: 1 }, both: 1, alike: 1, foundLess: 0 });
  const rows = JSON.parse(new TextDecoder().decode(await exportRegister(paper.db, 'r1', 'json', { on: dayOf(paper.now) }))) as Record<string, unknown>[];
  expect(rows[0]).toMatchObject({
    ratings: '自评已完成／核验已完成',
    accountability: '追责问责3人（第一种形态，批评教育）；据县纪委通报\n追责问责1人（政务处分）；据县纪委通报',
    recovered: '挽回损失71320.50元；据县纪委通报\n挽回损失0.50元；据县纪委通报',
    systems: '建章立制12项；据县纪委通报',
  });
  expect(rows[3]).toMatchObject({ systems: '建章立制7项；据县纪委通报', reminders: null });
  expect(dayOf(paper.now)).toBe('2026-03-02');
});
