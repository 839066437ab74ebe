import { z } from 'zod';
import { refuse } from '../../../domain/refusal.ts';
import { dayOf } from '../../../domain/time.ts';
import { createAccount, endSessions, findAccount, grantRounds, invite, listAccounts, listSessions, setDisabled } from '../../../ledger/accounts.ts';
import { demandPeople } from '../../../ledger/people.ts';
import { invitationLink } from '../first-start.ts';
import { route } from '../route.ts';
import { DONE, done, idParams, instantSchema, sessionSchema } from '../schemas.ts';
import { USERNAME } from '../username.ts';

const accountSchema = z
  .object({
    id: z.string(),
    username: z.string(),
    name: z.string(),
    person: z.string().nullable(),
    administrator: z.boolean(),
    secondFactor: z.boolean(),
    disabledAt: instantSchema.nullable(),
    ready: z.boolean(),
    sessions: z.int(),
    rounds: z.array(z.string()),
  })
  .meta({ id: 'Account' });
const invitationSchema = z.object({ id: z.string(), link: z.string(), expiresAt: instantSchema });

/** Accounts, by those who keep them: they have no part in the cases. */
export const accountRoutes = {
  'GET /api/accounts': route({
    summary: '账号 / accounts',
    answer: z.object({ accounts: z.array(accountSchema) }),
    handle: async ({ api }) => ({ accounts: (await listAccounts(api.client.ledger)).map((one) => ({ ...one, rounds: [...one.rounds] })) }),
  }),

  'POST /api/accounts': route({
    summary: '邀请：建账号并给出一次性链接 / makes an account and its one-time link, shown this once',
    body: z.strictObject({
      username: z.string().trim().regex(USERNAME).transform((name) => name.toLowerCase()),
      name: z.string().trim().min(1).max(100),
      person: z.string().max(64).nullable().default(null),
      administrator: z.boolean().default(false),
    }),
    answer: invitationSchema,
    status: 201,
    handle: async ({ api, body, viewer }) => {
      const { ledger } = api.client;
      if (body.person !== null) await demandPeople(ledger, [body.person], dayOf(api.now()));
      const id = await createAccount(ledger, body);
      const { token, expiresAt } = await invite(ledger, id, viewer.account ?? '', api.now());
      return { id, link: invitationLink(api.address(), token), expiresAt };
    },
  }),

  'POST /api/accounts/:id/invitation': route({
    summary: '重发一次性链接（忘记密码也用它）/ another one-time link: also for a forgotten password',
    params: idParams,
    answer: invitationSchema,
    status: 201,
    handle: async ({ api, params, viewer }) => {
      const { id } = await findAccount(api.client.ledger, params.id);
      const { token, expiresAt } = await invite(api.client.ledger, id, viewer.account ?? '', api.now());
      return { id, link: invitationLink(api.address(), token), expiresAt };
    },
  }),

  'POST /api/accounts/:id/disable': route({
    summary: '停用账号，登录立即结束 / closes an account; its sessions end at once',
    params: idParams,
    answer: done,
    handle: async ({ api, params, viewer }) => {
      const { id } = await findAccount(api.client.ledger, params.id);
      if (id === viewer.account) refuse('OWN_ACCOUNT', '不能停用自己的账号', 'nobody closes his own account');
      await setDisabled(api.client.ledger, id, api.now());
      return DONE;
    },
  }),

  'POST /api/accounts/:id/enable': route({
    summary: '重新启用账号 / opens it again',
    params: idParams,
    answer: done,
    handle: async ({ api, params }) => {
      await setDisabled(api.client.ledger, (await findAccount(api.client.ledger, params.id)).id, null);
      return DONE;
    },
  }),

  'GET /api/accounts/:id/sessions': route({
    summary: '某账号在哪里登录 / where an account is signed in',
    params: idParams,
    answer: z.object({ sessions: z.array(sessionSchema) }),
    handle: async ({ api, params, caller }) => ({ sessions: (await listSessions(api.client.ledger, (await findAccount(api.client.ledger, params.id)).id)).map((one) => ({ ...one, current: one.id === caller.session })) }),
  }),

  'DELETE /api/accounts/:id/sessions': route({
    summary: '结束某账号的全部登录 / ends all sessions of an account',
    params: idParams,
    answer: z.object({ ended: z.int() }),
    handle: async ({ api, params }) => ({ ended: await endSessions(api.client.ledger, (await findAccount(api.client.ledger, params.id)).id) }),
  }),

  'PUT /api/accounts/:id/rounds': route({
    summary: '授权查阅的轮次 / the rounds that a reader may read, these and no others',
    params: idParams,
    body: z.strictObject({ rounds: z.array(z.string().max(64)).max(1_000) }),
    answer: done,
    handle: async ({ api, params, body, viewer }) => {
      const { id } = await findAccount(api.client.ledger, params.id);
      await grantRounds(api.client.ledger, id, body.rounds, viewer.account ?? '', api.now());
      return DONE;
    },
  }),
};
