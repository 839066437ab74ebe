/** What the importer makes of a report; plain JSON. */
import type { Day } from '../../domain/time.ts';
import type { Claims } from './claimed.ts';
import type { StatedPeople, StatedSum } from './figures.ts';
import type { ParsedPromise } from './promises.ts';
import type { Aside, FileKind, Place, Remark } from './readers/source-document.ts';
import type { ReportStatus } from './status-label.ts';

export type Confidence = 'high' | 'medium' | 'low';
export type TextLine = {
  readonly line: number;
  readonly text: string;
  /** Why a reader set the line aside: navigation, header, page number. */
  readonly aside?: Aside;
};
export type Rectification = { readonly line: number; readonly label: string | null; readonly text: string };
/** A person, post or office that the report names for an issue: the field's name, or the sentence's word (牵头, 负责, 责成). */
export type StatedActor = { readonly label: string; readonly text: string };

export type ParsedSubItem = {
  readonly number: string | null;
  readonly title: string;
  readonly status: ReportStatus;
  readonly statusText: string | null;
  readonly rectification: readonly Rectification[];
  readonly promises: readonly ParsedPromise[];
  readonly line: number;
};

export type ParsedFollowUp = {
  readonly number: string | null;
  readonly title: string;
  readonly line: number;
  readonly status: ReportStatus;
  readonly statusText: string | null;
  readonly rectification: readonly Rectification[];
};

export type ParsedIssue = {
  readonly number: string | null;
  /** Headings above the issue, outermost first, as printed. */
  readonly path: readonly string[];
  /** The heading directly above: the aspect under which the finding stands. */
  readonly category: string | null;
  readonly title: string;
  /** What stands between the title and the rectification: how the finding shows. */
  readonly description: readonly string[];
  readonly status: ReportStatus;
  readonly statusText: string | null;
  readonly promises: readonly ParsedPromise[];
  readonly recurring: readonly string[];
  readonly subItems: readonly ParsedSubItem[];
  readonly rectification: readonly Rectification[];
  readonly responsible: readonly StatedActor[];
  /** Sums of money in the rectification, in yuan. */
  readonly sums: readonly StatedSum[];
  /** Counts of people dealt with in the rectification. */
  readonly people: readonly StatedPeople[];
  /** Later parts of the document that come back to this issue. */
  readonly followUps: readonly ParsedFollowUp[];
  readonly line: number;
  readonly lines: readonly number[];
  readonly confidence: Confidence;
  /** Why not `high`; empty when it is. */
  readonly reasons: readonly Remark[];
  /** The reasons in one sentence each, for people. */
  readonly reason: { readonly zh: string; readonly en: string } | null;
};

export type Difference = Remark & { readonly claimed: number | null; readonly found: number | null; readonly issues: readonly string[] };

export type ParsedReport = {
  /** The kind of file, and what was left out on reading it. */
  readonly source: { readonly kind: FileKind; readonly remarks: readonly Remark[] };
  /** Where each line stands in the file: the first entry is line 1. */
  readonly places: readonly Place[];
  readonly title: string | null;
  readonly unit: string | null;
  readonly inspector: string | null;
  readonly round: string | null;
  readonly kind: '巡视' | '巡察' | null;
  readonly inspectionPeriod: { readonly from: Day; readonly to: Day } | null;
  readonly feedbackDate: Day | null;
  readonly publishedDate: Day | null;
  readonly signedDate: Day | null;
  readonly signedDateText: string | null;
  readonly claimed: Claims;
  /** Sums and people in what the report says of the round as a whole. */
  readonly sums: readonly StatedSum[];
  readonly people: readonly StatedPeople[];
  readonly issues: readonly ParsedIssue[];
  readonly differences: readonly Difference[];
  /** Lines that belong to the round as a whole: headings, who led, what comes next, signature. */
  readonly record: readonly TextLine[];
  /** Lines that were understood to belong nowhere: site navigation, page numbers, what nobody could place. */
  readonly unassigned: readonly TextLine[];
  /** Doubts about the header. */
  readonly remarks: readonly Remark[];
};
