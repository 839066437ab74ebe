import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lightOn } from '../domain/lights.ts';
import { connect, type LedgerDatabase } from './database.ts';
import { keepDocument } from './documents.ts';
import { lightSql } from './issue-pages.ts';
import { visibleSql } from './visible.ts';
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

test('of ten thousand issues those of one owner are found by the index, also those that were written just now', async () => {
  const empty = await keepDocument(db, {});
  await sql`insert into round (id, title, unit, inspector, feedback_day, policy_sha256, days_sha256, status, opened_at) values ('r1', '轮次', '单位', '巡察组', '2026-02-02', ${empty}, ${empty}, 'running', 0)`.execute(db);
  await sql`
    insert into issue (id, round_id, number, seq, title, category, kind, status, cycle, due_original, due_current, measure_slipped, suspended, extension_pending, extensions_granted, returns, opened_at, lights, evidence_count, parts)
    select 'issue/r1/' || n, 'r1', n::text, 1, '问题' || n, '党的建设', 'dated', 'assigned', 1, '2026-05-02', '2026-05-02', false, false, false, 0, 0, 0, '[]', 0,
      array['owner=person:p' || n % 100, 'head=post:head', 'superior=post:superior', 'supervision=post:sup', 'team=post:team'] from generate_series(1, 10000) as n`.execute(db);
  await sql`analyze issue`.execute(db);
  const visible = { parts: ['owner', 'leader', 'head', 'team'].map((role) => `${role}=person:p7`), rounds: [] };
  const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select id from issue where ${visibleSql(visible)}`.execute(db);
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('issue_parts');
  const { rows: counted } = await sql<{ count: number }>`select count(*)::int as count from issue where ${visibleSql({ ...visible, rounds: ['r2'] })}`.execute(db);
  expect(counted[0]?.count).toBe(100);
}, 60_000);
