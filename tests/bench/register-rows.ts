import { sql } from 'kysely';
import { publishedDayTable } from '../../client/day-tables.ts';
import { loadPolicy } from '../../client/policies.ts';
import { open } from '../../domain/acts/open.ts';
import { applyBodies } from '../../domain/step.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { saveDirectory } from '../../ledger/directory.ts';
import { saveRound } from '../../ledger/rounds.ts';
import { recordStep } from '../../ledger/steps.ts';
import { PARTIES, PEOPLE, POSTS } from '../rig-people.ts';

const FEEDBACK = '2026-02-02';
const OPENED = Date.UTC(2026, 1, 2, 1);
const ROUNDS = 10;

/** Rows as the steps of so many issues would have left them, in ten rounds, among a hundred owners. */
export const fillRegister = async (db: LedgerDatabase, issues: number): Promise<void> => {
  await saveDirectory(db, PEOPLE, POSTS, FEEDBACK);
  const policy = await loadPolicy('default');
  const parties = { head: PARTIES.head, superior: PARTIES.superior, supervision: PARTIES.supervision, team: PARTIES.team };
  for (let n = 0; n < ROUNDS; n += 1)
    await saveRound(db, { head: { id: `r${n}`, title: `第${n}轮巡察`, unit: '青石镇党委', inspector: '县委第一巡察组', feedback: FEEDBACK, parties }, policy, days: publishedDayTable(), drafts: [], record: {}, at: OPENED });
  await sql`
    insert into issue (id, round_id, number, seq, title, category, kind, status, cycle, owner_ref, leader_ref, head_ref, due_original, due_current, measure_slipped, suspended,
      extension_pending, extensions_granted, returns, opened_at, lights, evidence_count, overdue_since, parts, owed)
    select 'issue/r' || n % ${ROUNDS}::int || '/' || n, 'r' || n % ${ROUNDS}::int, n::text, 5, '第' || n || '个问题：落实中央八项规定精神不够严格，公务接待手续不全', '全面从严治党', 'dated',
      (array['assigned', 'planning', 'rectifying', 'verifying', 'closed'])[n % 5 + 1], 1, 'person:' || case when n % 100 = 7 then 'p-owner' else 'p-' || n % 100 end, 'post:leader', 'post:head',
      to_char(date '2026-03-01' + n % 300, 'YYYY-MM-DD'), to_char(date '2026-03-01' + n % 300, 'YYYY-MM-DD'), false, false, false, n % 3, 0, ${OPENED}::bigint + n,
      '[{"from": "2026-02-20", "light": "green"}, {"from": "2026-06-20", "light": "yellow"}]', n % 4, case when n % 7 = 0 then ${OPENED}::bigint + n end,
      array['owner=person:' || case when n % 100 = 7 then 'p-owner' else 'p-' || n % 100 end, 'leader=post:leader', 'head=post:head', 'superior=post:superior', 'supervision=post:sup', 'team=post:team'], array['due']
    from generate_series(1, ${issues}::int) as n`.execute(db);
  await sql`analyze`.execute(db);
};

/** So many more issues in the first of these rounds, of this person, with their events: what a to-do list is made from. */
export const fillDuties = async (db: LedgerDatabase, person: string, issues: number): Promise<void> => {
  const [policy, days] = [await loadPolicy('default'), publishedDayTable()];
  for (let n = 1; n <= issues; n += 1) {
    const opened = open({ type: 'open', round: 'r0', number: `d${n}`, title: `第${n}件待办：民主生活会查摆问题不深不实，整改措施未落到人`, category: '党的建设', kind: 'dated', parties: { ...PARTIES, owner: `person:${person}` }, feedback: FEEDBACK, due: null, standing: 'assigned' }, policy, days, OPENED);
    await recordStep(db, applyBodies(null, [opened], 'p-sup', OPENED));
  }
};
