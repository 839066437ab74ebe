import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lightOn } from '../domain/lights.ts';
import { connect, type LedgerDatabase } from './database.ts';
import { lightSql } from './issue-pages.ts';
import { freshDatabase, type FreshDatabase } from './test-cluster.ts';

let database: FreshDatabase;
let db: LedgerDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url, 1);
});
afterAll(async () => {
  await db?.destroy();
  await database?.drop();
});

const DAYS = ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01'] as const;
const plan = fc.array(fc.record({ from: fc.constantFrom(...DAYS), light: fc.constantFrom('green' as const, 'yellow' as const, 'red' as const) }), { maxLength: 6 });

test('the light of a day is the last of the plan that has begun, however long the plan; overdue is red', async () => {
  await fc.assert(
    fc.asyncProperty(plan, fc.constantFrom(...DAYS, '2025-12-31'), fc.boolean(), async (lights, today, overdue) => {
      const { rows } = await sql<{ light: string | null }>`select ${lightSql(today)} as light from (select ${JSON.stringify(lights)}::jsonb as lights, ${overdue ? 1 : null}::bigint as overdue_since) as issue`.execute(db);
      expect(rows[0]?.light).toBe(overdue ? 'red' : lightOn(lights, today));
    }),
    { numRuns: 200 },
  );
});
