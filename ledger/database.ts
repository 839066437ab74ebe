import { Kysely, PostgresDialect, type ColumnType, type Generated, type JSONColumnType, type Transaction } from 'kysely';
import pg from 'pg';
import type { DeliveryState } from '../domain/delivery-states.ts';
import type { Lineage, LineageKind } from '../domain/lineage.ts';
import type { Day, Instant } from '../domain/time.ts';
import { prepareMarked } from './prepared.ts';

/** The tables as the migrations make them. Instants are epoch ms, days `YYYY-MM-DD`. */
export type Ledger = {
  document: { sha256: string; body: JSONColumnType<object> };
  person: { id: string; name: string; email: string | null; left_on: Day | null };
  unit: { id: string; name: string; superior_id: string | null };
  post: { id: string; title: string; unit: string; unit_id: ColumnType<string | null, string | null | undefined, string | null>; heads_unit: Generated<boolean>; duty: ColumnType<PostDuty | null, PostDuty | null | undefined, PostDuty | null> };
  post_holder: { post_id: string; person_id: string; from_day: Day; to_day: Day | null };
  absence: {
    id: Generated<number>;
    person_id: string;
    deputy_id: string;
    from_day: Day;
    last_day: Day;
    reason: string;
    recorded_by: string;
    recorded_at: Instant;
  };
  absence_cancelled: { absence_id: number; from_day: Day; reason: string; recorded_by: string; recorded_at: Instant };
  round: {
    id: string;
    unit: string;
    inspector: string;
    feedback_day: Day;
    title: string;
    policy_sha256: string;
    days_sha256: string;
    first_policy_sha256: string | null;
    first_days_sha256: string | null;
    status: string;
    opened_at: Instant;
    record: JSONColumnType<object>;
    seq: Generated<number>;
    phase: string | null;
    grade: string | null;
    next_at: Instant | null;
  };
  issue_draft: { round_id: string; position: number; number: string; draft: JSONColumnType<object> };
  round_event: { round_id: string; seq: number; at: Instant; by: string; type: string; body: JSONColumnType<object> };
  issue_event: {
    issue_id: string;
    seq: number;
    cycle: number;
    at: Instant;
    by: string;
    type: string;
    body: JSONColumnType<object>;
    position: Generated<number>;
  };
  issue: IssueTable;
  lineage_proposal: {
    issue_id: string;
    earlier_id: string;
    score: number;
    kind: LineageKind;
    proposed_at: Instant;
    state: 'open' | 'confirmed' | 'rejected';
    decided_by: string | null;
    decided_at: Instant | null;
    reason: string | null;
  };
  common_issue: { round_id: string; number: string; title: string; category: string; kind: string; phase: string; since: Instant; seq: number };
  common_event: { round_id: string; number: string; seq: number; at: Instant; by: string; type: string; body: JSONColumnType<object> };
  evidence: { sha256: string; size: number; stored_at: Instant };
  calendar: { position: Generated<number>; version: string; days_sha256: string; source: string; taken_at: Instant; taken_by: string };
  policy_version: { name: string; version: string; policy_sha256: string; kept_at: Instant; kept_by: string };
  calendar_feed: {
    id: Generated<number>;
    person_id: string;
    token_sha256: string;
    titles: boolean;
    issued_at: Instant;
    issued_by: string;
    revoked_at: Instant | null;
    revoked_by: string | null;
  };
  export_log: { id: Generated<number>; at: Instant; by: string; kind: string; subject: string; sha256: string; detail: JSONColumnType<object> };
  delivery: DeliveryTable;
};

/** What an office is there for. */
export type PostDuty = 'supervision' | 'team';

export type IssueTable = {
  id: string;
  round_id: string;
  number: string;
  seq: number;
  title: string;
  category: string;
  kind: string;
  /** Of which common issue it is a part, and whose; without a unit it is the finding that was handed to units. */
  common_number: string | null;
  common_unit: string | null;
  status: string;
  cycle: number;
  owner_ref: string | null;
  leader_ref: string | null;
  head_ref: string | null;
  due_original: Day;
  due_current: Day;
  due_words: string | null;
  overdue_since: Instant | null;
  measure_slipped: boolean;
  suspended: boolean;
  extension_pending: boolean;
  extensions_granted: number;
  returns: number;
  own_rating: string | null;
  verified_rating: string | null;
  opened_at: Instant;
  accepted_at: Instant | null;
  closed_at: Instant | null;
  next_look_back: Day | null;
  look_backs: JSONColumnType<{ n: number; day: Day; cause: string; source: string | null }[], string | undefined>;
  look_back_overdue_since: Instant | null;
  next_at: Instant | null;
  next_deadline: string | null;
  lights: JSONColumnType<{ from: Day; light: string }[]>;
  lineage: JSONColumnType<Lineage[], string | undefined>;
  evidence_count: number;
  hand_over_to: string | null;
  hand_over_by: Day | null;
  notices_sha256: string | null;
  days_version: string | null;
  policy_name: string | null;
  parts: ColumnType<string[], readonly string[] | undefined, readonly string[]>;
  owed: ColumnType<string[] | null, readonly string[] | null | undefined, readonly string[] | null>;
};

export type DeliveryTable = {
  id: string;
  issue_id: string;
  round_id: string;
  cycle: number;
  step: string;
  recipient: string;
  channel: string;
  parties: JSONColumnType<string[]>;
  role: string;
  kind: string;
  topic: string;
  day: Day | null;
  light: string | null;
  acknowledge: boolean;
  alone: boolean;
  origin: 'ladder' | 'event' | 'round' | 'bundle';
  not_before: Instant;
  state: DeliveryState;
  reason: string | null;
  attempt: ColumnType<number, number | undefined, number>;
  lease_until: Instant | null;
  message_id: string;
  response: string | null;
  bundle_id: string | null;
  planned_at: Instant;
  settled_at: Instant | null;
  acknowledged_at: Instant | null;
  on_behalf_of: string | null;
  for_information: ColumnType<boolean, boolean | undefined, boolean>;
};

export type LedgerDatabase = Kysely<Ledger>;
export type LedgerTransaction = Transaction<Ledger>;

/** bigint columns hold epoch ms and counts, far below 2^53: read them as numbers. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);

const addresses = new WeakMap<LedgerDatabase, string>();

/** A pool of connections to the ledger. End it with `destroy()`. */
export const connect = (url: string, maxConnections = 10): LedgerDatabase => {
  const pool = new pg.Pool({ connectionString: url, max: maxConnections, types });
  // An idle connection that breaks (server restarted) must not end the process; the next query opens another.
  pool.on('error', () => undefined);
  pool.on('connect', prepareMarked);
  // Nor one that breaks between two statements of a transaction, when no query is there to be told: its next one is.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  const db = new Kysely<Ledger>({ dialect: new PostgresDialect({ pool }) });
  addresses.set(db, url);
  return db;
};

/** Where a ledger is, for a thread that needs connections of its own. */
export const addressOf = (db: LedgerDatabase): string => {
  const address = addresses.get(db);
  if (address === undefined) throw new Error('this ledger was not opened by connect()');
  return address;
};

