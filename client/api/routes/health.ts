import { sql } from 'kysely';
import { z } from 'zod';
import { ledgerSize } from '../../../ledger/ledger-size.ts';
import { deliveryHealth, type DeliveryHealth } from '../../delivery-health.ts';
import { route, type Api } from '../route.ts';
import { instantSchema, typed } from '../schemas.ts';

/** Up and of which version; null: no answer. */
const versions = async ({ client: { ledger, engine } }: Api): Promise<{ ledger: string | null; engine: string | null }> => {
  const [ledgerVersion, engineVersion] = await Promise.all([
    sql<{ version: string }>`select current_setting('server_version') as version`.execute(ledger).then(({ rows }) => rows[0]?.version ?? null, () => null),
    engine.workflowService.getSystemInfo({}).then(({ serverVersion }) => serverVersion ?? '', () => null),
  ]);
  return { ledger: ledgerVersion, engine: engineVersion };
};

/** How the system fares, for those who keep it; nothing about any case. */
export const healthRoutes = {
  'GET /api/system': route({
    summary: '运行状况：引擎、台账、通知队列、对账 / how the engine, the ledger and the deliveries fare',
    answer: z.object({
      now: instantSchema,
      ledger: z.string().nullable(),
      engine: z.string().nullable(),
      size: z.object({ issues: z.int(), events: z.int(), people: z.int(), bytes: z.int() }),
      deliveries: typed<DeliveryHealth>('通知：各状态条数、滞后、上次、下次、对账 / notices: counts, late, last, next, the heartbeat'),
    }),
    handle: async ({ api }) => {
      const { ledger } = api.client;
      const [up, size, deliveries] = await Promise.all([versions(api), ledgerSize(ledger), deliveryHealth(ledger, api.now(), Date.now())]);
      return { now: api.now(), ...up, size, deliveries };
    },
  }),
};
