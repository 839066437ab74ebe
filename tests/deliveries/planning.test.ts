import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dayOf, DAY_MS, MINUTE_MS } from '../../domain/time.ts';
import { claimDue } from '../../ledger/delivery-claims.ts';
import { recordHandOver } from '../../ledger/delivery-outcomes.ts';
import { appoint, recordLeaving } from '../../ledger/directory.ts';
import { makeKit, MORNING, notice, type DeliveryKit } from './kit.ts';

let kit: DeliveryKit;
let issue: string;
let count = 0;
beforeAll(async () => {
  kit = await makeKit();
});
beforeEach(async () => {
  // What a test leaves planned must not be claimed by the next one.
  await kit.db.updateTable('delivery').set({ state: 'withdrawn' }).where('state', '=', 'planned').execute();
  issue = await kit.addIssue(String((count += 1)));
});
afterAll(() => kit.close());

const claim = () => claimDue(kit.db, { now: MORNING, wallNow: 1_000, leaseMs: 60_000, limit: 100, channel: 'mail', closedRounds: [] });

describe('what a step calls for is planned', () => {
  test('twice the same changes nothing', async () => {
    const notices = [notice(), notice({ role: 'leader', to: ['post:leader'] })];
    expect((await kit.plan(issue, notices)).planned).toHaveLength(2);
    expect(await kit.plan(issue, notices)).toEqual({ planned: [], withdrawn: [] });
    expect(await kit.states(issue)).toEqual({ 'p-owner due#1:T-10': 'planned', 'p-leader due#1:T-10': 'planned' });
  });

  test('not wanted any more: withdrawn; wanted again: planned at the new time', async () => {
    await kit.plan(issue, [notice()]);
    expect((await kit.plan(issue, [])).withdrawn).toHaveLength(1);
    expect(await kit.states(issue)).toEqual({ 'p-owner due#1:T-10': 'withdrawn: superseded' });
    await kit.plan(issue, [notice({ notBefore: MORNING + DAY_MS })]);
    expect((await kit.rows(issue))['p-owner due#1:T-10']).toMatchObject({ state: 'planned', reason: null, notBefore: MORNING + DAY_MS });
  });

  test('what an event told stays, whatever comes after', async () => {
    const told = notice({ step: 'event:3', origin: 'event', topic: 'assigned' });
    await kit.plan(issue, [], { eventNotices: [told] });
    await kit.plan(issue, []);
    expect(await kit.states(issue)).toEqual({ 'p-owner event:3': 'planned' });
  });

  test('one person in two roles of a step is told once; two steps are two', async () => {
    await kit.plan(issue, [notice(), notice({ role: 'leader', to: ['person:p-owner'] }), notice({ step: 'due#1:T-3' })]);
    expect(Object.keys(await kit.states(issue)).sort()).toEqual(['p-owner due#1:T-10', 'p-owner due#1:T-3']);
    expect((await kit.rows(issue))['p-owner due#1:T-10']?.role).toBe('owner');
  });

  test('a post with several holders: each of them', async () => {
    await kit.plan(issue, [notice({ role: 'team', to: ['post:team'] })]);
    expect(Object.keys(await kit.states(issue)).sort()).toEqual(['p-team due#1:T-10', 'p-team2 due#1:T-10']);
  });
});

describe('people and posts', () => {
  test('who has left by the day it falls due is passed over for the next party', async () => {
    await kit.db.insertInto('person').values({ id: 'p-gone', name: '旧人', email: 'gone@example.com', left_on: dayOf(MORNING) }).execute();
    await kit.plan(issue, [notice({ to: ['person:p-gone', 'post:leader'] }), notice({ step: 'early', to: ['person:p-gone', 'post:leader'], notBefore: MORNING - DAY_MS })]);
    expect(Object.keys(await kit.states(issue)).sort()).toEqual(['p-gone early', 'p-leader due#1:T-10']);
  });

  test('nobody at all: shows as suppressed when it is due, and is asked again before', async () => {
    await kit.db.insertInto('post').values({ id: `empty${count}`, title: '空缺', unit: 'x' }).execute();
    const to = [`post:empty${count}`] as const;
    await kit.plan(issue, [notice({ to, step: 'now', notBefore: MORNING - DAY_MS }), notice({ to, step: 'later' })], { now: MORNING - DAY_MS });
    expect(await kit.states(issue)).toEqual({ 'nobody now': 'suppressed: nobody_in_post', 'nobody later': 'planned' });
    await appoint(kit.db, `empty${count}`, ['p-second'], dayOf(MORNING));
    expect((await claim()).mails).toEqual([]);
    expect((await claim()).mails.map((mail) => mail.to.id)).toEqual(['p-second']);
    expect(await kit.states(issue)).toMatchObject({ 'nobody later': 'suppressed: replaced', 'p-second later': 'claimed' });
  });

  test('a successor does not get the letters that the predecessor had', async () => {
    await kit.plan(issue, [notice({ to: ['person:p-owner'] })]);
    const { mails } = await claim();
    await recordHandOver(kit.db, mails[0] ?? expect.fail('no mail'), 99_000);
    const after = { now: MORNING + DAY_MS };
    const next = notice({ to: ['person:p-second'], step: 'due#1:T-3', notBefore: MORNING + 7 * DAY_MS });
    await kit.plan(issue, [notice({ to: ['person:p-second'] }), next], after);
    expect(await kit.states(issue)).toEqual({ 'p-owner due#1:T-10': 'handed_over', 'p-second due#1:T-3': 'planned' });
  });

  test('but gets the one that nobody had yet', async () => {
    await kit.plan(issue, [notice({ to: ['person:p-owner'] })]);
    await kit.plan(issue, [notice({ to: ['person:p-second'] })], { now: MORNING + MINUTE_MS });
    expect(await kit.states(issue)).toEqual({ 'p-owner due#1:T-10': 'withdrawn: superseded', 'p-second due#1:T-10': 'planned' });
  });
});

