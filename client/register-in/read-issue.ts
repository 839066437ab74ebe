import type { OpenCommand, Standing } from '../../domain/command-schema.ts';
import type { DayTable } from '../../domain/day-table.ts';
import type { PartyRef } from '../../domain/party.ts';
import type { IssueKind } from '../../domain/policy-schema.ts';
import type { Day } from '../../domain/time.ts';
import { cellText, rowInWords, type CellValue } from '../sheets/table.ts';
import type { IssueDetails } from '../register/entries.ts';
import { namesIn, type FoundParty, type PartyFinder } from './find-party.ts';
import type { RawIssue } from './group-rows.ts';
import { failed, readDue, readKind, readNumber, readStatus, remark, type DueRead, type RowReason } from './read-cells.ts';

/** An issue as a table states it. */
export type ReadIssue = {
  readonly title: string;
  readonly category: string;
  /** null: the table does not say. */
  readonly kind: IssueKind | null;
  readonly standing: Standing | null;
  readonly withdrawn: boolean;
  readonly due: OpenCommand['due'];
  readonly owner: FoundParty;
  readonly leader: FoundParty;
  readonly details: IssueDetails;
};

export type ReadRow = { readonly raw: RawIssue; readonly number: string; readonly issue: ReadIssue; readonly reasons: readonly RowReason[] };

export type ReadingContext = {
  readonly finder: PartyFinder;
  /** From which day terms and missing years are counted. */
  readonly feedback: Day;
  readonly days: DayTable;
  /** Are there numbers in the table? Without them rows are counted. */
  readonly numbered: boolean;
  /** Has the round an issue of this number? Then it is spelled as there. */
  readonly isKnown: (number: string) => boolean;
  /** Terms that were read already, by their words. */
  readonly read: Map<string, DueRead>;
};

const NOBODY: FoundParty = { text: '', refs: [], ambiguous: [] };
const MOST_TITLE = 4_000;

/** Reads what a table says of one issue. `position`: of the issue in the table, from 1. */
export const readIssue = (raw: RawIssue, position: number, context: ReadingContext): ReadRow => {
  const reasons: RowReason[] = [];
  const values = (key: string): readonly CellValue[] => raw.cells.get(key) ?? [];
  const text = (key: string): string => values(key).map(cellText).filter((one) => one !== '').join('\n');
  const number = numberOf(raw, position, context, reasons);
  const title = titleOf(text('title'), text('manifestations'), reasons);
  const owner = ownerOf(text('owner'), context.finder, reasons);
  const leader = leaderOf(text('leader'), context.finder, reasons);
  const due = dueOf(values('due'), values('dueCurrent'), context, reasons);
  const kind = kindOf(text('kind'), due, reasons);
  const status = statusOf(values('status'), text('status'), reasons);
  if (raw.hidden) reasons.push(remark(null, 'ROW_HIDDEN', `${raw.rows.map(rowInWords).join('、')}在表中被隐藏，照常读取`, `row ${raw.rows.map((row) => row + 1).join(', ')} is hidden in the table and was read all the same`));
  if (raw.rows.length > 1) reasons.push(remark(null, 'ROWS_JOINED', `${raw.rows.map(rowInWords).join('、')}合为一个问题`, `rows ${raw.rows.map((row) => row + 1).join(', ')} are one issue`));
  if (raw.categoryFilled) reasons.push(remark('category', 'CATEGORY_FILLED', '类别空白，沿用上一行', 'the category is blank and taken from the row above'));
  const category = (text('category') === '' ? (raw.section ?? '') : text('category')).slice(0, 500);
  const details = detailsOf(text, owner, leader);
  return { raw, number, issue: { title, category, kind, ...status, due: due.due, owner: owner.found, leader: leader.found, details }, reasons };
};

