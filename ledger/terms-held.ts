import { sql, type RawBuilder } from 'kysely';
import type { Day } from '../domain/time.ts';

/** Whose term in a post runs on `day`: a condition on rows of `post_holder`, of which `alias` names one of several. */
export const holdsOn = (day: Day, alias?: string): RawBuilder<boolean> => {
  const [from, to] = alias === undefined ? [sql.ref('from_day'), sql.ref('to_day')] : [sql.ref(`${alias}.from_day`), sql.ref(`${alias}.to_day`)];
  return sql<boolean>`(${from} <= ${day} and (${to} is null or ${to} > ${day}))`;
};

/** Who has not left by `day`: a condition on rows of `person`. */
export const worksOn = (day: Day): RawBuilder<boolean> => sql<boolean>`(left_on is null or left_on > ${day})`;
