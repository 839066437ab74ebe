import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayOf, DAY_MS } from '../../domain/time.ts';
import { claimDue } from '../../ledger/delivery-claims.ts';
import { NO_ROBOTS, type Roads } from '../../ledger/delivery-roads.ts';
import { appoint } from '../../ledger/directory.ts';
import { makeKit, MORNING, notice, type DeliveryKit } from '../deliveries/kit.ts';
import { PARTIES } from '../rig-people.ts';

let kit: DeliveryKit;
beforeAll(async () => {
  kit = await makeKit();
});
afterAll(() => kit.close());

const claimAll = async (now: number, roads: Roads = NO_ROBOTS): Promise<readonly string[]> => {
  const sent: string[] = [];
  for (;;) {
    const { found, mails } = await claimDue(kit.db, { now, wallNow: 1_000, leaseMs: 60_000, limit: 100, channel: 'mail', closedRounds: [], roads });
    if (found === 0) return sent;
    for (const mail of mails) sent.push(`${mail.to.id}: ${mail.items.map((item) => `${item.topic} ${item.issue?.number}`).join(', ')}`);
  }
};
/** An issue whose reminder to the leader is due at `at`. */
const due = async (number: string, at: number): Promise<void> => {
  const issue = await kit.addIssue(number);
  await kit.db.insertInto('issue_event').values({ issue_id: issue, seq: 1, cycle: 1, at: MORNING, by: 'system', type: 'opened', body: JSON.stringify({ parties: PARTIES }) }).execute();
  await kit.plan(issue, [notice({ role: 'leader', to: ['post:leader', 'post:head', 'post:sup'], notBefore: at })]);
};

test('a vacant post climbs at once, and the supervision office hears of it once a vacancy, not once an issue', async () => {
  await appoint(kit.db, 'leader', [], dayOf(MORNING));
  for (const number of ['1', '2', '3']) await due(number, MORNING);
  expect(await claimAll(MORNING)).toEqual(['p-head: due 1, due 2, due 3', 'p-sup: vacancy leader']);
  await due('4', MORNING + DAY_MS);
  expect(await claimAll(MORNING + DAY_MS)).toEqual(['p-head: due 4']);
  // Held again and vacant again: another vacancy.
  await appoint(kit.db, 'leader', ['p-leader'], dayOf(MORNING + 2 * DAY_MS));
  await due('5', MORNING + 2 * DAY_MS);
  expect(await claimAll(MORNING + 2 * DAY_MS)).toEqual(['p-leader: due 5']);
  await appoint(kit.db, 'leader', [], dayOf(MORNING + 3 * DAY_MS));
  await due('6', MORNING + 3 * DAY_MS);
  expect(await claimAll(MORNING + 3 * DAY_MS)).toEqual(['p-head: due 6', 'p-sup: vacancy leader']);
});

test('a post that is held is not called vacant because a robot tells its holder', async () => {
  const at = MORNING + 5 * DAY_MS;
  await appoint(kit.db, 'leader', ['p-leader'], dayOf(at));
  await due('7', at);
  expect(await claimAll(at, { robots: ['robot:town'], choose: () => 'robot:town', patienceMs: () => DAY_MS })).toEqual([]);
  expect(await claimAll(at)).toEqual(['p-leader: due 7']);
});

test('a vacant seat of a round itself climbs, too, and the office hears of it', async () => {
  const at = MORNING + 10 * DAY_MS;
  await kit.db.updateTable('round').set({ record: JSON.stringify({ head: { parties: { head: PARTIES.head, superior: PARTIES.superior, supervision: PARTIES.supervision, team: PARTIES.team } } }) }).execute();
  await appoint(kit.db, 'head', [], dayOf(at));
  const { round_id: round } = await kit.db.selectFrom('issue').select('round_id').executeTakeFirstOrThrow();
  await kit.plan(`round/${round}`, [notice({ step: 'round-plan#1:T+1', topic: 'round-plan', role: 'head', to: ['post:head', 'post:superior', 'post:sup'], notBefore: at })]);
  expect(await claimAll(at)).toEqual(['p-superior: round-plan undefined', 'p-sup: vacancy head']);
});
