import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeMail } from '../../activities/notice-text.ts';
import { dayOf, DAY_MS } from '../../domain/time.ts';
import { cancelAbsence, listAbsences, recordAbsence } from '../../ledger/absences.ts';
import { claimDue } from '../../ledger/delivery-claims.ts';
import { countDeliveries } from '../../ledger/delivery-lists.ts';
import { makeKit, MORNING, notice, ROUND, type DeliveryKit } from '../deliveries/kit.ts';

let kit: DeliveryKit;
let count = 0;
beforeAll(async () => {
  kit = await makeKit();
});
afterAll(() => kit.close());

const today = dayOf(MORNING);
const recorded = { by: 'p-sup', at: MORNING };
const leave = (person: string, deputy: string): Promise<number> => recordAbsence(kit.db, { person, deputy, from: today, last: dayOf(MORNING + 5 * DAY_MS), reason: '休年假' }, recorded);
const back = (id: number): Promise<void> => cancelAbsence(kit.db, id, { from: today, reason: '提前返岗' }, recorded);

/** Claims until nothing is due any more; whom each mail goes to, and what it says of standing in. */
const mails = async (): Promise<readonly string[]> => {
  const sent: string[] = [];
  for (;;) {
    const { found, mails: batch } = await claimDue(kit.db, { now: MORNING, wallNow: 1_000, leaseMs: 60_000, limit: 100, channel: 'mail', closedRounds: [] });
    if (found === 0) return sent;
    for (const mail of batch)
      for (const item of mail.items) sent.push(`${mail.to.id}${item.onBehalfOf === null ? '' : ` for ${item.onBehalfOf}`}${item.deputy === null ? '' : `, copy, ${item.deputy} acts`} ${item.kind}${item.acknowledge ? ' ack' : ''}`);
  }
};
const due = async (): Promise<string> => {
  const issue = await kit.addIssue(String((count += 1)));
  await kit.plan(issue, [notice({ acknowledge: true })]);
  return issue;
};

describe('a reminder to somebody on leave', () => {
  test('goes to the deputy, who reads for whom; the person on leave has it as information; it counts once', async () => {
    const issue = await due();
    const id = await leave('p-owner', 'p-second');
    const before = await countDeliveries(kit.db, ROUND);
    expect(await mails()).toEqual(['p-owner, copy, 钱七 acts information', 'p-second for 张三 reminder ack']);
    const after = await countDeliveries(kit.db, ROUND);
    expect([before.planned, after.claimed]).toEqual([1, 1]);
    // Planned anew, neither is told again, and the deputy's is not taken back.
    expect(await kit.plan(issue, [notice({ acknowledge: true })], { now: MORNING })).toEqual({ planned: [], withdrawn: [] });
    await back(id);
  });

  test('in words', async () => {
    await due();
    const id = await leave('p-owner', 'p-second');
    const texts: string[] = [];
    for (let pass = 0; pass < 2; pass += 1)
      for (const mail of (await claimDue(kit.db, { now: MORNING, wallNow: 1_000, leaseMs: 60_000, limit: 100, channel: 'mail', closedRounds: [] })).mails) texts.push(writeMail(mail, MORNING).text);
    expect(texts[0]).toContain('您休假期间由钱七代办，本件供您知悉');
    expect(texts[1]).toContain('完成整改（代张三）');
    await back(id);
  });

  test('climbs on where the deputy is away, too; a ring of deputies ends with the person', async () => {
    await due();
    const first = await leave('p-owner', 'p-second');
    const second = await leave('p-second', 'p-head');
    expect(await mails()).toEqual(['p-owner, copy, 赵六 acts information', 'p-head for 张三 reminder ack']);
    const third = await leave('p-head', 'p-owner');
    await due();
    expect(await mails()).toEqual(['p-owner reminder ack']);
    for (const id of [first, second, third]) await back(id);
  });

  test('goes to the person alone before, after, and when the leave was cancelled', async () => {
    await due();
    await recordAbsence(kit.db, { person: 'p-owner', deputy: 'p-second', from: dayOf(MORNING + DAY_MS), last: dayOf(MORNING + DAY_MS), reason: '出差' }, recorded);
    expect(await mails()).toEqual(['p-owner reminder ack']);
  });
});

describe('leave on record', () => {
  test('is never changed, does not overlap, and is cancelled once', async () => {
    const id = await leave('p-team', 'p-team2');
    await expect(leave('p-team', 'p-head')).rejects.toMatchObject({ code: 'ABSENCE_OVERLAPS' });
    await expect(leave('p-team', 'p-team')).rejects.toMatchObject({ code: 'DEPUTY_IS_SELF' });
    expect(await listAbsences(kit.db, { person: 'p-team', on: today })).toMatchObject([{ id, deputy: 'p-team2' }]);
    await cancelAbsence(kit.db, id, { from: dayOf(MORNING + 2 * DAY_MS), reason: '提前返岗' }, recorded);
    await expect(back(id)).rejects.toMatchObject({ code: 'ABSENCE_CANCELLED' });
    await expect(back(999)).rejects.toMatchObject({ code: 'UNKNOWN_ABSENCE' });
    // What was in force on a day stays to be seen.
    expect((await listAbsences(kit.db, { person: 'p-team', on: dayOf(MORNING + DAY_MS) })).length).toBe(1);
    expect(await listAbsences(kit.db, { person: 'p-team', on: dayOf(MORNING + 3 * DAY_MS) })).toEqual([]);
    await expect(kit.db.updateTable('absence').set({ reason: '改' }).execute()).rejects.toThrow('append-only');
  });
});
