import { setTimeout as sleep } from 'node:timers/promises';
import { measured } from '../cost.ts';
import { row, type PhaseResult } from '../rows.ts';
import { askAll, type Side } from '../side.ts';
import { percentile } from '../stats.ts';
import type { Bench } from '../bench.ts';

/** Every 50 open and jump in about so much; the wakes must not begin while the last are being prepared. */
const PREPARE_MS_EACH = 70;
const GIVE_UP_MS = 60_000;

const storm = async (side: Side, count: number, seconds: number): Promise<{ readonly late: readonly number[]; readonly missing: number }> => {
  const from = Date.now() + 10_000 + count * PREPARE_MS_EACH;
  const due = await side.openStorm(Array.from({ length: count }, (_, n) => from + Math.round((n * seconds * 1000) / count)), 'storm');
  await askAll(side.workers, 'noted');
  if (Date.now() > from) throw new Error(`the storm began ${Date.now() - from} ms before all was prepared`);
  await sleep(from + seconds * 1000 - Date.now());
  const done = new Map<string, number>();
  for (const end = Date.now() + GIVE_UP_MS; done.size < count && Date.now() < end; await sleep(500)) {
    for (const { id, wall } of (await askAll(side.workers, 'noted')).noted) if (due.has(id) && !done.has(id)) done.set(id, wall);
  }
  const late = [...done].map(([id, wall]) => (wall - (due.get(id) ?? 0)) / 1000);
  return { late, missing: count - done.size };
};

/** So many issues whose next wake falls into one minute: how late is each done (ours: in the ledger)? */
export const reminderStorm = async ({ profile, place, cores, ours, bare, say }: Bench): Promise<PhaseResult> => {
  const { storm: count, stormSeconds: seconds } = profile;
  const [own, other] = [await measured(place, ours, cores, () => storm(ours, count, seconds)), await measured(place, bare, cores, () => storm(bare, count, seconds))];
  say('storm');
  const at = (share: number) => [percentile(own.result.late, share), percentile(other.result.late, share)] as const;
  const missing = own.result.missing + other.result.missing;
  return {
    rows: [
      row(`lateness p50, ${count} wakes within ${seconds} s / 集中到期`, 's', ...at(0.5)),
      row('lateness p99', 's', ...at(0.99)),
      row('lateness max', 's', ...at(1)),
    ],
    remarks: [
      'One turn each, opening and waiting included in its time. Ours wakes at night, spread over five hours by id; so many in one minute is what the spread prevents (10,000 issues due on one day make about 34 a minute).',
      ...(missing === 0 ? [] : [`${missing} wakes had not come ${GIVE_UP_MS / 1000} s after the last was due.`]),
    ],
    raw: { ours: own, bare: other },
    othersShare: (own.cost.others + other.cost.others) / 2,
  };
};
