import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeChooser, createRobotChannel } from '../../activities/robot-channel.ts';
import { dispatchDue, type DispatchResult } from '../../activities/dispatch.ts';
import type { Channel } from '../../activities/channel.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../../domain/time.ts';
import { listChannelStates } from '../../ledger/channel-states.ts';
import { claimDue } from '../../ledger/delivery-claims.ts';
import { nextDeliveryAt } from '../../ledger/delivery-lists.ts';
import { recordHandOver } from '../../ledger/delivery-outcomes.ts';
import { findGaps } from '../../ledger/reconcile-runs.ts';
import { makeKit, MORNING, notice, smtp, type DeliveryKit } from '../deliveries/kit.ts';
import { startFaultServer, type FaultServer, type Plan } from '../smtp/fault-server.ts';
import { settingsOf, TIMEOUTS } from './kit.ts';
import { KEY, startRobotServer, type RobotServer, type RobotServerOptions } from './robot-server.ts';

let kit: DeliveryKit;
let robot: RobotServer;
let mail: FaultServer;
let count = 0;
/** The wall of these tests is their duty clock, so that limits and pauses pass with it. */
let clock: Instant = MORNING;
beforeAll(async () => {
  kit = await makeKit();
});
beforeEach(async () => {
  await kit.db.deleteFrom('delivery').execute();
  await kit.db.deleteFrom('channel_state' as 'delivery').execute();
  clock = MORNING;
});
afterEach(async () => {
  await robot?.close();
  await mail?.close();
});
afterAll(() => kit.close());

type Parts = { readonly channels: readonly Channel[]; readonly chooseRobot: ReturnType<typeof makeChooser> };

const start = async (options: Partial<RobotServerOptions> = {}, change: { readonly robot?: object; readonly settings?: object; readonly mail?: Plan; readonly key?: string } = {}): Promise<Parts> => {
  robot = await startRobotServer({ kind: 'dingtalk', clock: () => clock, ...options });
  mail = await startFaultServer(change.mail ?? null);
  const webhook = change.key === undefined ? robot.webhook : robot.webhook.replace(KEY, change.key);
  const settings = settingsOf({ prefer: 'chat', robots: [{ id: 'town', kind: options.kind ?? 'dingtalk', webhook, units: ['青石镇'], ...change.robot }], ...change.settings });
  const robots = settings.robots.map((one) => createRobotChannel(one, { people: settings.people, timeouts: TIMEOUTS, wallClock: () => clock }));
  return { channels: [smtp(mail.port), ...robots], chooseRobot: makeChooser(settings) };
};

const pass = async (parts: Parts, now: Instant): Promise<DispatchResult> => {
  clock = now;
  return await dispatchDue({ db: kit.db, ...parts, settings: { robotWaitMs: 0 }, wallClock: () => clock }, { now, signal: new AbortController().signal });
};
/** Passes at the instants that the dispatcher names, until nothing is owed; answers how long that took. */
const passAll = async (parts: Parts, from = MORNING): Promise<number> => {
  let now = from;
  for (let round = 0; round < 300; round += 1) {
    const { nextAt } = await pass(parts, now);
    if (nextAt === null) return now - from;
    now = Math.max(now, nextAt);
  }
  throw new Error(`still planned: ${await nextDeliveryAt(kit.db)}`);
};

/** An issue with a reminder to the head of the town, who holds a post in the robot's unit. */
const plan = async (change: Parameters<typeof notice>[0] = {}): Promise<string> => {
  const issue = await kit.addIssue(String((count += 1)));
  await kit.plan(issue, [notice({ to: ['post:head'], ...change })]);
  return issue;
};
const only = async (issue: string) => Object.values(await kit.rows(issue))[0] ?? expect.fail('no row');
const numberOf = (issue: string): string => `第${issue.split('/').at(-1)}号`;

