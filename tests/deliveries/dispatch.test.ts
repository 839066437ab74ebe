import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/time.ts';
import type { Channel } from '../../activities/channel.ts';
import { dispatchDue } from '../../activities/dispatch.ts';
import { loadTemplates, type Templates } from '../../activities/templates.ts';
import type { ClaimedMail } from '../../ledger/claimed-mails.ts';
import { claimDue } from '../../ledger/delivery-claims.ts';
import { nextDeliveryAt } from '../../ledger/delivery-lists.ts';
import { recordHandOver, recoverLapsed, settleMail } from '../../ledger/delivery-outcomes.ts';
import { startFaultServer, type FaultServer, type Plan } from '../smtp/fault-server.ts';
import { makeKit, MORNING, notice, smtp, type DeliveryKit } from './kit.ts';

let kit: DeliveryKit;
let server: FaultServer;
let count = 0;
beforeAll(async () => {
  kit = await makeKit();
});
beforeEach(async () => {
  await kit.db.deleteFrom('delivery').execute();
});
afterEach(() => server?.close());
afterAll(() => kit.close());

const serve = async (plan: Plan | null = null): Promise<ReturnType<typeof smtp>> => {
  server = await startFaultServer(plan);
  return smtp(server.port);
};
/** So many issues, each with one ordinary reminder for the owner. */
const planIssues = async (howMany: number): Promise<string[]> => {
  const issues = await Promise.all(Array.from({ length: howMany }, () => kit.addIssue(String((count += 1)))));
  for (const issue of issues) await kit.plan(issue, [notice()]);
  return issues;
};
const stateOf = async (issue: string): Promise<string | undefined> => (await kit.states(issue))['p-owner due#1:T-10'];
const bundles = async () => await kit.db.selectFrom('delivery').select(['id', 'state', 'reason', 'attempt']).where('origin', '=', 'bundle').execute();
const claim = (wallNow = 1_000): Promise<{ mails: readonly ClaimedMail[] }> =>
  claimDue(kit.db, { now: MORNING, wallNow, leaseMs: 60_000, limit: 100, channel: 'mail', closedRounds: [] });
const first = async (wallNow?: number): Promise<ClaimedMail> => (await claim(wallNow)).mails[0] ?? expect.fail('nothing was due');

