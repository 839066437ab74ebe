import { sql } from 'kysely';
import { dayOf, type Day, type Instant } from '../domain/time.ts';
import { deliveryId, messageIdOf } from './delivery-keys.ts';
import { loadResolver } from './delivery-recipients.ts';
import type { DeliveryTransaction } from './delivery-tables.ts';

/** A post that a due notice of an issue, or of a round itself, found vacant on its way up. */
export type VacantPost = { readonly post: string; readonly issueId: string; readonly channel: string };

type Vacancy = { readonly post: string; readonly roundId: string; readonly channel: string; readonly since: Day | null; readonly office: readonly string[] };

/**
 * Tells the supervision office of the issue's round that a post is vacant: once a vacancy, however many notices find it. The
 * notice that found it has climbed already; this one is for whoever can have the post filled.
 */
export const tellOfVacancies = async (trx: DeliveryTransaction, found: readonly VacantPost[], now: Instant): Promise<void> => {
  if (found.length === 0) return;
  const vacancies = await loadVacancies(trx, found);
  const resolve = await loadResolver(trx, vacancies.flatMap((one) => one.office));
  const rows = vacancies.flatMap((vacancy) => resolve(vacancy.office, dayOf(now)).map((person) => rowOf(vacancy, person.id)));
  await sql`
    insert into delivery (id, issue_id, round_id, cycle, step, recipient, channel, parties, role, kind, topic, day,
      acknowledge, alone, origin, not_before, message_id, planned_at, state)
    select id, issue_id, round_id, 0, step, recipient, channel, parties, 'supervision', 'information', 'vacancy', day,
      false, false, 'event', ${now}, message_id, ${now}, 'planned'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as fresh (id text, issue_id text, round_id text, step text, recipient text, channel text, parties jsonb, day text, message_id text)
    order by id on conflict do nothing`.execute(trx);
};

/** Since when each is vacant (null: never held), and whom to tell, as the opening of the issue or the round named them. */
const loadVacancies = async (trx: DeliveryTransaction, found: readonly VacantPost[]): Promise<readonly Vacancy[]> => {
  const { rows } = await sql<Omit<Vacancy, 'office'> & { supervision: string | null; team: string | null }>`
    select distinct on (post.id, found.channel) post.id as post, found.channel, coalesce(issue.round_id, round.id) as "roundId",
      (select max(least(to_day, left_on)) from post_holder join person on person.id = person_id where post_id = post.id) as since,
      parties ->> 'supervision' as supervision, parties ->> 'team' as team
    from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as found (post text, "issueId" text, channel text)
      join post on post.id = found.post
      left join issue on issue.id = found."issueId"
      left join issue_event opened on opened.issue_id = issue.id and opened.seq = 1
      left join round on 'round/' || round.id = found."issueId"
      cross join lateral coalesce(opened.body -> 'parties', round.record -> 'head' -> 'parties') as parties
    where parties is not null
    order by post.id, found.channel, issue.id, round.id`.execute(trx);
  return rows.map(({ supervision, team, ...vacancy }) => ({ ...vacancy, office: [supervision, team].filter((party): party is string => party !== null) }));
};

const rowOf = ({ post, roundId, channel, since, office }: Vacancy, recipient: string) => {
  const key = { issueId: `post/${post}`, cycle: 0, step: `vacant:${since ?? 'never'}`, recipient, channel };
  const id = deliveryId(key);
  return { id, issue_id: key.issueId, round_id: roundId, step: key.step, recipient, channel, parties: office, day: since, message_id: messageIdOf(id) };
};
