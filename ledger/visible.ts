import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Visible } from '../domain/viewer.ts';

/** The rule of reading as a condition on rows of `issue`. */
export const visibleSql = (visible: Visible): RawBuilder<SqlBool> =>
  visible === 'all' ? sql`true` : sql`(issue.parts && ${[...visible.parts]}::text[] or issue.round_id = any(${[...visible.rounds]}::text[]))`;