describe('bundles', () => {
  test('a person’s ordinary reminders of a morning are one mail, escalations go alone', async () => {
    const issues = await planIssues(3);
    await kit.plan(issues[0] ?? '', [notice(), notice({ step: 'due#1:T+1', kind: 'urging', alone: true })]);
    const result = await kit.dispatch(await serve(), MORNING);
    expect(result).toEqual({ sent: 2, failed: 0, nextAt: null });
    expect(server.taken).toHaveLength(2);
    expect(await Promise.all(issues.map(stateOf))).toEqual(['bundled', 'bundled', 'bundled']);
    expect(await kit.states(issues[0] ?? '')).toMatchObject({ 'p-owner due#1:T+1': 'accepted' });
    expect(await bundles()).toMatchObject([{ state: 'accepted' }]);
  });

  test('what an act tells carries the reason that was given with it', async () => {
    const [issue = ''] = await planIssues(1);
    await kit.db.insertInto('issue_event').values({ issue_id: issue, seq: 7, cycle: 1, at: MORNING, by: 'p-sup', type: 'returned', body: JSON.stringify({ reason: '照片看不清', due: '2026-03-31' }) }).execute();
    await kit.plan(issue, [], { eventNotices: [notice({ step: 'event:7', topic: 'returned', kind: 'urging', alone: true, origin: 'event' })] });
    expect((await first()).items).toMatchObject([{ topic: 'returned', words: '照片看不清' }]);
  });

  test('a bundle that is refused shows in each of its notices', async () => {
    const issues = await planIssues(2);
    await kit.dispatch(await serve({ at: 'rcpt', fault: '550', times: 9 }), MORNING);
    expect(await Promise.all(issues.map(stateOf))).toEqual(['rejected: refused', 'rejected: refused']);
  });

  test('a bundle put off is taken apart, checked again and sent without what was settled meanwhile', async () => {
    const [kept = '', closed = '', other = ''] = await planIssues(3);
    const channel = await serve({ at: 'rcpt', fault: '451', times: 1 });
    const { nextAt } = await kit.dispatch(channel, MORNING);
    expect(nextAt).toBeGreaterThanOrEqual(MORNING + 5 * MINUTE_MS);
    expect(await bundles()).toMatchObject([{ state: 'withdrawn', reason: 'dissolved' }]);
    await kit.plan(closed, []);
    await kit.dispatch(channel, nextAt ?? 0);
    expect([await stateOf(kept), await stateOf(closed), await stateOf(other)]).toEqual(['bundled', 'withdrawn: superseded', 'bundled']);
    expect(server.taken).toHaveLength(1);
  });

  test('an uncertain bundle is sent once more as the same mail', async () => {
    const issues = await planIssues(2);
    await kit.dispatchAll(await serve({ at: 'end', fault: 'cut', times: 1 }), MORNING);
    expect(await Promise.all(issues.map(stateOf))).toEqual(['uncertain: again_accepted', 'uncertain: again_accepted']);
    expect(server.taken).toHaveLength(2);
    expect(new Set(server.taken.map((copy) => copy.messageId)).size).toBe(1);
  });

  test('an uncertain bundle whose issues were closed meanwhile is not sent again, and stays listed', async () => {
    const issues = await planIssues(2);
    const channel = await serve({ at: 'end', fault: 'cut', times: 1 });
    await kit.dispatch(channel, MORNING);
    for (const issue of issues) await kit.plan(issue, []);
    await kit.dispatch(channel, MORNING + HOUR_MS);
    expect(await Promise.all(issues.map(stateOf))).toEqual(['uncertain: not_again', 'uncertain: not_again']);
    expect(await bundles()).toMatchObject([{ state: 'uncertain', reason: 'not_again' }]);
    expect(server.taken).toHaveLength(1);
    expect(await nextDeliveryAt(kit.db)).toBeNull();
  });
});

