import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PartyRef } from '../../domain/party.ts';
import type { Notice } from '../../domain/notices.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { ClaimedMail } from '../../ledger/claimed-mails.ts';
import { claimDue } from '../../ledger/delivery-claims.ts';
import { recordHandOver, recoverLapsed } from '../../ledger/delivery-outcomes.ts';
import { withDeliveries } from '../../ledger/delivery-tables.ts';
import { makeKit, MORNING, notice, type DeliveryKit } from './kit.ts';

let kit: DeliveryKit;
let count = 0;
beforeAll(async () => {
  kit = await makeKit();
});
beforeEach(async () => {
  await kit.db.updateTable('delivery').set({ state: 'withdrawn' }).where('state', 'in', ['planned', 'claimed', 'handed_over']).execute();
});
afterAll(() => kit.close());

const SERIES = '督办函';
const letter = (change: Partial<Notice> = {}): Notice => notice({ step: 'due#1:T+10', kind: 'supervision-letter', letter: SERIES, alone: true, acknowledge: true, ...change });
/** To each of these, in a role of its own. */
const letterTo = (parties: readonly PartyRef[], change: Partial<Notice> = {}): Notice[] => parties.map((party) => letter({ to: [party], ...change }));
const ALL: readonly PartyRef[] = ['person:p-owner', 'post:leader', 'post:head', 'post:sup'];
const newIssue = (): Promise<string> => kit.addIssue(`letter-${(count += 1)}`);

const claim = async (now = MORNING, limit = 100): Promise<readonly ClaimedMail[]> =>
  (await claimDue(kit.db, { now, wallNow: 1_000, leaseMs: 60_000, limit, channel: 'mail', closedRounds: [] })).mails;
const numbersOf = (mails: readonly ClaimedMail[]): string[] => [...new Set(mails.flatMap((mail) => mail.items.map((item) => item.letter ?? '-')))];
const given = async (series: string): Promise<{ year: number; number: number }[]> => {
  const { rows } = await sql<{ year: number; number: number }>`select year, number from letter where series = ${series} order by year, number`.execute(kit.db);
  return rows;
};

describe('a letter', () => {
  test('to several people has one number; the next letter has the next; a reminder has none', async () => {
    const series = '一函多送';
    await kit.plan(await newIssue(), letterTo(ALL, { letter: series }));
    const first = await claim();
    expect(first).toHaveLength(4);
    expect(numbersOf(first)).toEqual([`${series}〔2026〕第1号`]);
    await kit.plan(await newIssue(), letterTo(ALL, { letter: series }));
    expect(numbersOf(await claim())).toEqual([`${series}〔2026〕第2号`]);
    await kit.plan(await newIssue(), [notice()]);
    expect(numbersOf(await claim())).toEqual(['-']);
  });

  test('asked for again is the same letter, under the same number', async () => {
    const issue = await newIssue();
    await kit.plan(issue, [letter({ letter: '再催' }), letter({ letter: '再催', step: 'due#1:T+10:r1', notBefore: MORNING + 3 * DAY_MS })]);
    const [once, again] = [await claim(), await claim(MORNING + 3 * DAY_MS)];
    expect(numbersOf([...once, ...again])).toEqual(['再催〔2026〕第1号']);
    expect(again).toHaveLength(1);
  });

  test('called off before it was claimed takes no number; after that it keeps it, and whoever comes next has another', async () => {
    const [called, kept, late] = [await newIssue(), await newIssue(), await newIssue()];
    await kit.plan(called, [letter({ letter: '撤回' })]);
    await kit.plan(called, []);
    await kit.plan(kept, [letter({ letter: '撤回' })]);
    expect(numbersOf(await claim())).toEqual(['撤回〔2026〕第1号']);
    await kit.plan(kept, []);
    expect(await kit.states(kept)).toEqual({ 'p-owner due#1:T+10': 'withdrawn: superseded' });
    await kit.plan(late, [letter({ letter: '撤回' })]);
    expect(numbersOf(await claim())).toEqual(['撤回〔2026〕第2号']);
    // Called for once more (a suspension ended): the same letter, the same number.
    await kit.plan(kept, [letter({ letter: '撤回' })]);
    expect(numbersOf(await claim())).toEqual(['撤回〔2026〕第1号']);
  });

  test('the year is Beijing’s, and each year and series begins at 1', async () => {
    const before = Date.UTC(2026, 11, 31, 15, 59);
    await kit.plan(await newIssue(), [letter({ letter: '跨年', notBefore: before })]);
    expect(numbersOf(await claim(before))).toEqual(['跨年〔2026〕第1号']);
    await kit.plan(await newIssue(), [letter({ letter: '跨年', notBefore: before + 60_000 })]);
    await kit.plan(await newIssue(), [letter({ letter: '另一种', notBefore: before + 60_000 })]);
    expect(numbersOf(await claim(before + 60_000)).sort()).toEqual(['另一种〔2027〕第1号', '跨年〔2027〕第1号']);
  });

  test('a number that was given cannot be changed or taken back, not even with SQL', async () => {
    await expect(sql`update letter set number = number + 1000`.execute(kit.db)).rejects.toThrow(/append-only/);
    await expect(sql`delete from letter`.execute(kit.db)).rejects.toThrow(/append-only/);
  });
});

