import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Visible } from '../domain/viewer.ts';

/**
 * The rule of reading as a condition on rows of `issue`. Comparing parts is what costs: the round is asked first, and where
 * there is none to ask for, the index over parts can answer alone.
 */
export const visibleSql = (visible: Visible): RawBuilder<SqlBool> => {
  if (visible === 'all') return sql`true`;
  const hasPart = sql<SqlBool>`issue.parts && ${[...visible.parts]}::text[]`;
  return visible.rounds.length === 0 ? hasPart : sql`(issue.round_id = any(${[...visible.rounds]}::text[]) or ${hasPart})`;
};
