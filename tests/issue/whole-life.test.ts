import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRig, type Rig } from '../rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

test('an immediate issue is done in time, closed, looked back at twice, and archived', async () => {
  const id = await rig.openIssue();
  await rig.closeIssue(id);
  for (const findings of ['未反弹', '制度仍在执行']) {
    const { next_look_back: day } = await rig.row(id);
    await rig.morningOf(id, day ?? '');
    await rig.act(id, 'p-team2', { type: 'record-look-back', result: 'held', findings, how: '现场查看' });
  }
  expect((await rig.row(id)).status).toBe('archived');
  expect(await rig.events(id)).toEqual([
    'opened', 'accepted', 'evidence-added', 'submitted', 'signed', 'signed', 'closed', 'look-back-recorded', 'look-back-recorded', 'archived',
  ]);
});

test('one that stays silent climbs the whole ladder, is done late, rebounds, and is closed a second time', async () => {
  const id = await rig.openIssue();
  await rig.act(id, 'p-owner', { type: 'accept' });
  // Overdue and T+1 come in one night; then one wake a rung.
  for (let wake = 0; wake < 4; wake += 1) await rig.next(id);
  const rungs = await rig.db.selectFrom('issue_event').select('body').where('issue_id', '=', id).where('type', '=', 'rung-opened').orderBy('seq').execute();
  expect(rungs.map((rung) => (rung.body as { step: string }).step)).toEqual(['T+1', 'T+10', 'T+20', 'T+30']);
  expect((await rig.row(id)).overdue_since).not.toBeNull();
  await rig.closeIssue(id);
  const { next_look_back: day } = await rig.row(id);
  await rig.morningOf(id, day ?? '');
  const seen = await rig.act(id, 'p-team2', { type: 'record-look-back', result: 'rebounded', findings: '问题再次出现', how: '走访群众' });
  expect(seen.events).toEqual(['look-back-recorded', 'reopened']);
  expect(await rig.row(id)).toMatchObject({ status: 'rectifying', cycle: 2, overdue_since: null });
  await rig.closeIssue(id, 'b');
  expect(await rig.row(id)).toMatchObject({ status: 'closed', cycle: 2 });
});

test('a sustained issue is reviewed on its cadence until somebody ends it', async () => {
  const id = await rig.openIssue({ kind: 'sustained' });
  await rig.act(id, 'p-owner', { type: 'accept' });
  const due = (await rig.row(id)).due_current;
  await rig.act(id, 'p-owner', { type: 'propose-plan', measures: [{ id: 'm1', text: '每季度自查', owner: 'p-owner', due }] });
  await rig.act(id, 'p-sup', { type: 'approve-plan' });
  await rig.act(id, 'p-owner', { type: 'report-progress', note: '已建立制度', measure: 'm1', done: true });
  await rig.closeIssue(id);
  expect((await rig.row(id)).status).toBe('sustained');
  const { next_look_back: first } = await rig.row(id);
  await rig.morningOf(id, first ?? '');
  await rig.act(id, 'p-team2', { type: 'record-look-back', result: 'held', findings: '坚持良好', how: '查阅台账' });
  const { next_look_back: second } = await rig.row(id);
  expect(second! > first!).toBe(true);
  const ended = await rig.act(id, 'p-sup', { type: 'archive', reason: '转入日常监督' });
  expect(ended.status).toBe('archived');
});
