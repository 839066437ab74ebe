import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTriggerActivities } from '../../activities/look-back-triggers.ts';
import { dismissTrigger, followTriggers } from '../../client/look-backs/triggers.ts';
import { loadPolicy } from '../../client/policies.ts';
import { roundCounts } from '../../client/round-counts.ts';
import { AUTOMATIC } from '../../domain/actor.ts';
import type { Policy } from '../../domain/policy-schema.ts';
import { addDays, DAY_MS, dayOf } from '../../domain/time.ts';
import { appoint } from '../../ledger/directory.ts';
import { lightOfRow } from '../../ledger/register.ts';
import { listLookBacks } from '../../ledger/look-backs.ts';
import { sendAct } from '../../worker/send-act.ts';
import { LOOK_BACK_TRIGGERS_WORKFLOW } from '../../workflows/look-back-triggers.ts';
import { TASK_QUEUE } from '../../workflows/messages.ts';
import { startRig, type Rig } from '../rig.ts';

/** Rebounds next door are planned at once here, and reach archived cases; everything else as by default. */
const policy = async (): Promise<Policy> => {
  const base = await loadPolicy('default');
  const { triggers } = base.lookBack;
  return { ...base, lookBack: { ...base.lookBack, after: [{ count: 3, unit: 'month' }], triggers: { ...triggers, neighbour: { ...triggers.neighbour, mode: 'plan', archived: true } } } };
};

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({
    policy: await policy(),
    activities: (db) => createTriggerActivities({ db, act: (issueId, act, key) => sendAct(rig.client, issueId, { act, actor: AUTOMATIC, seen: null }, key) }),
  });
});
afterAll(() => rig.close());

const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (error: Error & { code?: string }) => error.code ?? error.message);
const held = { type: 'record-look-back', result: 'held', findings: '制度仍在执行', how: '现场查看', asked: { count: 7, confirmed: 6, who: '村民代表' } } as const;

test('a petition names an archived matter: the same case is looked at again; found rebounded, it reopens one rung higher, and who signed it off is told', async () => {
  const id = await rig.openIssue();
  await rig.closeIssue(id);
  await rig.morningOf(id, (await rig.row(id)).next_look_back ?? '');
  await rig.act(id, 'p-team2', held);
  expect(await rig.row(id)).toMatchObject({ status: 'archived', next_look_back: null });
  const petition = { type: 'plan-look-back', cause: 'petition', source: '信访〔2026〕12号' } as const;
  expect(await codeOf(rig.act(id, 'p-owner', petition))).toBe('NOT_ALLOWED');
  // The case got a workflow of its own again, and with it the machine's clock.
  expect(await rig.client.act(id, 'p-sup', petition)).toMatchObject({ status: 'closed', events: ['look-back-planned'] });
  await rig.resetClocks();
  expect(await rig.act(id, 'p-team', petition)).toMatchObject({ events: [] });
  expect(await listLookBacks(rig.db, { by: '2099-01-01', cause: 'petition', limit: 9 })).toMatchObject([{ issue: id, n: 2, source: '信访〔2026〕12号', status: 'closed' }]);
  expect(await codeOf(rig.act(id, 'p-team', { ...held, result: 'rebounded' }))).toBe('FOUR_EYES');
  const seen = await rig.act(id, 'p-team2', { ...held, result: 'rebounded', findings: '又见摊派', asked: { count: 7, confirmed: 3 } });
  expect(seen.events).toEqual(['look-back-recorded', 'reopened']);
  const state = await rig.client.issue(id);
  expect(state).toMatchObject({ status: 'rectifying', cycle: 2, rungBase: 1, lookBacks: [] });
  expect(state.due.current.day > dayOf(Date.now())).toBe(true);
  const told = await rig.db.selectFrom('delivery').select('recipient').where('issue_id', '=', id).where('topic', '=', 'reopened').execute();
  expect(told.map((row) => row.recipient)).toEqual(expect.arrayContaining(['p-owner', 'p-leader', 'p-head', 'p-sup', 'p-team']));
  // One rung higher from the start: the first letter after the date goes to those of the second one, too.
  const events = await rig.db.selectFrom('issue_event').select('body').where('issue_id', '=', id).where('type', '=', 'look-back-recorded').orderBy('seq').execute();
  expect(events.map((event) => event.body)).toMatchObject([{ cause: 'interval', asked: { count: 7, confirmed: 6, who: '村民代表' } }, { cause: 'petition', source: '信访〔2026〕12号', asked: { count: 7, confirmed: 3 } }]);
  for (let wakes = 0; wakes < 3 && (await rig.row(id)).overdue_since === null; wakes += 1) await rig.next(id);
  const letters = await rig.db.selectFrom('delivery').select('recipient').where('issue_id', '=', id).where('step', 'like', 'due#%:T+1').where('cycle', '=', 2).execute();
  expect(letters.map((row) => row.recipient)).toEqual(expect.arrayContaining(['p-owner', 'p-leader', 'p-head', 'p-sup']));
});

