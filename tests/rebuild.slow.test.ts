import { afterAll, expect, test } from 'vitest';
import { publishedDayTable } from '../client/day-tables.ts';
import { rebuild } from '../client/rebuild.ts';
import { addDays, dayOf, HOUR_MS, startOfDay } from '../domain/time.ts';
import { saveRound } from '../ledger/rounds.ts';
import { freshDatabase } from '../ledger/test-cluster.ts';
import { alignClocks, firstHalf, ISSUES, ledgerOf, mailRun, NEVER_POLL, passUntil, ROUND, secondHalfActs, workingDay } from './rebuild-play.ts';
import { PARTIES } from './rig-people.ts';
import { startRig, until, type Rig } from './rig.ts';
import { startDispatcher } from '../worker/schedules.ts';
import { DELIVERY_WORKFLOW_ID } from '../workflows/delivery.ts';
import { makeRoundId } from '../workflows/messages.ts';

const today = dayOf(Date.now());
const middle = workingDay(addDays(today, 40));
const end = workingDay(addDays(today, 110));
const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closers.toReversed()) await close();
});

const run = async (atMiddle: (rig: Rig) => Promise<Rig>) => {
  const [mail, database] = await Promise.all([mailRun(), freshDatabase()]);
  closers.push(database.drop, mail.close);
  let rig = await startRig({ database, activities: mail.activities });
  await startDispatcher(rig.client.engine, undefined, NEVER_POLL.pollMs);
  await firstHalf(rig);
  await passUntil(rig, today, middle);
  rig = await atMiddle(rig);
  await secondHalfActs(rig, startOfDay(middle) + 10 * HOUR_MS);
  await passUntil(rig, middle, end);
  const result = { ...(await ledgerOf(rig.db)), copies: mail.copies() };
  await rig.close();
  return result;
};

/** On a very busy machine the engine sometimes carries out one order to skip time twice; that says nothing of a rebuild. */
const SKIPPED_TWICE = { count: 1, condition: /ms too far$/ };

test('an engine that is lost in mid-course is rebuilt from the ledger: same end, no reminder missing, none twice', { timeout: 240_000, retry: SKIPPED_TWICE }, async () => {
  const undisturbed = await run(async (rig) => rig);
  const rebuilt = await run(async (rig) => {
    const { database, activities } = rig;
    await rig.close();
    const fresh = await startRig({ database, ...(activities === undefined ? {} : { activities }) });
    const progress: number[] = [];
    const first = await rebuild(fresh.client, { dispatcher: NEVER_POLL, onProgress: (done) => progress.push(done) });
    expect(first).toEqual({ issues: { open: ISSUES - 1, started: ISSUES - 1, running: 0 }, rounds: { unfinished: 1, started: 1, running: 0 }, failed: [] });
    expect(progress).toHaveLength(ISSUES - 1);
    const now = startOfDay(middle) + 9 * HOUR_MS;
    await alignClocks(fresh, now);
    await fresh.travel.jump(makeRoundId(ROUND), now);
    await fresh.travel.jump(DELIVERY_WORKFLOW_ID, now);
    // A second time everything is left alone.
    await until(async () => (await rebuild(fresh.client, { dispatcher: null })).issues.running === ISSUES - 1, 'the index to know what runs');
    return fresh;
  });
  expect(rebuilt.events).toEqual(undisturbed.events);
  expect(rebuilt.rounds).toEqual(undisturbed.rounds);
  expect(rebuilt.rows).toEqual(undisturbed.rows);
  expect(rebuilt.deliveries).toEqual(undisturbed.deliveries);
  expect(rebuilt.copies).toEqual(undisturbed.copies);
  expect(new Set(rebuilt.copies).size).toBe(rebuilt.copies.length);
  expect(rebuilt.copies.length).toBeGreaterThan(40);
});

test('an interrupted opening goes on, and what cannot be read is listed with its reason', { timeout: 90_000 }, async () => {
  const rig = await startRig();
  const done = await rig.openIssue();
  const head = { id: 'half', title: '半途', unit: '青石镇', inspector: '一组', feedback: today, parties: { head: PARTIES.head, supervision: PARTIES.supervision, team: PARTIES.team } };
  const draft = (number: string) =>
    ({ type: 'open', round: 'half', number, title: `问题${number}`, category: '', kind: 'immediate', parties: PARTIES, feedback: today, due: null, standing: 'assigned' }) as const;
  // Written, and then the process died before the engine was asked.
  await saveRound(rig.db, { head, policy: { ...rig.policy, name: 'broken' }, days: publishedDayTable(), drafts: ['1', '2', '3'].map(draft), record: {}, at: Date.now() });
  const first = await rebuild(rig.client, { dispatcher: null });
  expect(first.failed).toEqual([]);
  expect(first.rounds.started + first.rounds.running).toBe(2);
  await until(async () => (await rig.db.selectFrom('issue').select('id').where('round_id', '=', 'half').execute()).length === 3, 'the rest of the round to open');
  await until(async () => (await rig.db.selectFrom('round').select('id').where('id', '=', 'half').where('status', '=', 'running').executeTakeFirst()) !== undefined, 'the round to run');
  expect(await rig.events('issue/half/1')).toEqual(['opened']);

  const { seq: _seq, id: _id, number: _number, lights: _lights, look_backs: _lookBacks, lineage: _lineage, ...row } = await rig.row(done);
  await rig.db.insertInto('issue').values({ ...row, id: 'issue/r1/lost', number: 'lost', seq: 3, lights: '[]' }).execute();
  const stored = await rig.db.selectFrom('round').select('policy_sha256').where('id', '=', 'half').executeTakeFirstOrThrow();
  await rig.db.updateTable('document').set({ body: '{"name":"broken"}' }).where('sha256', '=', stored.policy_sha256).execute();
  const second = await rebuild(rig.client, { dispatcher: null });
  expect(second.issues).toMatchObject({ open: 5 });
  expect(second.failed.map(({ id, code }) => `${id} ${code}`).toSorted()).toEqual([
    'half HISTORY_UNREADABLE',
    'issue/half/1 POLICY_OUTDATED',
    'issue/half/2 POLICY_OUTDATED',
    'issue/half/3 POLICY_OUTDATED',
    'issue/r1/lost HISTORY_INCOMPLETE',
  ]);
  expect(second.failed[0]).toMatchObject({ zh: expect.any(String), en: expect.any(String) });
  await rig.close();
});
