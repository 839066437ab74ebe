import type { Expected } from '../domain/outlook.ts';
import { DEADLINE_NAMES, NOTICE_NAMES } from '../domain/words.ts';
import type { IssueImpact, PolicyDiff } from './policy-impact.ts';
import { table } from './commands/table.ts';

const noticeInWords = (one: Expected): string => `${one.day} ${one.what} ${NOTICE_NAMES[one.notice].zh}（${one.role}）`;

const impactInWords = (impact: IssueImpact): readonly string[] => [
  `${impact.issue.replace(/^issue\//, '')} ${impact.title.slice(0, 40)}`,
  ...impact.moves.map((move) => `    时限 ${DEADLINE_NAMES[move.kind].zh}：${move.from} → ${move.to}`),
  ...impact.added.map((one) => `    ＋ ${noticeInWords(one)}`),
  ...impact.dropped.map((one) => `    － ${noticeInWords(one)}`),
  ...impact.moved.map((one) => `    ～ ${one.from} → ${noticeInWords(one)}`),
];

/** A comparison of two policies for the terminal; at most so many differences and issues. */
export const policyDiffInWords = (diff: PolicyDiff, shown: number): string =>
  [
    `${diff.from} → ${diff.to}：${diff.differences.length}处不同 / ${diff.differences.length} differences`,
    ...diff.differences.map((one) => `  ${one.path}: ${one.from ?? '—'} → ${one.to ?? '—'}`),
    '',
    `在办且按${diff.from}的问题${diff.issues}个，改按后有变化的${diff.touched.length}个 / ${diff.issues} open issues on it, ${diff.touched.length} would change`,
    ...diff.touched.slice(0, shown).flatMap(impactInWords),
    ...(diff.touched.length > shown ? [`……另有${diff.touched.length - shown}个，见 --json`] : []),
    ...(diff.people.length === 0
      ? []
      : [
          '',
          table(diff.people.slice(0, shown), [
            { head: '人员', value: (row) => row.name },
            { head: '多收', value: (row) => row.added },
            { head: '少收', value: (row) => row.dropped },
            { head: '改期', value: (row) => row.moved },
          ]),
        ]),
  ].join('\n');