const numberOf = (raw: RawIssue, position: number, { numbered, isKnown }: ReadingContext, reasons: RowReason[]): string => {
  if (!numbered) return String(position);
  const [value = null] = raw.cells.get('number') ?? raw.cells.get('position') ?? [];
  const printed = cellText(value);
  const number = isKnown(printed) ? printed : readNumber(value);
  if (number === '') reasons.push(failed('number', 'NUMBER_MISSING', '没有编号', 'the number is missing'));
  else if (number.length > 64) reasons.push(failed('number', 'NUMBER_TOO_LONG', `编号“${number.slice(0, 20)}…”超过64字`, `the number "${number.slice(0, 20)}…" has more than 64 characters`));
  else if (number !== printed) reasons.push(remark('number', 'NUMBER_PLAIN', `编号“${printed}”记作“${number}”`, `the number "${printed}" is kept as "${number}"`));
  return number;
};

const titleOf = (title: string, manifestations: string, reasons: RowReason[]): string => {
  if (title === '' && manifestations !== '') reasons.push(remark('title', 'TITLE_FROM_MANIFESTATION', '反馈问题空白，取“具体表现”的文字', 'the finding is blank; the words of how it shows are taken'));
  const words = title === '' ? manifestations : title;
  if (words === '') reasons.push(failed('title', 'TITLE_MISSING', '没有反馈问题', 'the finding is missing'));
  else if (words.length > MOST_TITLE) reasons.push(failed('title', 'TITLE_TOO_LONG', `反馈问题有${words.length}字，上限${MOST_TITLE}；请把部分移到“具体表现”`, `the finding has ${words.length} characters, the limit is ${MOST_TITLE}; move some to how it shows`));
  return words;
};

type Named = { readonly found: FoundParty; readonly others: readonly string[]; readonly words: string };

const ambiguous = (column: string, { text, ambiguous: fit }: FoundParty): RowReason =>
  failed(column, 'PARTY_AMBIGUOUS', `“${text}”在人员表中有${fit.length}个：${fit.join('、')}；请写编号`, `"${text}" fits ${fit.length} in the directory: ${fit.join(', ')}; write the id`);
const unknown = (column: string, text: string, zh: string, en: string): RowReason =>
  remark(column, 'PARTY_UNKNOWN', `人员和岗位中没有“${text}”，${zh}`, `"${text}" is nobody in the directory; ${en}`);

const ownerOf = (words: string, finder: PartyFinder, reasons: RowReason[]): Named => {
  const names = [...new Set(namesIn(words))];
  const [first] = names;
  if (first === undefined) return { found: NOBODY, others: [], words: '' };
  const found = finder.person(first);
  if (found.ambiguous.length > 0) reasons.push(ambiguous('owner', found));
  else if (found.refs.length === 0) reasons.push(unknown('owner', first, '问题先不落实到人，姓名照录；导入人员后请交办', 'the issue has no owner yet and keeps the name; assign it once people are imported'));
  if (names.length > 1) reasons.push(remark('owner', 'OWNER_SEVERAL', `有${names.length}个责任人，以第一人“${first}”为责任人，其余照录`, `${names.length} owners are named; the first, "${first}", is the owner, the others are kept as printed`));
  return { found, others: names.slice(1), words: first };
};

const leaderOf = (words: string, finder: PartyFinder, reasons: RowReason[]): Named => {
  const names = namesIn(words);
  if (names.length === 0) return { found: NOBODY, others: [], words: '' };
  // A post held by several is one name: 巡察组（王五、吴十）.
  const whole = finder.leader(words);
  const found = whole.refs.length > 0 ? whole : finder.leader(names[0] ?? '');
  if (found.ambiguous.length > 0) reasons.push(ambiguous('leader', found));
  else if (found.refs.length === 0) reasons.push(unknown('leader', words, '责任领导先空缺，照录原文', 'there is no responsible leader yet; the words are kept'));
  else if (names.length > 1 && whole.refs.length === 0) reasons.push(remark('leader', 'LEADER_SEVERAL', `有${names.length}个责任领导，以第一人为准，原文照录`, `${names.length} leaders are named; the first counts, the words are kept`));
  return { found, others: whole.refs.length > 0 ? [] : names.slice(1), words };
};

