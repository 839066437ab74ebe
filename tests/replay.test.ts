import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import proto from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import { expect, test } from 'vitest';
import { workflowBundle } from '../worker/bundle.ts';
import './rig-replay.ts';

const { History } = proto.temporal.api.history.v1;
const FOLDER = new URL('./histories/', import.meta.url);

type Kept = { readonly version: string; readonly name: string; readonly workflowId: string; readonly history: proto.temporal.api.history.v1.IHistory };

/** Histories that workflows of released versions have written; every later version must be able to go on from them. */
const kept = (): Kept[] =>
  readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: version }) =>
      readdirSync(new URL(`${version}/`, FOLDER)).map((name) => {
        const { workflowId, history } = JSON.parse(readFileSync(new URL(`${version}/${name}`, FOLDER), 'utf8')) as { workflowId: string; history: object };
        return { version, name, workflowId, history: History.fromObject(history) };
      }),
    );

const replay = async (workflowsPath: string | undefined): Promise<string[]> => {
  const failed: string[] = [];
  const histories = kept();
  for (const { version, name, workflowId, history } of histories) {
    try {
      await Worker.runReplayHistory({ workflowBundle: await workflowBundle(workflowsPath) }, history, workflowId);
    } catch (error) {
      failed.push(`${version}/${name}: ${String(error)}`);
    }
  }
  return failed;
};

test('every history of every released version replays', { timeout: 60_000 }, async () => {
  expect(kept().length).toBeGreaterThanOrEqual(5);
  expect(await replay(undefined)).toEqual([]);
});

test('the gate holds: a workflow that was changed carelessly does not pass', { timeout: 60_000 }, async () => {
  const failed = await replay(fileURLToPath(new URL('./histories/wrong-workflow.ts', import.meta.url)));
  const issues = kept().filter((one) => one.workflowId.startsWith('issue/'));
  expect(failed).toHaveLength(issues.length);
  for (const line of failed) expect(line).toMatch(/DeterminismViolation|[Nn]ondeterminism/);
});
