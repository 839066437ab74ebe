import { afterAll, beforeAll, expect, test } from 'vitest';
import { adoptPolicyFor } from '../../client/adopt-policy.ts';
import { currentDayTable, importCalendar } from '../../client/calendar.ts';
import { diffPolicies } from '../../client/policy-impact.ts';
import { policyNamed } from '../../client/policy-versions.ts';
import { loadRoundState } from '../../client/round-state.ts';
import { showRound } from '../../client/round-view.ts';
import { addWorkingDays, type DayTable } from '../../domain/day-table.ts';
import type { RoundState } from '../../domain/round/state.ts';
import { dayOf } from '../../domain/time.ts';
import { countByCalendar } from '../../ledger/calendars.ts';
import { countByPolicy } from '../../ledger/policy-versions.ts';
import { makeRoundId } from '../../workflows/messages.ts';
import { startRig, type Rig } from '../rig.ts';

const ISSUES = 24;
let rig: Rig;
let ids: readonly string[];
beforeAll(async () => {
  rig = await startRig();
  ids = await rig.openRound(Array.from({ length: ISSUES }, () => ({})));
});
afterAll(() => rig.close());

/** The table in force, with the three working days after the next one off. */
const anotherTable = async (): Promise<DayTable> => {
  const table = await currentDayTable(rig.db);
  const off = [2, 3, 4].map((count) => addWorkingDays(table, dayOf(Date.now()), count));
  const weekdays = off.filter((day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()));
  return { ...table, version: 'cn-next', rest: [...table.rest, ...weekdays].toSorted(), work: table.work.filter((day) => !off.includes(day)) };
};
const countEvents = async (type: string): Promise<number> => (await rig.db.selectFrom('issue_event').select('issue_id').where('type', '=', type).execute()).length;

test('a table is taken by every open issue; a run that was cut short goes on where it stopped; the ledger follows', async () => {
  const table = await anotherTable();
  const accept = (days: DayTable): string => addWorkingDays(days, dayOf(Date.now()), rig.policy.terms.accept.count);
  const before = accept(await currentDayTable(rig.db));
  const input = { table, source: 'test', person: 'p-sup', concurrency: 4 };
  expect(await importCalendar(rig.client, { ...input, dryRun: true })).toMatchObject({ open: ISSUES, changed: ISSUES, failed: [] });
  expect(await countEvents('calendar-taken')).toBe(0);
  await expect(
    importCalendar(rig.client, {
      ...input,
      onProgress: (done) => {
        if (done === 8) throw new Error('the power went');
      },
    }),
  ).rejects.toThrow('the power went');
  const taken = await countEvents('calendar-taken');
  expect(taken).toBeGreaterThanOrEqual(8);
  expect(taken).toBeLessThan(ISSUES);
  const result = await importCalendar(rig.client, input);
  expect(result).toMatchObject({ open: ISSUES, changed: ISSUES - taken, already: taken, told: ISSUES - taken, failed: [] });
  expect(result.moved[0]).toMatchObject({ kind: 'accept', from: before, to: accept(table) });
  expect(await countEvents('calendar-taken')).toBe(ISSUES);
  expect(await importCalendar(rig.client, input)).toMatchObject({ changed: 0, already: ISSUES });
  // Who has to accept is told of the new date, once; the row of the register and the next wake follow.
  const told = await rig.db.selectFrom('delivery').select(['issue_id', 'day']).where('topic', '=', 'calendar-taken').where('role', '=', 'owner').execute();
  expect(told).toHaveLength(ISSUES);
  expect(new Set(told.map((row) => row.day))).toEqual(new Set([accept(table)]));
  const [first = ''] = ids;
  expect(await rig.row(first)).toMatchObject({ days_version: 'cn-next', next_deadline: 'accept#2' });
  // What is folded from the ledger is what the workflow has: the address of a table, not its text, stands in the event.
  expect((await rig.client.issue(first)).days.rest).toEqual((await rig.client.engine.workflow.getHandle(first).query<{ days: DayTable }>('issue')).days.rest);
  // New rounds count by it.
  expect((await currentDayTable(rig.db)).version).toBe('cn-next');
  expect(await countByCalendar(rig.db)).toEqual([{ version: 'cn-next', open: ISSUES }]);
  // Who is not of the office changes nothing, and each issue says so.
  expect((await importCalendar(rig.client, { ...input, table: { ...table, rest: [] }, person: 'p-owner', dryRun: true })).failed).toHaveLength(ISSUES);
});

