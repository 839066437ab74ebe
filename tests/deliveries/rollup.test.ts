import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDispatchActivities, dispatchDue } from '../../activities/dispatch.ts';
import { createRollupActivities, planRollups } from '../../activities/rollup.ts';
import { showRollup } from '../../client/rollup-view.ts';
import { addDays, DAY_MS, dayOf, HOUR_MS, startOfDay, type Day, type Instant } from '../../domain/time.ts';
import { listDeliveries } from '../../ledger/delivery-lists.ts';
import { recordLeaving } from '../../ledger/directory.ts';
import { listRollups } from '../../ledger/rollups.ts';
import { registerSchedules } from '../../worker/schedules.ts';
import { ROLLUP_SCHEDULE_ID } from '../../workflows/rollup.ts';
import { recordingChannel } from './recording-channel.ts';
import { startRig, until, type Rig } from '../rig.ts';

let rig: Rig;
const { post, sent } = recordingChannel();
beforeAll(async () => {
  rig = await startRig({ activities: (db) => ({ ...createRollupActivities({ db }), ...createDispatchActivities({ db, channels: [post] }) }) });
});
afterAll(() => rig.close());
// Each test makes the roll-ups of its own rounds.
beforeEach(() => rig.db.updateTable('round').set({ status: 'closed' }).execute());

/** Nine in the morning of the first Monday after today, and of those after it. */
const monday = (week: number): Instant => {
  const today = dayOf(Date.now());
  const ahead = 8 - (new Date(`${today}T00:00:00Z`).getUTCDay() || 7);
  return startOfDay(addDays(today, ahead + 7 * week)) + 9 * HOUR_MS;
};
const rollupsOf = async (round: string) => (await listDeliveries(rig.db, { roundId: round, limit: 1000 })).filter((row) => row.topic.startsWith('rollup-'));
const recipients = async (round: string, step: string): Promise<string[]> => (await rollupsOf(round)).filter((row) => row.step === step).map((row) => row.recipient).sort();
/** Sends at the instant for which the newest roll-ups of a round are planned: inside delivery hours, whatever day this runs on. */
const dispatch = async (round: string): Promise<void> => {
  const now = Math.max(...(await rollupsOf(round)).map((row) => row.notBefore));
  await dispatchDue({ db: rig.db, channels: [post] }, { now, signal: new AbortController().signal });
};
const periodOf = (at: Instant): Day => dayOf(at);

describe('the weekly roll-up', () => {
  test('is made once however many workers look, goes to those the policy names, says what moved and who is late; a gap of three weeks is one', async () => {
    const [moving = '', resting = ''] = await rig.openRound([{}, {}], 'weekly');
    // Where today is a Monday before the hour, its own roll-up comes first; it is no matter of this test.
    const { made: earlier } = await planRollups(rig.db, monday(-1));
    await rig.travel.jump(moving, monday(0) - 2 * HOUR_MS);
    await rig.act(moving, 'p-owner', { type: 'accept' });
    await rig.next(resting);
    const week = `rollup-week:${periodOf(monday(0))}`;
    const made = await Promise.all(Array.from({ length: 4 }, () => planRollups(rig.db, monday(0))));
    // The same pass also finds the first task list due where its day has come.
    expect(made.reduce((sum, one) => sum + one.made, earlier)).toBe((await listRollups(rig.db, 'weekly', 100)).length);
    expect(await recipients('weekly', week)).toEqual(['p-head', 'p-sup']);
    expect(await planRollups(rig.db, monday(0) + HOUR_MS)).toEqual({ made: 0, planned: 0 });
    sent.length = 0;
    await dispatch('weekly');
    const [mail] = sent.filter((one) => one.to.address === 'head@example.com' && one.subject.includes('周报'));
    expect(mail?.text).toContain('第1号 第1个问题：学用结合不紧密：待认领→');
    expect(mail?.text).not.toContain('系统曾中断');

    // Three weeks without power: nobody looks until the Thursday after.
    const back = monday(3) + 3 * DAY_MS;
    await planRollups(rig.db, back);
    const [newest] = (await listRollups(rig.db, 'weekly', 100)).filter((row) => row.kind === 'week');
    expect(newest).toMatchObject({ period: periodOf(monday(3)), from: monday(0), to: back, missed: 2, people: 2 });
    expect((await rollupsOf('weekly')).filter((row) => row.step.startsWith('rollup-week:') && row.step >= week).length).toBe(4);
    sent.length = 0;
    await dispatch('weekly');
    const [late] = sent.filter((one) => one.to.address === 'sup@example.com' && one.subject.includes('周报'));
    expect(late?.text).toContain('系统曾中断，此前2次周报未发');
    expect(late?.text).toContain('第2号 第2个问题：学用结合不紧密：认领，时限');
    expect(late?.html).toContain('<h1>青石镇党委 测试轮次weekly</h1>');
  });

  test('who has left by the time it goes out is not told, the successor is', async () => {
    await rig.openRound([{}], 'successor');
    await rig.db.insertInto('person').values({ id: 'p-new', name: '新任', email: 'new@example.com', left_on: null }).execute();
    await planRollups(rig.db, monday(0));
    await recordLeaving(rig.db, 'p-head', dayOf(Date.now()));
    await rig.db.insertInto('post_holder').values({ post_id: 'head', person_id: 'p-new', from_day: dayOf(Date.now()), to_day: null }).execute();
    sent.length = 0;
    await dispatch('successor');
    expect(sent.filter((one) => one.subject.includes('周报') && one.text.includes('successor')).map((one) => one.to.address).sort()).toEqual(['new@example.com', 'sup@example.com']);
    await rig.db.updateTable('person').set({ left_on: null }).where('id', '=', 'p-head').execute();
  });
});

