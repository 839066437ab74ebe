import type { OpenCommand, Standing } from '../domain/command-schema.ts';
import type { DayTable } from '../domain/day-table.ts';
import type { IssueKind, Policy } from '../domain/policy-schema.ts';
import { refuse } from '../domain/refusal.ts';
import type { Day, Instant } from '../domain/time.ts';
import type { RoundEntry } from '../ledger/rounds.ts';
import type { ParsedIssue, ParsedReport } from './import/parsed-report.ts';

export type AdoptOptions = {
  /** The round's id; made from the unit's feedback date by default. */
  readonly id?: string;
  readonly policy: Policy;
  readonly days: DayTable;
  readonly at: Instant;
  /** Where the report names no feedback date that could be read. */
  readonly feedback?: Day;
  /** The earlier round that this one re-checks (回头看). */
  readonly recheckOf?: string;
};

/** What a supervisor has to look at before anything else, and why. */
export type Triage = { readonly number: string; readonly title: string; readonly zh: string; readonly en: string };

export type Adoption = { readonly entry: RoundEntry; readonly triage: readonly Triage[] };

/**
 * Where an issue of a published report stands when it comes in: what is reported done is closed (its look-backs are
 * planned), partial results are kept up on a cadence, unfinished work goes on to its promised date, and what says nothing
 * has to be assigned.
 */
const STANDINGS: Readonly<Record<ParsedIssue['status'], { standing: Standing; kind: IssueKind }>> = {
  done: { standing: 'closed', kind: 'dated' },
  'done-keep': { standing: 'closed', kind: 'dated' },
  'partial-keep': { standing: 'sustained', kind: 'sustained' },
  'in-progress': { standing: 'rectifying', kind: 'dated' },
  'not-stated': { standing: 'assigned', kind: 'dated' },
};

/**
 * Makes a round of a published report. Nobody of the report is known by post yet, so the parties are posts of the round
 * (`<round>-head`, `supervision`, `team`), to be filled by importing people.
 * @throws Refusal REPORT_NO_FEEDBACK_DATE
 */
export const adoptReport = (report: ParsedReport, options: AdoptOptions): Adoption => {
  const feedback =
    options.feedback ??
    report.feedbackDate ??
    refuse('REPORT_NO_FEEDBACK_DATE', '报告中读不出反馈日期，请用 --feedback YYYY-MM-DD 指明', 'the report names no feedback date that could be read; give one with --feedback YYYY-MM-DD');
  const id = options.id ?? `report-${feedback}-${report.issues.length}`;
  const parties = { owner: null, leader: null, head: `post:${id}-head`, superior: null, supervision: 'post:supervision', team: 'post:team' } as const;
  const drafts = report.issues.map((issue, at): OpenCommand => {
    const promise = lastPromise(issue);
    return {
      type: 'open',
      round: id,
      // Printed numbers restart and repeat; the printed one stays in the round's record.
      number: String(at + 1),
      title: issue.title,
      category: issue.category ?? '',
      ...STANDINGS[issue.status],
      parties,
      feedback,
      due: promise === null ? null : { day: promise.due, words: promise.text.slice(0, 200) },
    };
  });
  const unit = report.unit ?? '（未读出单位 / unit not read）';
  const head = {
    id,
    title: report.title ?? `${unit}巡察整改`,
    unit,
    inspector: report.inspector ?? '',
    feedback,
    ...(options.recheckOf === undefined ? {} : { recheckOf: options.recheckOf }),
    parties: { head: parties.head, supervision: parties.supervision, team: parties.team },
  };
  const record = { claimed: report.claimed, differences: report.differences, lines: report.record, unassigned: report.unassigned, printed: report.issues };
  return {
    entry: { head, policy: options.policy, days: options.days, drafts, record, at: options.at },
    triage: report.issues.flatMap((issue, at) => triageOf(issue, String(at + 1), feedback)),
  };
};

/** The promise that ends the work: the latest dated one. */
const lastPromise = (issue: ParsedIssue): { due: Day; text: string } | null => {
  const dated = issue.promises.flatMap(({ due, text }) => (due === null ? [] : [{ due, text }]));
  return dated.reduce<{ due: Day; text: string } | null>((last, one) => (last === null || one.due > last.due ? one : last), null);
};

const triageOf = (issue: ParsedIssue, number: string, feedback: Day): readonly Triage[] => {
  const { title } = issue;
  const found: Triage[] = [];
  if (issue.status === 'not-stated')
    found.push({ number, title, zh: '报告没有说明整改状态，须指定责任人', en: 'the report states no status; assign an owner' });
  if (issue.status === 'in-progress' && lastPromise(issue) === null)
    found.push({ number, title, zh: '整改中但没有承诺期限，暂按办法计算', en: 'unfinished without a promised date; the policy term is used' });
  const later = lastPromise(issue);
  if ((issue.status === 'done' || issue.status === 'done-keep') && later !== null && later.due > feedback)
    found.push({ number, title, zh: `报告称已完成，文中另有承诺（${later.due}），回头看时核对`, en: `reported done, yet it promises something for ${later.due}; check it at the look-back` });
  if (issue.confidence === 'low' && issue.reason !== null) found.push({ number, title, ...issue.reason });
  return found;
};
