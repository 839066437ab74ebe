/** A parsed report for people: its issues as a table, then whatever they should look at themselves. */
import { REPORT_STATUS_NAMES } from '../../domain/field-words.ts';
import { table } from '../commands/table.ts';
import type { BothWords } from '../voice.ts';
import type { ParsedReport } from './parsed-report.ts';
import { placeWords } from './readers/source-document.ts';

const section = (head: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['', head, ...lines.map((line) => `  ${line}`)]);
const both = ({ zh, en }: BothWords): string => `${zh} / ${en}`;

/** Words for a report that was only read (`--dry-run`). */
export const reportWords = (report: ParsedReport): string => {
  const at = (line: number): string => placeWords(report.places[line - 1] ?? { line }).zh;
  const issues = table(report.issues, [
    { head: '位置', value: (issue) => at(issue.line), max: 20 },
    { head: '编号', value: (issue) => issue.number, max: 12 },
    { head: '状态', value: ({ status }) => both(REPORT_STATUS_NAMES[status]) },
    { head: '承诺', value: (issue) => issue.promises.map((promise) => promise.due ?? promise.text).join(' '), max: 30 },
    { head: '问题', value: (issue) => issue.title, max: 60 },
  ]);
  const doubtful = report.issues.filter((issue) => issue.confidence !== 'high');
  const shown = doubtful.slice(0, 20).map((issue) => `${at(issue.line)} ${issue.number ?? ''} ${issue.title.slice(0, 24)}：${issue.reason?.zh ?? ''}`);
  return [
    `${report.unit ?? '（未读出单位 / unit not read）'}，反馈 ${report.feedbackDate ?? '（未读出 / not read）'}，${report.issues.length}个问题，未归属${report.unassigned.length}行 / ${report.issues.length} issues, ${report.unassigned.length} lines unassigned`,
    '',
    issues,
    ...section('注意 / note', [...report.source.remarks, ...report.remarks].map(both)),
    ...section('前后不一致 / differences', report.differences.map(both)),
    ...section('需核对 / to be checked', [...shown, ...(doubtful.length > shown.length ? [`…… 共 ${doubtful.length} 项 / ${doubtful.length} in all`] : [])]),
  ].join('\n');
};