describe('processes that die', () => {
  test('claimed, then killed: sent when the lease has lapsed, not before', async () => {
    const [issue = ''] = await planIssues(1);
    const wall = Date.now();
    await first(wall);
    const channel = await serve();
    await kit.dispatch(channel, MORNING, {}, () => wall + 59_000);
    expect(await stateOf(issue)).toBe('claimed');
    await kit.dispatch(channel, MORNING, {}, () => wall + 61_000);
    expect(await stateOf(issue)).toBe('accepted');
    expect(server.taken).toHaveLength(1);
  });

  test('handed over, then killed: uncertain, once more under the same Message-ID, twice at most', async () => {
    const [issue = ''] = await planIssues(1);
    const mail = await first();
    expect(await recordHandOver(kit.db, mail, 70_000)).toBe(true);
    expect(await recoverLapsed(kit.db, { now: MORNING, wallNow: 70_001, resendAt: MORNING + MINUTE_MS })).toEqual({ unsent: 0, uncertain: 1 });
    expect(await stateOf(issue)).toBe('uncertain: lease_lapsed');
    const again = (await claimDue(kit.db, { now: MORNING + MINUTE_MS, wallNow: 80_000, leaseMs: 1_000, limit: 9, channel: 'mail', closedRounds: [] })).mails[0];
    expect(again).toMatchObject({ messageId: mail.messageId, again: true, attempt: 2 });
    expect(await recordHandOver(kit.db, again ?? mail, 90_000)).toBe(true);
    await recoverLapsed(kit.db, { now: MORNING + HOUR_MS, wallNow: 90_001, resendAt: MORNING + HOUR_MS });
    expect(await stateOf(issue)).toBe('uncertain: again_uncertain');
    await kit.dispatchAll(await serve(), MORNING + DAY_MS);
    expect(server.taken).toEqual([]);
  });

  test('killed while it sent the second copy, before a byte left: it still owes that copy', async () => {
    const [issue = ''] = await planIssues(1);
    const channel = await serve({ at: 'end', fault: 'cut', times: 1 });
    const { nextAt } = await kit.dispatch(channel, MORNING);
    await claimDue(kit.db, { now: nextAt ?? 0, wallNow: 1_000, leaseMs: 1_000, limit: 9, channel: 'mail', closedRounds: [] });
    expect(await stateOf(issue)).toBe('claimed');
    await kit.dispatchAll(channel, nextAt ?? 0);
    expect(await stateOf(issue)).toBe('uncertain: again_accepted');
    expect(server.taken).toHaveLength(2);
  });

  test('a bundle claimed, then killed: its notices are free again', async () => {
    const issues = await planIssues(2);
    await first();
    await kit.dispatch(await serve(), MORNING);
    expect(await Promise.all(issues.map(stateOf))).toEqual(['bundled', 'bundled']);
    expect(await bundles()).toMatchObject([{ state: 'accepted', attempt: 2 }]);
    expect(server.taken).toHaveLength(1);
  });

  test('a process that wakes up late neither sends nor decides, but its late answer counts', async () => {
    const [issue = ''] = await planIssues(1);
    const slow = await first();
    await recoverLapsed(kit.db, { now: MORNING, wallNow: 61_001, resendAt: MORNING });
    const quick = await first(61_001);
    expect(await recordHandOver(kit.db, slow, 99_000)).toBe(false);
    expect(await recordHandOver(kit.db, quick, 99_000)).toBe(true);
    expect(await settleMail(kit.db, slow, { kind: 'rejected', reason: 'refused', response: 'x' }, MORNING)).toBe(false);
    await recoverLapsed(kit.db, { now: MORNING, wallNow: 99_001, resendAt: MORNING });
    expect(await stateOf(issue)).toBe('uncertain: lease_lapsed');
    expect(await settleMail(kit.db, quick, { kind: 'accepted', response: '250 ok' }, MORNING)).toBe(true);
    expect(await stateOf(issue)).toBe('accepted');
  });

  test('two dispatchers at once: everything once', async () => {
    const people = Array.from({ length: 60 }, (_, at) => ({ id: `crowd${at}`, name: `某${at}`, email: `crowd${at}@example.com`, left_on: null }));
    await kit.db.insertInto('person').values(people).onConflict((conflict) => conflict.doNothing()).execute();
    const issue = await kit.addIssue(String((count += 1)));
    await kit.plan(issue, people.map((person) => notice({ to: [`person:${person.id}`] })));
    await serve();
    // Sixty at once on a busy machine: nobody's patience is tried here.
    const channel = smtp(server.port, 10_000);
    const results = await Promise.all([1, 2, 3].map(() => kit.dispatch(channel, MORNING, { peoplePerClaim: 5 })));
    expect(results.reduce((sum, result) => sum + result.sent, 0)).toBe(60);
    expect(new Set(server.taken.map((copy) => copy.messageId)).size).toBe(60);
    expect(server.taken).toHaveLength(60);
  });
});

