/** Sums and people: what the items add up to against what the report claims for the round. Less is usual, more cannot be. */
import type { Claims } from './claimed.ts';
import type { PlaceOf } from './differences.ts';
import type { StatedSum } from './figures.ts';
import type { Difference, ParsedIssue } from './parsed-report.ts';

/** Talks are not what 处理 counts, and 人次 count nobody once. */
const NOT_COUNTED = new Set(['interview', 'warning-talk', 'criticism']);
const nameOf = (issue: ParsedIssue): string => issue.number ?? `行${issue.line}`;
/** In fen, so that sums of yuan with decimals add up. */
const fen = (sums: readonly StatedSum[]): number => sums.reduce((total, one) => total + Math.round(one.yuan * 100), 0);

/** Differences of figures; `sums` are those of the round's record. */
export const figureDifferences = (claims: Claims, sums: readonly StatedSum[], issues: readonly ParsedIssue[], placeOf: PlaceOf): Difference[] => {
  const found: Difference[] = [];
  const dealt = issues.map((issue) => ({ issue, count: issue.people.filter((one) => !one.times && !NOT_COUNTED.has(one.measure)).reduce((sum, one) => sum + one.count, 0) }));
  const people = dealt.reduce((sum, one) => sum + one.count, 0);
  const claim = claims.people;
  if (claim !== undefined && people > claim.value)
    found.push({
      code: 'MORE_PEOPLE_THAN_CLAIMED',
      claimed: claim.value,
      found: people,
      issues: dealt.filter((one) => one.count > 0).map((one) => nameOf(one.issue)),
      zh: `文中称共处理 ${claim.value} 人（${placeOf(claim.line).zh}：${claim.quote}），逐项合计已有 ${people} 人`,
      en: `The document claims ${claim.value} people dealt with (${placeOf(claim.line).en}: ${claim.quote}); its items already add up to ${people}`,
    });
  const claimed = sums.filter((one) => one.kind === 'recovered');
  const recovered = issues.map((issue) => ({ issue, fen: fen(issue.sums.filter((one) => one.kind === 'recovered')) }));
  const [total, wanted] = [recovered.reduce((sum, one) => sum + one.fen, 0), fen(claimed)];
  const [first] = claimed;
  if (first !== undefined && total > wanted)
    found.push({
      code: 'MORE_MONEY_THAN_CLAIMED',
      claimed: wanted / 100,
      found: total / 100,
      issues: recovered.filter((one) => one.fen > 0).map((one) => nameOf(one.issue)),
      zh: `文中称追缴清退共 ${wanted / 100} 元（${placeOf(first.line).zh}：${first.text}），逐项合计已有 ${total / 100} 元`,
      en: `The document claims ${wanted / 100} yuan recovered (${placeOf(first.line).en}: ${first.text}); its items already add up to ${total / 100}`,
    });
  return found;
};
