import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { discardLedger } from '../../ledger/embedded.ts';
import { startStack } from '../../worker/stack.ts';
import { Cli } from '../cli/kit.ts';
import { until } from '../rig.ts';

test('by command: back up what runs, restore into an empty folder, start there, rebuild: the same register, and it goes on', { timeout: 240_000 }, async () => {
  const cli = await Cli.start();
  const backup = join(cli.folder, 'backup');
  const fresh = join(cli.folder, 'fresh');
  const file = join(cli.folder, '纪要.txt');
  writeFileSync(file, '会议纪要');
  const registerOf = async (...where: readonly string[]): Promise<unknown> => JSON.parse((await cli.run(...where, '--json', 'register', 'export', 'baishi-2026')).out);
  try {
    expect(await cli.json('round', 'open', '--sample', '--as', 'p-gu')).toMatchObject({ code: 0 });
    await until(async () => (await cli.json('issue', 'accept', 'baishi-2026/1', '--as', 'p-wei')).code === 0, 'the round to run');
    expect(await cli.json('evidence', 'add', 'baishi-2026/1', file, '--as', 'p-wei')).toMatchObject({ code: 0 });
    // 29 issues, of which one is common to three units.
    const before = await until(async () => {
      const rows = (await registerOf()) as readonly unknown[];
      return rows.length === 31 && rows;
    }, 'all issues of the round to be there');

    expect(await cli.json('backup', backup)).toMatchObject({ code: 0, value: { evidence: { files: 1 }, leftOut: ['codec-keys.json', 'web-secret'] } });
    expect(await cli.json('restore', backup)).toMatchObject({ code: 3, error: { code: 'DATA_FOLDER_IN_USE' } });
    expect(await cli.json('--data', fresh, 'restore', backup)).toMatchObject({ code: 0, value: { evidenceAway: [], brokenHistories: [] } });
    expect(await cli.json('--data', fresh, 'restore', backup)).toMatchObject({ code: 2, error: { code: 'RESTORE_NOT_EMPTY' } });

    const stack = await startStack({ dataFolder: fresh });
    try {
      expect(await cli.json('--data', fresh, 'rebuild')).toMatchObject({ code: 0, value: { failed: [], rounds: { started: 1 } } });
      expect(await registerOf('--data', fresh)).toEqual(before);
      expect(await cli.json('--data', fresh, 'evidence', 'verify')).toMatchObject({ code: 0, value: { checked: 1, missing: [], damaged: [] } });
      expect(await cli.json('--data', fresh, 'issue', 'progress', 'baishi-2026/1', '--note', '恢复之后', '--as', 'p-wei')).toMatchObject({ code: 0 });
    } finally {
      await stack.stop();
    }
    // Of a system that is stopped, too.
    expect(await cli.json('--data', fresh, 'backup', `${backup}-2`)).toMatchObject({ code: 0, value: { evidence: { files: 1 } } });
  } finally {
    discardLedger(fresh);
    await cli.stop();
  }
});
