import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishedDayTable } from '../../../client/day-tables.ts';
import { loadPolicy } from '../../../client/policies.ts';
import { connect, type LedgerDatabase } from '../../../ledger/database.ts';
import { deliveryId, messageIdOf } from '../../../ledger/delivery-keys.ts';
import { saveRound } from '../../../ledger/rounds.ts';
import { startMailbox } from '../../../worker/mailbox.ts';
import { PARTIES } from '../../rig-people.ts';
import type { Bench } from '../bench.ts';
import { cpuOf, cpuOfTree, machineBusy } from '../proc.ts';
import { row, type PhaseResult } from '../rows.ts';
import { WorkerHandle } from '../worker-handle.ts';

/** Monday, 2 March 2026, 08:30 in Beijing: the hour at which delivery opens. Nothing else of this run is due by then. */
const MORNING = Date.UTC(2026, 2, 2, 0, 30);
const ROUND = 'morning';
const CHUNK = 1_000;

/** Issues with one reminder each, as the steps that set their dates would have planned them. */
const planMorning = async (db: LedgerDatabase, reminders: number, people: number): Promise<void> => {
  const head = { id: ROUND, title: '常规巡察', unit: '青石镇党委', inspector: '县委第一巡察组', feedback: '2026-02-02' };
  const parties = { head: PARTIES.head, supervision: PARTIES.supervision, team: PARTIES.team };
  await saveRound(db, { head: { ...head, parties }, policy: await loadPolicy('default'), days: publishedDayTable(), drafts: [], record: {}, at: MORNING });
  await db.updateTable('round').set({ status: 'running' }).where('id', '=', ROUND).execute();
  for (let from = 0; from < reminders; from += CHUNK) {
    const numbers = Array.from({ length: Math.min(CHUNK, reminders - from) }, (_, n) => from + n);
    await db.insertInto('issue').values(numbers.map((n) => issueRow(n))).execute();
    await db.insertInto('delivery').values(numbers.map((n) => deliveryRow(n, `p-owner-${n % people}`))).execute();
  }
};

const idOf = (n: number): string => `issue/${ROUND}/${n}`;

const issueRow = (n: number) => ({
  id: idOf(n),
  round_id: ROUND,
  number: String(n),
  seq: 2,
  title: `第${n}个问题：落实中央八项规定精神不够严格，公务接待手续不全`,
  category: '全面从严治党',
  kind: 'dated',
  status: 'rectifying',
  cycle: 1,
  due_original: '2026-03-12',
  due_current: '2026-03-12',
  measure_slipped: false,
  suspended: false,
  extension_pending: false,
  extensions_granted: 0,
  returns: 0,
  opened_at: MORNING,
  lights: '[]',
  evidence_count: 0,
});

const deliveryRow = (n: number, recipient: string) => {
  const key = { issueId: idOf(n), cycle: 1, step: 'due#1:T-10', recipient, channel: 'mail' };
  const id = deliveryId(key);
  return {
    id,
    issue_id: key.issueId,
    round_id: ROUND,
    cycle: key.cycle,
    step: key.step,
    recipient,
    channel: key.channel,
    parties: JSON.stringify([`person:${recipient}`, 'post:leader']),
    role: 'owner',
    kind: 'reminder',
    topic: 'due',
    day: '2026-03-12',
    light: 'yellow',
    acknowledge: false,
    alone: false,
    origin: 'ladder' as const,
    not_before: MORNING,
    state: 'planned' as const,
    message_id: messageIdOf(id),
    planned_at: MORNING,
  };
};

const told = async (db: LedgerDatabase): Promise<number> => {
  const found = await db
    .selectFrom('delivery')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('round_id', '=', ROUND)
    .where((where) => where.or([where('state', '=', 'accepted'), where('state', '=', 'bundled')]))
    .executeTakeFirstOrThrow();
  return Number(found.count);
};

/** Ten thousand reminders of one morning: from the hour until the mail server has accepted the last of them. */
export const morningMail = async ({ profile, place, cores, say }: Bench): Promise<PhaseResult> => {
  const folder = mkdtempSync(join(tmpdir(), 'huitoukan-bench-mail-'));
  const mailbox = await startMailbox({ folder });
  const db = connect(place.ledger.url);
  const worker = await WorkerHandle.start({ ...place.setup, side: 'ours', smtpPort: mailbox.port });
  try {
    await planMorning(db, profile.mails, profile.people);
    say('mails are planned');
    const before = { at: performance.now(), worker: cpuOf(worker.pid), ledger: cpuOfTree(place.ledger.pid), box: process.cpuUsage(), busy: machineBusy() };
    const answer = await worker.ask({ ask: 'dispatch', now: MORNING });
    const seconds = (performance.now() - before.at) / 1000;
    const { user, system } = process.cpuUsage(before.box);
    const cpu = { worker: cpuOf(worker.pid) - before.worker, ledger: cpuOfTree(place.ledger.pid) - before.ledger, mailbox: (user + system) / 1e6 };
    const settled = await told(db);
    return {
      rows: [
        row(`${profile.mails} reminders to ${profile.people} people, all accepted after / 晨间投递`, 's', settled < profile.mails ? Number.NaN : seconds, null, { of: 'ours', most: 60 }),
        row('CPU in all / CPU 合计', 's', cpu.worker + cpu.ledger + cpu.mailbox, null),
      ],
      remarks: [
        `${'sent' in answer ? answer.sent : 0} mails: a person's ordinary reminders of a day are one mail. ${settled} of ${profile.mails} reminders settled. The mail server forces every message to the disk before it says 250.`,
      ],
      raw: { seconds, cpu, settled, answer },
      othersShare: Math.max(0, machineBusy() - before.busy - cpu.worker - cpu.ledger - cpu.mailbox) / (cores * seconds),
    };
  } finally {
    await worker.kill();
    await db.destroy();
    await mailbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
