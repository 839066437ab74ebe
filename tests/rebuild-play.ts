import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDispatchActivities } from '../activities/dispatch.ts';
import { createSmtpChannel, SMTP_TIMEOUTS } from '../activities/smtp-channel.ts';
import { loadRoundState } from '../client/round-state.ts';
import { nextRoundObligation } from '../domain/round/deadlines.ts';
import { workingDayOnOrAfter } from '../domain/day-table.ts';
import { publishedDayTable } from '../client/day-tables.ts';
import { addDays, DAY_MS, dayOf, HOUR_MS, startOfDay, type Day, type Instant } from '../domain/time.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { RECEIPTS_FILE, startMailbox, type Mailbox, type Receipt } from '../worker/mailbox.ts';
import { DELIVERY_WORKFLOW_ID } from '../workflows/delivery.ts';
import { makeRoundId, wakeSignal } from '../workflows/messages.ts';
import { until, type Rig } from './rig.ts';

/** A mail server of one run, and the activities that send to it. */
export const mailRun = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'huitoukan-mail-'));
  const mailbox: Mailbox = await startMailbox({ folder });
  const from = { name: '督查提醒', address: 'huitoukan@localhost' };
  return {
    activities: (db: LedgerDatabase) =>
      createDispatchActivities({ db, channels: [createSmtpChannel({ host: mailbox.host, port: mailbox.port, tls: 'off', from, timeouts: SMTP_TIMEOUTS })] }),
    /** Every copy that the server took: who got which message. */
    copies: (): string[] =>
      readFileSync(join(folder, RECEIPTS_FILE), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Receipt)
        .filter((receipt) => receipt.event === 'taken')
        .map((receipt) => `${receipt.recipient} ${receipt.messageId}`)
        .toSorted(),
    close: async () => {
      await mailbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** The dispatcher must not poll in skipped time. */
export const NEVER_POLL = { pollMs: 4 * 365 * DAY_MS };

export const ROUND = 'r1';
export const ISSUES = 8;
const idOf = (number: number): string => `issue/${ROUND}/${number}`;

const dispatch = async (rig: Rig, at: Instant): Promise<void> => {
  await rig.travel.jump(DELIVERY_WORKFLOW_ID, at);
  await rig.client.engine.workflow.getHandle(DELIVERY_WORKFLOW_ID).signal(wakeSignal);
  await until(
    async () =>
      (await rig.db.selectFrom('delivery').select('id').where('state', 'in', ['planned', 'claimed', 'handed_over']).where('not_before', '<=', at).executeTakeFirst()) === undefined,
    'everything due to be sent',
  );
};

const advanceRound = async (rig: Rig, to: Instant): Promise<void> => {
  for (;;) {
    const { state } = await loadRoundState(rig.db, ROUND);
    const next = nextRoundObligation(state);
    if (next === null || next.at > to) return;
    await rig.travel.toWake(makeRoundId(ROUND), next.at);
    await until(async () => (await loadRoundState(rig.db, ROUND)).state.seq > state.seq, 'the round to wake');
  }
};

/** Nothing is sent on other days. */
export const workingDay = (day: Day): Day => workingDayOnOrAfter(publishedDayTable(), day);

/** Days go by in steps of a fortnight: what falls due is recorded, what is to be sent goes out, until 09:00 of `to`. */
export const passUntil = async (rig: Rig, from: string, to: string): Promise<void> => {
  for (let day = from; day < to; ) {
    const ahead = workingDay(addDays(day, 14));
    day = ahead < to ? ahead : to;
    const now = startOfDay(day) + 9 * HOUR_MS;
    for (;;) {
      const rows = await rig.db.selectFrom('issue').select('id').where('next_at', '<=', now).orderBy('next_at').execute();
      if (rows.length === 0) break;
      await Promise.all(rows.map((row) => rig.next(row.id)));
    }
    await advanceRound(rig, now);
    await dispatch(rig, now);
  }
  await alignClocks(rig, startOfDay(to) + 9 * HOUR_MS);
};

/** Brings the clocks of all open issues to one instant before which nothing more falls due. */
export const alignClocks = async (rig: Rig, now: Instant): Promise<void> => {
  const open = await rig.db.selectFrom('issue').select('id').where('status', 'not in', ['archived', 'withdrawn']).execute();
  await Promise.all(open.map((row) => rig.travel.jump(row.id, now)));
};

/** First half: eight issues get into eight different situations. */
export const firstHalf = async (rig: Rig): Promise<void> => {
  const kinds = ['immediate', 'immediate', 'dated', 'sustained', 'dated', 'immediate', 'immediate', 'immediate'] as const;
  await rig.openRound(kinds.map((kind) => ({ kind })), ROUND);
  await rig.closeIssue(idOf(1));
  await rig.act(idOf(2), 'p-owner', { type: 'accept' });
  for (const number of [3, 4, 5]) {
    const id = idOf(number);
    await rig.act(id, 'p-owner', { type: 'accept' });
    const { due_current: due } = await rig.row(id);
    await rig.act(id, 'p-owner', { type: 'propose-plan', measures: [{ id: 'm1', text: '修订制度', owner: 'p-second', due }] });
    await rig.act(id, 'p-sup', { type: 'approve-plan' });
  }
  await rig.act(idOf(4), 'p-second', { type: 'report-progress', note: '已完成', measure: 'm1', done: true });
  await rig.closeIssue(idOf(4));
  await rig.act(idOf(5), 'p-sup', { type: 'suspend', until: addDays(dayOf(Date.now()), 60), reason: '案件诉讼中' });
  await rig.act(idOf(6), 'p-owner', { type: 'accept' });
  await rig.act(idOf(6), 'p-owner', { type: 'add-evidence', sha256: 'f'.repeat(64), name: '照片.jpg', size: 5 });
  await rig.act(idOf(6), 'p-owner', { type: 'submit-for-closure', rating: 'done', summary: '已完成' });
  await rig.act(idOf(7), 'p-sup', { type: 'withdraw', reason: '重复反馈' });
  await rig.act(idOf(7), 'p-team', { type: 'approve-amendment' });
  await rig.act(idOf(8), 'p-sup', { type: 'link', issue: 'issue/r0/1', kind: 'not-fixed' });
  await rig.act(idOf(8), 'p-sup', { type: 'reject-link', issue: 'issue/r0/2', reason: '待核' });
};

/** Second half, as of the middle: everybody goes on from where the first half left off. */
export const secondHalfActs = async (rig: Rig, middleOfDay: Instant): Promise<void> => {
  await rig.act(idOf(1), 'p-team2', { type: 'record-look-back', result: 'rebounded', findings: '再次发生', how: '走访' });
  await rig.closeIssue(idOf(2), 'b');
  const { due_current: due } = await rig.row(idOf(3));
  await rig.act(idOf(3), 'p-owner', { type: 'request-extension', to: addDays(due, 30), reason: '采购周期' });
  await rig.act(idOf(3), 'p-leader', { type: 'grant-extension' });
  await rig.act(idOf(3), 'p-sup', { type: 'grant-extension' });
  await rig.act(idOf(6), 'p-sup', { type: 'return', reason: '材料不实' });
  await rig.act(idOf(8), 'p-owner', { type: 'accept' });
  await rig.act(idOf(8), 'p-team', { type: 'link', issue: 'issue/r0/2', kind: 'repeated' });
  // All of it in one pass, so that the same notices share a mail whatever the machine's pace.
  await dispatch(rig, middleOfDay);
};

/** What two runs must have in common: every event and notice but for the milliseconds. */
export const ledgerOf = async (db: LedgerDatabase) => {
  const events = await db.selectFrom('issue_event').select(['issue_id', 'seq', 'cycle', 'at', 'by', 'type', 'body']).orderBy('issue_id').orderBy('seq').execute();
  const rounds = await db.selectFrom('round_event').select(['seq', 'at', 'type', 'body']).orderBy('seq').execute();
  const rows = await db.selectFrom('issue').select(['id', 'seq', 'status', 'due_current', 'next_deadline', 'next_look_back', 'cycle', 'lineage']).orderBy('id').execute();
  const deliveries = await db.selectFrom('delivery').select(['id', 'issue_id', 'step', 'recipient', 'state', 'reason', 'not_before']).where('origin', '<>', 'bundle').orderBy('id').execute();
  return {
    events: events.map((event) => ({ ...event, at: dayOf(event.at) })),
    rounds: rounds.map((event) => ({ ...event, at: dayOf(event.at) })),
    rows,
    deliveries: deliveries.map((row) => ({ ...row, not_before: dayOf(row.not_before) })),
  };
};
