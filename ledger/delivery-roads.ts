import { sql } from 'kysely';
import { dayOf, type Instant } from '../domain/time.ts';
import { NOBODY } from './delivery-keys.ts';
import type { DeliveryTransaction } from './delivery-tables.ts';
import { holdsOn } from './terms-held.ts';

/** A notice that has come due, as the choice of its road needs it. */
export type Traveller = {
  readonly recipient: string;
  readonly kind: string;
  readonly posts: readonly { readonly id: string; readonly unit: string }[];
};

/** The robots that there are, and which of them tells a notice; null: mail. */
export type Roads = {
  readonly robots: readonly string[];
  readonly choose: (traveller: Traveller) => string | null;
  /** How long a robot may try (ms of the duty clock) before the notice goes by mail. */
  readonly patienceMs: (robot: string) => number;
};

export const NO_ROBOTS: Roads = { robots: [], choose: () => null, patienceMs: () => 0 };

type RoadRow = { readonly id: string; readonly recipient: string; readonly kind: string; readonly via: string | null; readonly via_since: Instant | null; readonly state: string; readonly content_body: object | null };

/** Sends rows whose road is still open to the robots that are to tell them; answers the ids that left. Roll-ups are too long for a chat. */
export const sendByRobot = async (trx: DeliveryTransaction, rows: readonly RoadRow[], roads: Roads, now: Instant): Promise<ReadonlySet<string>> => {
  const open = rows.filter((row) => row.via === null && row.state === 'planned' && row.recipient !== NOBODY && row.content_body === null);
  if (roads.robots.length === 0 || open.length === 0) return new Set();
  const posts = await heldPosts(trx, [...new Set(open.map((row) => row.recipient))], now);
  const chosen = open.flatMap((row) => {
    const via = roads.choose({ recipient: row.recipient, kind: row.kind, posts: posts.get(row.recipient) ?? [] });
    return via === null ? [] : [{ id: row.id, via }];
  });
  if (chosen.length === 0) return new Set();
  await sql`
    update delivery set via = chosen.via, via_since = ${now}
    from jsonb_to_recordset(${JSON.stringify(chosen)}::jsonb) as chosen (id text, via text) where delivery.id = chosen.id`.execute(trx);
  return new Set(chosen.map((row) => row.id));
};

/** Gives back to mail what a robot could not tell in good time (a limit, a pause, a line that is down); answers the ids. */
export const giveBackLate = async (trx: DeliveryTransaction, rows: readonly RoadRow[], patienceMs: number, now: Instant): Promise<ReadonlySet<string>> => {
  const late = rows.filter((row) => row.via_since !== null && now - row.via_since >= patienceMs).map((row) => row.id);
  if (late.length === 0) return new Set();
  await sql`
    update delivery set via = channel, attempts_before = attempt, reason = 'chat_failed',
      fallback = concat(via, ': ', coalesce(response, 'waited too long for its turn'))
    where id = any (${late})`.execute(trx);
  return new Set(late);
};

const heldPosts = async (trx: DeliveryTransaction, people: readonly string[], now: Instant): Promise<Map<string, Traveller['posts']>> => {
  const day = dayOf(now);
  const rows = await trx
    .selectFrom('post_holder')
    .innerJoin('post', 'post.id', 'post_holder.post_id')
    .select(['post_holder.person_id', 'post.id', 'post.unit'])
    .where('post_holder.person_id', 'in', people)
    .where(holdsOn(day))
    .orderBy('post.id')
    .execute();
  return Map.groupBy(rows, (row) => row.person_id);
};
