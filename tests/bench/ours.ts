import { setTimeout as sleep } from 'node:timers/promises';
import { HuitoukanClient } from '../../client/client.ts';
import { publishedDayTable } from '../../client/day-tables.ts';
import { loadPolicy } from '../../client/policies.ts';
import { TimeTravel } from '../../client/time-travel.ts';
import type { OpenCommand } from '../../domain/command-schema.ts';
import { makeIssueId } from '../../domain/issue.ts';
import type { Policy } from '../../domain/policy-schema.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import { saveDirectory } from '../../ledger/directory.ts';
import { PARTIES, PEOPLE, POSTS } from '../rig-people.ts';
import { historySize } from './histories.ts';
import { actsOf, planOf, policyOf, progress } from './lifecycle.ts';
import type { Place } from './place.ts';
import type { Side } from './side.ts';
import { inParallel } from './stats.ts';
import { WorkerHandle } from './worker-handle.ts';

/** Every issue of L12 has an owner of its own: else one bundled mail would stand for many reminders. */
const OWNERS = 2_000;
const ownerOf = (n: number): string => `p-owner-${n % OWNERS}`;
const WAIT_MS = 3 * 60_000;
const JUMPS_AT_ONCE = 20;

/** The product, opened and acted upon through its own client. */
export const openOurs = async (place: Place, smtpPort: number | null): Promise<Side> => {
  const { engine, ledger, dataConverter } = place;
  const client = await HuitoukanClient.connect({ connection: engine.connection, namespace: engine.namespace, ledgerUrl: ledger.url, dataConverter });
  const owners = Array.from({ length: OWNERS }, (_, n) => ({ id: ownerOf(n), name: `责任人${n}`, email: `owner${n}@example.com` }));
  await saveDirectory(client.ledger, [...PEOPLE, ...owners], POSTS, dayOf(Date.now()));
  const base = await loadPolicy('default');
  const travel = await TimeTravel.connect(client.engine, engine.connection);
  const opened = dayOf(Date.now());
  const workers: WorkerHandle[] = [];
  const ownersById = new Map<string, string>();
  let used = 0;

  /** A round of issues, as somebody opens one; settled when the ledger has all of them. */
  const openRound = async (round: string, count: number, policy: Policy, change: (n: number) => Partial<OpenCommand>) => {
    const drafts = Array.from({ length: count }, (_, n): OpenCommand => ({
      type: 'open',
      round,
      number: String(n + 1),
      title: `第${n + 1}个问题：落实中央八项规定精神不够严格，公务接待手续不全`,
      category: '全面从严治党',
      kind: 'dated',
      parties: { ...PARTIES, owner: `person:${ownerOf(n)}` },
      feedback: opened,
      due: null,
      standing: 'assigned',
      ...change(n),
    }));
    const head = { id: round, title: `测试轮次${round}`, unit: '青石镇党委', inspector: '县委第一巡察组', feedback: opened };
    const parties = { head: PARTIES.head, supervision: PARTIES.supervision, team: PARTIES.team };
    await client.openRound({ head: { ...head, parties }, policy, days: publishedDayTable(), drafts, record: {}, at: Date.now() }, 'p-sup');
    const ackedAt = Date.now();
    for (const end = Date.now() + WAIT_MS; ; await sleep(50)) {
      const row = await client.ledger.selectFrom('issue').select((select) => select.fn.countAll<number>().as('count')).where('round_id', '=', round).executeTakeFirstOrThrow();
      if (Number(row.count) === count) break;
      if (Date.now() > end) throw new Error(`round ${round}: ${row.count} of ${count} issues after ${WAIT_MS} ms`);
    }
    return { ids: drafts.map((draft) => makeIssueId(round, draft.number)), ackedAt };
  };

  return {
    name: 'ours',
    workers,
    startWorker: async () => {
      const worker = await WorkerHandle.start({ ...place.setup, side: 'ours', smtpPort });
      workers.push(worker);
      return worker;
    },
    openLives: async (count, tag, shape) => {
      const { due } = planOf(shape, opened);
      const first = used;
      used += count;
      const parties = (n: number) => ({ ...PARTIES, owner: `person:${ownerOf(first + n)}` as const });
      const { ids } = await openRound(tag, count, policyOf(shape, base), (n) => ({ parties: parties(n), due: { day: due, words: null } }));
      for (const [n, id] of ids.entries()) ownersById.set(id, ownerOf(first + n));
      return ids;
    },
    openWorking: async (count, tag) => {
      const started = Date.now();
      const { ids, ackedAt } = await openRound(tag, count, base, () => ({ standing: 'rectifying', due: { day: addDays(opened, 60), words: '两个月内' } }));
      for (const [n, id] of ids.entries()) ownersById.set(id, ownerOf(n));
      return { ids, ackedMs: ackedAt - started };
    },
    liveAct: async (id, n, shape) => {
      const { by, act } = actsOf(planOf(shape, opened), ownersById.get(id) ?? '')[n] ?? never(n);
      await client.act(id, by, act);
    },
    workAct: async (id, n) => void (await client.act(id, ownersById.get(id) ?? '', progress(n))),
    jump: (id, to) => travel.jump(id, to),
    dispatch: async (mornings) => {
      let sent = 0;
      for (const now of mornings) {
        const answer = await workers[0]?.ask({ ask: 'dispatch', now });
        sent += answer !== undefined && 'sent' in answer ? answer.sent : 0;
      }
      return sent;
    },
    history: (id) => historySize(client.engine, id),
    openStorm: async (instants, tag) => {
      const { ids } = await openRound(tag, instants.length, base, () => ({ standing: 'rectifying', due: { day: addDays(opened, 20), words: null } }));
      const due = new Map(ids.map((id, n) => [id, instants[n] ?? 0]));
      const rows = await client.ledger.selectFrom('issue').select(['id', 'next_at']).where('round_id', '=', tag).execute();
      await inParallel(rows, JUMPS_AT_ONCE, async ({ id, next_at: wake }) => {
        // So far ahead of real time that the night of its wake comes when it should.
        const ahead = (wake ?? 0) - (due.get(id) ?? 0);
        await travel.jump(id, Date.now() + ahead);
      });
      return due;
    },
    close: async () => {
      for (const worker of workers) await worker.kill();
      await client.close();
    },
  };
};

const never = (n: number): never => {
  throw new Error(`L12 has ten acts, not ${n + 1}`);
};
