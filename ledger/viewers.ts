import { sql, type RawBuilder } from 'kysely';
import type { PartyRef } from '../domain/party.ts';
import type { Relation } from '../domain/permissions.ts';
import { NOBODY, partsOfViewer, type ReadableRound, type Viewer } from '../domain/viewer.ts';
import { refuse } from '../domain/refusal.ts';
import type { Day } from '../domain/time.ts';
import { standsInFor } from './absences.ts';
import type { LedgerDatabase } from './database.ts';
import { holdsOn, worksOn } from './terms-held.ts';
import { unitsHeadedBy } from './vacant-seats.ts';

/**
 * What an account may look at on `day`: its person with the posts held and the units headed, and those of whom he stands in
 * for while they are on leave; the offices and teams follow from the duty of a post and from the parties of rounds. Null for
 * an account that is closed or gone.
 */
export const viewerOf = async (db: LedgerDatabase, account: string, day: Day): Promise<Viewer | null> =>
  await viewerBy(db, account, sql`select id, person_id, administrator from account where id = ${account} and disabled_at is null`, day);

/** The same of a person who may have no account: whoever has the machine says for whom he asks. */
export const viewerOfPerson = async (db: LedgerDatabase, person: string, day: Day): Promise<Viewer> =>
  (await viewerBy(db, null, sql`select null::text as id, ${person}::text as person_id, false as administrator`, day)) ?? { ...NOBODY, person };

const viewerBy = async (db: LedgerDatabase, account: string | null, viewing: RawBuilder<unknown>, day: Day): Promise<Viewer | null> => {
  const { absent, units } = await seatsOf(db, viewing, day);
  const { rows } = await sql<Omit<Viewer, 'account' | 'standsInFor'>>`
    with viewing as (
      ${viewing}
    ), person as (
      select person.id from person join viewing on person_id = person.id where ${worksOn(day)}
      union select id from person where id = any(${[...absent]}::text[])
    ), held as (
      select distinct post.id, post.duty from post_holder join post on post.id = post_id join person on person.id = person_id where ${holdsOn(day)}
    ), refs as (
      select 'person:' || id as ref from person union select 'post:' || id from held union select 'unit:' || unit from unnest(${[...units]}::text[]) as headed (unit)
    ), seat as (
      select id, record -> 'head' -> 'parties' ->> 'supervision' in (select ref from refs) as office, record -> 'head' -> 'parties' ->> 'team' in (select ref from refs) as team from round
    )
    select person_id as person, administrator,
      coalesce((select json_agg(ref order by ref) from refs), '[]') as refs,
      exists (select from held where duty = 'supervision') or exists (select from seat where office) as office,
      exists (select from held where duty = 'team') or exists (select from seat where team) as team,
      coalesce((select json_agg(id order by id) from seat where team), '[]') as "teamRounds",
      coalesce((select json_agg(round_id order by round_id) from account_grant where account_id in (select id from viewing)), '[]') as granted
    from viewing`.execute(db);
  const [row] = rows;
  return row === undefined ? null : { account, standsInFor: absent, ...row };
};

/** Whom the person who looks stands in for, and the units that they or he head. For most people it is neither: one question says so. */
const seatsOf = async (db: LedgerDatabase, viewing: RawBuilder<unknown>, day: Day): Promise<{ readonly absent: readonly string[]; readonly units: readonly string[] }> => {
  const { rows } = await sql<{ person: string; deputy: boolean; head: boolean }>`
    select person_id as person, person_id in (select deputy_id from absence where last_day >= ${day}) as deputy,
      exists (select from post_holder join post on post.id = post_id where post_holder.person_id = viewing.person_id and heads_unit and ${holdsOn(day)}) as head
    from (${viewing}) as viewing where person_id is not null`.execute(db);
  const [own] = rows;
  if (own === undefined) return { absent: [], units: [] };
  const absent = own.deputy ? await standsInFor(db, own.person, day) : [];
  const heads = await Promise.all([...(own.head ? [own.person] : []), ...absent].map((person) => unitsHeadedBy(db, person, day)));
  return { absent, units: heads.flat() };
};

/** A round as far as reading it is concerned; null where there is none. */
export const readableRound = async (db: LedgerDatabase, viewer: Viewer, id: string): Promise<ReadableRound | null> => {
  const { rows } = await sql<{ parties: Record<string, PartyRef | null> | null; hasPart: boolean }>`
    select record -> 'head' -> 'parties' as parties,
      exists (select from issue where round_id = ${id} and parts && ${[...partsOfViewer(viewer)]}::text[]) as "hasPart"
    from round where id = ${id}`.execute(db);
  const [row] = rows;
  return row === undefined ? null : { id, parties: Object.values(row.parties ?? {}), hasPart: row.hasPart };
};

/** An issue's parts; null where there is no such issue. */
export const partsOfIssue = async (db: LedgerDatabase, issueId: string): Promise<readonly string[] | null> => {
  const row = await db.selectFrom('issue').select('parts').where('id', '=', issueId).executeTakeFirst();
  return row?.parts ?? null;
};

/** @throws Refusal UNKNOWN_ISSUE */
export const demandIssue = async (db: LedgerDatabase, issueId: string): Promise<void> => {
  if ((await partsOfIssue(db, issueId)) === null) refuse('UNKNOWN_ISSUE', `没有问题“${issueId}”`, `there is no issue "${issueId}"`, { issue: issueId });
};

/** Rounds in which the viewer has a part, and those of which he is a party himself; for the list of rounds. */
export const roundsWithPart = async (db: LedgerDatabase, viewer: Viewer): Promise<ReadonlyMap<string, { readonly leads: boolean }>> => {
  const { rows } = await sql<{ id: string; leads: boolean; part: boolean }>`
    select id, exists (select from jsonb_each_text(record -> 'head' -> 'parties') where value = any(${[...viewer.refs]}::text[])) as leads,
      exists (select from issue where round_id = round.id and parts && ${[...partsOfViewer(viewer)]}::text[]) as part
    from round`.execute(db);
  return new Map(rows.flatMap(({ id, leads, part }) => (leads || part ? [[id, { leads }]] : [])));
};

/** The parts of these issues by id; one that does not exist is not in it. */
export const partsOfIssues = async (db: LedgerDatabase, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> => {
  const rows = ids.length === 0 ? [] : await db.selectFrom('issue').select(['id', 'parts']).where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row.parts]));
};

/** Every person and post with a part in any issue, and in which roles. */
export const relationsOfRefs = async (db: LedgerDatabase): Promise<ReadonlyMap<string, readonly Relation[]>> => {
  const { rows } = await sql<{ ref: string; roles: Relation[] }>`
    select substr(part, strpos(part, '=') + 1) as ref, array_agg(distinct split_part(part, '=', 1)) as roles from issue, unnest(parts) as part group by 1`.execute(db);
  return new Map(rows.map(({ ref, roles }) => [ref, roles]));
};
