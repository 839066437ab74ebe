import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, brotliDecompress, brotliDecompressSync, constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import type { DataConverter, Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { Refusal } from '../domain/refusal.ts';
import { codecDictionary } from './codec-dictionary.ts';

export type CodecKey = {
  /** Short, opaque, never used twice: it stands in plain text beside every payload. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
};

/**
 * The first key encrypts, all of them decrypt. Rotation: [old] -> [new, old] -> (when no open history holds the old id) [new].
 */
export type KeyRing = {
  /** Bound into every payload: what was written for one namespace is not accepted in another. */
  readonly namespace: string;
  readonly keys: readonly [CodecKey, ...CodecKey[]];
};

const { Payload: PayloadProto } = proto.temporal.api.common.v1;
/** Short, because it stands beside every payload. */
const ENCODING = 'htk/1';
const KEY_ID = 'key';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
/** How the body is written; part of what the seal vouches for. Numbers are for ever: old histories carry them. */
const PLAIN = 0;
const BROTLI = 1;
/** The text of a JSON payload without its envelope: nearly all of ours are. */
const JSON_TEXT = 2;
/** The same, deflated with the first dictionary. */
const JSON_DEFLATED = 3;
/** Below this, compressing costs more than it saves. */
const COMPRESS_FROM_BYTES = 128;
const DEFLATE_FROM_BYTES = 24;
/** From here on the thread pool does it: an evidence note must not stall everybody's workflow tasks. */
const ASYNC_FROM_BYTES = 64 * 1024;
/** A payload that claims to be larger than the server takes is an attack or a fault. */
const LIMIT_BYTES = 64 * 1024 * 1024;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | null | undefined): string => (bytes ? new TextDecoder().decode(bytes) : '');

const brotliOptions = (size: number) => ({
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 4,
    [constants.BROTLI_PARAM_SIZE_HINT]: size,
    [constants.BROTLI_PARAM_LGWIN]: size < ASYNC_FROM_BYTES ? 16 : 22,
  },
});

const JSON_PLAIN = 'json/plain';

/** The text of a payload that is JSON and nothing else, small enough to be deflated on the spot. */
const jsonTextOf = ({ metadata, data }: Payload): Uint8Array | undefined => {
  const isJson = Object.keys(metadata ?? {}).length === 1 && textOf(metadata?.['encoding']) === JSON_PLAIN;
  return isJson && data && data.length < ASYNC_FROM_BYTES ? data : undefined;
};

type Body = { readonly flag: number; readonly body: Uint8Array };

const deflate = (text: Uint8Array): Body => {
  if (text.length < DEFLATE_FROM_BYTES) return { flag: JSON_TEXT, body: text };
  const small = deflateRawSync(text, { dictionary: codecDictionary });
  return small.length < text.length ? { flag: JSON_DEFLATED, body: small } : { flag: JSON_TEXT, body: text };
};

const compress = async (payload: Payload): Promise<Body> => {
  const text = jsonTextOf(payload);
  if (text !== undefined) return deflate(text);
  const bytes = PayloadProto.encode(payload).finish();
  if (bytes.length < COMPRESS_FROM_BYTES) return { flag: PLAIN, body: bytes };
  const options = brotliOptions(bytes.length);
  const small =
    bytes.length < ASYNC_FROM_BYTES ? brotliCompressSync(bytes, options) : await promisify(brotliCompress)(bytes, options);
  return small.length < bytes.length ? { flag: BROTLI, body: small } : { flag: PLAIN, body: bytes };
};

const JSON_METADATA = utf8(JSON_PLAIN);

const decompress = async (flag: number, body: Uint8Array): Promise<Payload> => {
  const options = { maxOutputLength: LIMIT_BYTES };
  switch (flag) {
    case PLAIN:
      return PayloadProto.decode(body);
    case JSON_TEXT:
      return { metadata: { encoding: JSON_METADATA }, data: body };
    case JSON_DEFLATED:
      return { metadata: { encoding: JSON_METADATA }, data: inflateRawSync(body, { ...options, dictionary: codecDictionary }) };
    default:
      return PayloadProto.decode(body.length < ASYNC_FROM_BYTES ? brotliDecompressSync(body, options) : await promisify(brotliDecompress)(body, options));
  }
};

/** What the seal vouches for besides the body: a payload can not be moved to another namespace or relabelled. */
const boundTo = (namespace: string, keyId: string, flag: number): Uint8Array =>
  utf8(`${ENCODING}\0${namespace}\0${keyId}\0${flag}`);

