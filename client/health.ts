import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { refuse } from '../domain/refusal.ts';
import type { HuitoukanClient } from './client.ts';

export type Health = { readonly ledger: boolean; readonly engine: boolean };

/** Asked by a machine every few seconds: an answer that hangs is a no. */
const ANSWER_WITHIN_MS = 3_000;
const inTime = async (asked: Promise<unknown>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), ANSWER_WITHIN_MS)));
  const said = asked.then(() => true, () => false);
  return await Promise.race([said, late]).finally(() => clearTimeout(timer));
};

/** Whether the other side answers. */
export const askHealth = async ({ ledger, engine }: Pick<HuitoukanClient, 'ledger' | 'engine'>): Promise<Health> => {
  const [ledgerUp, engineUp] = await Promise.all([inTime(sql`select 1`.execute(ledger)), inTime(engine.workflowService.getSystemInfo({}))]);
  return { ledger: ledgerUp, engine: engineUp };
};

/** What a process says of itself: whether it should be restarted, and whether it should get work. */
export type Probes = { readonly isAlive: () => boolean; readonly isReady: () => Promise<Readonly<Record<string, boolean>>> };
export type ProbeAnswer = { readonly status: 200 | 503; readonly body: Readonly<Record<string, boolean>> };

/** `/healthz`: this process lives, whatever is away; `/readyz`: it can do its work. Anything else is null. */
export const probe = async (path: string, { isAlive, isReady }: Probes): Promise<ProbeAnswer | null> => {
  if (path === '/healthz') return isAlive() ? { status: 200, body: { alive: true } } : { status: 503, body: { alive: false } };
  if (path !== '/readyz') return null;
  const parts = await isReady();
  return { status: Object.values(parts).every(Boolean) ? 200 : 503, body: parts };
};

/** Serves the probes alone, for a process that serves nothing else. @throws Refusal PORT_TAKEN */
export const serveProbes = async (port: number, host: string, probes: Probes): Promise<{ readonly address: string; readonly stop: () => Promise<void> }> => {
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const said = await probe((request.url ?? '').split('?')[0] ?? '', probes);
      response.writeHead(said?.status ?? 404, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
      response.end(JSON.stringify(said?.body ?? {}));
    };
    answer().catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  }).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    refuse('PORT_TAKEN', `健康检查端口 ${host}:${port} 不能使用（${code}）：请换一个 HUITOUKAN_HEALTH_PORT`, `the health port ${host}:${port} cannot be used (${code}): choose another HUITOUKAN_HEALTH_PORT`, { host, port });
  });
  return {
    address: `http://${host}:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
