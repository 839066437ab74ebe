import { mkdirSync, writeFileSync } from 'node:fs';
import proto from '@temporalio/proto';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { startRig } from '../rig.ts';

const { History } = proto.temporal.api.history.v1;
const asJson = (history: proto.temporal.api.history.v1.IHistory): unknown =>
  History.toObject(History.fromObject(history), { bytes: String, longs: String, enums: String });

/** Off by default: run with HUITOUKAN_WRITE_HISTORIES=1 before a release, and commit what it writes. */
const asked = process.env['HUITOUKAN_WRITE_HISTORIES'] === '1';

test.skipIf(!asked)('writes the histories of this version, readable by anybody: no codec', { timeout: 120_000 }, async () => {
  const rig = await startRig({ dataConverter: {} });
  const [done, silent, kept, shared] = await rig.openRound([{}, {}, { kind: 'sustained' }, { kind: 'dated' }], 'h1');
  if (done === undefined || silent === undefined || kept === undefined || shared === undefined) throw new Error('four issues were to be opened');

  await rig.closeIssue(done);
  for (const how of ['现场', '查阅资料']) {
    await rig.morningOf(done, (await rig.row(done)).next_look_back ?? '');
    await rig.act(done, 'p-team2', { type: 'record-look-back', result: 'held', findings: '未反弹', how });
  }

  await rig.act(silent, 'p-owner', { type: 'accept' });
  for (let wake = 0; wake < 5; wake += 1) await rig.next(silent);
  await rig.closeIssue(silent, 'b');
  await rig.morningOf(silent, (await rig.row(silent)).next_look_back ?? '');
  await rig.act(silent, 'p-team2', { type: 'record-look-back', result: 'rebounded', findings: '再次出现', how: '走访' });

  for (const [id, evidence] of [[kept, 'c'], [shared, 'd']] as const) {
    await rig.act(id, 'p-owner', { type: 'accept' });
    const { due_current: due } = await rig.row(id);
    await rig.act(id, 'p-owner', { type: 'propose-plan', measures: [{ id: 'm1', text: '修订制度', owner: 'p-second', due }] });
    await rig.act(id, 'p-sup', { type: 'approve-plan' });
    await rig.act(id, 'p-second', { type: 'report-progress', note: '已修订', measure: 'm1', done: true });
    if (id === kept) await rig.closeIssue(id, evidence);
  }
  await rig.next(kept);

  const { due_current: due } = await rig.row(shared);
  await rig.act(shared, 'p-owner', { type: 'request-extension', to: due.replace(/\d\d$/, '28'), reason: '采购周期' }).catch(() => undefined);
  await rig.act(shared, 'p-sup', { type: 'suspend', until: (await rig.row(shared)).due_current, reason: '诉讼' }).catch(() => undefined);
  // Two acts that reach the workflow at once, one of them refused there.
  const { seq } = await rig.row(shared);
  await Promise.allSettled(['甲', '乙'].map((note) => rig.act(shared, 'p-owner', { type: 'report-progress', note }, { seen: seq })));
  await rig.next(shared);

  const folder = new URL(`./${manifest.version}/`, import.meta.url);
  mkdirSync(folder, { recursive: true });
  const names = { 'closed-and-archived': done, 'ladder-and-rebound': silent, 'sustained-on-cadence': kept, 'two-acts-at-once': shared };
  for (const [name, workflowId] of Object.entries(names)) {
    const history = await rig.client.engine.workflow.getHandle(workflowId).fetchHistory();
    writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify({ workflowId, history: asJson(history) })}\n`);
  }
  const opening = await rig.client.engine.workflow.getHandle('round/h1').describe();
  const first = await rig.client.engine.workflow.getHandle('round/h1', opening.raw.workflowExecutionInfo?.firstRunId ?? undefined).fetchHistory();
  writeFileSync(new URL('round-opening.json', folder), `${JSON.stringify({ workflowId: 'round/h1', history: asJson(first) })}\n`);
  expect(await rig.replayAll()).toBeGreaterThan(4);
  await rig.close();
});