/** Of several terms (one a measure) the last; where a table has an extended one beside it, that. */
const dueOf = (printed: readonly CellValue[], current: readonly CellValue[], context: ReadingContext, reasons: RowReason[]): DueRead => {
  const read = printed.map((value) => readOnce(value, 'due', context));
  const moved = current.map((value) => readOnce(value, 'dueCurrent', context));
  reasons.push(...[...read, ...moved].flatMap((one) => one.reasons));
  const last = latest(read);
  if (read.length > 1 && last.due !== null) reasons.push(remark('due', 'DUE_SEVERAL', `有${read.length}个时限，取最后的 ${last.due.day}`, `${read.length} terms are named; the last counts, ${last.due.day}`));
  const now = latest(moved).due;
  if (now === null || now.day === last.due?.day) return last;
  return { ...last, due: { day: now.day, words: last.due?.words ?? null } };
};

/** Thousands of rows have a few dozen terms; each is read once. */
const readOnce = (value: CellValue, column: string, { feedback, days, read }: ReadingContext): DueRead => {
  const key = `${column} ${typeof value} ${cellText(value)}`;
  const earlier = read.get(key);
  if (earlier !== undefined) return earlier;
  const now = readDue(value, column, feedback, days);
  read.set(key, now);
  return now;
};

const latest = (read: readonly DueRead[]): DueRead =>
  read.reduce<DueRead>((last, one) => ({ due: last.due === null || (one.due !== null && one.due.day > last.due.day) ? one.due : last.due, sustained: last.sustained || one.sustained, reasons: [] }), { due: null, sustained: false, reasons: [] });

const kindOf = (words: string, { due, sustained }: DueRead, reasons: RowReason[]): IssueKind | null => {
  const kind = readKind(words);
  if (words !== '' && kind === null) reasons.push(failed('kind', 'KIND_UNKNOWN', `整改类型“${words}”不是 立行立改、限期整改 或 长期坚持`, `the kind "${words}" is none of 立行立改, 限期整改, 长期坚持`));
  return kind ?? (sustained && due === null ? 'sustained' : null);
};

const statusOf = (values: readonly CellValue[], words: string, reasons: RowReason[]): Pick<ReadIssue, 'standing' | 'withdrawn'> => {
  const read = values.map(readStatus);
  const standings = new Set(read.map(({ standing }) => standing));
  if (words !== '' && standings.has(null) && !read.some((one) => one.withdrawn))
    reasons.push(failed('status', 'STATUS_UNKNOWN', `看不出“${words.slice(0, 40)}”是什么状态；请写 未启动、整改中、已完成 或 长期坚持`, `"${words.slice(0, 40)}" is no state that can be read; write 未启动, 整改中, 已完成 or 长期坚持`));
  // Several rows of one issue: it stands where its slowest part stands.
  const order: readonly (Standing | null)[] = ['assigned', 'rectifying', 'sustained', 'closed'];
  return { standing: order.find((one) => standings.has(one)) ?? null, withdrawn: read.some((one) => one.withdrawn) };
};

const KEPT = ['goal', 'leadLeader', 'supporting', 'systems', 'accountability', 'publication', 'measures', 'responsibleUnit', 'whyOpen', 'evidence', 'signatures', 'doneOn', 'closedOn', 'dueOriginal'] as const;

const detailsOf = (text: (key: string) => string, owner: Named, leader: Named): IssueDetails => {
  const kept = KEPT.map((key) => [key, text(key)] as const).filter(([, words]) => words !== '');
  const manifestations = text('title') === '' ? [] : text('manifestations').split('\n').filter((line) => line !== '');
  return {
    ...Object.fromEntries(kept),
    ...(manifestations.length === 0 ? {} : { manifestations }),
    ...(text('progress') === '' ? {} : { reported: text('progress') }),
    ...(owner.found.refs.length === 0 && owner.words !== '' ? { owner: owner.words } : {}),
    ...(owner.others.length === 0 ? {} : { otherOwners: owner.others.join('、') }),
    ...((leader.found.refs.length === 0 || leader.others.length > 0) && leader.words !== '' ? { leader: leader.words } : {}),
  };
};

/** Whom a name means, where it means one. */
export const firstRef = ({ refs, ambiguous: several }: FoundParty): PartyRef | null => (several.length > 0 ? null : (refs[0] ?? null));
