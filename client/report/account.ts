import type { IssueEvent } from '../../domain/events.ts';
import type { IssueStory } from '../../domain/rollup.ts';
import type { Day } from '../../domain/time.ts';
import type { ParsedIssue } from '../import/parsed-report.ts';
import type { Standing } from '../standing.ts';
import { GROUND_NAMES } from '../words.ts';
import type { Facts } from './facts.ts';
import { standingOf } from './figures.ts';

/** One issue as a report tells of it: what was done, and where it is not finished why, what comes next and by when. */
export type IssueAccount = {
  readonly number: string;
  readonly title: string;
  readonly category: string;
  readonly standing: Standing;
  /** Kept up for long although closed. */
  readonly keep: boolean;
  readonly deeds: readonly string[];
  /** Null where nobody has said why it is not finished. */
  readonly reason: string | null;
  readonly next: string | null;
  readonly due: Day;
  readonly withheld: boolean;
};

const line = (text: string): string => text.replace(/\s+/g, ' ').trim();
const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts.map(line))].filter((text) => text !== '');

/** What people reported of this cycle, in order of time; what a measure says of itself when nothing else was said. */
const deedsOf = ({ state, events }: IssueStory): readonly string[] => {
  const now = events.filter((event) => event.cycle === state.cycle);
  const told = (event: IssueEvent): string[] => {
    if (event.type === 'submitted') return [event.summary];
    if (event.type === 'progress-reported') return [event.note];
    return [];
  };
  const measures = state.measures.filter((measure) => measure.done && !now.some((event) => event.type === 'progress-reported' && event.measure === measure.id)).map((measure) => `落实“${line(measure.text)}”`);
  const rules = state.outcomes.flatMap((one) => (one.kind === 'rule' && !one.reversed && one.note !== null ? [`建立完善制度：${one.note}`] : []));
  return unique([...now.flatMap(told), ...measures, ...rules]);
};

/** What an earlier report said was done, without the label that it began with. */
const printedDeeds = (printed: ParsedIssue | undefined): readonly string[] =>
  unique((printed?.rectification ?? []).map(({ text }) => (printed?.statusText != null && text.startsWith(printed.statusText) ? text.slice(printed.statusText.length) : text).replace(/^[。，,；;：:\s]+/u, '')));

/** Why it took longer, as the last granted extension or the suspension under way gives it. */
const reasonOf = ({ state, events }: IssueStory): string | null => {
  if (state.suspension !== null) return `${GROUND_NAMES[state.suspension.ground].zh}，经批准暂停至${state.suspension.until.day}：${line(state.suspension.reason)}`;
  const granted = events.findLast((event) => event.type === 'extension-granted');
  const asked = granted === undefined ? undefined : events.findLast((event) => event.type === 'extension-requested' && event.seq < granted.seq);
  if (asked?.type === 'extension-requested') return line(asked.reason);
  const returned = events.findLast((event) => event.type === 'returned' && event.cycle === state.cycle);
  return returned?.type === 'returned' ? `核查退回：${line(returned.reason)}` : null;
};

const nextOf = ({ state }: IssueStory): string | null => {
  if (state.status === 'verifying') return '已报请核查销号，按核查意见办理';
  const open = state.measures.filter((measure) => !measure.done);
  return open.length === 0 ? null : open.map((measure) => line(measure.text).replace(/[。；;]$/u, '')).join('；');
};

/** Null for an issue that does not count. What the unit adds in its facts goes before what the record gives. */
export const accountOf = (story: IssueStory, printed: ParsedIssue | undefined, facts: Facts): IssueAccount | null => {
  const { state } = story;
  const standing = standingOf([state]);
  if (standing === null) return null;
  const added = facts.issues[state.number];
  const deeds = added?.done ?? deedsOf(story);
  return {
    number: state.numbering.corrected ?? state.number,
    title: line(state.title),
    category: line(state.category),
    standing,
    keep: standing === 'done' && state.kind === 'sustained',
    deeds: unique(deeds.length > 0 ? deeds : printedDeeds(printed)),
    reason: added?.reason ?? reasonOf(story),
    next: added?.next ?? nextOf(story),
    due: state.due.current.day,
    withheld: state.publication.withheld !== null,
  };
};
