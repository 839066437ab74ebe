import type { listAccounts } from '../../ledger/accounts.ts';
import type { CalendarFeed } from '../../ledger/calendar-feeds.ts';
import type { NameBook } from '../../ledger/people.ts';
import type { WebhookListing } from '../../ledger/webhooks.ts';
import { momentCell, type ListColumn } from '../sheets/list-bytes.ts';

/** What those who keep the system list, as files; no secret stands in any of them. */

export const ACCOUNT_COLUMNS: readonly ListColumn<Awaited<ReturnType<typeof listAccounts>>[number]>[] = [
  { head: '账号', width: 20, value: ({ username }) => username },
  { head: '姓名', width: 14, value: ({ name }) => name },
  { head: '人员编号', width: 16, value: ({ person }) => person },
  { head: '管理员', width: 8, value: ({ administrator }) => (administrator ? '是' : '') },
  { head: '停用', width: 8, value: ({ disabledAt }) => (disabledAt === null ? '' : '是') },
  { head: '可查阅轮次', width: 30, value: ({ rounds }) => rounds.join('、') },
];

export const WEBHOOK_COLUMNS: readonly ListColumn<WebhookListing>[] = [
  { head: '用途', width: 24, value: ({ name }) => name },
  { head: '网址', width: 50, value: ({ url }) => url },
  { head: '种类', width: 30, value: ({ types }) => types.join('、') || '全部' },
  { head: '登记', width: 18, value: ({ madeAt }) => momentCell(madeAt) },
  { head: '已告知', width: 8, value: ({ accepted }) => accepted },
  { head: '待告知', width: 8, value: ({ waiting }) => waiting },
  { head: '未成', width: 8, value: ({ rejected }) => rejected },
  { head: '最近成功', width: 18, value: ({ succeededAt }) => momentCell(succeededAt) },
  { head: '最近失败', width: 30, value: ({ failure }) => failure },
];

export const feedColumns = (names: NameBook): readonly ListColumn<CalendarFeed>[] => [
  { head: '人员', width: 14, value: ({ personId }) => names.person(personId) },
  { head: '开通', width: 18, value: ({ issuedAt }) => momentCell(issuedAt) },
  { head: '由', width: 14, value: ({ issuedBy }) => names.person(issuedBy) },
  { head: '写明问题原文', width: 14, value: ({ titles }) => (titles ? '是' : '否') },
];
