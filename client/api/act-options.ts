import type { FastifyRequest } from 'fastify';
import { refuse } from '../../domain/refusal.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { actKeyOf, wasKeyUsed } from '../../ledger/request-keys.ts';
import type { ActOptions } from '../client.ts';
import type { Api } from './route.ts';
import { IDEMPOTENCY_HEADER } from './schemas.ts';

const KEY = /^[\x21-\x7e]{1,200}$/;

/**
 * What a request's headers say of an act: Idempotency-Key makes it happen once however often it is sent, If-Match refuses it
 * where the issue has moved on since. `content`: what the key stands for.
 * @throws Refusal INVALID_REQUEST, IDEMPOTENCY_KEY_REUSED
 */
export const actOptionsOf = async (api: Api, viewer: Viewer, request: FastifyRequest, content: unknown, onBehalfOf?: string): Promise<ActOptions> => {
  const key = request.headers[IDEMPOTENCY_HEADER];
  const seen = { at: api.now(), ...seenOf(request.headers['if-match']), ...(onBehalfOf === undefined ? {} : { onBehalfOf }) };
  if (key === undefined) return seen;
  if (typeof key !== 'string' || !KEY.test(key)) refuse('INVALID_REQUEST', 'Idempotency-Key 须为1到200个可见的ASCII字符', 'an Idempotency-Key has 1 to 200 visible ASCII characters', { field: IDEMPOTENCY_HEADER });
  return { ...seen, key: await actKeyOf(api.client.ledger, viewer.account ?? '', String(key), { to: request.url, content, seen: seen.seen ?? null }, api.now()) };
};

/** Whether this may be the repeat of a request that was done: then its answer is asked for, whatever the rules say by now. */
export const isRepeated = async (api: Api, viewer: Viewer, request: FastifyRequest): Promise<boolean> => {
  const key = request.headers[IDEMPOTENCY_HEADER];
  return typeof key === 'string' && (await wasKeyUsed(api.client.ledger, viewer.account ?? '', key));
};

/** `"12"`: the version that was seen, as the ETag of the issue said. `*` is any. */
const seenOf = (header: string | undefined): Pick<ActOptions, 'seen'> => {
  if (header === undefined || header === '*') return {};
  const version = /^"(\d{1,9})"$/.exec(header)?.[1];
  return version === undefined ? refuse('INVALID_REQUEST', 'If-Match 须为问题的 ETag，如 "12"', 'If-Match has to be the ETag of the issue, such as "12"', { field: 'if-match' }) : { seen: Number(version) };
};

/** The person in whose name the account acts. @throws Refusal NO_PERSON */
export const personOf = (viewer: Viewer): string => viewer.person ?? refuse('NO_PERSON', '此账号不对应人员，不能办理', 'this account belongs to no person and cannot act');
