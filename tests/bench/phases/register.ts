import { sql } from 'kysely';
import type { HuitoukanClient } from '../../../client/client.ts';
import { publishedDayTable } from '../../../client/day-tables.ts';
import { loadPolicy } from '../../../client/policies.ts';
import { connect, type LedgerDatabase } from '../../../ledger/database.ts';
import { saveDirectory } from '../../../ledger/directory.ts';
import { saveRound } from '../../../ledger/rounds.ts';
import { freshDatabaseOn } from '../../../ledger/test-cluster.ts';
import { ApiKit } from '../../api/kit.ts';
import { PARTIES, PEOPLE, POSTS } from '../../rig-people.ts';
import type { Bench } from '../bench.ts';
import { cpuOfTree, machineBusy } from '../proc.ts';
import { row, type PhaseResult } from '../rows.ts';
import { percentile } from '../stats.ts';

const FEEDBACK = '2026-02-02';
const OPENED = Date.UTC(2026, 1, 2, 1);
const ROUNDS = 10;

/** Rows as the steps of so many issues would have left them, in ten rounds, among a hundred owners. */
const fill = async (db: LedgerDatabase, issues: number): Promise<void> => {
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

const ASKED = [
  '/api/issues?limit=200',
  '/api/issues?limit=200&sort=dueCurrent',
  '/api/issues?limit=200&sort=-openedAt&status=rectifying',
  '/api/issues?limit=200&sort=daysLeft&overdue=true',
  '/api/issues?limit=200&sort=light',
  `/api/issues?limit=200&title=${encodeURIComponent('第77')}`,
  '/api/issues?limit=200&round=r3&sort=-number',
];

/** The register's API over HTTP, as the office that sees all of it asks, and as an owner who sees his own. */
export const registerApi = async ({ profile, place, cores, say }: Bench): Promise<PhaseResult> => {
  const database = await freshDatabaseOn(place.ledger.url);
  const db = connect(database.url);
  await fill(db, profile.open);
  const kit = await ApiKit.start({ ledger: db } as unknown as HuitoukanClient);
  say(`${profile.open} issues are there`);
  try {
    const [office, owner] = [await kit.person('p-sup'), await kit.person('p-owner')];
    const before = { at: performance.now(), ledger: cpuOfTree(place.ledger.pid), own: process.cpuUsage(), busy: machineBusy() };
    const times = new Map<string, number[]>();
    for (let turn = 0; turn < profile.registerTurns; turn += 1)
      for (const [who, send] of [['office', office], ['owner', owner]] as const)
        for (const path of ASKED) {
          const from = performance.now();
          const { status } = await send('GET', path);
          if (status !== 200) throw new Error(`${path} answered ${status}`);
          // The first turn warms up.
          if (turn > 0) times.set(who, [...(times.get(who) ?? []), performance.now() - from]);
        }
    const seconds = (performance.now() - before.at) / 1000;
    const { user, system } = process.cpuUsage(before.own);
    const cpu = (user + system) / 1e6 + cpuOfTree(place.ledger.pid) - before.ledger;
    const all = [...times.values()].flat();
    return {
      rows: [
        row(`Register, 200 rows of ${profile.open}, p95 / 台账接口 p95`, 'ms', percentile(all, 0.95), null, { of: 'ours', most: 100 }),
        row('median / 中位数', 'ms', percentile(all, 0.5), null),
        ...[...times].map(([who, values]) => row(`p95 as ${who}`, 'ms', percentile(values, 0.95), null)),
        row('CPU a request / 每次 CPU', 'ms', (cpu * 1000) / (profile.registerTurns * ASKED.length * 2), null),
      ],
      remarks: ['Seven orders and filters, one after another, over HTTP with a session; server and caller share a process.'],
      raw: { asked: ASKED, times: Object.fromEntries(times) },
      othersShare: Math.max(0, machineBusy() - before.busy - cpu) / (cores * seconds),
    };
  } finally {
    await kit.close();
    await db.destroy();
    await database.drop();
  }
};
