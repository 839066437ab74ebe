import { afterAll, beforeAll, expect, test } from 'vitest';
import { noticeRecord, showLetter } from '../../client/notice-record.ts';
import { dispatchDue } from '../../activities/dispatch.ts';
import type { OutgoingMessage } from '../../activities/channel.ts';
import { dayOf, HOUR_MS, type Instant } from '../../domain/time.ts';
import { listDeliveries, nextDeliveryAt } from '../../ledger/delivery-lists.ts';
import { listLetters } from '../../ledger/notice-record.ts';
import { planNotices } from '../../ledger/deliveries.ts';
import { startRig, type Rig } from '../rig.ts';
import { recordingChannel } from './recording-channel.ts';
import { notice } from './kit.ts';

let rig: Rig;
const { post, sent } = recordingChannel();
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

/** Sends whatever is due by the next planned instant; answers with that instant. */
const sendNext = async (): Promise<Instant> => {
  const at = (await nextDeliveryAt(rig.db)) ?? expect.fail('nothing is planned');
  await dispatchDue({ db: rig.db, channels: [post] }, { now: at, signal: new AbortController().signal });
  return at;
};
const letterTo = (address: string): OutgoingMessage[] => sent.filter((one) => one.to.address === address && one.subject.startsWith('【督办函'));

test('a letter that nobody confirms is asked for again, under its number, until they do; the record answers for it all', async () => {
  const issue = await rig.openIssue();
  const letters = () => listLetters(rig.db, { issueId: issue, limit: 10 });
  // Not accepted: overdue, urged, and then the supervision letter that demands a confirmation.
  for (let wake = 0; wake < 2; wake += 1) await rig.next(issue);
  while ((await letters()).length === 0) await sendNext();
  const [first] = await letters();
  if (first === undefined) return expect.fail('no letter');
  expect(first).toMatchObject({ series: '督办函', year: Number(dayOf(first.numberedAt).slice(0, 4)), number: 1, state: 'issued', people: 3, told: 3, asked: 3, confirmed: 0 });
  const number = `督办函〔${first.year}〕第1号`;
  for (const who of ['leader', 'head', 'sup']) expect(letterTo(`${who}@example.com`).map((one) => one.subject.slice(0, number.length + 2))).toEqual([`【${number}】`]);

  // The leader confirms, from the mail of a repeat or of the first: the others are asked again, the leader is not.
  await rig.travel.jump(issue, first.numberedAt + HOUR_MS);
  await rig.act(issue, 'p-leader', { type: 'acknowledge', step: `${first.step}:r1` });
  let again = await sendNext();
  // Reminders of the due date come in between.
  while (letterTo('head@example.com').length < 2) again = await sendNext();
  expect(again).toBeGreaterThan(first.numberedAt + HOUR_MS);
  expect(['leader', 'head', 'sup'].map((who) => letterTo(`${who}@example.com`).length)).toEqual([1, 2, 2]);
  expect(letterTo('head@example.com')[1]?.text).toContain('第1次催签');
  expect(letterTo('head@example.com')[1]?.subject).toContain(number);
  expect(await letters()).toMatchObject([{ number: 1, people: 3, told: 3, asked: 3, confirmed: 1 }]);

  // The owner moves at last: what was planned to be asked again is called off, the letter stays issued.
  await rig.travel.jump(issue, again + 5 * HOUR_MS);
  await rig.act(issue, 'p-owner', { type: 'accept' });
  const { rows, summary } = await noticeRecord(rig.db, { issueId: issue, limit: 1000 });
  expect(summary).toMatchObject({ asked: 5, confirmed: 1, unconfirmed: 4, medianHoursToConfirm: 1 });
  expect(rows.filter((row) => row.step.startsWith(first.step) && row.state === 'withdrawn').map((row) => `${row.recipient} ${row.step.slice(first.step.length)}`).sort()).toEqual([
    'p-head :r2',
    'p-head :r3',
    'p-leader :r1',
    'p-leader :r2',
    'p-leader :r3',
    'p-sup :r2',
    'p-sup :r3',
  ]);
  const ofHead = rows.filter((row) => row.recipient === 'p-head' && row.letter === number && row.toldAt !== null);
  expect(ofHead.map(({ hoursToMove, movedHow, movedBy, channel }) => ({ hoursToMove, movedHow, movedBy, channel }))).toEqual([
    { hoursToMove: expect.closeTo((again + 5 * HOUR_MS - first.numberedAt) / HOUR_MS, 0), movedHow: 'accepted', movedBy: 'p-owner', channel: 'mail' },
    { hoursToMove: 5, movedHow: 'accepted', movedBy: 'p-owner', channel: 'mail' },
  ]);
  const { copies } = await showLetter(rig.db, `督办函-${first.year}-1`);
  expect(copies.filter((copy) => copy.toldAt !== null).map((copy) => copy.recipient).sort()).toEqual(['p-head', 'p-head', 'p-leader', 'p-sup', 'p-sup']);
  // A person's record is the same rows, seen from the other side.
  expect((await noticeRecord(rig.db, { recipient: 'p-head', limit: 1000 })).rows.filter((row) => row.issueId === issue)).toEqual(rows.filter((row) => row.recipient === 'p-head'));
  await expect(showLetter(rig.db, '督办函-1999-1')).rejects.toMatchObject({ code: 'UNKNOWN_LETTER' });
  await expect(showLetter(rig.db, '督办函')).rejects.toMatchObject({ code: 'INVALID_LETTER' });
});

test('what a round was told of has its record, too: what moved is the round', async () => {
  await rig.openRound([{}], 'told');
  const now = Date.now();
  const told = notice({ step: 'event:1', topic: 'round-opened', kind: 'information', to: ['post:head'], role: 'head', notBefore: now, origin: 'event' });
  await rig.db.transaction().execute((trx) => planNotices(trx, { issueId: 'round/told', roundId: 'told', eventNotices: [told], ladderNotices: [], now, channel: 'mail' }));
  // What its issue was told of is planned inside delivery hours, whatever hour this runs at.
  const opening = Math.max(...(await listDeliveries(rig.db, { roundId: 'told', limit: 100 })).filter((row) => row.step.startsWith('event:')).map((row) => row.notBefore));
  await dispatchDue({ db: rig.db, channels: [post] }, { now: opening, signal: new AbortController().signal });
  const [before] = (await noticeRecord(rig.db, { issueId: 'round/told', limit: 10 })).rows;
  expect(before).toMatchObject({ recipient: 'p-head', movedHow: null, toldAt: expect.any(Number) });
  const at = (before?.toldAt ?? 0) + 3 * HOUR_MS;
  await rig.db.insertInto('round_event').values({ round_id: 'told', seq: 90, at, by: 'p-head', type: 'round-plan-submitted', body: '{}' }).execute();
  const { rows } = await noticeRecord(rig.db, { issueId: 'round/told', limit: 10 });
  expect(rows.find((row) => row.id === before?.id)).toMatchObject({ hoursToMove: 3, movedBy: 'p-head' });
});
