import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { STATUS_NAMES } from '../domain/acts/context.ts';
import { hasSlippedMeasure, overdueSince } from '../domain/deadlines.ts';
import type { IssueEvent } from '../domain/events.ts';
import { fold } from '../domain/evolve.ts';
import type { IssueState } from '../domain/issue.ts';
import { ROLE_NAMES } from '../domain/permissions.ts';
import { roleSchema } from '../domain/policy-schema.ts';
import { refuse } from '../domain/refusal.ts';
import { dayOf, instantInWords, type Day, type Instant } from '../domain/time.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { reasonInWords } from '../ledger/delivery-reasons.ts';
import { doerInWords, loadNames, type NameBook } from '../ledger/people.ts';
import { issueIdsOf, loadTold, type ToldRow } from '../ledger/register.ts';
import { loadIssueEvents } from '../ledger/steps.ts';
import { commonTimeline, commonViews } from './common-view.ts';
import { eventDetails } from './event-details.ts';
import { EVENT_NAMES } from './event-words.ts';
import { kindInWords, topicInWords } from './topic-words.ts';
import { channelInWords, DELIVERY_NAMES, KIND_NAMES, RATING_NAMES, numberInWords } from './words.ts';

type Entry = { readonly at: Instant; readonly rank: number; readonly line: string };

/** Titles and notes come from documents: what Markdown would take for a sign of its own stays a letter. */
const plain = (text: string): string =>
  text
    .replace(/\s*\n\s*/g, ' ')
    .replace(/[\\`*_[\]<>|#]/g, '\\$&');

const eventEntry = (event: IssueEvent, names: NameBook): Entry => {
  const { zh, en } = EVENT_NAMES[event.type];
  const details = eventDetails(event, names).zh;
  const who = doerInWords(event, names);
  return { at: event.at, rank: 0, line: `**${zh}** ${en} · ${plain(who)}${details === '' ? '' : `：${plain(details)}`}` };
};

const roleOf = (row: ToldRow): string => (row.role in ROLE_NAMES ? ROLE_NAMES[row.role as keyof typeof ROLE_NAMES].zh : row.role);

const toldLine = (row: ToldRow, names: NameBook): string => {
  const to = row.recipient === 'nobody' ? '无人' : names.person(row.recipient);
  const why = row.reason === null ? '' : `（${reasonInWords(row.reason).zh}）`;
  return `✉ ${row.letter ?? kindInWords(row.kind).zh}“${topicInWords(row.topic).zh}” → ${plain(to)}（${roleOf(row)}），${channelInWords(row.channel).zh}，${DELIVERY_NAMES[row.state].zh}${plain(why)}`;
};

/** What went out, or should have and did not, at its time; what still waits or was withdrawn is told apart. */
const toldEntry = (row: ToldRow, names: NameBook): Entry => ({ at: row.uncertainAt ?? row.settledAt ?? row.notBefore, rank: 1, line: toldLine(row, names) });

const headLines = (state: IssueState, round: string, names: NameBook): string[] => {
  const { original, current, words } = state.due;
  const moved = current.day === original ? '' : `，现为${current.day}`;
  return [
    `# ${numberInWords(state)}：${plain(state.title)}`,
    '',
    `- 轮次 round：${plain(round)}`,
    ...(state.common === null ? [] : [`- 共性问题 common issue：第${plain(state.common.number)}号${state.common.unit === null ? '，已分交各单位' : `，${plain(names.unitNamed(state.common.unit))}的一件`}`]),
    `- 类别 category：${plain(state.category === '' ? '—' : state.category)}；${KIND_NAMES[state.kind].zh} ${KIND_NAMES[state.kind].en}`,
    `- 整改时限 due：原定${original}${moved}${words === null ? '' : `（原文“${plain(words)}”）`}`,
    ...roleSchema.options.filter((role) => state.parties[role] !== null).map((role) => `- ${ROLE_NAMES[role].zh} ${ROLE_NAMES[role].en}：${plain(names.party(state.parties[role]))}`),
  ];
};

