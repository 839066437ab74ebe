import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { reconcile } from '../../activities/reconcile.ts';
import { publishedDayTable } from '../../client/day-tables.ts';
import { loadPolicy } from '../../client/policies.ts';
import { decide } from '../../domain/decide.ts';
import { open } from '../../domain/acts/open.ts';
import type { Act } from '../../domain/command-schema.ts';
import type { IssueState } from '../../domain/issue.ts';
import { makeIssueId } from '../../domain/issue.ts';
import { applyBodies, whatFellDue, type Step } from '../../domain/step.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../../domain/time.ts';
import { claimDue } from '../../ledger/delivery-claims.ts';
import { appoint } from '../../ledger/directory.ts';
import { lastReconcileRun } from '../../ledger/reconcile-runs.ts';
import { recordStep } from '../../ledger/steps.ts';
import { PARTIES } from '../rig-people.ts';
import { makeKit, MORNING, ROUND, type DeliveryKit } from './kit.ts';

let kit: DeliveryKit;
let state: IssueState;
let issue: string;
let count = 0;
beforeAll(async () => {
  kit = await makeKit();
});
afterAll(() => kit.close());

/** Steps of a real issue, by the rules and the ledger, without an engine. */
const record = async (step: Step): Promise<void> => {
  state = step.state;
  await recordStep(kit.db, step);
};
const act = (person: string, what: Act, now: Instant): Promise<void> =>
  record(applyBodies(state, decide(state, what, { actor: { person, posts: [] }, now }), person, now));
const compare = (now = MORNING + HOUR_MS) => reconcile({ db: kit.db }, { now });
const rowIds = async (): Promise<string[]> => {
  const rows = await kit.db.selectFrom('delivery').select('id').where('issue_id', '=', issue).where('state', '<>', 'withdrawn').orderBy('id').execute();
  return rows.map((row) => row.id);
};

beforeEach(async () => {
  await kit.db.deleteFrom('delivery').execute();
  await kit.db.deleteFrom('issue').execute();
  const number = String((count += 1));
  issue = makeIssueId(ROUND, number);
  const command = { type: 'open', round: ROUND, number, title: '学用结合不紧密', category: '政治建设', kind: 'dated', parties: PARTIES, feedback: '2026-03-02', due: null, standing: 'assigned' } as const;
  await record(applyBodies(null, [open(command, await loadPolicy('default'), publishedDayTable(), MORNING)], 'p-sup', MORNING));
  await act('p-owner', { type: 'accept' }, MORNING + 1_000);
});

test('a healthy ledger: nothing to do, and the run is written down', async () => {
  expect(await compare()).toMatchObject({ issues: 1, planned: 0, withdrawn: 0, recovered: 0, findings: [] });
  expect(await lastReconcileRun(kit.db)).toMatchObject({ at: MORNING + HOUR_MS, issues: 1 });
});

test('rows that vanished are planned again and reported, once', async () => {
  const before = await rowIds();
  expect(before.length).toBeGreaterThan(5);
  await kit.db.deleteFrom('delivery').where('id', 'in', before.filter((_, at) => at % 2 === 0)).execute();
  const run = await compare();
  expect(run.planned).toBe(Math.ceil(before.length / 2));
  expect(run.findings.every((finding) => finding.what === 'missing' && finding.issueId === issue)).toBe(true);
  expect(await rowIds()).toEqual(before);
  expect(await compare()).toMatchObject({ planned: 0 });
});

test('a reminder that is wanted but was withdrawn comes back; one that nothing calls for goes', async () => {
  const [wanted = '', changed = ''] = await rowIds();
  await kit.db.updateTable('delivery').set({ state: 'withdrawn' }).where('id', '=', wanted).execute();
  await kit.db.updateTable('delivery').set({ id: 'stray', step: 'due#99:T-1', origin: 'ladder' }).where('id', '=', changed).execute();
  const run = await compare();
  expect(run).toMatchObject({ planned: 2, withdrawn: 1 });
  const stray = await kit.db.selectFrom('delivery').select('state').where('id', '=', 'stray').executeTakeFirst();
  expect(stray?.state).toBe('withdrawn');
});

test('a history that nobody follows up: letters whose time has come are found after the step that opened them was lost', async () => {
  const late = MORNING + 40 * DAY_MS;
  const step = whatFellDue(state, late);
  await record(step);
  await kit.db.deleteFrom('delivery').where('issue_id', '=', issue).execute();
  const run = await compare(late);
  expect(run.planned).toBeGreaterThan(3);
});

test('an issue that moved on while it was compared is left to its own step', async () => {
  await kit.db.deleteFrom('delivery').where('issue_id', '=', issue).execute();
  await kit.db.updateTable('issue').set({ seq: state.seq + 1 }).where('id', '=', issue).execute();
  expect(await compare()).toMatchObject({ planned: 0 });
  expect(await rowIds()).toEqual([]);
});

test('an appointment corrected afterwards sends nobody an old letter', async () => {
  await appoint(kit.db, 'leader', ['p-second'], '2026-01-01');
  await kit.db.updateTable('post_holder').set({ to_day: '2026-01-01' }).where('person_id', '=', 'p-leader').execute();
  const run = await compare();
  const told = run.findings.filter((finding) => finding.what === 'missing');
  const rows = await kit.db.selectFrom('delivery').select(['recipient', 'not_before']).where('id', 'in', ['', ...told.map((finding) => finding.deliveryId)]).execute();
  expect(rows.every((row) => row.not_before > MORNING)).toBe(true);
  await appoint(kit.db, 'leader', ['p-leader'], '2026-01-01');
});

test('leases of the dead are taken over, and what is long due is counted', async () => {
  await claimDue(kit.db, { now: MORNING + HOUR_MS, wallNow: 1, leaseMs: 1, limit: 99, channel: 'mail', closedRounds: [] });
  const run = await compare(MORNING + 4 * HOUR_MS);
  expect(run.recovered).toBeGreaterThan(0);
  expect(run.overdue).toBeGreaterThan(0);
});