describe('who is told by whom', () => {
  test('the robot of the unit tells its people, mail the others; each once', async () => {
    const parts = await start();
    const [inTown, elsewhere, noPost] = [await plan(), await plan({ to: ['post:sup'] }), await plan({ to: ['person:p-owner'] })];
    await passAll(parts);
    expect([await only(inTown), await only(elsewhere), await only(noPost)]).toMatchObject([
      { via: 'robot:town', state: 'accepted', reason: null },
      { via: 'mail', state: 'accepted' },
      { via: 'mail', state: 'accepted' },
    ]);
    expect(robot.posted).toHaveLength(1);
    expect(mail.taken).toHaveLength(2);
  });

  test('a person’s own wish counts; letters of warning and unknown robots’ notices go by mail', async () => {
    const parts = await start({}, { settings: { people: { 'p-head': { channel: 'mail' }, 'p-sup': { channel: 'town', mobile: '13800001111' } } } });
    const issues = [await plan(), await plan({ to: ['post:sup'] }), await plan({ to: ['post:leader'], kind: 'warning-letter', alone: true })];
    await passAll(parts);
    expect((await Promise.all(issues.map(only))).map((row) => row.via)).toEqual(['mail', 'robot:town', 'mail']);
    expect(robot.posted.map((one) => one.called)).toEqual([['13800001111']]);
  });

  test('a person without an address is told by the robot', async () => {
    const parts = await start();
    await kit.db.updateTable('person').set({ email: null }).where('id', '=', 'p-head').execute();
    const issue = await plan();
    await passAll(parts);
    await kit.db.updateTable('person').set({ email: 'head@example.com' }).where('id', '=', 'p-head').execute();
    expect(await only(issue)).toMatchObject({ via: 'robot:town', state: 'accepted' });
  });

  test('a morning’s reminders are one message, in which every issue is named', async () => {
    const parts = await start();
    const issues = [await plan(), await plan(), await plan()];
    await passAll(parts);
    expect((await Promise.all(issues.map(only))).map((row) => row.state)).toEqual(['bundled', 'bundled', 'bundled']);
    expect(robot.posted).toHaveLength(1);
    for (const issue of issues) expect(robot.posted[0]?.text).toContain(numberOf(issue));
  });

  test('the robot was taken out of the settings while a notice was on its way: mail', async () => {
    const issue = await plan();
    const parts = await start({ faults: [{ at: 'reply', status: 503, body: '' }] });
    await pass(parts, MORNING);
    expect(await only(issue)).toMatchObject({ via: 'robot:town', state: 'planned' });
    await passAll({ channels: parts.channels.slice(0, 1), chooseRobot: () => null }, MORNING + HOUR_MS);
    expect(await only(issue)).toMatchObject({ via: 'mail', state: 'accepted' });
  });
});

