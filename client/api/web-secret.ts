import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '../../domain/refusal.ts';

const FILE = 'web-secret';
const LEAST = 32;

/**
 * What signs the cookies of sessions: HUITOUKAN_WEB_SECRET (several web processes on one ledger), else a file of the data
 * folder, made at the first start. With another one everybody has to sign in again.
 * @throws Refusal INVALID_SETTING
 */
export const webSecret = (dataFolder: string): string => {
  const given = process.env['HUITOUKAN_WEB_SECRET'];
  if (given !== undefined && given !== '')
    return given.length >= LEAST ? given : refuse('INVALID_SETTING', `HUITOUKAN_WEB_SECRET 至少${LEAST}个字符`, `HUITOUKAN_WEB_SECRET must have ${LEAST} characters at least`);
  const file = join(dataFolder, FILE);
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return readFileSync(file, 'utf8').trim();
};
