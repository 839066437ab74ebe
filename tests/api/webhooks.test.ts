import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { dispatchDue } from '../../activities/dispatch.ts';
import type { HuitoukanClient } from '../../client/client.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import { listWebhooks, nextCallAt } from '../../ledger/webhooks.ts';
import { PaperRound } from '../paper-round.ts';
import { ApiKit, webhookSettings, type Send } from './kit.ts';
import { startWebhookServer, type Script } from './webhook-server.ts';

/** Real rules and ledger, a real server at the other end; the dispatcher's own pass tells it. */
let paper: PaperRound;
let kit: ApiKit;
let administrator: Send;
const SHORT = { connectMs: 300, totalMs: 300 };

beforeAll(async () => {
  paper = await PaperRound.open(Array.from({ length: 8 }, () => ({})));
  kit = await ApiKit.start({ ledger: paper.db } as unknown as HuitoukanClient, { now: () => paper.now, webhookRules: { hosts: ['127.0.0.1'], privateBlocks: ['127.0.0.1'] } });
  await kit.account({ username: 'keeper', administrator: true });
  administrator = await kit.signIn('keeper');
}, 60_000);
afterAll(async () => {
  await kit?.close();
  await paper?.drop();
});
afterEach(async () => {
  for (const { id } of await listWebhooks(paper.db)) await administrator('DELETE', `/api/webhooks/${id}`);
});

/** One pass; answers when the next call is due. No mail leaves here. */
const dispatch = async (now = paper.now): Promise<number | null> => {
  await dispatchDue({ db: paper.db, channels: [], webhooks: webhookSettings(['127.0.0.1'], SHORT) }, { now, signal: new AbortController().signal });
  return await nextCallAt(paper.db);
};

/** A server at the other end and its webhook. */
const listening = async (script: Script = [], types: string[] = []) => {
  const server = await startWebhookServer(script);
  const made = await administrator('POST', '/api/webhooks', { url: server.url, name: '办公系统', types });
  expect(made.status).toBe(201);
  server.trust(String(made.body['secret']));
  const own = async () => (await listWebhooks(paper.db)).find(({ id }) => id === made.body['id']);
  return { ...server, id: String(made.body['id']), own };
};

test('is told of every event once, signed, with ids and nothing about people', async () => {
  const server = await listening();
  try {
    await paper.act('1', 'p-owner', { type: 'accept' });
    await dispatch();
    await dispatch();
    expect(server.heard.map(({ body }) => body['type'])).toEqual(['issue.accepted']);
    const [told] = server.heard;
    expect(told?.verified).toBe(true);
    expect(told?.body).toEqual({ type: 'issue.accepted', timestamp: new Date(paper.now).toISOString(), data: { subject: paper.id('1'), round: 'r1', seq: 2, cycle: 1 } });
    expect(Math.abs((told?.at ?? 0) * 1000 - Date.now())).toBeLessThan(60_000);
    for (const word of ['张三', 'p-owner', '问题1', '青石镇']) expect(told?.text).not.toContain(word);
    expect(await server.own()).toMatchObject({ accepted: 1, waiting: 0, failures: 0 });
  } finally {
    await server.close();
  }
});

test('hears of the kinds that it asked for only, and of nothing from before it was there', async () => {
  const server = await listening([], ['issue.evidence-added']);
  try {
    await paper.act('2', 'p-owner', { type: 'accept' });
    await paper.act('2', 'p-owner', { type: 'add-evidence', sha256: 'b'.repeat(64), name: '纪要.pdf', size: 10 });
    await dispatch();
    expect(server.heard.map(({ body }) => body['type'])).toEqual(['issue.evidence-added']);
  } finally {
    await server.close();
  }
});

