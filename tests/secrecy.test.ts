import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultDataConverter, type DataConverter } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { startRig } from './rig.ts';

const TITLE = '违规发放津贴补贴未清退';
const NOTE = '已追缴三万二千元并上缴国库';
const REASON = '佐证材料与账册金额不符';

/** Lives a stretch of a case with these words in it, then answers with every byte that the engine has on the disk. */
const bytesOfEngine = async (dataConverter?: DataConverter): Promise<Buffer> => {
  const rig = await startRig(dataConverter === undefined ? {} : { dataConverter });
  try {
    const id = await rig.openIssue({ title: TITLE });
    await rig.act(id, 'p-owner', { type: 'accept' });
    await rig.act(id, 'p-owner', { type: 'report-progress', note: NOTE });
    await rig.act(id, 'p-owner', { type: 'add-evidence', sha256: 'b'.repeat(64), name: '银行回单.pdf', size: 9 });
    await rig.act(id, 'p-owner', { type: 'submit-for-closure', rating: 'done', summary: NOTE });
    await rig.act(id, 'p-sup', { type: 'return', reason: REASON });
    await expect(rig.act(id, 'p-team', { type: 'accept' })).rejects.toThrow();
    await rig.next(id);
    const folder = join(rig.folder, 'engine');
    return Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
  } finally {
    await rig.discard();
  }
};

describe("the engine's database", () => {
  it('holds no readable word of a case', { timeout: 60_000 }, async () => {
    const bytes = await bytesOfEngine();
    // Ids and statuses are there on purpose (search attributes); words of people are not.
    expect(bytes.includes('issue/r1/1')).toBe(true);
    for (const word of [TITLE, NOTE, REASON, '银行回单', '县委第一巡察组', '整改']) expect(bytes.includes(word), word).toBe(false);
  });

  it('would show them without the codec, so that this test can fail', { timeout: 60_000 }, async () => {
    const bytes = await bytesOfEngine(defaultDataConverter);
    for (const word of [TITLE, NOTE, REASON]) expect(bytes.includes(word), word).toBe(true);
  });
});
