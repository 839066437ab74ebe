import { z } from 'zod';
import { daySchema } from '../../domain/command-schema.ts';
import { REPORT_STATUSES } from '../../domain/field-words.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Day } from '../../domain/time.ts';
import type { ParsedIssue, ParsedReport } from './parsed-report.ts';
import type { ReportStatus } from './status-label.ts';

/** What a person settles in the preview of a report, before it becomes a round: the reader proposes, people decide. */

const statusSchema = z.enum(REPORT_STATUSES);
const titleSchema = z.string().trim().min(1).max(4000);
const categorySchema = z.string().max(500);

export const byHandSchema = z.strictObject({
  /** Changes to what was read; `n`: the issue's place in the list, from 1. `due` null: no date after all. */
  changed: z.array(z.strictObject({ n: z.int().min(1), title: titleSchema.optional(), category: categorySchema.optional(), status: statusSchema.optional(), due: daySchema.nullable().optional(), leaveOut: z.boolean().default(false) })).max(5_000).default([]),
  /** What stands in the report and was not read as an issue. */
  added: z.array(z.strictObject({ title: titleSchema, category: categorySchema.default(''), status: statusSchema.default('not-stated'), due: daySchema.nullable().default(null) })).max(500).default([]),
});
export type ByHand = z.output<typeof byHandSchema>;
export type ByHandInput = z.input<typeof byHandSchema>;

/** An issue as it is to be opened. */
export type SettledIssue = {
  /** Printed numbers restart and repeat: these are counted, and whoever is left out leaves a gap, as the printed record is found by them. */
  readonly number: string;
  readonly title: string;
  readonly category: string;
  readonly status: ReportStatus;
  readonly due: { readonly day: Day; readonly words: string | null } | null;
  /** What the report says of it; null for what was added by hand. */
  readonly printed: ParsedIssue | null;
  /** Somebody has looked at it and said otherwise. */
  readonly settled: boolean;
};

/** As many words of a promise are kept with its date. */
const MOST_WORDS = 200;

/** The promise that ends the work: the latest dated one. */
export const dueOf = (issue: ParsedIssue): { readonly day: Day; readonly words: string } | null => {
  const dated = issue.promises.flatMap(({ due, text }) => (due === null ? [] : [{ day: due, words: text.slice(0, MOST_WORDS) }]));
  return dated.reduce<{ day: Day; words: string } | null>((last, one) => (last === null || one.day > last.day ? one : last), null);
};

/**
 * The issues of a report with what was settled by hand.
 * @throws Refusal IMPORT_NO_SUCH_ISSUE, IMPORT_NOTHING_LEFT
 */
export const settledIssues = ({ issues }: Pick<ParsedReport, 'issues'>, { changed, added }: ByHand = { changed: [], added: [] }): readonly SettledIssue[] => {
  const byPlace = new Map(changed.map((change) => [change.n, change]));
  const beyond = changed.find(({ n }) => n > issues.length);
  if (beyond !== undefined) refuse('IMPORT_NO_SUCH_ISSUE', `报告中只读出${issues.length}个问题，没有第${beyond.n}个；请重新预览`, `${issues.length} issues were read from the report, there is no number ${beyond.n}; look at the preview again`, { n: beyond.n });
  const read = issues.flatMap((issue, at): SettledIssue[] => {
    const change = byPlace.get(at + 1);
    if (change?.leaveOut === true) return [];
    const { title = issue.title, category = issue.category ?? '', status = issue.status, due } = change ?? {};
    return [{ number: String(at + 1), title, category, status, due: due === undefined ? dueOf(issue) : due === null ? null : { day: due, words: null }, printed: issue, settled: change !== undefined }];
  });
  const written = added.map(({ title, category, status, due }, at): SettledIssue => ({ number: String(issues.length + at + 1), title, category, status, due: due === null ? null : { day: due, words: null }, printed: null, settled: true }));
  const all = [...read, ...written];
  return all.length > 0 ? all : refuse('IMPORT_NOTHING_LEFT', '没有一个问题可以开立：请检查文件，或保留至少一个问题', 'there is no issue to open: check the file, or keep at least one issue');
};
