import { sql } from 'kysely';
import type { DayTable } from '../domain/day-table.ts';
import type { Policy } from '../domain/policy-schema.ts';
import type { LastRollup, RollupKind, RollupRules, RollupSlot } from '../domain/rollup-slots.ts';
import { storiesOf, type IssueStory } from '../domain/rollup.ts';
import type { Instant } from '../domain/time.ts';
import { upcastPolicy } from '../domain/upcast.ts';
import type { LedgerDatabase, LedgerTransaction } from './database.ts';
import { deliveryId, messageIdOf } from './delivery-keys.ts';
import { withDeliveries } from './delivery-tables.ts';
import { keepDocument, loadDocuments } from './documents.ts';
import { loadIssueEvents } from './steps.ts';

/** A round that is running, with what decides when its roll-ups are due. */
export type RollupRound = RollupRules & {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly policy: Policy;
  readonly days: DayTable;
  readonly last: Readonly<Record<RollupKind, LastRollup | null>>;
};

/** The rounds that are open, or this one whatever its status. */
export const loadRollupRounds = async (db: LedgerDatabase, id?: string): Promise<readonly RollupRound[]> => {
  let query = db.selectFrom('round').select(['id', 'title', 'unit', 'policy_sha256', 'days_sha256', 'opened_at']);
  query = id === undefined ? query.where('status', 'not in', ['opening', 'closed']) : query.where('id', '=', id);
  const rounds = await query.orderBy('id').execute();
  const documents = await loadDocuments(
    db,
    rounds.flatMap((round) => [round.policy_sha256, round.days_sha256]),
  );
  const newest = await withDeliveries(db)
    .selectFrom('rollup')
    .distinctOn(['round_id', 'kind'])
    .select(['round_id', 'kind', 'period', 'to_at'])
    .orderBy('round_id')
    .orderBy('kind')
    .orderBy('period', 'desc')
    .execute();
  const lastOf = (round: string, kind: RollupKind): LastRollup | null => {
    const row = newest.find((one) => one.round_id === round && one.kind === kind);
    return row === undefined ? null : { period: row.period, to: row.to_at };
  };
  return rounds.map((round) => ({
    id: round.id,
    title: round.title,
    unit: round.unit,
    policy: upcastPolicy(documents.get(round.policy_sha256) as Policy),
    days: documents.get(round.days_sha256) as DayTable,
    openedAt: round.opened_at,
    last: { week: lastOf(round.id, 'week'), month: lastOf(round.id, 'month') },
  }));
};

/** Every issue of a round with its history, in the order of their numbers. */
export const loadStories = async (db: LedgerDatabase, round: string): Promise<readonly IssueStory[]> => {
  const rows = await db.selectFrom('issue').select('id').where('round_id', '=', round).execute();
  const histories = await loadIssueEvents(
    db,
    rows.map((row) => row.id),
  );
  return storiesOf(histories.values());
};

/** What one person is to be told. `to`: the parties to try when it goes out, as for every notice. */
export type RollupLetter = { readonly recipient: string; readonly role: string; readonly to: readonly string[]; readonly content: object };

/** The key of the deliveries of a round's roll-ups; they belong to no issue. */
const rollupIssue = (round: string): string => `rollup/${round}`;

/**
 * Writes a roll-up and its deliveries down, in one transaction and once: whoever comes second (another worker, a retry)
 * changes nothing and is answered false. From here on they are deliveries like all others.
 */
export const saveRollup = async (
  db: LedgerDatabase,
  round: string,
  slot: RollupSlot,
  letters: readonly RollupLetter[],
  { now, notBefore }: { readonly now: Instant; readonly notBefore: Instant },
): Promise<boolean> =>
  await db.transaction().execute(async (trx) => {
      const { kind, period, from, to, missed } = slot;
      const saved = await withDeliveries(trx)
        .insertInto('rollup')
        .values({ round_id: round, kind, period, from_at: from, to_at: to, missed, planned_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (saved.numInsertedOrUpdatedRows === 0n) return false;
      await planLetters(trx, round, slot, letters, now, notBefore);
      return true;
    });

const planLetters = async (trx: LedgerTransaction, round: string, { kind, period }: RollupSlot, letters: readonly RollupLetter[], now: Instant, notBefore: Instant): Promise<void> => {
  const step = `rollup-${kind}:${period}`;
  const rows = [];
  for (const { recipient, role, to, content } of letters) {
    const id = deliveryId({ issueId: rollupIssue(round), cycle: 0, step, recipient, channel: 'mail' });
    rows.push({ id, recipient, role, parties: to, message_id: messageIdOf(id), content: await keepDocument(trx, content) });
  }
  await sql`
    insert into delivery (id, issue_id, round_id, cycle, step, recipient, channel, parties, role, kind, topic, acknowledge, content, alone, origin,
      not_before, message_id, planned_at, state)
    select id, ${rollupIssue(round)}, ${round}, 0, ${step}, recipient, 'mail', parties, role, 'information', ${`rollup-${kind}`}, false, content, true, 'round',
      ${notBefore}, message_id, ${now}, 'planned'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as letter (id text, recipient text, role text, parties jsonb, message_id text, content text)
    on conflict do nothing`.execute(trx);
};

/** A roll-up that was made, with how many people it went to. */
export type RollupRow = RollupSlot & { readonly plannedAt: Instant; readonly people: number; readonly told: number };

/** The roll-ups of a round, the newest first. */
export const listRollups = async (db: LedgerDatabase, round: string, limit: number): Promise<RollupRow[]> => {
  const { rows } = await sql<RollupRow>`
    select rollup.kind, period, from_at as "from", to_at as "to", missed, rollup.planned_at as "plannedAt", count(delivery.id)::int as people,
      count(delivery.id) filter (where state in ('accepted', 'bundled', 'uncertain'))::int as told
    from rollup left join delivery on delivery.issue_id = ${rollupIssue(round)} and delivery.step = 'rollup-' || rollup.kind || ':' || period
    where rollup.round_id = ${round}
    group by rollup.round_id, rollup.kind, period order by rollup.planned_at desc, rollup.kind limit ${limit}`.execute(db);
  return rows;
};
