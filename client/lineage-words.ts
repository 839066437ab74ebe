import { LINEAGE_NAMES, type LineageProposal } from '../domain/lineage.ts';
import type { LineageCell } from '../ledger/lineage.ts';
import { shortId } from './words.ts';

/** One pair with its score and both texts, whole: a person decides on them. */
const proposalInWords = ({ issue, earlier, score, kind, title, earlierTitle, earlierUnit }: LineageProposal): string =>
  [`${shortId(issue)} ← ${shortId(earlier)}（${earlierUnit}） 相似度 likeness ${score.toFixed(2)}，疑似${LINEAGE_NAMES[kind].zh} ${LINEAGE_NAMES[kind].en}`, `    本次 now：${title}`, `    以往 then：${earlierTitle}`].join('\n');

/** What reads like earlier findings, for a person to confirm or reject; empty where nothing does. */
export const proposalsInWords = (proposals: readonly LineageProposal[]): readonly string[] =>
  proposals.length === 0 ? [] : [`与以往轮次相似 ${proposals.length} 项，待人确认（lineage confirm / reject）/ ${proposals.length} like findings of earlier rounds:`, ...proposals.map((one) => `  ${proposalInWords(one)}`)];

/** `与以往问题关联 3 个（上次未整改到位 1，反弹回潮 2）；待确认 4，已否定 1` */
export const lineageCountsInWords = ({ linked, kinds, proposals }: LineageCell): string => {
  const shown = (Object.keys(LINEAGE_NAMES) as (keyof typeof LINEAGE_NAMES)[]).map((kind) => `${LINEAGE_NAMES[kind].zh} ${kinds[kind]}`).join('，');
  return `与以往问题关联 ${linked} 个（${shown}）；相似待确认 ${proposals.open}，已否定 ${proposals.rejected}`;
};
