import { sql } from 'kysely';
import type { PartyRef } from '../domain/party.ts';
import type { Notice } from '../domain/notices.ts';
import type { Light, NoticeKind, Role } from '../domain/policy-schema.ts';
import { dayOf, type Day, type Instant } from '../domain/time.ts';
import type { LedgerDatabase } from './database.ts';

/** What only a rehearsal asks of a ledger. */

export type ToldDelivery = {
  readonly day: Day;
  readonly person: string;
  readonly issue: string;
  readonly cycle: number;
  readonly step: string;
  readonly kind: NoticeKind;
  readonly topic: string;
  readonly role: Role;
  readonly about: Day | null;
  readonly alone: boolean;
  readonly acknowledge: boolean;
};

/** Every notice of a round that left since `since`, by the day on which it left. */
export const toldDeliveries = async (db: LedgerDatabase, round: string, since: Instant): Promise<readonly ToldDelivery[]> => {
  const rows = await db
    .selectFrom('delivery')
    .select(['issue_id', 'recipient', 'cycle', 'step', 'kind', 'topic', 'role', 'day', 'alone', 'acknowledge', 'settled_at'])
    .where('round_id', '=', round)
    // Roll-ups and vacancies belong to no issue and to no round's life.
    .where((where) => where.or([where('issue_id', 'like', 'issue/%'), where('issue_id', 'like', 'common/%'), where('issue_id', '=', `round/${round}`)]))
    .where('origin', '<>', 'bundle')
    .where('state', 'in', ['accepted', 'bundled'])
    .where('settled_at', '>=', since)
    .execute();
  return rows.map(({ issue_id: issue, recipient: person, kind, role, day: about, settled_at: at, ...row }) => ({
    ...row,
    issue,
    person,
    about,
    kind: kind as NoticeKind,
    role: role as Role,
    day: dayOf(at ?? 0),
  }));
};

/** What a round has called for and should have left by `now`, or waits as news, by issue: the rest follows from the states. */
export const waitingNotices = async (db: LedgerDatabase, round: string, now: Instant): Promise<ReadonlyMap<string, readonly Notice[]>> => {
  const rows = await db
    .selectFrom('delivery')
    .selectAll()
    .where('round_id', '=', round)
    .where('state', '=', 'planned')
    .where((where) => where.or([where('origin', '=', 'event'), where.and([where('origin', '=', 'ladder'), where('not_before', '<=', now)])]))
    .orderBy('id')
    .execute();
  const notices = new Map<string, Notice[]>();
  for (const { issue_id: issue, not_before: notBefore, cycle, step, role, parties, kind, topic, day, light, acknowledge, alone, origin } of rows) {
    const notice: Notice = {
      cycle,
      step,
      role: role as Role,
      to: parties as readonly PartyRef[],
      kind: kind as NoticeKind,
      topic,
      day,
      light: light as Light | null,
      acknowledge,
      alone,
      notBefore,
      origin: origin === 'ladder' ? 'ladder' : 'event',
    };
    notices.set(issue, [...(notices.get(issue) ?? []), notice]);
  }
  return notices;
};

/** In a ledger that is thrown away: so that nobody is left out, and nobody real can be written to. */
export const giveEverybodyAnAddress = async (db: LedgerDatabase): Promise<void> => {
  await sql`update person set email = 'p' || md5(id) || '@rehearsal.invalid'`.execute(db);
};