test('a policy is adopted by chosen issues only, after a look at what it changes; its version cannot be another text', async () => {
  const [first = '', second = ''] = ids;
  const policy = { ...rig.policy, version: 'next', terms: { ...rig.policy.terms, accept: { count: 12, unit: 'working-day' as const } } };
  const diff = await diffPolicies(rig.client, rig.policy, policy, { which: { round: 'r1' }, now: Date.now() });
  expect(diff).toMatchObject({ issues: ISSUES, differences: [{ path: 'version' }, { path: 'terms.accept.count', from: '3', to: '12' }] });
  expect(diff.touched).toHaveLength(ISSUES);
  // The round itself owes what it owed: the term of an acceptance is its issues'.
  expect(diff.rounds).toEqual([]);
  expect(diff.people.map((one) => one.person)).toContain('p-owner');
  const result = await adoptPolicyFor(rig.client, { policy, reason: '县委新规', which: { ids: [first, second] }, person: 'p-sup' });
  expect(result).toMatchObject({ open: 2, changed: 2, told: 2, failed: [] });
  expect(await countByPolicy(rig.db)).toEqual([
    { policy: 'default@2', open: ISSUES - 2 },
    { policy: 'default@next', open: 2 },
  ]);
  expect(await adoptPolicyFor(rig.client, { policy, reason: '县委新规', which: { ids: [first] }, person: 'p-sup' })).toMatchObject({ changed: 0, already: 1 });
  expect(await policyNamed(rig.db, 'default@next')).toEqual(policy);
  await expect(adoptPolicyFor(rig.client, { policy: { ...policy, source: 'another' }, reason: '', which: { ids: [first] }, person: 'p-sup' })).rejects.toMatchObject({ code: 'POLICY_VERSION_TAKEN' });
});

test('the round itself is counted anew with its issues, on record; its head is told of the new day of the plan; the ledger follows', async () => {
  const { state, stored } = await loadRoundState(rig.db, 'r1');
  const [taken] = stored.events.filter((event) => event.type === 'round-calendar-taken');
  const planDue = (days: DayTable): string => addWorkingDays(days, state.head.feedback, rig.policy.terms.plan.count);
  expect(taken).toMatchObject({ by: 'p-sup', moves: expect.arrayContaining([{ what: 'plan-due', from: planDue(stored.days), to: planDue(state.days) }]) });
  expect(state.days.version).toBe('cn-next');
  expect(stored.now.days.version).toBe('cn-next');
  expect((await rig.client.engine.workflow.getHandle(makeRoundId('r1')).query<RoundState>('round')).milestones).toEqual(state.milestones);
  const told = await rig.db.selectFrom('delivery').select(['recipient', 'day']).where('topic', '=', 'round-calendar-taken').execute();
  expect(told).toEqual([{ recipient: 'p-head', day: planDue(state.days) }]);
  // Shown beforehand, milestone by milestone and duty by duty, to whom it would be told; nothing is recorded by looking.
  const longer = { ...rig.policy, version: 'longer', terms: { ...rig.policy.terms, plan: { count: 25, unit: 'working-day' as const } }, round: { ...rig.policy.round, owes: ['plan' as const, 'assessment' as const] } };
  const { rounds } = await diffPolicies(rig.client, rig.policy, longer, { which: {}, now: Date.now() });
  const planBy = addWorkingDays(state.days, state.head.feedback, 25);
  expect(rounds).toMatchObject([{ round: 'r1', moves: [{ what: 'plan-due', to: planBy }, { what: 'round-plan', to: planBy }], owed: [{ what: 'report', day: null }] }]);
  expect(rounds[0]?.moved.filter(({ what, role }) => what.startsWith('round-plan:') && role === 'head').length).toBeGreaterThan(1);
  expect(rounds[0]?.dropped.map(({ what }) => what.split(':')[0])).toContain('round-report');
  expect((await diffPolicies(rig.client, rig.policy, longer, { which: { ids: [ids[0] ?? ''] }, now: Date.now() })).rounds).toEqual([]);
  expect((await loadRoundState(rig.db, 'r1')).state.seq).toBe(state.seq);
  // Chosen issues only: the round stays. The whole round: it goes with them, once.
  expect(state.policy.version).toBe(rig.policy.version);
  const policy = { ...rig.policy, version: 'whole', round: { ...rig.policy.round, planReview: { count: 20, unit: 'working-day' as const } } };
  const input = { policy, reason: '县委新规', which: { round: 'r1' }, person: 'p-sup' };
  expect(await adoptPolicyFor(rig.client, { ...input, dryRun: true })).toMatchObject({ rounds: { changed: 1 } });
  expect(await adoptPolicyFor(rig.client, input)).toMatchObject({ rounds: { changed: 1, already: 0, failed: [] } });
  expect(await adoptPolicyFor(rig.client, input)).toMatchObject({ rounds: { changed: 0, already: 1 } });
  const after = await loadRoundState(rig.db, 'r1');
  expect([after.state.policy.version, after.stored.now.policy.version, after.stored.policy.version]).toEqual(['whole', 'whole', rig.policy.version]);
  expect((await showRound(rig.client, 'r1', { person: null })).text).toContain('改按新办法 · 李四：由default@2改为default@whole；县委新规');
});
