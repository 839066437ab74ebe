import { createHmac, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { RobotTimeouts } from '../../activities/robot-request.ts';
import { makeWebhookGuard } from '../../activities/webhook-guard.ts';
import type { WebhookSettings } from '../../activities/webhooks.ts';
import { serve, type Served, type ServeOptions } from '../../client/api/serve.ts';
import { setPassword } from '../../client/api/password.ts';
import { makeSignIn } from '../../client/api/sign-in.ts';
import type { HuitoukanClient } from '../../client/client.ts';
import type { Scope } from '../../domain/route-right.ts';
import { createAccount, type NewAccount } from '../../ledger/accounts.ts';
import { issueToken } from '../../ledger/api-tokens.ts';
import { keyFrom, webhookKey } from '../../worker/web-secret.ts';

const SECRET = 'x'.repeat(43);

/** Webhooks to servers on this machine, at these addresses only. */
export const webhookSettings = (hosts: readonly string[], timeouts?: RobotTimeouts): WebhookSettings => ({
  guard: makeWebhookGuard({ hosts, privateBlocks: hosts.length === 0 ? [] : ['127.0.0.1'] }),
  keyOf: (webhook) => keyFrom(SECRET, webhookKey(webhook)),
  ...(timeouts === undefined ? {} : { timeouts }),
});
export const PASSWORD = 'correct horse 7';

export type Answer = { readonly status: number; readonly body: Record<string, unknown>; readonly headers: Headers };
export type Send = (method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Answer>;

/** A real server over HTTP on a client's ledger and engine, and people who have signed in to it as a browser would. */
export class ApiKit {
  readonly served: Served;
  readonly client: HuitoukanClient;
  readonly evidence: string;

  private constructor(served: Served, client: HuitoukanClient, evidence: string) {
    this.served = served;
    this.client = client;
    this.evidence = evidence;
  }

  static async start(client: HuitoukanClient, options: Partial<ServeOptions> = {}): Promise<ApiKit> {
    const evidence = mkdtempSync(join(tmpdir(), 'huitoukan-api-'));
    return new ApiKit(await serve({ client, evidenceFolder: evidence, dataFolder: evidence, secret: SECRET, port: 0, perMinute: 100_000, ...options }), client, evidence);
  }

  async close(): Promise<void> {
    await this.served.stop();
    rmSync(this.evidence, { recursive: true, force: true });
  }

  /** A request with these headers, from our own page unless they say otherwise. */
  with(given: Readonly<Record<string, string>> = {}): Send {
    return async (method, path, body, headers = {}) => {
      const isForm = body instanceof FormData;
      const answer = await fetch(`${this.served.address}${path}`, {
        method,
        headers: { 'sec-fetch-site': 'same-origin', ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }), ...given, ...headers },
        ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text } };
    };
  }

  /** Nobody signed in. */
  get anonymous(): Send {
    return this.with();
  }

  /** An account with a password; answers its id. */
  async account(given: Partial<NewAccount> & { readonly username: string }): Promise<string> {
    const id = await createAccount(this.client.ledger, { name: given.username, person: null, administrator: false, ...given });
    await setPassword({ client: this.client, signIn: makeSignIn(this.client.ledger, { secret: SECRET, address: this.served.address, secure: false }) }, id, PASSWORD);
    return id;
  }

  /** The cookie of a session as signing in makes one, without the hash that makes guessing slow and tests, too. */
  async sessionOf(account: string): Promise<string> {
    const token = randomBytes(24).toString('base64url');
    await sql`insert into account_session (id, account_id, token, expires_at) values (${token.slice(0, 16)}, ${account}, ${token}, now() + interval '1 hour')`.execute(this.client.ledger);
    return `huitoukan.session_token=${encodeURIComponent(`${token}.${createHmac('sha256', SECRET).update(token).digest('base64')}`)}`;
  }

  /** Signs in as a browser would, and keeps the cookies. */
  async signIn(username: string, password = PASSWORD): Promise<Send> {
    return this.with({ cookie: await this.cookiesOf(username, password) });
  }

  async cookiesOf(username: string, password = PASSWORD): Promise<string> {
    const answer = await this.anonymous('POST', '/api/session', { username, password });
    if (answer.status !== 200) throw new Error(`${username} could not sign in: ${JSON.stringify(answer.body)}`);
    return cookiesOf(answer);
  }

  /** An account of this person, signed in. */
  async person(person: string): Promise<Send> {
    return this.with({ cookie: await this.sessionOf(await this.account({ username: person, person })) });
  }

  /** A file as a browser saves it: its name, what it is said to be, its bytes. */
  async file(cookie: string, method: 'GET' | 'POST', path: string, body?: unknown): Promise<{ readonly status: number; readonly name: string; readonly type: string; readonly bytes: Buffer }> {
    const answer = await fetch(`${this.served.address}${path}`, { method, headers: { 'sec-fetch-site': 'same-origin', cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const name = decodeURIComponent(/filename\*=UTF-8''(.+)$/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? '');
    return { status: answer.status, name, type: answer.headers.get('content-type') ?? '', bytes: Buffer.from(await answer.arrayBuffer()) };
  }

  async token(account: string, scopes: readonly Scope[]): Promise<Send> {
    const { token } = await issueToken(this.client.ledger, account, { name: 'test', scopes, days: 1 }, account, Date.now());
    return this.with({ authorization: `Bearer ${token}` });
  }
}

export const cookiesOf = ({ headers }: Pick<Answer, 'headers'>): string => headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '').join('; ');
