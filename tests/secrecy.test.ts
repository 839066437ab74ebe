import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultDataConverter, type DataConverter } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../domain/refusal.ts';
import { addDays, dayOf } from '../domain/time.ts';
import { startRig, type Rig } from './rig.ts';

const TITLE = '违规发放津贴补贴未清退';
const NOTE = '已追缴三万二千元并上缴国库';
const REASON = '佐证材料与账册金额不符';

/** Long enough for an act to reach the engine while no worker is there to take it. */
const HAS_COME_MS = 500;

/**
 * An act that is refused after the engine has taken it into its history: the suspension that it would end falls due in the
 * same task, and ends first. (What a validator refuses leaves no trace in the engine.)
 */
const refusedOnTheRecord = async (rig: Rig, id: string): Promise<string> => {
  await rig.act(id, 'p-sup', { type: 'suspend', until: addDays(dayOf(Date.now()), 1), reason: '案件诉讼中' });
  const { next_at: end } = await rig.row(id);
  await rig.stopWorker();
  await rig.travel.toWake(id, end ?? expect.fail());
  const [act] = await Promise.all([
    rig.act(id, 'p-sup', { type: 'resume', reason: '诉讼已终结' }).then(
      () => undefined,
      (error: unknown) => error,
    ),
    sleep(HAS_COME_MS).then(() => rig.startWorker()),
  ]);
  if (!(act instanceof Refusal)) throw new Error(`not refused: ${String(act)}`);
  return act.zh;
};

type Bytes = { readonly bytes: Buffer; readonly refusal: string };

/** Lives a stretch of a case with these words in it, then answers with every byte that the engine has on the disk. */
const bytesOfEngine = async (dataConverter?: DataConverter): Promise<Bytes> => {
  const rig = await startRig(dataConverter === undefined ? {} : { dataConverter });
  try {
    const id = await rig.openIssue({ title: TITLE });
    await rig.act(id, 'p-owner', { type: 'accept' });
    await rig.act(id, 'p-owner', { type: 'report-progress', note: NOTE });
    const refusal = await refusedOnTheRecord(rig, id);
    await rig.act(id, 'p-owner', { type: 'add-evidence', sha256: 'b'.repeat(64), name: '银行回单.pdf', size: 9 });
    await rig.act(id, 'p-owner', { type: 'submit-for-closure', rating: 'done', summary: NOTE });
    await rig.act(id, 'p-sup', { type: 'return', reason: REASON });
    await expect(rig.act(id, 'p-team', { type: 'accept' })).rejects.toThrow();
    await rig.next(id);
    const folder = join(rig.folder, 'engine');
    return { refusal, bytes: Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name)))) };
  } finally {
    await rig.discard();
  }
};

describe("the engine's database", () => {
  it('holds no readable word of a case', { timeout: 60_000 }, async () => {
    const { bytes, refusal } = await bytesOfEngine();
    // Ids and statuses are there on purpose (search attributes); words of people are not.
    expect(bytes.includes('issue/r1/1')).toBe(true);
    for (const word of [TITLE, NOTE, REASON, refusal, '银行回单', '县委第一巡察组', '整改']) expect(bytes.includes(word), word).toBe(false);
  });

  it('would show them without the codec, so that this test can fail', { timeout: 60_000 }, async () => {
    const { bytes, refusal } = await bytesOfEngine(defaultDataConverter);
    for (const word of [TITLE, NOTE, REASON, refusal]) expect(bytes.includes(word), word).toBe(true);
  });
});