describe('the monthly task list', () => {
  test('gives everybody the duties of their own issues, and the office all; shown without being sent', async () => {
    await rig.openRound([{}, { parties: { owner: 'person:p-second', leader: 'post:leader', head: 'post:head', superior: null, supervision: 'post:sup', team: 'post:team' } }], 'monthly');
    // Far enough for a first list, whatever the day of the month: the day that comes first after the opening.
    const now = startOfDay(`${dayOf(Date.now() + 31 * DAY_MS).slice(0, 7)}-05`) + 10 * HOUR_MS;
    await planRollups(rig.db, now);
    const rows = (await rollupsOf('monthly')).filter((row) => row.step.startsWith('rollup-month'));
    expect(rows.map((row) => row.recipient)).toEqual(expect.arrayContaining(['p-owner', 'p-second', 'p-sup', 'p-leader']));
    sent.length = 0;
    await dispatch('monthly');
    const listOf = (address: string): string => sent.find((one) => one.to.address === address && one.subject.includes('月度任务清单') && one.text.includes('测试轮次monthly'))?.text ?? expect.fail(`nothing for ${address}`);
    expect(listOf('owner@example.com')).toContain('第1号');
    expect(listOf('owner@example.com')).not.toContain('第2号');
    expect(listOf('second@example.com')).not.toContain('第1号');
    expect(listOf('sup@example.com')).toMatch(/第1号[^]*第2号/);
    const { view, text } = await showRollup(rig.db, 'monthly', 'month', dayOf(now));
    expect(view).toMatchObject({ round: 'monthly', kind: 'month', open: 2 });
    expect(text).toContain('测试轮次monthly');
    expect((await showRollup(rig.db, 'monthly', 'week')).text).toContain('无进展');
    await expect(showRollup(rig.db, 'nowhere', 'week')).rejects.toMatchObject({ code: 'UNKNOWN_ROUND' });
  });
});

test('the schedule makes what is due on the engine, and the roll-ups of several rounds are one mail a person', async () => {
  for (const round of ['many-1', 'many-2']) await rig.openRound([{}], round);
  // As if they had been opened two weeks ago: the engine's schedule runs by the real clock.
  await rig.db.updateTable('round').set({ opened_at: Date.now() - 15 * DAY_MS }).where('id', 'in', ['many-1', 'many-2']).execute();
  await registerSchedules(rig.client.engine);
  await rig.client.engine.schedule.getHandle(ROLLUP_SCHEDULE_ID).trigger();
  for (const round of ['many-1', 'many-2']) await until(async () => (await rollupsOf(round)).some((row) => row.step.startsWith('rollup-week')), `the roll-up of ${round}`);
  sent.length = 0;
  await dispatch('many-1');
  const mails = sent.filter((one) => one.to.address === 'sup@example.com' && one.subject.includes('周报'));
  expect(mails).toHaveLength(1);
  expect(mails[0]?.text).toMatch(/测试轮次many-1[^]*测试轮次many-2/);
});
