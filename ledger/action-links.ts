import { sql } from 'kysely';
import { ACTION_LINK_MS, type LinkFacts } from '../domain/action-link.ts';
import type { Day, Instant } from '../domain/time.ts';
import { hashOfSecret } from './accounts.ts';
import type { LedgerDatabase } from './database.ts';

/** A link as it goes into a mail: the notice it confirms, and its secret. */
export type MadeLink = { readonly delivery: string; readonly token: string };

/**
 * Keeps links by the hash of their secret; whom and what each is for comes from the notice itself. One that is there already
 * (a second copy of the same mail) stays as it was, with its end.
 */
export const keepLinks = async (db: LedgerDatabase, links: readonly MadeLink[], now: Instant): Promise<void> => {
  const rows = links.map(({ delivery, token }) => ({ delivery, token_sha256: hashOfSecret(token) }));
  await sql`
    insert into action_link (token_sha256, delivery_id, subject, cycle, step, act, person_id, made_at, expires_at)
    select link.token_sha256, delivery.id, issue_id, cycle, step, 'acknowledge', recipient, ${now}, ${now + ACTION_LINK_MS}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as link (delivery text, token_sha256 text) join delivery on delivery.id = link.delivery
    on conflict do nothing`.execute(db);
};

/** A link with all that its page shows. */
export type FoundLink = LinkFacts & {
  /** An issue (`issue/…`) or a round (`round/…`). */
  readonly about: string;
  readonly step: string;
  readonly person: string;
  readonly personName: string;
  /** Whom the person stood in for when the notice went out. */
  readonly onBehalfOf: string | null;
  readonly kind: string;
  readonly topic: string;
  readonly day: Day | null;
  readonly issue: { readonly number: string; readonly title: string } | null;
  readonly round: { readonly title: string; readonly unit: string } | null;
};

type Row = Omit<FoundLink, 'subject'> & { readonly subjectCycle: number | null; readonly over: boolean };

/** What a secret was made for; undefined for one that was never given. Looking changes nothing. */
export const findLink = async (db: LedgerDatabase, token: string): Promise<FoundLink | undefined> => {
  const { rows } = await sql<Row>`
    select link.subject as about, link.step, link.cycle, link.person_id as person, link.expires_at as "expiresAt", coalesce(person.name, link.person_id) as "personName",
      told.on_behalf_of as "onBehalfOf", told.kind, told.topic, told.day, coalesce(issue.cycle, case when own.id is not null then 1 end) as "subjectCycle",
      coalesce(issue.status in ('archived', 'withdrawn'), false) as over,
      case when issue.id is not null then json_build_object('number', issue.number, 'title', issue.title) end as issue,
      case when round.id is not null then json_build_object('title', round.title, 'unit', round.unit) end as round,
      (select min(done.acknowledged_at) from delivery done where done.issue_id = link.subject and done.cycle = link.cycle and done.recipient = link.person_id
        and (done.step = named.base or done.step like named.base || ':r%')) as "confirmedAt"
    from action_link as link join delivery told on told.id = link.delivery_id
      left join person on person.id = link.person_id left join issue on issue.id = link.subject
      left join round on round.id = told.round_id left join round own on link.subject = 'round/' || own.id,
      lateral (select regexp_replace(link.step, '(#[0-9]+:[^:]+):r[0-9]+$', '\\1') as base) as named
    where link.token_sha256 = ${hashOfSecret(token)}`.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { subjectCycle, over, ...link } = row;
  return { ...link, subject: subjectCycle === null ? null : { cycle: subjectCycle, over } };
};