test('an error, a redirect and no answer in time are tried again later, under the same id, until it is taken; the redirect is not followed', async () => {
  const elsewhere = await startWebhookServer();
  const server = await listening([500, { redirect: elsewhere.url }, 'stall']);
  try {
    await paper.act('3', 'p-owner', { type: 'accept' });
    let now = paper.now;
    for (const failures of [1, 2, 3]) {
      const nextAt = await dispatch(now);
      expect(await server.own()).toMatchObject({ accepted: 0, waiting: 1, failures });
      await dispatch(now + 1_000);
      expect(server.heard).toHaveLength(failures);
      expect((nextAt ?? 0) - now).toBeGreaterThanOrEqual(MINUTE_MS);
      now = nextAt ?? now;
    }
    await dispatch(now);
    expect(server.heard).toHaveLength(4);
    expect(new Set(server.heard.map(({ id }) => id)).size).toBe(1);
    expect(server.heard.every(({ verified }) => verified)).toBe(true);
    expect(elsewhere.heard).toEqual([]);
    expect(await server.own()).toMatchObject({ accepted: 1, waiting: 0, failures: 0 });
  } finally {
    await server.close();
    await elsewhere.close();
  }
});

test('one that fails is asked once, not once for everything that waits; then it gets all of it, in order', async () => {
  const server = await listening([503]);
  try {
    await paper.act('4', 'p-owner', { type: 'accept' });
    await paper.act('5', 'p-owner', { type: 'accept' });
    await paper.act('6', 'p-owner', { type: 'accept' });
    const nextAt = await dispatch();
    expect(server.heard).toHaveLength(1);
    await dispatch(nextAt ?? 0);
    expect(server.heard).toHaveLength(4);
    expect(await server.own()).toMatchObject({ accepted: 3, waiting: 0 });
  } finally {
    await server.close();
  }
});

test('who answers 410 wants nothing more, and gets nothing more', async () => {
  const server = await listening([410]);
  try {
    await paper.act('7', 'p-owner', { type: 'accept' });
    await dispatch();
    await paper.act('7', 'p-owner', { type: 'add-evidence', sha256: 'c'.repeat(64), name: '纪要.pdf', size: 10 });
    await dispatch();
    expect(server.heard).toHaveLength(1);
    expect(await server.own()).toMatchObject({ goneAt: expect.any(Number) as number, waiting: 0, rejected: 1 });
  } finally {
    await server.close();
  }
});

test('goes to no host that nobody allowed, to no inner network, and in the open only where the way is inside', async () => {
  for (const [url, code] of [
    ['https://example.org/hook', 'WEBHOOK_HOST_NOT_ALLOWED'],
    ['http://169.254.169.254/latest/meta-data', 'WEBHOOK_HOST_NOT_ALLOWED'],
    ['https://user:pass@127.0.0.1/hook', 'WEBHOOK_INVALID'],
    ['ftp://127.0.0.1/hook', 'WEBHOOK_NOT_HTTPS'],
    ['hook', 'WEBHOOK_INVALID'],
  ]) {
    const refused = await administrator('POST', '/api/webhooks', { url, name: 'x' });
    expect(refused.status, url).toBe(422);
    expect(refused.body['code'], url).toBe(code);
  }
});

test('a test call says at once what the other side says, and is no event', async () => {
  const server = await listening([200, 500]);
  try {
    expect(await administrator('POST', `/api/webhooks/${server.id}/test`)).toMatchObject({ status: 200, body: { answer: 'HTTP 200' } });
    expect(await administrator('POST', `/api/webhooks/${server.id}/test`)).toMatchObject({ status: 422, body: { code: 'WEBHOOK_FAILED' } });
    expect(server.heard[0]).toMatchObject({ verified: true, body: { type: 'webhook.test' } });
    expect(await server.own()).toMatchObject({ accepted: 0, waiting: 0 });
  } finally {
    await server.close();
  }
});

test('its signing secret stands in no table', async () => {
  const server = await listening();
  try {
    const rows = await paper.db.selectFrom('webhook' as never).selectAll().execute();
    const { secret } = (await administrator('POST', '/api/webhooks', { url: server.url, name: 'y' })).body as { secret: string };
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(JSON.stringify(rows)).not.toContain(secret.slice(6));
  } finally {
    await server.close();
  }
});
