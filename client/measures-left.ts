import type { MeasureElsewhere } from '../ledger/hand-overs.ts';

/** What somebody who goes has still to do on issues of others, and what is to be done about it; nothing where that is nothing. */
export const measuresInWords = (measures: readonly MeasureElsewhere[]): readonly string[] =>
  measures.length === 0
    ? []
    : [
        `另有${measures.length}项措施在他人负责的问题上，不随交接移交，请调整措施改派（issue revision propose）/ ${measures.length} measures on issues of others do not move; give them to somebody by a revision`,
        ...measures.map(({ issue, measure, text, due }) => `  ${issue.replace(/^issue\//, '')} ${measure} ${text}（${due}）`),
      ];
