import type { Scope } from '../../domain/route-right.ts';
import type { listAccounts, SessionListing } from '../../ledger/accounts.ts';
import type { TokenListing } from '../../ledger/api-tokens.ts';
import type { KeptCalendar } from '../../ledger/calendars.ts';
import type { CalendarFeed } from '../../ledger/calendar-feeds.ts';
import type { NameBook } from '../../ledger/people.ts';
import type { WebhookListing } from '../../ledger/webhooks.ts';
import type { ChannelEntry } from '../channel-list.ts';
import { standingInWords } from '../channel-words.ts';
import type { PolicyListing } from '../policy-versions.ts';
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

/** Where an account is signed in; what it is known by there stands nowhere. */
export const SESSION_COLUMNS: readonly ListColumn<SessionListing>[] = [
  { head: '登录', width: 18, value: ({ startedAt }) => momentCell(startedAt) },
  { head: '有效至', width: 18, value: ({ expiresAt }) => momentCell(expiresAt) },
  { head: '地址', width: 18, value: ({ address }) => address },
  { head: '浏览器', width: 60, value: ({ userAgent }) => userAgent },
];

const SCOPE_NAMES: Readonly<Record<Scope, string>> = { read: '查阅', act: '办理', export: '导出', manage: '管理设置' };
export const TOKEN_COLUMNS: readonly ListColumn<TokenListing>[] = [
  { head: '编号', width: 24, value: ({ id }) => id },
  { head: '用途', width: 24, value: ({ name }) => name },
  { head: '权限', width: 24, value: ({ scopes }) => scopes.map((scope) => SCOPE_NAMES[scope]).join('、') },
  { head: '签发', width: 18, value: ({ madeAt }) => momentCell(madeAt) },
  { head: '有效至', width: 18, value: ({ expiresAt }) => momentCell(expiresAt) },
  { head: '最近使用', width: 18, value: ({ lastUsedAt }) => momentCell(lastUsedAt) },
  { head: '撤销', width: 18, value: ({ revokedAt }) => momentCell(revokedAt) },
];

export const policyColumns = (names: NameBook): readonly ListColumn<PolicyListing>[] => [
  { head: '办法', width: 24, value: ({ policy }) => policy },
  { head: '在办问题', width: 10, value: ({ open }) => open },
  { head: '自带', width: 8, value: ({ preset }) => (preset ? '是' : '') },
  { head: '存入', width: 18, value: ({ keptAt }) => momentCell(keptAt) },
  { head: '由', width: 14, value: ({ keptBy }) => (keptBy === null ? null : names.person(keptBy)) },
  { head: '依据', width: 50, value: ({ source }) => source },
];

/** Tables of days that were taken in. `open`: how many open issues count by each. */
export const calendarColumns = (names: NameBook, open: ReadonlyMap<string | null, number>): readonly ListColumn<KeptCalendar>[] => [
  { head: '版本', width: 24, value: ({ version }) => version },
  { head: '年份', width: 20, value: ({ days }) => days.years.join('、') },
  { head: '来源', width: 36, value: ({ source }) => source },
  { head: '导入', width: 18, value: ({ takenAt }) => momentCell(takenAt) },
  { head: '由', width: 14, value: ({ takenBy }) => names.person(takenBy) },
  { head: '在办问题', width: 10, value: ({ version }) => open.get(version) ?? 0 },
];

export type TemplateRow = { readonly name: string; readonly title: string; readonly own: boolean };
export const TEMPLATE_COLUMNS: readonly ListColumn<TemplateRow>[] = [
  { head: '名称', width: 24, value: ({ name }) => name },
  { head: '模板', width: 24, value: ({ title }) => title },
  { head: '来源', width: 10, value: ({ own }) => (own ? '本单位' : '自带') },
];

/** Where each leads and how it fares; of a robot's address the host only, since the rest is its key. */
export const CHANNEL_COLUMNS: readonly ListColumn<ChannelEntry>[] = [
  { head: '编号', width: 16, value: ({ id }) => id },
  { head: '种类', width: 12, value: ({ kind }) => kind },
  { head: '主机', width: 36, value: ({ host }) => host },
  { head: '单位、岗位', width: 30, value: ({ units, posts }) => [...units, ...posts].join('、') },
  { head: '限速', width: 20, value: ({ limits }) => limits.map(({ count, seconds }) => `${count}/${seconds}s`).join(' ') },
  { head: '近况', width: 60, value: ({ standing }) => (standing === null ? null : standingInWords(standing).zh) },
];