test('a missed look-back, and a missed review of what is kept up for long, are overdue like a deadline: in the register, the counts, the lights and the calendar', async () => {
  const [once, kept] = (await rig.openRound([{}, { kind: 'sustained', standing: 'sustained' }], 'late')) as [string, string];
  await rig.closeIssue(once);
  for (const id of [once, kept]) {
    expect((await rig.row(id)).look_back_overdue_since).toBeNull();
    await rig.next(id);
    const row = await rig.row(id);
    expect(row.look_back_overdue_since).not.toBeNull();
    expect(lightOfRow(row, addDays(row.next_look_back ?? '', 1))).toBe('yellow');
    expect(lightOfRow(row, addDays(row.next_look_back ?? '', -7))).toBe('green');
  }
  expect((await roundCounts(rig.db, 'late')).marks).toMatchObject({ lookBackOverdue: 2, overdue: 0 });
  expect((await listLookBacks(rig.db, { by: '2099-01-01', overdue: true, limit: 9 })).map((row) => row.issue)).toEqual([once, kept].toSorted());
  const told = await rig.db.selectFrom('delivery').select(['recipient', 'step']).where('issue_id', '=', kept).where('step', 'like', 'cadence:%:T+1').execute();
  expect(told.map((row) => row.recipient)).toEqual(expect.arrayContaining(['p-team', 'p-team2', 'p-sup']));
  // A review that is made ends being overdue, and the next one is planned; it ends only by a decision.
  await rig.act(kept, 'p-team2', held);
  expect(await rig.row(kept)).toMatchObject({ look_back_overdue_since: null, status: 'sustained' });
  await rig.act(kept, 'p-sup', { type: 'archive', reason: '转入日常监督' });
  expect(await rig.row(kept)).toMatchObject({ status: 'archived', look_backs: [] });
});

test('a rebound next door and a new head call for look-backs: planned at once or proposed, as the policy says, once each', async () => {
  const [back, next, other] = (await rig.openRound([{ category: '侵占集体资产' }, { category: '侵占集体资产' }, { category: '组织建设' }], 'near')) as [string, string, string];
  for (const id of [back, next, other]) await rig.closeIssue(id);
  await followTriggers(rig.client, 'p-sup');
  expect(await listLookBacks(rig.db, { by: '2099-01-01', cause: 'neighbour', round: 'near', limit: 9 })).toEqual([]);
  const { seq } = await rig.act(back, 'p-team2', { ...held, result: 'partly', findings: '个别村反弹' });
  const found = await followTriggers(rig.client, 'p-sup');
  expect(found).toMatchObject({ found: 1, planned: [next], notPlanned: [] });
  const source = `${back}#${seq}`;
  expect(await listLookBacks(rig.db, { by: '2099-01-01', cause: 'neighbour', limit: 9 })).toMatchObject([{ issue: next, source, n: 2 }]);
  const planned = await rig.db.selectFrom('issue_event').select('by').where('issue_id', '=', next).where('type', '=', 'look-back-planned').execute();
  expect(planned).toEqual([{ by: 'system' }]);
  expect(await followTriggers(rig.client, 'p-sup')).toMatchObject({ found: 0, planned: [] });

  const tomorrow = addDays(dayOf(Date.now()), 1);
  await appoint(rig.db, 'head', ['p-superior'], tomorrow);
  expect(await followTriggers(rig.client, 'p-sup')).toMatchObject({ found: 0 });
  const { found: heads, proposed } = await followTriggers(rig.client, 'p-sup', Date.now() + 2 * DAY_MS);
  expect(heads).toBeGreaterThanOrEqual(2);
  const mine = proposed.filter(({ issue }) => issue === next || issue === other);
  expect(mine.map(({ issue, cause, source: from }) => ({ issue, cause, from }))).toEqual([next, other].map((issue) => ({ issue, cause: 'new-head', from: `post:head ${tomorrow} p-superior` })));
  const call = { cause: 'new-head', source: `post:head ${tomorrow} p-superior` } as const;
  expect(await codeOf(dismissTrigger(rig.client, { issue: next, ...call }, 'p-owner', '不必'))).toBe('NOT_ALLOWED');
  await dismissTrigger(rig.client, { issue: next, ...call }, 'p-sup', '上月刚看过');
  expect(await codeOf(dismissTrigger(rig.client, { issue: next, ...call }, 'p-sup', '再说一次'))).toBe('NO_CALL');
  expect(await rig.act(other, 'p-sup', { type: 'plan-look-back', ...call })).toMatchObject({ events: ['look-back-planned'] });
  const left = (await followTriggers(rig.client, 'p-sup', Date.now() + 2 * DAY_MS)).proposed;
  expect(left.filter(({ issue }) => issue === next || issue === other)).toEqual([]);
});

test('a poor grade of a round forces look-backs at all that is closed in it, found by the nightly search', async () => {
  const [done, open] = (await rig.openRound([{ category: '甲' }, { category: '乙' }], 'poor')) as [string, string];
  await rig.closeIssue(done);
  const by = addDays(dayOf(Date.now()), 40);
  const forced = { round_id: 'poor', seq: 90, at: Date.now(), by: 'p-sup', type: 'round-look-backs-forced', body: JSON.stringify({ term: 1, by }) };
  await rig.db.insertInto('round_event').values(forced).execute();
  await rig.client.engine.workflow.execute(LOOK_BACK_TRIGGERS_WORKFLOW, { workflowId: 'tonight', taskQueue: TASK_QUEUE, args: [] });
  expect(await listLookBacks(rig.db, { by: '2099-01-01', cause: 'grade', limit: 9 })).toMatchObject([{ issue: done, day: by, source: 'round/poor#90' }]);
  expect((await rig.row(open)).look_backs).toEqual([]);
});
