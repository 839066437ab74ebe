import { STATUS_NAMES } from '../domain/acts/context.ts';
import { commonIssueOf, type CommonIssue } from '../domain/common.ts';
import { refuse } from '../domain/refusal.ts';
import { dayOf, instantInWords, type Day } from '../domain/time.ts';
import { commonEvents, listCommon, makeCommonId, partsOf, type CommonEventRow, type CommonRow, type PartRow } from '../ledger/common.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { loadNames, type NameBook } from '../ledger/people.ts';
import { table } from './commands/table.ts';
import { inBoth, type BothWords } from './voice.ts';
import { COMMON_EVENT_NAMES, COMMON_PHASE_NAMES, KIND_NAMES, LIGHT_NAMES } from './words.ts';

/** A common issue with its parts, as the ledger has them. */
export type CommonView = { readonly row: CommonRow; readonly whole: CommonIssue; readonly parts: readonly PartRow[] };

/** Every common issue of a round (or of all), put together out of its parts as of a day. */
export const commonViews = async (db: LedgerDatabase, day: Day, round?: string): Promise<readonly CommonView[]> => {
  const rows = await listCommon(db, round);
  const rounds = [...new Set(rows.map((row) => row.round))];
  const parts = new Map(await Promise.all(rounds.map(async (id) => [id, await partsOf(db, id, null, day)] as const)));
  return rows.map((row) => {
    const own = (parts.get(row.round) ?? []).filter((part) => part.common === row.number);
    return { row, whole: commonIssueOf(own), parts: own };
  });
};

/** One of them; undefined where the round has no common issue of this number. */
export const findCommon = async (db: LedgerDatabase, round: string, number: string, day: Day): Promise<CommonView | undefined> =>
  (await commonViews(db, day, round)).find(({ row }) => row.number === number);

/** `4/9`, and who is counted apart. */
export const progressInWords = ({ units, closed, sustained, withdrawn }: CommonIssue): string =>
  [`${units}个单位，已销号${closed}个`, ...(sustained === 0 ? [] : [`长期坚持${sustained}个`]), ...(withdrawn === 0 ? [] : [`已撤出${withdrawn}个`])].join('，');

const eventLine = (event: CommonEventRow, names: NameBook): string => {
  const more = event.type === 'common-closed' ? `（${event.units}个单位）` : event.type === 'common-reworded' ? `：${event.title}` : 'reason' in event && event.reason !== null ? `：${event.reason}` : '';
  const { zh, en } = COMMON_EVENT_NAMES[event.type];
  return `${instantInWords(event.at)} ${zh} ${en} · ${names.unitNamed(event.unit)} · ${names.person(event.by)}${more}`;
};

/** A moment of a common issue in words. */
export type CommonMoment = { readonly seq: number; readonly at: number; readonly zh: string; readonly en: string; readonly unit: string; readonly byName: BothWords };
export type CommonPage = {
  readonly row: CommonRow;
  /** null: whoever looks sees a part of it only. */
  readonly whole: CommonIssue | null;
  readonly parts: readonly (PartRow & { readonly ownerName: BothWords | null })[];
  readonly moments: readonly CommonMoment[];
};

/** One common issue as a page shows it. @throws Refusal UNKNOWN_ISSUE */
export const showCommonIssue = async (db: LedgerDatabase, round: string, number: string, today: Day): Promise<Omit<CommonPage, 'parts'> & Pick<CommonView, 'parts'>> => {
  const [view, events, names] = await Promise.all([findCommon(db, round, number, today), commonEvents(db, round, number), loadNames(db, today)]);
  if (view === undefined) return unknownCommon(round, number);
  return { ...view, moments: events.map((event) => ({ seq: event.seq, at: event.at, ...COMMON_EVENT_NAMES[event.type], unit: names.unitNamed(event.unit), byName: inBoth(names, (voice) => voice.names.person(event.by)) })) };
};

/** Also for one of which somebody may see no part: to him it does not exist. */
export const unknownCommon = (round: string, number: string): never => refuse('UNKNOWN_ISSUE', `没有共性问题“${round}/${number}”`, `there is no common issue "${round}/${number}"`, { issue: `${round}/${number}` });

const partsTable = (parts: readonly PartRow[], names: NameBook): string =>
  table(parts, [
    { head: '编号', value: (part) => part.number, max: 30 },
    { head: '单位', value: (part) => part.name, max: 24 },
    { head: '状态', value: (part) => `${STATUS_NAMES[part.status].zh}${part.seq === 0 ? '·开立中' : ''}${part.suspended ? '·暂停' : ''}${part.cycle > 1 ? `·第${part.cycle}轮` : ''}` },
    { head: '灯', value: (part) => (part.light === null ? '' : LIGHT_NAMES[part.light].zh) },
    { head: '时限', value: (part) => part.due },
    { head: '责任人', value: (part) => names.party(part.owner as Parameters<typeof names.party>[0]), max: 16 },
  ]);

/** One common issue for programs and for people: the whole, its parts with their lights, and its moments. @throws Refusal UNKNOWN_ISSUE */
export const showCommon = async (db: LedgerDatabase, round: string, number: string) => {
  const today = dayOf(Date.now());
  const [view, events, names] = await Promise.all([findCommon(db, round, number, today), commonEvents(db, round, number), loadNames(db, today)]);
  if (view === undefined) return unknownCommon(round, number);
  const { row, whole, parts } = view;
  const json = { common: { id: makeCommonId(round, number), ...row, ...whole }, parts, events };
  const text = [
    `共性问题 ${round}/${number}：${row.title}`,
    `${COMMON_PHASE_NAMES[row.phase].zh}；${KIND_NAMES[row.kind].zh}；${row.category}`,
    `${progressInWords(whole)}；最慢一家${STATUS_NAMES[whole.status].zh}${whole.nextDue === null ? '' : `；最近时限 ${whole.nextDue}`}${whole.due === null ? '' : `，最迟 ${whole.due}`}`,
    '',
    partsTable(parts, names),
    '',
    ...events.map((event) => eventLine(event, names)),
  ].join('\n');
  return { json, text };
};

/** The story of a common issue as Markdown: its moments, and how far each unit is. @throws Refusal UNKNOWN_ISSUE */
export const commonTimeline = async (db: LedgerDatabase, round: string, number: string): Promise<string> => {
  const { json } = await showCommon(db, round, number);
  const names = await loadNames(db, dayOf(Date.now()));
  const { common, parts, events } = json;
  return [
    `# 共性问题第${number}号：${common.title.replace(/([\\`*_[\]<>|#])/g, '\\$1')}`,
    '',
    `- ${progressInWords(common)}`,
    '',
    '## 经过 What happened',
    '',
    ...events.map((event) => `- ${eventLine(event, names)}`),
    '',
    '## 各单位 Units',
    '',
    ...parts.map((part) => `- ${part.name}（${part.number}）：${STATUS_NAMES[part.status].zh} ${STATUS_NAMES[part.status].en}，${part.due}`),
    '',
  ].join('\n');
};