describe('when', () => {
  test('nothing leaves before its time; the next one is named', async () => {
    await planIssues(1);
    expect(await kit.dispatch(await serve(), MORNING - 1)).toEqual({ sent: 0, failed: 0, nextAt: MORNING });
  });

  test('late after an outage: not at night and not on Sunday, but at the next opening', async () => {
    await planIssues(1);
    const channel = await serve();
    const monday = MORNING + 7 * DAY_MS - 30 * MINUTE_MS;
    for (const late of [MORNING + 5 * DAY_MS + 12 * HOUR_MS, MORNING + 6 * DAY_MS, monday - 1]) {
      expect(await kit.dispatch(channel, late)).toEqual({ sent: 0, failed: 0, nextAt: monday });
    }
    expect(await kit.dispatch(channel, monday)).toMatchObject({ sent: 1 });
  });

  test('a channel that asks for rest gets it: nobody is tried meanwhile, everybody is told afterwards', async () => {
    const people = Array.from({ length: 40 }, (_, at) => ({ id: `rest${at}`, name: `某${at}`, email: `rest${at}@example.com`, left_on: null }));
    await kit.db.insertInto('person').values(people).onConflict((conflict) => conflict.doNothing()).execute();
    const issue = await kit.addIssue(String((count += 1)));
    await kit.plan(issue, people.map((person) => notice({ to: [`person:${person.id}`] })));
    let asked = 0;
    const refusing: Channel = { name: 'mail', send: () => Promise.resolve({ kind: 'retry', class: 'service', response: `535 ${(asked += 1)}`, pauseMs: 5 * MINUTE_MS }) };
    const { nextAt } = await kit.dispatch(refusing, MORNING, { concurrency: 4 }, () => MORNING);
    expect(asked).toBeLessThanOrEqual(4);
    expect(nextAt).toBe(MORNING + 5 * MINUTE_MS);
    const tried = asked;
    await planIssues(1);
    await kit.dispatch(refusing, MORNING + MINUTE_MS, {}, () => MORNING + MINUTE_MS);
    expect(asked).toBe(tried);
    const channel = await serve();
    for (let now = MORNING + 5 * MINUTE_MS; now < MORNING + HOUR_MS; now += 5 * MINUTE_MS) await kit.dispatch(channel, now, {}, () => now);
    expect(server.taken).toHaveLength(41);
    await kit.db.deleteFrom('channel_state' as 'delivery').execute();
  });

  test('a server that is away: a few tries, then a pause for all, and everything arrives once it is back', async () => {
    const people = Array.from({ length: 120 }, (_, at) => ({ id: `away${at}`, name: `某${at}`, email: `away${at}@example.com`, left_on: null }));
    await kit.db.insertInto('person').values(people).onConflict((conflict) => conflict.doNothing()).execute();
    const issue = await kit.addIssue(String((count += 1)));
    await kit.plan(issue, people.map((person) => notice({ to: [`person:${person.id}`] })));
    const channel = await serve({ at: 'banner', fault: 'cut', times: 50 });
    const { failed, nextAt } = await kit.dispatch(channel, MORNING);
    expect(failed).toBeLessThan(60);
    expect(nextAt).toBeGreaterThanOrEqual(MORNING + MINUTE_MS);
    await kit.dispatchAll(channel, nextAt ?? 0);
    expect(server.taken).toHaveLength(120);
  });
});

test('a notice that cannot be written waits for a later try, and those behind it are told', async () => {
  const [broken = '', ...others] = await planIssues(3);
  await kit.plan(broken, [notice(), notice({ step: 'due#1:T+1', kind: 'urging', alone: true })]);
  const templates: Templates = {
    ...loadTemplates(),
    get notice(): Templates['notice'] {
      throw new TypeError('no words for that');
    },
  };
  const post = await serve();
  const { sent, failed, nextAt } = await dispatchDue({ db: kit.db, channels: [post], templates }, { now: MORNING, signal: new AbortController().signal });
  expect({ sent, failed }).toEqual({ sent: 1, failed: 1 });
  expect(nextAt).toBeGreaterThan(MORNING);
  expect(await kit.states(broken)).toMatchObject({ 'p-owner due#1:T+1': 'planned: try_later', 'p-owner due#1:T-10': 'bundled' });
  expect(await Promise.all(others.map(stateOf))).toEqual(['bundled', 'bundled']);
  // Once it can be, it is told.
  expect(await kit.dispatch(post, nextAt ?? 0)).toMatchObject({ sent: 1 });
});