const endLines = (state: IssueState, waiting: readonly ToldRow[], withdrawn: number, names: NameBook): string[] => {
  const overdue = overdueSince(state);
  const marks = [
    overdue === null ? '' : `逾期（自${dayOf(overdue)}）`,
    hasSlippedMeasure(state) ? '措施滞后' : '',
    state.suspension === null ? '' : `暂停至${state.suspension.until.day}`,
    state.cycle === 1 ? '' : `第${state.cycle}轮整改`,
  ].filter((mark) => mark !== '');
  const { own, verified } = state.ratings;
  const rated = (rating: typeof own): string => (rating === null ? '—' : RATING_NAMES[rating].zh);
  return [
    '## 现状 Where it stands',
    '',
    `- 状态 status：${STATUS_NAMES[state.status].zh} ${STATUS_NAMES[state.status].en}${marks.length === 0 ? '' : `（${marks.join('，')}）`}`,
    `- 自评／核查评价 ratings：${rated(own)}／${rated(verified)}；退回${state.returns}次；延期${state.extension.granted}次共${state.extension.totalDays}天`,
    `- 佐证材料 evidence：${state.evidence.length}份；第${state.seq}版 version`,
    ...(withdrawn === 0 ? [] : [`- 事项变化后撤回、未发的通知 withdrawn notices：${withdrawn}条`]),
    ...(waiting.length === 0 ? [] : ['', '## 待发 Still to come', '', ...waiting.map((row) => `- ${instantInWords(row.notBefore)} ${toldLine(row, names)}`)]),
  ];
};

/** The whole story of one issue as Markdown: each event in words, and who was told of it when and how. */
const timelineOf = (input: { readonly events: readonly IssueEvent[]; readonly told: readonly ToldRow[]; readonly round: string; readonly names: NameBook }): string => {
  const { events, told, round, names } = input;
  const state = fold(events);
  if (state === null) throw new Error('a timeline of an issue without events');
  const waiting = told.filter((row) => row.state === 'planned' || row.state === 'claimed' || row.state === 'handed_over');
  const withdrawn = told.filter((row) => row.state === 'withdrawn').length;
  const gone = told.filter((row) => !waiting.includes(row) && row.state !== 'withdrawn');
  const entries = [...events.map((event) => eventEntry(event, names)), ...gone.map((row) => toldEntry(row, names))].toSorted((a, b) => a.at - b.at || a.rank - b.rank);
  const lines = ['## 经过 What happened', ''];
  let day: Day = '';
  for (const entry of entries) {
    const at = instantInWords(entry.at);
    if (at.slice(0, 10) !== day) {
      if (day !== '') lines.push('');
      day = at.slice(0, 10);
      lines.push(`### ${day}`, '');
    }
    lines.push(`- ${at.slice(11)} ${entry.line}`);
  }
  return [...headLines(state, round, names), '', ...lines, '', ...endLines(state, waiting, withdrawn, names), ''].join('\n');
};

/** How many issues are held in memory at once. */
const BATCH = 200;

/** One file an issue, `issue-<number>.md`, and one a common issue, `common-<number>.md`; answers the paths. Set-based: a few statements for every 200 issues. */
export const writeTimelines = async (db: LedgerDatabase, round: string, folder: string, now: Instant = Date.now()): Promise<string[]> => {
  await mkdir(folder, { recursive: true });
  const ids = await issueIdsOf(db, round);
  const paths: string[] = [];
  for (let from = 0; from < ids.length; from += BATCH) {
    const timelines = await loadTimelines(db, ids.slice(from, from + BATCH), dayOf(now));
    for (const [id, text] of timelines) {
      // A number holds letters, digits and ._- only: with a word before it, it can name no other folder.
      const path = join(folder, `issue-${id.slice(id.lastIndexOf('/') + 1)}.md`);
      await writeFile(path, text);
      paths.push(path);
    }
  }
  for (const { row } of await commonViews(db, dayOf(now), round)) {
    const path = join(folder, `common-${row.number}.md`);
    await writeFile(path, await commonTimeline(db, round, row.number));
    paths.push(path);
  }
  return paths;
};

const roundOf = (issueId: string): string => issueId.split('/')[1] ?? '';

/** The timelines of these issues by id, in the order asked for. Names are as of `day`. */
export const loadTimelines = async (db: LedgerDatabase, ids: readonly string[], day: Day): Promise<Map<string, string>> => {
  const roundIds = [...new Set(ids.map(roundOf))];
  const [histories, told, names, rounds] = await Promise.all([
    loadIssueEvents(db, ids),
    loadTold(db, ids),
    loadNames(db, day),
    roundIds.length === 0 ? [] : db.selectFrom('round').select(['id', 'title']).where('id', 'in', roundIds).execute(),
  ]);
  const titles = new Map(rounds.map((row) => [row.id, row.title]));
  return new Map(
    ids.map((id) => {
      const events = histories.get(id) ?? refuse('UNKNOWN_ISSUE', `没有问题“${id}”`, `there is no issue "${id}"`, { issue: id });
      const round = roundOf(id);
      return [id, timelineOf({ events, told: told.get(id) ?? [], round: titles.get(round) ?? round, names })];
    }),
  );
};
