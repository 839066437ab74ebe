import { join } from 'node:path';
import { TEMPLATES_FOLDER } from '../../../activities/templates.ts';
import { dayOf } from '../../../domain/time.ts';
import { listAccounts, listSessions } from '../../../ledger/accounts.ts';
import { listTokens } from '../../../ledger/api-tokens.ts';
import { listFeeds } from '../../../ledger/calendar-feeds.ts';
import { countByCalendar, listCalendars } from '../../../ledger/calendars.ts';
import { loadNames } from '../../../ledger/people.ts';
import { listWebhooks } from '../../../ledger/webhooks.ts';
import { loadChannelSettings } from '../../../worker/channel-settings.ts';
import { listChannels } from '../../channel-list.ts';
import { ACCOUNT_COLUMNS, calendarColumns, CHANNEL_COLUMNS, feedColumns, policyColumns, SESSION_COLUMNS, TEMPLATE_COLUMNS, TOKEN_COLUMNS, WEBHOOK_COLUMNS } from '../../lists/settings.ts';
import { templateRows } from '../../lists/template-rows.ts';
import { listPolicies } from '../../policy-versions.ts';
import { fileQuery, LIST_FILE, sendList } from '../list-file.ts';
import { route, type Api } from '../route.ts';

const today = (api: Api): string => dayOf(api.now());

/** Every list of the settings as a file; no secret stands in any of them. */
export const settingsListRoutes = {
  'GET /api/me/sessions/file': route({
    summary: '导出我的登录 / where this account is signed in, as a file',
    query: fileQuery,
    ...LIST_FILE,
    handle: async ({ api, query, viewer, reply }) => await sendList(reply, query.format, { name: '我的登录', columns: SESSION_COLUMNS, rows: await listSessions(api.client.ledger, viewer.account ?? '') }, today(api)),
  }),

  'GET /api/me/tokens/file': route({
    summary: '导出我的接口令牌清单，不含令牌本身 / tokens as a file, without what they are',
    query: fileQuery,
    ...LIST_FILE,
    handle: async ({ api, query, viewer, reply }) => await sendList(reply, query.format, { name: '接口令牌', columns: TOKEN_COLUMNS, rows: await listTokens(api.client.ledger, viewer.account ?? '') }, today(api)),
  }),

  'GET /api/policy-list': route({
    summary: '导出办法清单 / policies and their versions as a file',
    query: fileQuery,
    ...LIST_FILE,
    handle: async ({ api, query, reply }) => {
      const [rows, names] = await Promise.all([listPolicies(api.client.ledger), loadNames(api.client.ledger, today(api))]);
      return await sendList(reply, query.format, { name: '办法', columns: policyColumns(names), rows }, today(api));
    },
  }),

  'GET /api/calendar/editions/file': route({
    summary: '导出放假安排的版本清单 / tables of days taken in, as a file',
    query: fileQuery,
    ...LIST_FILE,
    handle: async ({ api, query, reply }) => {
      const { ledger } = api.client;
      const [rows, open, names] = await Promise.all([listCalendars(ledger), countByCalendar(ledger), loadNames(ledger, today(api))]);
      return await sendList(reply, query.format, { name: '放假安排', columns: calendarColumns(names, new Map(open.map((one) => [one.version, one.open]))), rows }, today(api));
    },
  }),

  'GET /api/templates/file': route({
    summary: '导出模板清单 / templates of notices and papers as a file',
    query: fileQuery,
    ...LIST_FILE,
    handle: async ({ api, query, reply }) => await sendList(reply, query.format, { name: '模板', columns: TEMPLATE_COLUMNS, rows: await templateRows(join(api.dataFolder, TEMPLATES_FOLDER)) }, today(api)),
  }),

  'GET /api/channels/file': route({
    summary: '导出通知通道清单，不含密钥 / channels as a file; no keys',
    query: fileQuery,
    ...LIST_FILE,
    handle: async ({ api, query, reply }) => await sendList(reply, query.format, { name: '通知通道', columns: CHANNEL_COLUMNS, rows: await listChannels(loadChannelSettings(api.dataFolder), api.client.ledger) }, today(api)),
  }),

  'GET /api/accounts/file': route({
    summary: '导出账号清单 / accounts as a file',
    query: fileQuery,
    ...LIST_FILE,
    handle: async ({ api, query, reply }) => await sendList(reply, query.format, { name: '账号', columns: ACCOUNT_COLUMNS, rows: await listAccounts(api.client.ledger) }, today(api)),
  }),

  'GET /api/webhooks/file': route({
    summary: '导出回调清单，不含密钥 / webhooks as a file, without secrets',
    query: fileQuery,
    ...LIST_FILE,
    handle: async ({ api, query, reply }) => await sendList(reply, query.format, { name: '回调', columns: WEBHOOK_COLUMNS, rows: await listWebhooks(api.client.ledger) }, today(api)),
  }),

  'GET /api/calendar-feeds/file': route({
    summary: '导出日历订阅清单 / whose feeds are open, as a file',
    query: fileQuery,
    ...LIST_FILE,
    handle: async ({ api, query, reply }) => {
      const [feeds, names] = await Promise.all([listFeeds(api.client.ledger), loadNames(api.client.ledger, today(api))]);
      return await sendList(reply, query.format, { name: '日历订阅', columns: feedColumns(names), rows: feeds.filter(({ revokedAt }) => revokedAt === null) }, today(api));
    },
  }),
};
