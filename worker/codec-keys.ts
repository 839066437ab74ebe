import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../domain/refusal.ts';
import { newCodecKey } from './codec.ts';
import type { CodecKey, KeyRing } from './codec.ts';

const KEY_FILE = 'codec-keys.json';
const KEY_BYTES = 32;

const keysSchema = z
  .array(
    z
      .strictObject({ id: z.string().min(1), key: z.base64() })
      .transform(({ id, key }) => ({ id, key: new Uint8Array(Buffer.from(key, 'base64')) }))
      .refine(({ key }) => key.length === KEY_BYTES, { error: `a key has ${KEY_BYTES} bytes` }),
  )
  .min(1);

const parseKeys = (text: string, source: string): readonly [CodecKey, ...CodecKey[]] => {
  let problem = '';
  try {
    const parsed = keysSchema.safeParse(JSON.parse(text));
    const [first, ...rest] = parsed.data ?? [];
    if (first !== undefined) return [first, ...rest];
    problem = parsed.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') ?? '';
  } catch {
    problem = 'no JSON'; // the parser's own words would quote the keys
  }
  throw new Refusal({
    code: 'CODEC_KEYS_INVALID',
    zh: `${source} 中的密钥不合要求（${problem}）：应为 [{ "id": "…", "key": "32 字节的 base64" }]，第一把用于加密。请从备份恢复。`,
    en: `The keys in ${source} are not valid (${problem}): expected [{ "id": "...", "key": "32 bytes in base64" }], the first one encrypts. Restore them from a backup.`,
  });
};

const writeKeys = (file: string, keys: readonly CodecKey[]): void => {
  const half = `${file}.new`;
  const fd = openSync(half, 'w', 0o600);
  try {
    writeSync(fd, `${JSON.stringify(keys.map(({ id, key }) => ({ id, key: Buffer.from(key).toString('base64') })), null, 2)}\n`);
    fsyncSync(fd); // losing a key is losing everything that was sealed with it
  } finally {
    closeSync(fd);
  }
  renameSync(half, file);
};

/**
 * The keys that seal the engine's payloads: HUITOUKAN_CODEC_KEYS (JSON, for several machines on one engine), else
 * `codec-keys.json` of the data folder, made at the first start. The folder must be held by the caller.
 * @throws Refusal CODEC_KEYS_INVALID
 */
export const loadKeyRing = (dataFolder: string, namespace: string): KeyRing => {
  const given = process.env['HUITOUKAN_CODEC_KEYS'];
  if (given !== undefined && given !== '') return { namespace, keys: parseKeys(given, 'HUITOUKAN_CODEC_KEYS') };
  const file = join(dataFolder, KEY_FILE);
  if (!existsSync(file)) writeKeys(file, [newCodecKey()]);
  chmodSync(file, 0o600);
  return { namespace, keys: parseKeys(readFileSync(file, 'utf8'), file) };
};

/** Puts a new key in front. Older ones stay until the operator takes them out; workers read the file at their start. */
export const rotateCodecKey = (dataFolder: string): CodecKey => {
  const file = join(dataFolder, KEY_FILE);
  const present = existsSync(file) ? parseKeys(readFileSync(file, 'utf8'), file) : [];
  const fresh = newCodecKey();
  writeKeys(file, [fresh, ...present]);
  return fresh;
};
