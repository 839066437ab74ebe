import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { doctor, doctorExitCode, printDoctorReport } from '../../client/doctor.ts';
import { openDataFolder } from '../../worker/data-folder.ts';
import { temporaryFolder } from './helpers.ts';

afterEach(() => void vi.unstubAllEnvs());

const levels = (report: Awaited<ReturnType<typeof doctor>>): Record<string, string> =>
  Object.fromEntries(report.checks.map(({ id, ok }) => [id, ok]));

test('a healthy machine without an instance, and with one', async () => {
  const dataFolder = join(temporaryFolder(), 'data');
  const before = await doctor({ dataFolder });
  expect(before.checks.filter(({ ok }) => ok === 'fail')).toEqual([]);
  expect(doctorExitCode(before)).toBe(0);
  const lines: string[] = [];
  printDoctorReport(before, (line) => lines.push(line));
  expect(lines.join('\n')).toMatch(/北京时间[^]*Beijing[^]*可以启动/);

  const held = openDataFolder(dataFolder);
  const during = await doctor({ dataFolder });
  expect(during.checks.find(({ id }) => id === 'instance')?.en).toContain(`pid ${process.pid}`);
  held.release();
});

test('what is wrong is said in both languages, with a way out', async () => {
  vi.stubEnv('TEMPORAL_ADDRESS', '127.0.0.1:9');
  vi.stubEnv('DATABASE_URL', 'postgres://nobody:secret@127.0.0.1:9/none');
  const dataFolder = temporaryFolder();
  mkdirSync(join(dataFolder, 'ledger'));
  writeFileSync(join(dataFolder, 'codec-keys.json'), 'damaged');
  const report = await doctor({ dataFolder });
  expect(levels(report)).toMatchObject({ engine: 'fail', ledger: 'fail', keys: 'fail', disk: 'ok', clock: 'ok' });
  expect(doctorExitCode(report)).toBe(1);
  for (const { ok, zh, en, wayOut } of report.checks) {
    expect(zh).not.toBe(en);
    if (ok !== 'ok') expect(wayOut?.zh && wayOut.en).toBeTruthy();
  }
  expect(JSON.stringify(report)).not.toContain('secret');
});

test.runIf(process.getuid?.() === 0)('a folder that the user postgres can not reach', async () => {
  const home = temporaryFolder();
  chmodSync(home, 0o700);
  expect(levels(await doctor({ dataFolder: join(home, 'data') }))).toMatchObject({ 'postgres-user': 'warn' });
});
