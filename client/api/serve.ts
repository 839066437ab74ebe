import type { FastifyInstance } from 'fastify';
import { makeWebhookGuard, webhookRules, type WebhookRules } from '../../activities/webhook-guard.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Instant } from '../../domain/time.ts';
import { forgetRequestKeys } from '../../ledger/request-keys.ts';
import { keyFrom, webhookKey } from '../../worker/web-secret.ts';
import type { HuitoukanClient } from '../client.ts';
import { askHealth, probe, type Probes } from '../health.ts';
import { buildApp, type AppOptions } from './app.ts';
import { ChangeFeed, logOf } from './change-feed.ts';
import { openDemo, type DemoPerson } from './demo.ts';
import { firstStartLink } from './first-start.ts';
import { addPage } from './page.ts';
import { makeSignIn } from './sign-in.ts';
import type { SignInProvider } from './sign-in-settings.ts';

export type ServeOptions = Omit<AppOptions, 'demo'> & {
  /** Where webhooks may go; as the environment says by default. */
  readonly webhookRules?: WebhookRules;
  /** Other logins that people may sign in with; none by default. */
  readonly providers?: readonly SignInProvider[];
  readonly client: HuitoukanClient;
  readonly evidenceFolder: string;
  readonly dataFolder: string;
  readonly secret: string;
  /** 127.0.0.1 by default: whoever opens it to others says so. */
  readonly host?: string;
  /** 0: any that is free. */
  readonly port?: number;
  /** Where people reach it, if that is not where it listens: behind a proxy. */
  readonly publicAddress?: string;
  /** Whoever may be signed in by a button; the demo alone gives it. */
  readonly demo?: readonly DemoPerson[];
  /** What time it is; the machine's by default. */
  readonly now?: () => Instant;
};

export const WEB_PORT = 8088;
/** Requests that run when the server is told to stop have so long to be answered. */
const DRAIN_MS = 15_000;

/** The page and the API on one port. `firstLink`: the one-time link that makes the administrator; null once there is one. */
export type Served = { readonly app: FastifyInstance; readonly address: string; readonly firstLink: string | null; readonly stop: () => Promise<void> };

/** Serves until `stop`. @throws Refusal PORT_TAKEN, PORT_NOT_ALLOWED, NOT_A_DEMO */
export const serve = async ({ client, evidenceFolder, dataFolder, secret, host = '127.0.0.1', port = WEB_PORT, publicAddress, webhookRules: rules = webhookRules(), providers = [], now = Date.now, demo: people, ...options }: ServeOptions): Promise<Served> => {
  let address = publicAddress ?? `http://${host}:${port}`;
  const changes = new ChangeFeed(logOf(client.ledger));
  const signIn = makeSignIn(client.ledger, { secret, address, secure: address.startsWith('https:'), providers });
  const webhooks = { guard: makeWebhookGuard(rules), keyOf: (webhook: string) => keyFrom(secret, webhookKey(webhook)) };
  const demo = people === undefined ? undefined : await openDemo({ client, signIn }, people);
  const app = await buildApp({ client, signIn, providers, changes, webhooks, evidenceFolder, dataFolder, now, address: () => address }, { ...options, secure: address.startsWith('https:'), ...(demo === undefined ? {} : { demo }) });
  await addPage(app, demo !== undefined);
  let stopping = false;
  // A line kept open for another request would keep the server from ending.
  app.addHook('onSend', async (_request, reply) => {
    if (stopping) void reply.header('connection', 'close');
  });
  addProbes(app, { isAlive: () => true, isReady: async () => ({ web: !stopping, ...(await askHealth(client)) }) });
  try {
    const listening = await app.listen({ host, port });
    address = publicAddress ?? listening;
  } catch (error) {
    await app.close();
    return notListening(error, host, port);
  }
  await forgetRequestKeys(client.ledger, now());
  const stop = async (): Promise<void> => {
    stopping = true;
    changes.close();
    // What is under way is answered; whoever holds a line for longer loses it.
    const late = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS);
    await app.close().finally(() => clearTimeout(late));
  };
  return { app, address, firstLink: await firstStartLink(client.ledger, address, now()), stop };
};

/** For a supervisor of processes and a proxy: outside the API, without an account, told nothing but yes and no. */
const addProbes = (app: FastifyInstance, probes: Probes): void => {
  for (const path of ['/healthz', '/readyz'])
    app.get(path, { schema: { hide: true }, logLevel: 'silent', config: { rateLimit: false } }, async (_request, reply) => {
      const said = await probe(path, probes);
      return await reply.status(said?.status ?? 404).header('cache-control', 'no-store').send(said?.body);
    });
};

const notListening = (error: unknown, host: string, port: number): never => {
  const { code } = error as NodeJS.ErrnoException;
  const where = { host, port };
  if (code === 'EADDRINUSE')
    return refuse('PORT_TAKEN', `端口 ${host}:${port} 已被占用：请停掉占用它的程序，或用 --port（HUITOUKAN_PORT）换一个`, `port ${host}:${port} is taken: stop what uses it, or choose another with --port (HUITOUKAN_PORT)`, where);
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL')
    return refuse('PORT_NOT_ALLOWED', `不能在 ${host}:${port} 上提供服务（${code}）：请换一个地址或1024以上的端口`, `cannot serve on ${host}:${port} (${code}): choose another address, or a port above 1024`, where);
  throw error;
};
