import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, DAY_MS, dayOf } from '../../domain/time.ts';
import { holds } from '../../domain/permissions.ts';
import { closenessToIssue } from '../../domain/viewer.ts';
import { createAccount, findAccount } from '../../ledger/accounts.ts';
import { actorOf } from '../../ledger/actors.ts';
import { claimDue } from '../../ledger/delivery-claims.ts';
import { recordLeaving, saveDirectory } from '../../ledger/directory.ts';
import { loadNames } from '../../ledger/people.ts';
import { listPosts } from '../../ledger/units.ts';
import { vacantAmong } from '../../ledger/vacant-seats.ts';
import { viewerOf } from '../../ledger/viewers.ts';
import { makeKit, MORNING, notice, type DeliveryKit } from '../deliveries/kit.ts';
import { PARTIES } from '../rig-people.ts';

const day = dayOf(MORNING);
const person = (id: string) => ({ id, name: id, email: `${id}@example.com` });
const head = (id: string, unit: string, holders: readonly string[]) => ({ id, title: '主要负责人', unit, holders, heads: true });

let kit: DeliveryKit;
beforeAll(async () => {
  kit = await makeKit();
  const units = [{ id: 'county', name: '临江县', superior: null }, { id: 'bureau', name: '县财政局', superior: 'county' }, { id: 'office', name: '财政所', superior: 'bureau' }];
  await saveDirectory(kit.db, ['u-county', 'u-bureau', 'u-office'].map(person), [head('h-county', 'county', ['u-county']), head('h-bureau', 'bureau', ['u-bureau']), head('h-office', 'office', ['u-office'])], addDays(day, -30), units);
});
afterAll(() => kit.close());

/** Who is sent a ladder step that names the head of the unit above, due at `at`. */
const superiorOf = async (number: string, at: number): Promise<readonly string[]> => {
  const issue = await kit.addIssue(number);
  await kit.db.insertInto('issue_event').values({ issue_id: issue, seq: 1, cycle: 1, at: MORNING, by: 'system', type: 'opened', body: JSON.stringify({ parties: { ...PARTIES, superior: 'unit:bureau' } }) }).execute();
  await kit.plan(issue, [notice({ role: 'superior', to: ['unit:bureau', 'post:sup'], notBefore: at })]);
  const sent: string[] = [];
  for (;;) {
    const { found, mails } = await claimDue(kit.db, { now: at, wallNow: 1_000, leaseMs: 60_000, limit: 100, channel: 'mail', closedRounds: [] });
    if (found === 0) return sent.toSorted();
    for (const mail of mails) sent.push(`${mail.to.id}: ${mail.items.map((item) => item.topic).join(', ')}`);
  }
};
/** What an account of that person may look at. */
const mayRead = async (who: string, on: string): Promise<boolean> => {
  const name = `account-${who}`;
  await createAccount(kit.db, { username: name, name, person: who, administrator: false }).catch(() => undefined);
  const viewer = await viewerOf(kit.db, (await findAccount(kit.db, name)).id, on);
  return viewer !== null && closenessToIssue(viewer, { round: 'r1', parts: ['superior=unit:bureau'] }).includes('part');
};
const mayActFor = async (who: string, on: string): Promise<boolean> => holds(await actorOf(kit.db, who, on), 'unit:bureau');

describe('a ladder step that names the head of a superior unit', () => {
  test('reaches whoever heads it on the day; while nobody does, the unit above, and the supervision office hears of the vacancy', async () => {
    expect(await superiorOf('1', MORNING)).toEqual(['u-bureau: due']);
    expect([await mayActFor('u-bureau', day), await mayActFor('u-county', day), await mayActFor('u-office', day)]).toEqual([true, false, false]);
    const [next, after] = [MORNING + DAY_MS, MORNING + 2 * DAY_MS];
    await recordLeaving(kit.db, 'u-bureau', dayOf(next));
    expect(await superiorOf('2', next)).toEqual(['p-sup: vacancy', 'u-county: due']);
    expect([await mayRead('u-bureau', day), await mayRead('u-county', day), await mayRead('u-county', dayOf(next)), await mayRead('u-bureau', dayOf(next))]).toEqual([true, false, true, false]);
    expect(await mayActFor('u-county', dayOf(next))).toBe(true);
    expect((await loadNames(kit.db, dayOf(next))).party('unit:bureau')).toBe('县财政局主要负责人（u-county）');
    // Nobody in any unit above: the next seat of the chain.
    await recordLeaving(kit.db, 'u-county', dayOf(after));
    expect(await superiorOf('3', after)).toContain('p-sup: due');
    expect((await actorOf(kit.db, 'p-sup', dayOf(after), { subject: 'issue/r1/3' })).vacant).toContain('unit:bureau');
    expect([await vacantAmong(kit.db, ['unit:bureau', 'unit:office', 'post:sup'], dayOf(next)), await vacantAmong(kit.db, ['unit:bureau', 'unit:office', 'post:sup'], dayOf(after))]).toEqual([[], ['unit:bureau']]);
  });

  test('posts are listed with their units and holders, vacant ones too', async () => {
    const posts = await listPosts(kit.db, addDays(day, 5));
    expect(posts.filter(({ id }) => id.startsWith('h-')).map(({ id, unitId, heads, holders }) => [id, unitId, heads, holders.length])).toEqual([
      ['h-county', 'county', true, 0],
      ['h-bureau', 'bureau', true, 0],
      ['h-office', 'office', true, 1],
    ]);
  });
});
