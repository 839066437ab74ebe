import type { Changes, Expected } from '../domain/outlook.ts';
import { DEADLINE_NAMES, NOTICE_NAMES } from '../domain/words.ts';
import type { ImpactOnRound, IssueImpact, PolicyDiff } from './policy-impact.ts';
import { ROUND_DATE_NAMES } from './round-words.ts';
import { table } from './commands/table.ts';

const noticeInWords = (one: Expected): string => `${one.day} ${one.what} ${NOTICE_NAMES[one.notice].zh}（${one.role}）`;

const impactInWords = (impact: IssueImpact): readonly string[] => [
  `${impact.issue.replace(/^issue\//, '')} ${impact.title.slice(0, 40)}`,
  ...impact.moves.map((move) => `    时限 ${DEADLINE_NAMES[move.kind].zh}：${move.from} → ${move.to}`),
  ...changesInWords(impact),
];

const changesInWords = ({ added, dropped, moved }: Changes): readonly string[] => [
  ...added.map((one) => `    ＋ ${noticeInWords(one)}`),
  ...dropped.map((one) => `    － ${noticeInWords(one)}`),
  ...moved.map((one) => `    ～ ${one.from} → ${noticeInWords(one)}`),
];

const roundInWords = (impact: ImpactOnRound): readonly string[] => [
  `轮次 ${impact.round} ${impact.title}`,
  ...impact.moves.map(({ what, from, to }) => `    节点 ${ROUND_DATE_NAMES[what].zh}：${from} → ${to}`),
  ...impact.owed.map(({ what, day }) => `    ${DEADLINE_NAMES[`round-${what}`].zh}：${day === null ? '不再要求 / demanded no more' : `改为要求，${day}前 / demanded by ${day}`}`),
  ...changesInWords(impact),
];

/** A comparison of two policies for the terminal; at most so many differences and issues. */
export const policyDiffInWords = (diff: PolicyDiff, shown: number): string =>
  [
    `${diff.from} → ${diff.to}：${diff.differences.length}处不同 / ${diff.differences.length} differences`,
    ...diff.differences.map((one) => `  ${one.path}: ${one.from ?? '—'} → ${one.to ?? '—'}`),
    '',
    `在办且按${diff.from}的问题${diff.issues}个，改按后有变化的${diff.touched.length}个 / ${diff.issues} open issues on it, ${diff.touched.length} would change`,
    ...diff.touched.slice(0, shown).flatMap(impactInWords),
    ...diff.rounds.flatMap(roundInWords),
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