describe('when chat fails', () => {
  test('for good (wrong key): by mail within the minute, and the record says why', async () => {
    const issue = await plan();
    const parts = await start({}, { key: 'wr0ng-key-9876543210' });
    expect(await passAll(parts)).toBeLessThan(MINUTE_MS);
    const row = await only(issue);
    expect(row).toMatchObject({ via: 'mail', state: 'accepted' });
    expect(row.fallback).toContain('robot:town: HTTP 200 {"errcode":300005');
    expect(JSON.stringify(row)).not.toContain('wr0ng-key');
    expect({ chat: robot.posted.length, mail: mail.taken.length }).toEqual({ chat: 0, mail: 1 });
  });

  test('a bundle that is refused goes by mail as one mail', async () => {
    const issues = [await plan(), await plan()];
    await passAll(await start({ keyword: 'missing' }));
    expect((await Promise.all(issues.map(only))).map(({ via, state }) => `${via} ${state}`)).toEqual(['mail bundled', 'mail bundled']);
    expect(mail.taken).toHaveLength(1);
  });

  test('for a while: tried again, then told by the robot', async () => {
    const issue = await plan();
    const busy = { at: 'reply', status: 200, body: '{"errcode":-1,"errmsg":"system busy"}' } as const;
    await passAll(await start({ faults: [busy, busy] }));
    expect(await only(issue)).toMatchObject({ via: 'robot:town', state: 'accepted', attempt: 3, fallback: null });
    expect(mail.taken).toEqual([]);
  });

  test('longer than its patience: by mail', async () => {
    const issue = await plan();
    const busy = { at: 'reply', status: 503, body: 'busy' } as const;
    const took = await passAll(await start({ faults: Array.from({ length: 99 }, () => busy) }, { robot: { patienceMinutes: 10 } }));
    expect(took).toBeGreaterThanOrEqual(10 * MINUTE_MS);
    expect(took).toBeLessThan(25 * MINUTE_MS);
    expect(await only(issue)).toMatchObject({ via: 'mail', state: 'accepted' });
    expect((await only(issue)).fallback).toContain('robot:town: HTTP 503');
    expect(robot.posted).toEqual([]);
    expect(mail.taken).toHaveLength(1);
  });

  test('and mail then asks again as for a first attempt, not hours later', async () => {
    const issue = await plan();
    const busy = { at: 'reply', status: 503, body: 'busy' } as const;
    await passAll(await start({ faults: Array.from({ length: 99 }, () => busy) }, { mail: { at: 'rcpt', fault: '451', times: 1 } }));
    const { settledAt, attempt } = await only(issue);
    expect(attempt).toBeGreaterThan(4);
    expect((settledAt ?? 0) - MORNING).toBeLessThan(60 * MINUTE_MS);
  });

  test('and there is no address either: listed, with both reasons', async () => {
    await kit.db.updateTable('person').set({ email: null }).where('id', '=', 'p-head').execute();
    const issue = await plan();
    await passAll(await start({}, { key: 'wr0ng-key-9876543210' }));
    await kit.db.updateTable('person').set({ email: 'head@example.com' }).where('id', '=', 'p-head').execute();
    const row = await only(issue);
    expect(row).toMatchObject({ state: 'suppressed', reason: 'no_address' });
    expect(row.fallback).toContain('300005');
  });

  test('an issue that moved on meanwhile is told by nobody', async () => {
    const issue = await plan();
    const parts = await start({ faults: [{ at: 'reply', status: 503, body: '' }] });
    await pass(parts, MORNING);
    await kit.plan(issue, []);
    await passAll(parts, MORNING + HOUR_MS);
    expect(await only(issue)).toMatchObject({ state: 'withdrawn', reason: 'superseded' });
    expect([...robot.posted, ...mail.taken]).toEqual([]);
  });
});

describe('when nobody knows', () => {
  test.each(['cut', 'stall'] as const)('%s after it was posted: uncertain, the second copy by mail, never a second one in the group', async (how) => {
    const issue = await plan();
    const parts = await start({ faults: [{ at: 'taken', do: how }] });
    await pass(parts, MORNING);
    expect(await only(issue)).toMatchObject({ state: 'uncertain', reason: 'line_broke', via: 'robot:town' });
    // Well within the robot's patience: it is not time that sends the second copy another way.
    await passAll(parts, MORNING + MINUTE_MS);
    expect(await only(issue)).toMatchObject({ state: 'uncertain', reason: 'again_accepted', via: 'mail' });
    expect({ chat: robot.posted.length, mail: mail.taken.length }).toEqual({ chat: 1, mail: 1 });
  });

  test('killed while it was being handed over: the same', async () => {
    const issue = await plan();
    const parts = await start();
    const roads = { robots: ['robot:town'], choose: parts.chooseRobot, patienceMs: () => HOUR_MS };
    const input = { now: MORNING, wallNow: MORNING, leaseMs: 1_000, limit: 9, closedRounds: [], roads };
    await claimDue(kit.db, { ...input, channel: 'mail' });
    const { mails } = await claimDue(kit.db, { ...input, channel: 'robot:town' });
    expect(await recordHandOver(kit.db, mails[0] ?? expect.fail('nothing claimed'), MORNING + 1_000)).toBe(true);
    await passAll(parts, MORNING + MINUTE_MS);
    expect(await only(issue)).toMatchObject({ state: 'uncertain', reason: 'again_accepted', via: 'mail' });
    expect({ chat: robot.posted.length, mail: mail.taken.length }).toEqual({ chat: 0, mail: 1 });
  });
});

