import { afterAll, beforeAll, expect, test } from 'vitest';
import { actOnMany } from '../../client/bulk.ts';
import type { BulkAct } from '../../domain/bulk.ts';
import { startRig, type Rig } from '../rig.ts';

let rig: Rig;
let ids: string[];
beforeAll(async () => {
  rig = await startRig();
  ids = await rig.openRound([{}, {}, {}]);
}, 60_000);
afterAll(() => rig.close());

test('many are accepted and reminded, each decided, recorded and answered for itself', { timeout: 60_000 }, async () => {
  const [first = '', second = '', third = ''] = ids;
  await rig.act(second, 'p-owner', { type: 'accept' });
  const accepted = await actOnMany(rig.client, [first, second, third, 'issue/r1/99', first], 'p-owner', { type: 'accept' }, { key: 'batch-1' });
  expect(accepted.map(({ issue, result, error }) => [issue, result?.events.join() ?? error?.code])).toEqual([
    [first, 'accepted'],
    [second, 'WRONG_STATUS'],
    [third, 'accepted'],
    ['issue/r1/99', 'UNKNOWN_ISSUE'],
  ]);
  // Sent again under its key, for instance because the line broke: nothing happens twice.
  const again = await actOnMany(rig.client, [first, third], 'p-owner', { type: 'accept' }, { key: 'batch-1' });
  expect(again.map(({ result }) => result)).toEqual([accepted[0]?.result, accepted[2]?.result]);
  const reminded = await actOnMany(rig.client, ids, 'p-sup', { type: 'remind', note: '下周汇报' });
  expect(reminded.every(({ error }) => error === null)).toBe(true);
  for (const id of ids) expect(await rig.events(id)).toEqual(['opened', 'accepted', 'reminded']);
  const assigned = await actOnMany(rig.client, [second, third], 'p-head', { type: 'assign', owner: 'person:p-second' });
  expect(assigned.map(({ result }) => result?.status)).toEqual(['assigned', 'assigned']);
  expect((await rig.row(third)).owner_ref).toBe('person:p-second');
  const told = await rig.db.selectFrom('delivery').select(['recipient', 'kind', 'state']).where('issue_id', '=', first).where('topic', '=', 'reminded').orderBy('recipient').execute();
  expect(told).toEqual([
    { recipient: 'p-leader', kind: 'urging', state: 'planned' },
    { recipient: 'p-owner', kind: 'urging', state: 'planned' },
  ]);
});

test('nothing is signed or closed in bulk', async () => {
  for (const act of [{ type: 'sign', rating: 'done', note: '属实' }, { type: 'submit-for-closure', rating: 'done', summary: '完成' }, { type: 'archive', reason: '完成' }])
    await expect(actOnMany(rig.client, ids, 'p-sup', act as unknown as BulkAct)).rejects.toMatchObject({ code: 'BULK_NOT_ALLOWED' });
});

test('what others decide is still recorded when the case is archived and its workflow has ended', { timeout: 60_000 }, async () => {
  const id = ids[0] ?? '';
  await rig.closeIssue(id);
  for (const how of ['现场', '查阅资料']) {
    await rig.morningOf(id, (await rig.row(id)).next_look_back ?? '');
    await rig.act(id, 'p-team2', { type: 'record-look-back', result: 'held', findings: '未反弹', how });
  }
  expect((await rig.row(id)).status).toBe('archived');
  await rig.act(id, 'p-sup', { type: 'record-outcome', kind: 'accountability', count: 1, form: 2, sanction: 'party-discipline', source: '县纪委〔2026〕8号' }, { at: Date.now() });
  expect(await rig.events(id)).toContain('outcome-recorded');
  expect((await rig.row(id)).status).toBe('archived');
  expect((await rig.client.issue(id)).outcomes).toMatchObject([{ kind: 'accountability', form: 2, reversed: false }]);
});
