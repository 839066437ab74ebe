import { afterAll, beforeAll, expect, test } from 'vitest';
import { HuitoukanClient } from '../../client/client.ts';
import { startRig, type Rig } from '../rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const historyLength = async (id: string): Promise<number> => (await rig.client.engine.workflow.getHandle(id).describe()).historyLength;

test('an act sent again under its key happens once and answers the same, also after the worker was restarted', async () => {
  const id = await rig.openIssue();
  const first = await rig.act(id, 'p-owner', { type: 'accept' }, { key: 'accept-1' });
  expect(await rig.act(id, 'p-owner', { type: 'accept' }, { key: 'accept-1' })).toEqual(first);
  await rig.stopWorker();
  await rig.startWorker();
  expect(await rig.act(id, 'p-owner', { type: 'accept' }, { key: 'accept-1' })).toEqual(first);
  expect(await rig.events(id)).toEqual(['opened', 'accepted']);
  // Under another key it is another act, and the rules say no.
  await expect(rig.act(id, 'p-owner', { type: 'accept' }, { key: 'accept-2' })).rejects.toMatchObject({ code: 'WRONG_STATUS' });
});

test('words that the ledger cannot keep are refused before they are sent, and the case goes on', async () => {
  const id = await rig.openIssue();
  for (const note of ['看\u0000看', '半个\ud83d']) await expect(rig.act(id, 'p-sup', { type: 'remind', note })).rejects.toMatchObject({ code: 'INVALID_TEXT', where: { field: 'note' } });
  await expect(rig.client.actOnRound(id.split('/')[1] ?? '', 'p-head', { type: 'submit-plan', summary: '\u0000方案' })).rejects.toMatchObject({ code: 'INVALID_TEXT', where: { field: 'summary' } });
  await rig.act(id, 'p-sup', { type: 'remind', note: '看看🟢' });
  expect(await rig.events(id)).toEqual(['opened', 'reminded']);
}, 20_000);

test('of two clients who act on one version, the second is told to look again', async () => {
  const id = await rig.openIssue();
  await rig.act(id, 'p-owner', { type: 'accept' });
  const { seq } = await rig.row(id);
  const { engine, database, dataConverter } = rig;
  const other = await HuitoukanClient.connect({ connection: engine.connection, namespace: engine.namespace, ledgerUrl: database.url, dataConverter });
  const results = await Promise.allSettled([
    rig.act(id, 'p-owner', { type: 'report-progress', note: '甲' }, { seen: seq }),
    other.act(id, 'p-leader', { type: 'report-progress', note: '乙' }, { seen: seq }),
  ]);
  await other.close();
  expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(results.find((result) => result.status === 'rejected')).toMatchObject({ reason: { code: 'STALE_VERSION', where: { seen: seq, current: seq + 1 } } });
  expect(await rig.events(id)).toEqual(['opened', 'accepted', 'progress-reported']);
});

test('refusals of four eyes leave no event, neither in the ledger nor in the engine', async () => {
  const id = await rig.openIssue();
  await rig.act(id, 'p-owner', { type: 'accept' });
  await rig.act(id, 'p-owner', { type: 'add-evidence', sha256: 'a'.repeat(64), name: '纪要.pdf', size: 9 });
  // The leader did some of the work.
  await rig.act(id, 'p-leader', { type: 'report-progress', note: '已督促' });
  await rig.act(id, 'p-owner', { type: 'submit-for-closure', rating: 'done', summary: '完成' });
  const [events, length] = [await rig.events(id), await historyLength(id)];
  const sign = { type: 'sign', rating: 'done', note: '好' } as const;
  await expect(rig.act(id, 'p-owner', sign)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  await expect(rig.act(id, 'p-leader', sign)).rejects.toMatchObject({ code: 'FOUR_EYES', zh: expect.stringMatching(/自己的工作/), en: expect.stringMatching(/somebody else/) });
  await expect(rig.act(id, 'p-team', sign)).rejects.toMatchObject({ code: 'NOT_YOUR_TURN' });
  await expect(rig.act(id, 'p-stranger', sign)).rejects.toMatchObject({ code: 'UNKNOWN_PERSON' });
  expect(await rig.events(id)).toEqual(events);
  expect(await historyLength(id)).toBe(length);
});

test('whoever signed does not look back; an archived issue is reopened under its old number and lives on', async () => {
  const id = await rig.openIssue();
  await rig.closeIssue(id);
  await expect(rig.act(id, 'p-team', { type: 'record-look-back', result: 'held', findings: '好', how: '现场' })).rejects.toMatchObject({ code: 'FOUR_EYES' });
  for (let again = 0; again < 2; again += 1) {
    await rig.morningOf(id, (await rig.row(id)).next_look_back ?? '');
    await rig.act(id, 'p-team2', { type: 'record-look-back', result: 'held', findings: '好', how: '现场' });
  }
  expect((await rig.row(id)).status).toBe('archived');
  expect((await rig.client.engine.workflow.getHandle(id).describe()).status.name).toBe('COMPLETED');
  await expect(rig.act(id, 'p-owner', { type: 'report-progress', note: '晚了' })).rejects.toMatchObject({ code: 'ENDED' });
  const reopened = await rig.act(id, 'p-sup', { type: 'reopen', reason: '群众举报' }, { key: 'reopen-1' });
  expect(reopened).toMatchObject({ status: 'rectifying', events: ['reopened'] });
  expect(await rig.act(id, 'p-sup', { type: 'reopen', reason: '群众举报' }, { key: 'reopen-1' })).toEqual(reopened);
  expect(await rig.row(id)).toMatchObject({ status: 'rectifying', cycle: 2 });
  await rig.resetClocks();
  await rig.next(id);
  expect((await rig.row(id)).overdue_since).not.toBeNull();
});
