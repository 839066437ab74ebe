import type { MeasureElsewhere } from '../ledger/hand-overs.ts';

/** What somebody who goes has still to do on issues of others, and what is to be done about it; nothing where that is nothing. */
export const measuresInWords = (measures: readonly MeasureElsewhere[]): readonly string[] =>
  measures.length === 0
    ? []
    : [
        `另有${measures.length}项措施在他人负责的问题上，须由该问题的上级移交（以其名义再执行一次，或 issue pass-measures）/ ${measures.length} measures on issues of others are left: a superior of those passes them on (run this again in his name, or issue pass-measures)`,
        ...measures.map(({ issue, measure, text, due }) => `  ${issue.replace(/^issue\//, '')} ${measure} ${text}（${due}）`),
      ];