describe('under many workers', () => {
  test('none is lost, none is used twice, each letter has one: also where claims are cut off and letters called off', async () => {
    const series = '并发';
    const issues = await Promise.all(Array.from({ length: 40 }, newIssue));
    for (const issue of issues) await kit.plan(issue, letterTo(ALL, { letter: series }));
    const seen = new Map<string, Set<string>>();
    let left = 400;
    const worker = async (name: number): Promise<void> => {
      for (; left > 0; left -= 1) {
        // One person at a time: the copies of a letter are claimed by different workers.
        const mails = await claim(MORNING, 1).catch(() => []);
        for (const mail of mails) {
          for (const { issueId, letter } of mail.items) seen.set(issueId, (seen.get(issueId) ?? new Set<string>()).add(letter ?? '-'));
          if ((name + left) % 3 > 0) await recordHandOver(kit.db, mail, 1_500);
        }
        if (mails.length > 0) continue;
        const planned = await withDeliveries(kit.db).selectFrom('delivery').select('id').where('letter', '=', series).where('state', '=', 'planned').limit(1).executeTakeFirst().catch(() => 'cut off, too');
        if (planned === undefined) return;
      }
    };
    const crash = async (): Promise<void> => {
      for (let round = 0; round < 6; round += 1) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        // Whatever a claim had done so far is undone: no number of it may stay, none may be missing.
        await sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database() and state = 'idle in transaction'`.execute(kit.db);
      }
    };
    const callOff = async (): Promise<void> => {
      for (const issue of issues.slice(0, 10)) await kit.plan(issue, []).catch(() => undefined);
    };
    await Promise.all([worker(0), worker(1), worker(2), worker(3), crash(), callOff()]);
    // A second wave takes over what died in between.
    await recoverLapsed(kit.db, { now: MORNING, wallNow: 100_000, resendAt: MORNING });
    for (let mails = await claim(); mails.length > 0; mails = await claim()) for (const mail of mails) for (const item of mail.items) seen.get(item.issueId)?.add(item.letter ?? '-');
    const numbers = (await given(series)).map((row) => row.number);
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, at) => at + 1));
    expect(numbers.length).toBeGreaterThanOrEqual(30);
    expect(numbers.length).toBe(seen.size);
    for (const [issue, letters] of seen) expect([...letters], issue).toHaveLength(1);
    expect(new Set([...seen.values()].flatMap((letters) => [...letters])).size).toBe(seen.size);
  });
});
