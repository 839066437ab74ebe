import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadTimelines } from '../../client/timeline.ts';
import { registerEntries } from '../../client/register/entries.ts';
import { COLUMNS } from '../../client/register/columns.ts';
import { writeMail } from '../../activities/notice-text.ts';
import { addDays, dayOf, HOUR_MS, startOfDay } from '../../domain/time.ts';
import { cancelAbsence, recordAbsence } from '../../ledger/absences.ts';
import { actorOf } from '../../ledger/actors.ts';
import { claimDue } from '../../ledger/delivery-claims.ts';
import { startRig, type Rig } from '../rig.ts';

/** Acting for somebody on leave, on the real engine and ledger. */
let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const today = (): string => dayOf(Date.now());
const recorded = { by: 'p-sup', at: Date.now() };
const leave = (person: string, deputy: string, from = today(), last = addDays(today(), 5)): Promise<number> => recordAbsence(rig.db, { person, deputy, from, last, reason: '休年假' }, recorded);

test('only the deputy acts, and only while the leave runs: from its first day to its last, not after it was cancelled', async () => {
  const from = addDays(today(), 10);
  const id = await leave('p-leader', 'p-second', from, addDays(from, 2));
  const may = async (person: string, day: string): Promise<string> =>
    await actorOf(rig.db, person, day, { onBehalfOf: 'p-leader' }).then(
      ({ onBehalfOf }) => `for ${onBehalfOf?.person}: ${onBehalfOf?.posts.join()}`,
      (error: unknown) => (error as { code: string }).code,
    );
  expect(await may('p-second', addDays(from, -1))).toBe('NOT_DEPUTY');
  expect(await may('p-second', from)).toBe('for p-leader: leader');
  expect(await may('p-second', addDays(from, 2))).toBe('for p-leader: leader');
  expect(await may('p-second', addDays(from, 3))).toBe('NOT_DEPUTY');
  expect(await may('p-head', from)).toBe('NOT_DEPUTY');
  await cancelAbsence(rig.db, id, { from: addDays(from, 1), reason: '提前返岗' }, recorded);
  expect([await may('p-second', from), await may('p-second', addDays(from, 1))]).toEqual(['for p-leader: leader', 'NOT_DEPUTY']);
});

test('the work of both, signed by neither; timeline, register and mails show both names', async () => {
  const id = await rig.openIssue();
  const [, round = '', number = ''] = id.split('/');
  await expect(rig.act(id, 'p-sup', { type: 'accept' }, { onBehalfOf: 'p-owner' })).rejects.toMatchObject({ code: 'NOT_DEPUTY' });
  const away = await leave('p-owner', 'p-second');
  await rig.act(id, 'p-second', { type: 'accept' }, { onBehalfOf: 'p-owner' });
  await rig.act(id, 'p-second', { type: 'add-evidence', sha256: 'a'.repeat(64), name: '纪要.pdf', size: 9 }, { onBehalfOf: 'p-owner' });
  await rig.act(id, 'p-second', { type: 'submit-for-closure', rating: 'done', summary: '完成' }, { onBehalfOf: 'p-owner' });
  const office = await leave('p-sup', 'p-second');
  await expect(rig.act(id, 'p-second', { type: 'sign', rating: 'done', note: '属实' }, { onBehalfOf: 'p-sup' })).rejects.toMatchObject({ code: 'FOUR_EYES' });
  await cancelAbsence(rig.db, office, { from: today(), reason: '返岗' }, recorded);
  await leave('p-sup', 'p-head');
  await rig.act(id, 'p-head', { type: 'return', reason: '佐证不全' }, { onBehalfOf: 'p-sup' });
  await rig.act(id, 'p-owner', { type: 'submit-for-closure', rating: 'done', summary: '补齐' });
  await rig.act(id, 'p-head', { type: 'sign', rating: 'done', note: '属实' }, { onBehalfOf: 'p-sup' });
  await rig.act(id, 'p-team', { type: 'sign', rating: 'done', note: '同意销号' });

  const text = (await loadTimelines(rig.db, [id], today())).get(id) ?? '';
  expect(text).toContain('accepted · 钱七（代张三）');
  expect(text).toContain('signed · 赵六（代李四）');
  const [entry] = (await registerEntries(rig.db, round, today())).filter(({ state }) => state.number === number);
  expect(COLUMNS.find(({ key }) => key === 'signatures')?.value(entry ?? never())).toContain('（赵六（代李四））：属实');
  const now = startOfDay(addDays(today(), 20)) + 10 * HOUR_MS;
  const mails = (await claimDue(rig.db, { now, wallNow: Date.now(), leaseMs: 60_000, limit: 100, channel: 'mail', closedRounds: [] })).mails;
  expect(mails.map((mail) => writeMail(mail, now).text).join('\n')).toContain('由赵六代李四办理 (赵六 on behalf of 李四)；佐证不全');
  await cancelAbsence(rig.db, away, { from: today(), reason: '返岗' }, recorded);
});

const never = (): never => {
  throw new Error('the issue is not in the register');
};

test('a round, too: its plan handed in for the head by a deputy is not reviewed by that deputy', async () => {
  const [id = ''] = await rig.openRound([{}]);
  const round = id.split('/')[1] ?? '';
  await leave('p-head', 'p-team');
  await expect(rig.client.actOnRound(round, 'p-team', { type: 'submit-plan', summary: '方案', documents: [] })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  await rig.client.actOnRound(round, 'p-team', { type: 'submit-plan', summary: '方案', documents: [] }, { onBehalfOf: 'p-head' });
  await expect(rig.client.actOnRound(round, 'p-team', { type: 'review-plan', grade: 'good', note: '可行' })).rejects.toMatchObject({ code: 'FOUR_EYES' });
  await rig.client.actOnRound(round, 'p-team2', { type: 'review-plan', grade: 'good', note: '可行' });
  const [row] = await rig.db.selectFrom('round_event').select(['by', 'body']).where('round_id', '=', round).where('type', '=', 'round-plan-submitted').execute();
  expect(row).toMatchObject({ by: 'p-team', body: { onBehalfOf: 'p-head' } });
});