describe('limits', () => {
  const crowd = async (size: number): Promise<void> => {
    const people = Array.from({ length: size }, (_, at) => ({ id: `chat${at}`, name: `某${at}`, email: `chat${at}@example.com`, left_on: null }));
    await kit.db.insertInto('person').values(people).onConflict((conflict) => conflict.doNothing()).execute();
    const issue = await kit.addIssue(String((count += 1)));
    await kit.plan(issue, people.map((person) => notice({ to: [`person:${person.id}`] })));
  };
  const everybody = { settings: { people: Object.fromEntries(Array.from({ length: 28 }, (_, at) => [`chat${at}`, { channel: 'town' }])) } };

  test.each(['wecom', 'dingtalk', 'feishu'] as const)('%s: a morning of 28 messages never runs into its limit, and mail does not wait for it', async (kind) => {
    await crowd(28);
    const other = await plan({ to: ['post:sup'] });
    const parts = await start({ kind }, everybody);
    await pass(parts, MORNING);
    expect(await only(other)).toMatchObject({ via: 'mail', state: 'accepted' });
    await passAll(parts);
    expect(robot.posted).toHaveLength(28);
    expect(robot.requests()).toBe(28);
    expect(mail.taken).toHaveLength(1);
  });

  test('somebody else used the robot up: it rests for as long as the service says, and nothing is lost or told twice', async () => {
    await crowd(3);
    const parts = await start({ faults: [{ at: 'reply', status: 200, body: '{"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"}' }] }, everybody);
    const { nextAt } = await pass(parts, MORNING);
    // The others are not tried meanwhile.
    expect(robot.requests()).toBe(1);
    expect(nextAt).toBeGreaterThanOrEqual(MORNING + 10 * MINUTE_MS);
    expect(await listChannelStates(kit.db)).toMatchObject([{ channel: 'robot:town', failureClass: 'deferred', pausedUntil: MORNING + 10 * MINUTE_MS }]);
    await passAll(parts, nextAt ?? 0);
    expect(robot.posted.length + mail.taken.length).toBe(3);
    expect(mail.taken).toEqual([]);
  });
});

test('the comparison with the history finds nothing missing and nothing unwanted, on whatever road a notice is', async () => {
  const issue = await plan();
  const ladder = [notice({ to: ['post:head'] })];
  const gaps = async (called: typeof ladder) => (await findGaps(kit.db, [{ issueId: issue, roundId: 'r1', seq: 1, events: [], ladder: called }], clock, 'mail')).map((gap) => gap.what);
  const parts = await start({ faults: [{ at: 'reply', status: 503, body: '' }, { at: 'reply', status: 404, body: '' }] });
  await pass(parts, MORNING);
  expect([(await only(issue)).via, await gaps(ladder), await gaps([])]).toEqual(['robot:town', [], ['unwanted']]);
  await pass(parts, MORNING + 2 * MINUTE_MS);
  expect([(await only(issue)).via, await gaps(ladder), await gaps([])]).toEqual(['mail', [], ['unwanted']]);
  await passAll(parts, MORNING + DAY_MS);
  expect([(await only(issue)).state, await gaps(ladder), await gaps([])]).toEqual(['accepted', [], []]);
  await kit.plan(issue, ladder);
  await passAll(parts, MORNING + DAY_MS);
  expect([robot.posted.length, mail.taken.length]).toEqual([0, 1]);
  await kit.db.deleteFrom('delivery').where('issue_id', '=', issue).execute();
  expect(await gaps(ladder)).toEqual(['missing']);
});
