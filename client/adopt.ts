import type { OpenCommand, Standing } from '../domain/command-schema.ts';
import type { DayTable } from '../domain/day-table.ts';
import type { IssueKind, Policy } from '../domain/policy-schema.ts';
import { refuse } from '../domain/refusal.ts';
import type { RoundHead } from '../domain/round/state.ts';
import type { Day, Instant } from '../domain/time.ts';
import type { RoundEntry } from '../ledger/rounds.ts';
import { settledIssues, type ByHand, type SettledIssue } from './import/by-hand.ts';
import type { ParsedIssue, ParsedReport } from './import/parsed-report.ts';
import { usualSeats } from './usual-seats.ts';

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
  /** What somebody says otherwise than the report reads. */
  readonly head?: Partial<Pick<RoundHead, 'title' | 'unit' | 'inspector' | 'parties'>>;
  readonly byHand?: ByHand;
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
    refuse('REPORT_NO_FEEDBACK_DATE', '报告中读不出反馈日期，请填写（命令行用 --feedback YYYY-MM-DD）', 'the report names no feedback date that could be read; give it (--feedback YYYY-MM-DD on the command line)');
  const id = options.id ?? `report-${feedback}-${report.issues.length}`;
  const { parties: named, ...stated } = options.head ?? {};
  const parties = usualSeats(id, named);
  const issues = settledIssues(report, options.byHand);
  const drafts = issues.map(
    ({ number, title, category, status, due }): OpenCommand => ({ type: 'open', round: id, number, title, category, ...STANDINGS[status], parties: { owner: null, leader: null, ...parties }, feedback, due }),
  );
  const unit = stated.unit ?? report.unit ?? '（未读出单位 / unit not read）';
  const head = {
    id,
    title: stated.title ?? report.title ?? `${unit}巡察整改`,
    unit,
    inspector: stated.inspector ?? report.inspector ?? '',
    feedback,
    ...(options.recheckOf === undefined ? {} : { recheckOf: options.recheckOf }),
    parties: { head: parties.head, supervision: parties.supervision, team: parties.team, ...(named === undefined ? {} : { superior: parties.superior }) },
  };
  const byHand = options.byHand === undefined ? {} : { byHand: options.byHand };
  const record = { claimed: report.claimed, differences: report.differences, lines: report.record, unassigned: report.unassigned, printed: report.issues, ...byHand };
  return {
    entry: { head, policy: options.policy, days: options.days, drafts, record, at: options.at },
    triage: issues.flatMap((issue) => triageOf(issue, feedback)),
  };
};

/** What nobody has settled by hand is looked at. */
const triageOf = ({ number, title, status, due, printed: issue, settled }: SettledIssue, feedback: Day): readonly Triage[] => {
  const found: Triage[] = [];
  if (status === 'not-stated')
    found.push({ number, title, zh: '报告没有说明整改状态，须指定责任人', en: 'the report states no status; assign an owner' });
  if (status === 'in-progress' && due === null)
    found.push({ number, title, zh: '整改中但没有承诺期限，暂按办法计算', en: 'unfinished without a promised date; the policy term is used' });
  if ((status === 'done' || status === 'done-keep') && due !== null && due.day > feedback)
    found.push({ number, title, zh: `报告称已完成，文中另有承诺（${due.day}），回头看时核对`, en: `reported done, yet it promises something for ${due.day}; check it at the look-back` });
  if (!settled && issue !== null && issue.confidence === 'low' && issue.reason !== null) found.push({ number, title, ...issue.reason });
  return found;
};
