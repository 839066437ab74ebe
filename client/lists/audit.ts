import type { listAccess } from '../../ledger/access-log.ts';
import type { DeliveryEntry } from '../../ledger/delivery-lists.ts';
import { reasonInWords } from '../../ledger/delivery-reasons.ts';
import type { ExportEntry, ExportKind } from '../../ledger/exports.ts';
import type { NameBook } from '../../ledger/people.ts';
import type { RecordRow } from '../../ledger/notice-record.ts';
import { personAbout, type ActionInWords } from '../api/access-words.ts';
import { momentCell, type ListColumn } from '../sheets/list-bytes.ts';
import { kindInWords, topicInWords } from '../topic-words.ts';
import { channelInWords, DELIVERY_NAMES, shortId, type Words } from '../words.ts';

/** What the audit page lists, as files: notices, who read what, what left the system, what one person was told. */

export const deliveryColumns = (names: NameBook): readonly ListColumn<DeliveryEntry>[] => [
  { head: '时间', width: 18, value: ({ notBefore }) => momentCell(notBefore) },
  { head: '收件人', width: 14, value: ({ recipient }) => names.person(recipient) },
  { head: '种类', width: 14, value: ({ kind }) => kindInWords(kind).zh },
  { head: '事项', width: 18, value: ({ topic }) => topicInWords(topic).zh },
  { head: '对象', width: 18, value: ({ issueId }) => shortId(issueId) },
  { head: '时限', width: 12, value: ({ day }) => day },
  { head: '渠道', width: 14, value: ({ via }) => channelInWords(via).zh },
  { head: '状态', width: 18, value: ({ state }) => DELIVERY_NAMES[state].zh },
  { head: '原因', width: 24, value: ({ reason }) => (reason === null ? null : reasonInWords(reason).zh) },
  { head: '办结', width: 18, value: ({ settledAt }) => momentCell(settledAt) },
];

type AccessRow = Awaited<ReturnType<typeof listAccess>>[number];
/** `inWords`: what an action read or took out. */
export const accessColumns = (names: NameBook, inWords: ActionInWords): readonly ListColumn<AccessRow>[] => [
  { head: '时间', width: 18, value: (row) => momentCell(row.at) },
  { head: '人员', width: 14, value: ({ person }) => (person === null ? null : names.person(person)) },
  { head: '账号', width: 30, value: ({ account }) => account },
  { head: '所看、所取', width: 44, value: ({ action }) => inWords(action).zh },
  { head: '对象', width: 24, value: ({ subject }) => (subject === null ? null : (personAbout(names, subject)?.zh ?? shortId(subject))) },
  { head: '接口或命令', width: 44, value: ({ action }) => action },
  { head: '请求编号', width: 38, value: ({ requestId }) => requestId },
];

/** What can leave the system with personal data in it. */
export const EXPORT_NAMES: Words<ExportKind> = {
  report: { zh: '进展情况通报', en: 'progress report' },
  'public-report': { zh: '社会公开稿', en: 'public version' },
  letter: { zh: '文书', en: 'papers' },
  dossier: { zh: '档案', en: 'file of an issue or a round' },
  'calendar-feed': { zh: '日历', en: 'calendar' },
};

export const exportColumns = (names: NameBook): readonly ListColumn<ExportEntry>[] => [
  { head: '时间', width: 18, value: (row) => momentCell(row.at) },
  { head: '导出人', width: 18, value: ({ by }) => names.person(by) },
  { head: '种类', width: 16, value: ({ kind }) => EXPORT_NAMES[kind].zh },
  { head: '对象', width: 24, value: ({ subject }) => shortId(subject) },
  { head: 'SHA-256', width: 68, value: ({ sha256 }) => sha256 },
];

export const toldColumns: readonly ListColumn<RecordRow & { readonly letter: string | null }>[] = [
  { head: '文号', width: 26, value: ({ letter }) => letter },
  { head: '种类', width: 14, value: ({ kind }) => kindInWords(kind).zh },
  { head: '事项', width: 18, value: ({ topic }) => topicInWords(topic).zh },
  { head: '对象', width: 18, value: ({ issueId }) => shortId(issueId) },
  { head: '渠道', width: 14, value: ({ channel }) => channelInWords(channel).zh },
  { head: '状态', width: 18, value: ({ state }) => DELIVERY_NAMES[state].zh },
  { head: '告知时间', width: 18, value: ({ toldAt }) => momentCell(toldAt) },
  { head: '要求签收', width: 10, value: ({ acknowledge }) => (acknowledge ? '是' : '否') },
  { head: '签收时间', width: 18, value: ({ acknowledgedAt }) => momentCell(acknowledgedAt) },
  { head: '之后首次办理', width: 18, value: ({ movedAt }) => momentCell(movedAt) },
];
