import { sql, type RawBuilder } from 'kysely';
import type { IssueState } from '../domain/issue.ts';
import type { PartyRef } from '../domain/party.ts';
import type { Actor } from '../domain/actor.ts';
import { refuse } from '../domain/refusal.ts';
import type { Day } from '../domain/time.ts';
import { loadDeputies } from './absences.ts';
import type { LedgerDatabase } from './database.ts';
import { PREPARED } from './prepared.ts';
import { holdsOn } from './terms-held.ts';
import { unitsHeadedBy, vacantAmong, vacantOf } from './vacant-seats.ts';

/** Whose empty seats matter (`issue/…` or `round/…`), and for whom a deputy acts. */
export type ActorContext = { readonly subject?: string | undefined; readonly onBehalfOf?: string | undefined };

/**
 * Who acts: the person with the posts held on `day`, who heads the departments they belong to, and the parties of the subject
 * in which nobody sits that day. On behalf of somebody: that one, too, if he is on leave on `day` and this is the deputy.
 * @throws Refusal UNKNOWN_PERSON, PERSON_LEFT, NOT_DEPUTY
 */
export const actorOf = async (db: LedgerDatabase, person: string, day: Day, { subject, onBehalfOf }: ActorContext = {}): Promise<Actor> => {
  const [own, vacant, absent] = await Promise.all([
    seated(db, person, day),
    subject === undefined ? [] : vacantParties(db, subject, day),
    onBehalfOf === undefined ? null : absentBehind(db, person, onBehalfOf, day),
  ]);
  const empty = vacant.length === 0 ? {} : { vacant };
  if (absent === null) return { ...own, ...empty };
  const { heads, ...seat } = absent;
  // The head of either department is a head that a signature must not judge.
  return { ...own, heads: [...new Set([...own.heads, ...heads])], ...empty, onBehalfOf: seat };
};

/**
 * The same for several issues at once: with the parties of any of them in which nobody sits that day.
 * @throws Refusal UNKNOWN_PERSON, PERSON_LEFT, NOT_DEPUTY
 */
export const actorAmong = async (db: LedgerDatabase, person: string, day: Day, issues: readonly Pick<IssueState, 'parties'>[], onBehalfOf?: string): Promise<Actor> => {
  const parties = issues.flatMap((issue) => Object.values(issue.parties).filter((ref) => ref !== null));
  const [actor, vacant] = await Promise.all([actorOf(db, person, day, { onBehalfOf }), vacantAmong(db, parties, day)]);
  return { ...actor, vacant };
};

type Seated = { readonly person: string; readonly posts: readonly string[]; readonly heads: readonly string[]; readonly units?: readonly string[] };

/** One statement: every act of every person passes here, and each trip to the server is felt. */
const seated = async (db: LedgerDatabase, person: string, day: Day): Promise<Seated> => {
  const { rows } = await sql<{ name: string; left_on: Day | null; posts: string[]; heads: string[]; headsUnit: boolean }>`
    select name, left_on,
      array(select post_id from post_holder where person_id = person.id and ${holdsOn(day)} order by post_id) as posts,
      array(${headsOf(sql.ref('person.id'), day)}) as heads,
      exists (select from post_holder join post on post.id = post_id where person_id = person.id and heads_unit and ${holdsOn(day)}) as "headsUnit"
    from person where id = ${person} ${PREPARED}`.execute(db);
  const [entry] = rows;
  if (entry === undefined) return refuse('UNKNOWN_PERSON', `人员表中没有“${person}”，请先导入人员`, `there is no person "${person}"; import people first`, { person });
  const { name, left_on: left, posts, heads, headsUnit } = entry;
  if (left !== null && left <= day) refuse('PERSON_LEFT', `${name}已于${left}离任`, `${name} left on ${left}`, { person });
  const units = headsUnit ? await unitsHeadedBy(db, person, day) : [];
  return { person, posts, heads, ...(units.length === 0 ? {} : { units }) };
};

/** Who stands in is asked of the record of leave, up the chain of deputies, as for notices: one deputy a day, the last of it. */
const absentBehind = async (db: LedgerDatabase, person: string, absent: string, day: Day): Promise<Seated> => {
  const [seat, deputies] = await Promise.all([seated(db, absent, day), loadDeputies(db, day)]);
  if (deputies.of(absent) === person) return seat;
  return refuse('NOT_DEPUTY', `${day}当日您不是${absent}的代理人，不能代其办理`, `on ${day} you do not stand in for ${absent}`, { person, onBehalfOf: absent, day });
};

/** Who heads the departments of the posts that a person holds on `day`, the person himself left out. */
const headsOf = (person: RawBuilder<unknown>, day: Day): RawBuilder<unknown> => sql`
  select distinct head.person_id
  from post_holder own join post on post.id = own.post_id
    join post top on top.heads_unit and top.unit <> '' and coalesce(top.unit_id, top.unit) = coalesce(post.unit_id, post.unit)
    join post_holder head on head.post_id = top.id
  where own.person_id = ${person} and head.person_id <> ${person}
    and ${holdsOn(day, 'own')} and ${holdsOn(day, 'head')}
  order by head.person_id`;

/** The parties of an issue or a round in which nobody sits on `day`: posts without a holder at work, persons who have left. */
const vacantParties = (db: LedgerDatabase, subject: string, day: Day): Promise<PartyRef[]> =>
  vacantOf(
    db,
    sql`
      select ref from issue, lateral (values (owner_ref), (leader_ref), (head_ref)) as named (ref) where id = ${subject}
      union
      select value from issue_event, jsonb_each_text(body -> 'parties') where issue_id = ${subject} and seq = 1 and key not in ('owner', 'leader')
      union
      select value from round, jsonb_each_text(record -> 'head' -> 'parties') where 'round/' || id = ${subject}`,
    day,
  );
