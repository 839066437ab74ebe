import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type pg from 'pg';

const MARK = '/* prepared */';

/**
 * At the end of a statement: each connection has the server plan it once, and keeps the plan. For what every act asks, and
 * whose text is always the same: to plan it costs the server more than to answer it. A text kept is never given up by its
 * connection, so it must not depend on how many values there are. No `select *`: a column added under a kept plan fails it.
 */
export const PREPARED = sql.raw(MARK);

const nameOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16);

/** Has a new connection send marked statements under a name, which is how PostgreSQL keeps a plan. */
export const prepareMarked = (client: pg.ClientBase): void => {
  const query: (...question: unknown[]) => unknown = client.query.bind(client);
  const prepared = (...question: unknown[]): unknown => {
    const [text, values] = question;
    return typeof text === 'string' && text.endsWith(MARK) ? query({ name: nameOf(text), text, values }) : query(...question);
  };
  client.query = prepared as typeof client.query;
};