const unreadable = (code: string, zh: string, en: string, keyId: string): Refusal =>
  new Refusal({ code, zh, en, where: { keyId } });

type PreparedKey = { readonly id: string; readonly key: KeyObject };
type PreparedRing = { readonly namespace: string; readonly keys: readonly [PreparedKey, ...PreparedKey[]] };

/** What has no content (the result of an activity that answers nothing) has nothing to hide: sealed it would be four times as long. */
const isEmpty = ({ metadata, data }: Payload): boolean => textOf(metadata?.['encoding']) === 'binary/null' && (data?.length ?? 0) === 0;

const seal = async (payload: Payload, ring: PreparedRing): Promise<Payload> => {
  if (isEmpty(payload)) return payload;
  const [{ id, key }] = ring.keys;
  const { flag, body } = await compress(payload);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(boundTo(ring.namespace, id, flag));
  const data = Buffer.concat([Buffer.from([flag]), iv, cipher.update(body), cipher.final(), cipher.getAuthTag()]);
  return { metadata: { encoding: utf8(ENCODING), [KEY_ID]: utf8(id) }, data: new Uint8Array(data) };
};

const open = async (payload: Payload, ring: PreparedRing): Promise<Payload> => {
  if (textOf(payload.metadata?.['encoding']) !== ENCODING) return payload; // written before us, or by somebody else
  const keyId = textOf(payload.metadata?.[KEY_ID]);
  const key = ring.keys.find(({ id }) => id === keyId)?.key;
  if (key === undefined) {
    throw unreadable(
      'CODEC_KEY_UNKNOWN',
      `缺少编号为 ${keyId} 的密钥：请把它放回密钥文件（密钥轮换时旧密钥要保留到没有未结流程使用为止）。`,
      `The key ${keyId} is missing: put it back into the key file (on rotation the old key stays until no open workflow uses it).`,
      keyId,
    );
  }
  const data = payload.data ?? new Uint8Array();
  const flag = data[0] ?? PLAIN;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(1, 1 + IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(boundTo(ring.namespace, keyId, flag)).setAuthTag(data.subarray(data.length - TAG_BYTES));
    const sealed = data.subarray(1 + IV_BYTES, data.length - TAG_BYTES);
    const body = Buffer.concat([decipher.update(sealed), decipher.final()]);
    return await decompress(flag, body);
  } catch {
    // The cause is left out on purpose: nothing of a payload belongs into a log.
    throw unreadable(
      'CODEC_TAMPERED',
      `一段流程数据无法解密（密钥 ${keyId}）：数据被改动过，或属于另一个命名空间，或密钥内容不对。`,
      `A piece of workflow data can not be decrypted (key ${keyId}): it was changed, belongs to another namespace, or the key is not the right one.`,
      keyId,
    );
  }
};

/** Compresses where it helps, then seals with AES-256-GCM. Payloads of other encodings pass through unchanged. */
export const makeCodec = (ring: KeyRing): PayloadCodec => {
  for (const { id, key } of ring.keys) {
    if (key.length !== KEY_BYTES || id === '') throw new Error(`codec key "${id}": an id and ${KEY_BYTES} bytes are needed`);
  }
  if (new Set(ring.keys.map(({ id }) => id)).size !== ring.keys.length) throw new Error('codec keys: an id stands twice');
  const prepare = ({ id, key }: CodecKey): PreparedKey => ({ id, key: createSecretKey(key) });
  const [first, ...rest] = ring.keys;
  const prepared: PreparedRing = { namespace: ring.namespace, keys: [prepare(first), ...rest.map(prepare)] };
  return {
    encode: (payloads) => Promise.all(payloads.map((payload) => seal(payload, prepared))),
    decode: (payloads) => Promise.all(payloads.map((payload) => open(payload, prepared))),
  };
};

/** For `bundleWorkflowCode`, which needs it too: error messages and stacks are sealed like everything else. */
export const failureConverterPath = fileURLToPath(new URL('../workflows/failure-converter.ts', import.meta.url));

/** For clients and workers alike. Both must have the same ring. */
export const makeDataConverter = (ring: KeyRing): DataConverter => ({
  payloadCodecs: [makeCodec(ring)],
  failureConverterPath,
});

/** A new key with a new id, for the first start and for rotation. */
export const newCodecKey = (): CodecKey => ({ id: randomBytes(4).toString('hex'), key: new Uint8Array(randomBytes(KEY_BYTES)) });