describe('the last look before sending', () => {
  test('the recipient has left meanwhile: suppressed, the present holder gets it, and re-planning keeps that', async () => {
    const post = `seat${count}`;
    await kit.db.insertInto('post').values({ id: post, title: '所长', unit: 'x' }).execute();
    await appoint(kit.db, post, ['p-second'], '2026-01-01');
    await kit.plan(issue, [notice({ to: [`post:${post}`] })]);
    await appoint(kit.db, post, ['p-head'], dayOf(MORNING - DAY_MS));
    expect((await claim()).mails).toEqual([]);
    const change = { 'p-second due#1:T-10': 'suppressed: left_post', 'p-head due#1:T-10': 'planned' };
    expect(await kit.states(issue)).toEqual(change);
    await kit.plan(issue, [notice({ to: [`post:${post}`] })]);
    expect(await kit.states(issue)).toEqual(change);
    await kit.plan(issue, []);
    expect(await kit.states(issue)).toMatchObject({ 'p-head due#1:T-10': 'withdrawn: superseded' });
  });

  test.each([
    ['archived', 1, 'due', 'suppressed: issue_ended'],
    ['withdrawn', 1, 'due', 'suppressed: issue_ended'],
    ['closed', 1, 'due', 'suppressed: issue_ended'],
    ['closed', 1, 'look-back', 'claimed'],
    ['sustained', 1, 'cadence', 'claimed'],
    ['verifying', 1, 'verify', 'claimed'],
    ['rectifying', 2, 'due', 'suppressed: cycle_over'],
  ])('an issue that is %s in cycle %i meanwhile: a reminder of %s is %s', async (status, cycle, topic, expected) => {
    await kit.plan(issue, [notice({ topic })]);
    await kit.addIssue(String(count), { status, cycle });
    await claim();
    expect(await kit.states(issue)).toEqual({ 'p-owner due#1:T-10': expected });
  });

  test('what an event told is sent after closure, too', async () => {
    await kit.plan(issue, [], { eventNotices: [notice({ origin: 'event', topic: 'closed', step: 'event:9' })] });
    await kit.addIssue(String(count), { status: 'archived' });
    expect((await claim()).mails).toHaveLength(1);
  });

  test.each([
    [null, 'no_address'],
    ['', 'no_address'],
    ['not an address', 'bad_address'],
    ['a@example.com, b@example.com', 'bad_address'],
    ['a@example.com\r\nBcc: b@example.com', 'bad_address'],
    ['<a@example.com>', 'bad_address'],
  ])('an address of %j: suppressed, %s', async (email, reason) => {
    const id = `p-mail${count}`;
    await kit.db.insertInto('person').values({ id, name: '无名', email, left_on: null }).execute();
    await kit.plan(issue, [notice({ to: [`person:${id}`] })]);
    await claim();
    expect(await kit.states(issue)).toEqual({ [`${id} due#1:T-10`]: `suppressed: ${reason}` });
  });

  test('withdrawn between claim and the first byte: it does not leave', async () => {
    await kit.plan(issue, [notice()]);
    const { mails } = await claim();
    await kit.plan(issue, []);
    expect(await recordHandOver(kit.db, mails[0] ?? expect.fail('no mail'), 99_000)).toBe(false);
    expect(await kit.states(issue)).toEqual({ 'p-owner due#1:T-10': 'withdrawn: superseded' });
  });

  test('who left has no open posts: the next in the chain gets it', async () => {
    const person = `p-leaves${count}`;
    await kit.db.insertInto('person').values({ id: person, name: '将离', email: 'leaves@example.com', left_on: null }).execute();
    await kit.plan(issue, [notice({ to: [`person:${person}`, 'post:leader'] })]);
    await recordLeaving(kit.db, person, dayOf(MORNING));
    await claim();
    expect((await claim()).mails.map((mail) => mail.to.id)).toEqual(['p-leader']);
  });
});
