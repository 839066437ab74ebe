import { publishedDayTable } from '../../client/day-tables.ts';
import { loadPolicy } from '../../client/policies.ts';
import { DISPATCH_SETTINGS, dispatchDue, type DispatchResult, type DispatchSettings } from '../../activities/dispatch.ts';
import type { Channel } from '../../activities/channel.ts';
import { createSmtpChannel } from '../../activities/smtp-channel.ts';
import type { Notice } from '../../domain/notices.ts';
import { dayOf, DAY_MS, type Instant } from '../../domain/time.ts';
import { connect, type LedgerDatabase } from '../../ledger/database.ts';
import { planNotices, type PlanInput, type PlanResult } from '../../ledger/deliveries.ts';
import { listDeliveries, nextDeliveryAt, type DeliveryEntry } from '../../ledger/delivery-lists.ts';
import { saveDirectory } from '../../ledger/directory.ts';
import { keepDocument } from '../../ledger/documents.ts';
import { freshDatabase } from '../../ledger/test-cluster.ts';
import { PEOPLE, POSTS } from '../rig-people.ts';

/** Monday, 2 March 2026, 09:00 in Beijing: a working day inside delivery hours. */
export const MORNING: Instant = Date.UTC(2026, 2, 2, 1);
export const ROUND = 'r1';

/** A ledger of its own with people, posts and a round by the default policy. */
export class DeliveryKit {
  readonly db: LedgerDatabase;
  readonly close: () => Promise<void>;

  constructor(db: LedgerDatabase, close: () => Promise<void>) {
    this.db = db;
    this.close = close;
  }

  async addIssue(number: string, change: { status?: string; cycle?: number } = {}): Promise<string> {
    const id = `issue/${ROUND}/${number}`;
    const fixed = { round_id: ROUND, number, seq: 1, title: `第${number}个问题：学用结合不紧密`, category: '政治建设', kind: 'dated', due_original: '2026-03-31', due_current: '2026-03-31' };
    const flags = { measure_slipped: false, suspended: false, extension_pending: false, extensions_granted: 0, returns: 0, opened_at: MORNING, evidence_count: 0 };
    const row = { id, status: 'rectifying', cycle: 1, lights: '[]', ...fixed, ...flags, ...change };
    await this.db.insertInto('issue').values(row).onConflict((conflict) => conflict.column('id').doUpdateSet(row)).execute();
    return id;
  }

  async plan(issueId: string, ladder: readonly Notice[], change: Partial<PlanInput> = {}): Promise<PlanResult> {
    const input = { issueId, roundId: ROUND, eventNotices: [], ladderNotices: ladder, now: MORNING - DAY_MS, channel: 'mail', ...change };
    return await this.db.transaction().execute((trx) => planNotices(trx, input));
  }

  /** Everything known of an issue's deliveries, by recipient and step: `p-owner due#1:T-10` -> row. */
  async rows(issueId?: string): Promise<Record<string, DeliveryEntry>> {
    const rows = await listDeliveries(this.db, { limit: 100_000, ...(issueId === undefined ? {} : { issueId }) });
    return Object.fromEntries(rows.map((row) => [issueId === undefined ? `${row.issueId} ${row.recipient} ${row.step}` : `${row.recipient} ${row.step}`, row]));
  }

  async states(issueId: string): Promise<Record<string, string>> {
    return Object.fromEntries(Object.entries(await this.rows(issueId)).map(([key, row]) => [key, row.reason === null ? row.state : `${row.state}: ${row.reason}`]));
  }

  async dispatch(channel: Channel, now: Instant, settings: Partial<DispatchSettings> = {}, wallClock: () => number = Date.now): Promise<DispatchResult> {
    return await dispatchDue({ db: this.db, channels: [channel], settings, wallClock }, { now, signal: new AbortController().signal });
  }

  /** Passes, one after the other at the instants that the dispatcher names, until nothing is planned any more. */
  async dispatchAll(channel: Channel, from: Instant, settings: Partial<DispatchSettings> = {}): Promise<Instant> {
    let now = from;
    for (let pass = 0; pass < 100; pass += 1) {
      const { nextAt } = await this.dispatch(channel, now, settings);
      if (nextAt === null) return now;
      now = Math.max(now, nextAt);
    }
    throw new Error(`still planned after 100 passes: ${await nextDeliveryAt(this.db)}`);
  }
}

export const makeKit = async (): Promise<DeliveryKit> => {
  const database = await freshDatabase();
  const db = connect(database.url, 24);
  await saveDirectory(db, PEOPLE, POSTS, '2026-01-01');
  const [policy, days] = [await keepDocument(db, await loadPolicy('default')), await keepDocument(db, publishedDayTable())];
  const round = { unit: '青石镇党委', inspector: '县委第一巡察组', feedback_day: '2026-02-02', title: '常规巡察', status: 'running', opened_at: MORNING, record: '{}' };
  await db.insertInto('round').values({ id: ROUND, policy_sha256: policy, days_sha256: days, ...round }).execute();
  return new DeliveryKit(db, async () => {
    await db.destroy();
    await database.drop();
  });
};

/** A reminder to the owner, due in the morning; `change` says what is different. */
export const notice = (change: Partial<Notice> = {}): Notice => ({
  cycle: 1,
  step: 'due#1:T-10',
  role: 'owner',
  to: ['person:p-owner', 'post:leader', 'post:head'],
  kind: 'reminder',
  topic: 'due',
  day: dayOf(MORNING + 10 * DAY_MS),
  light: 'yellow',
  acknowledge: false,
  alone: false,
  notBefore: MORNING,
  origin: 'ladder',
  ...change,
});

export const smtp = (port: number, idleMs = 250): Channel =>
  createSmtpChannel({
    host: '127.0.0.1',
    port,
    tls: 'off',
    clientName: 'test.example',
    from: { name: '督查室', address: 'noreply@example.com' },
    timeouts: { connectMs: 1000, greetingMs: idleMs, idleMs, totalMs: 10_000 },
  });

export { DISPATCH_SETTINGS };
