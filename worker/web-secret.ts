import { hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '../domain/refusal.ts';
import { writeOnce } from './data-folder.ts';
import { setting } from './settings.ts';

const FILE = 'web-secret';
const LEAST = 32;

/**
 * What signs the cookies of sessions, and what keys of other uses come from: HUITOUKAN_WEB_SECRET (several processes on one
 * ledger), else a file of the data folder, made at the first start. With another one everybody has to sign in again.
 * @throws Refusal INVALID_SETTING
 */
export const webSecret = (dataFolder: string): string => {
  const given = setting('HUITOUKAN_WEB_SECRET');
  if (given !== undefined)
    return given.length >= LEAST ? given : refuse('INVALID_SETTING', `HUITOUKAN_WEB_SECRET 至少${LEAST}个字符`, `HUITOUKAN_WEB_SECRET must have ${LEAST} characters at least`);
  const file = join(dataFolder, FILE);
  if (!existsSync(file)) writeOnce(file, `${randomBytes(32).toString('base64url')}\n`);
  chmodSync(file, 0o600);
  return readFileSync(file, 'utf8').trim();
};

/** A key for one use, so that what leaks of one says nothing of another. `use` stays as it is for good. */
export const keyFrom = (secret: string, use: string): Uint8Array => new Uint8Array(hkdfSync('sha256', secret, '', `huitoukan ${use}`, 32));

/** What links of mails, and their secrets, are made with. */
export const ACTION_LINKS_KEY = 'action links';
/** What signs what a webhook is told. */
export const webhookKey = (webhook: string): string => `webhook ${webhook}`;

/**
 * HUITOUKAN_WEB_ADDRESS: where people reach the page, if that is not where it listens; without the slash at its end. Null
 * where nobody said so.
 * @throws Refusal INVALID_SETTING
 */
export const publicAddress = (): string | null => {
  const given = setting('HUITOUKAN_WEB_ADDRESS');
  if (given === undefined) return null;
  const protocol = URL.canParse(given) ? new URL(given).protocol : '';
  if (protocol !== 'https:' && protocol !== 'http:')
    return refuse('INVALID_SETTING', `HUITOUKAN_WEB_ADDRESS 须为网址，如 https://zhenggai.example.cn（现为“${given}”）`, `HUITOUKAN_WEB_ADDRESS must be an address such as https://followup.example.org (it is "${given}")`);
  return given.replace(/\/+$/, '');
};
