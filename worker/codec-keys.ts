import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../domain/refusal.ts';
import { newCodecKey } from './codec.ts';
import { writeOnce } from './data-folder.ts';
import type { CodecKey, KeyRing } from './codec.ts';
import { setting } from './settings.ts';

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

const textOf = (keys: readonly CodecKey[]): string => `${JSON.stringify(keys.map(({ id, key }) => ({ id, key: Buffer.from(key).toString('base64') })), null, 2)}\n`;

/** Losing a key is losing everything that was sealed with it: on the disk before the old file goes. */
const writeKeys = (file: string, keys: readonly CodecKey[]): void => {
  const half = `${file}.new`;
  writeFileSync(half, textOf(keys), { mode: 0o600, flush: true });
  renameSync(half, file);
};

/**
 * The keys that seal the engine's payloads: HUITOUKAN_CODEC_KEYS (JSON, for several machines on one engine), else
 * `codec-keys.json` of the data folder, made at the first start: of several processes that start at once, one makes it.
 * `make: false`: for whoever only comes to look and must not make others.
 * @throws Refusal CODEC_KEYS_INVALID, CODEC_KEYS_MISSING
 */
export const loadKeyRing = (dataFolder: string, namespace: string, { make = true }: { readonly make?: boolean } = {}): KeyRing => {
  const given = setting('HUITOUKAN_CODEC_KEYS');
  if (given !== undefined) return { namespace, keys: parseKeys(given, 'HUITOUKAN_CODEC_KEYS') };
  const file = join(dataFolder, KEY_FILE);
  if (!existsSync(file) && !make)
    throw new Refusal({
      code: 'CODEC_KEYS_MISSING',
      zh: `${dataFolder} 中没有 codec-keys.json，读不了引擎的数据：请用 --data 指明各进程共用的数据文件夹，或设置 HUITOUKAN_CODEC_KEYS`,
      en: `there is no codec-keys.json in ${dataFolder}, so the engine's data cannot be read: name the data folder that all processes share with --data, or set HUITOUKAN_CODEC_KEYS`,
      where: { folder: dataFolder },
    });
  if (!existsSync(file)) writeOnce(file, textOf([newCodecKey()]));
  chmodSync(file, 0o600);
  return { namespace, keys: parseKeys(readFileSync(file, 'utf8'), file) };
};

/** The keys of a data folder that may be changed. @throws Refusal CODEC_KEYS_MISSING, CODEC_KEYS_INVALID, CODEC_KEYS_ELSEWHERE */
const ownKeys = (dataFolder: string): { readonly file: string; readonly keys: readonly CodecKey[] } => {
  if (setting('HUITOUKAN_CODEC_KEYS') !== undefined)
    throw new Refusal({ code: 'CODEC_KEYS_ELSEWHERE', zh: '密钥由 HUITOUKAN_CODEC_KEYS 给出，请在那里更换：新密钥先加在最后，各进程重启后再移到最前', en: 'the keys are given by HUITOUKAN_CODEC_KEYS: change them there, a new one last at first, and in front once all processes have been restarted' });
  const { keys } = loadKeyRing(dataFolder, '', { make: false });
  return { file: join(dataFolder, KEY_FILE), keys };
};

/** The ids of a data folder's keys; the first one encrypts. @throws Refusal CODEC_KEYS_MISSING, CODEC_KEYS_INVALID, CODEC_KEYS_ELSEWHERE */
export const listCodecKeys = (dataFolder: string): readonly string[] => ownKeys(dataFolder).keys.map(({ id }) => id);

/**
 * A new key that only reads yet: processes that have not been restarted do not know it, and what is sealed with it would stand
 * still there. Answers its id. @throws Refusal CODEC_KEYS_MISSING, CODEC_KEYS_INVALID, CODEC_KEYS_ELSEWHERE
 */
export const addCodecKey = (dataFolder: string): string => {
  const { file, keys } = ownKeys(dataFolder);
  const fresh = newCodecKey();
  writeKeys(file, [...keys, fresh]);
  return fresh.id;
};

/** From the next start on this key encrypts; the others still read. @throws Refusal CODEC_KEY_UNKNOWN and as {@link addCodecKey} */
export const useCodecKey = (dataFolder: string, id: string): void => {
  const { file, keys } = ownKeys(dataFolder);
  const chosen = keys.find((key) => key.id === id);
  if (chosen === undefined) throw new Refusal({ code: 'CODEC_KEY_UNKNOWN', zh: `没有密钥“${id}”；已有：${keys.map((key) => key.id).join('、')}`, en: `there is no key "${id}"; there are: ${keys.map((key) => key.id).join(', ')}`, where: { key: id } });
  writeKeys(file, [chosen, ...keys.filter((key) => key !== chosen)]);
};
