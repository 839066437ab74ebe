import { sql, type RawBuilder } from 'kysely';
import type { PartyRef } from '../domain/party.ts';
import type { Day } from '../domain/time.ts';
import { headsOfUnit } from '../domain/units.ts';
import type { LedgerDatabase } from './database.ts';
import { PREPARED } from './prepared.ts';
import { holdsOn, worksOn } from './terms-held.ts';
import { loadUnitTree } from './units.ts';

/** Does nobody sit there on `day`? A post without a holder at work, a person who has left; a unit's head is looked for apart. */
export const isVacant = (ref: RawBuilder<unknown>, day: Day): RawBuilder<boolean> => sql<boolean>`(
  (${ref} like 'post:%' and not exists (select from post_holder join person on person.id = person_id where post_id = substr(${ref}, 6) and ${holdsOn(day)} and ${worksOn(day)}))
  or (${ref} like 'person:%' and exists (select from person where id = substr(${ref}, 8) and not ${worksOn(day)})))`;

/** In which of these parties nobody sits on `day`. */
export const vacantAmong = (db: LedgerDatabase, refs: readonly PartyRef[], day: Day): Promise<PartyRef[]> => vacantOf(db, sql`select unnest(${[...refs]}::text[]) as ref`, day);

/** The same of parties that a query finds, in its one column `ref`. */
export const vacantOf = async (db: LedgerDatabase, parties: RawBuilder<unknown>, day: Day): Promise<PartyRef[]> => {
  const { rows } = await sql<{ ref: PartyRef }>`
    with party as (${parties}) select distinct ref from party where ref like 'unit:%' or ${isVacant(sql.ref('party.ref'), day)} order by ref ${PREPARED}`.execute(db);
  const refs = rows.map((row) => row.ref);
  const units = refs.filter((ref) => ref.startsWith('unit:'));
  if (units.length === 0) return refs;
  const heads = await loadUnitHeads(db, day);
  return refs.filter((ref) => !units.includes(ref) || heads(ref.slice('unit:'.length)).length === 0);
};

/** The units of which a person is the head on `day`: the own ones, and those below in whose head's post nobody is at work. */
export const unitsHeadedBy = async (db: LedgerDatabase, person: string, day: Day): Promise<string[]> => {
  const headed = await headPosts(db, day);
  if (!headed.some((row) => row.person === person)) return [];
  const tree = await loadUnitTree(db);
  return tree.units.filter(({ id }) => headsOfUnit(tree, id, holdersIn(headed)).includes(person)).map(({ id }) => id);
};

const loadUnitHeads = async (db: LedgerDatabase, day: Day): Promise<(unit: string) => readonly string[]> => {
  const [tree, headed] = await Promise.all([loadUnitTree(db), headPosts(db, day)]);
  return (unit) => headsOfUnit(tree, unit, holdersIn(headed));
};

type HeadPost = { readonly post: string; readonly person: string };
const holdersIn = (headed: readonly HeadPost[]) => (post: string): readonly string[] => headed.filter((row) => row.post === post).map((row) => row.person);

/** Who is at work in the posts that head units. */
const headPosts = async (db: LedgerDatabase, day: Day): Promise<readonly HeadPost[]> =>
  await db
    .selectFrom('post_holder')
    .innerJoin('post', 'post.id', 'post_id')
    .innerJoin('person', 'person.id', 'person_id')
    .select(['post.id as post', 'person.id as person'])
    .where('heads_unit', '=', true)
    .where(holdsOn(day))
    .where(worksOn(day))
    .orderBy('person.id')
    .execute();
