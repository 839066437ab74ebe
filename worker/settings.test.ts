import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { demandSettings, numberSetting, setting, SETTINGS } from './settings.ts';

afterEach(() => void vi.unstubAllEnvs());

test('an empty setting is none; a secret may lie in a file, anything else may not', () => {
  vi.stubEnv('HUITOUKAN_SMTP', '');
  expect(setting('HUITOUKAN_SMTP')).toBeUndefined();
  const file = join(mkdtempSync(join(tmpdir(), 'huitoukan-setting-')), 'secret');
  writeFileSync(file, 'smtp://relay\n');
  vi.stubEnv('HUITOUKAN_SMTP_FILE', file);
  vi.stubEnv('HUITOUKAN_HOST_FILE', file);
  expect(setting('HUITOUKAN_SMTP')).toBe('smtp://relay');
  expect(setting('HUITOUKAN_HOST')).toBeUndefined();
  vi.stubEnv('HUITOUKAN_SMTP_FILE', '/nowhere/secret');
  expect(() => setting('HUITOUKAN_SMTP')).toThrow(expect.objectContaining({ code: 'INVALID_SETTING', zh: expect.stringContaining('/nowhere/secret') }));
});

test('all that is missing is named at once, with what it is for', () => {
  vi.stubEnv('DATABASE_URL', 'postgres://here');
  vi.stubEnv('TEMPORAL_ADDRESS', undefined);
  vi.stubEnv('HUITOUKAN_SMTP', undefined);
  expect(() => demandSettings(['DATABASE_URL', 'TEMPORAL_ADDRESS', 'HUITOUKAN_SMTP'], 'work')).toThrow(
    expect.objectContaining({ code: 'SETTING_MISSING', zh: expect.stringMatching(/work[^]*TEMPORAL_ADDRESS=[^]*HUITOUKAN_SMTP=/), en: expect.not.stringContaining('DATABASE_URL=') }),
  );
  expect(() => demandSettings(['DATABASE_URL'], 'work')).not.toThrow();
});

test.each(['-1', '1.5', '70000', 'x'])('"%s" is no port', (text) => {
  vi.stubEnv('HUITOUKAN_PORT', text);
  expect(() => numberSetting('HUITOUKAN_PORT', 1, 65_535)).toThrow(/HUITOUKAN_PORT/);
});

test('every setting is documented, and read in one place', () => {
  const told = readFileSync(new URL('../docs/operations.md', import.meta.url), 'utf8');
  for (const name of Object.keys(SETTINGS)) expect(told).toContain(`\`${name}\``);
});
