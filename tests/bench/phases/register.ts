import type { HuitoukanClient } from '../../../client/client.ts';
import { connect } from '../../../ledger/database.ts';
import { freshDatabaseOn } from '../../../ledger/test-cluster.ts';
import { ApiKit } from '../../api/kit.ts';
import type { Bench } from '../bench.ts';
import { cpuOfTree, machineBusy } from '../proc.ts';
import { fillRegister } from '../register-rows.ts';
import { row, type PhaseResult } from '../rows.ts';
import { percentile } from '../stats.ts';

/** What is asked of the register: seven orders and filters. */
export const ASKED = [
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
  await fillRegister(db, profile.open);
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
