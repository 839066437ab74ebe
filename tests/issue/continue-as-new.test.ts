import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRig, until, type Rig } from '../rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const runOf = async (id: string): Promise<string> => (await rig.client.engine.workflow.getHandle(id).describe()).runId;

test('a long case goes on in a new run at its closure; keys, look-backs and state go with it', { timeout: 60_000 }, async () => {
  const id = await rig.openIssue();
  await rig.act(id, 'p-owner', { type: 'accept' });
  const first = await runOf(id);
  // Five events an act: enough for a run that is not carried on beyond the change of phase.
  for (let batch = 0; batch < 18; batch += 1)
    await Promise.all(Array.from({ length: 5 }, (_, at) => rig.act(id, 'p-owner', { type: 'report-progress', note: `进展${batch}-${at}` })));
  while ((await rig.client.engine.workflow.getHandle(id).describe()).historyLength <= 400) await rig.act(id, 'p-owner', { type: 'report-progress', note: '进展' });
  await rig.act(id, 'p-owner', { type: 'add-evidence', sha256: 'c'.repeat(64), name: '纪要.pdf', size: 9 });
  await rig.act(id, 'p-owner', { type: 'submit-for-closure', rating: 'done', summary: '完成' });
  await rig.act(id, 'p-sup', { type: 'sign', rating: 'done', note: '好' });
  const closed = await rig.act(id, 'p-team', { type: 'sign', rating: 'done', note: '同意' }, { key: 'last-signature' });
  expect(closed.events).toEqual(['signed', 'closed']);
  const { seq } = await rig.row(id);
  // The continuation comes in a task of its own, after the answer.
  await until(async () => (await runOf(id)) !== first, 'the next run');
  // Sent again after it: the engine has forgotten the key, the case has not.
  expect(await rig.act(id, 'p-team', { type: 'sign', rating: 'done', note: '同意' }, { key: 'last-signature' })).toEqual(closed);
  expect((await rig.row(id)).seq).toBe(seq);
  expect(await rig.client.issue(id)).toMatchObject({ status: 'closed', seq });
  await rig.next(id);
  expect((await rig.events(id)).at(-1)).toMatch(/fell-due|rung-opened/);
});
