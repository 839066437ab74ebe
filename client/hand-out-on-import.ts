import type { OpenCommand } from '../domain/command-schema.ts';
import { inParts } from '../domain/common.ts';
import { refuse } from '../domain/refusal.ts';
import { unitsNamed, type UnitTree } from '../domain/units.ts';
import type { ParsedReport } from './import/parsed-report.ts';

/** A finding for which a document names several units: a common issue, if the person who takes it in says so. */
export type CommonProposal = { readonly number: string; readonly title: string; readonly words: string; readonly units: readonly { readonly id: string; readonly name: string }[] };

/** Which findings are handed to the units named for them. Nothing is, where nobody says so. */
export type HandOutOnImport = 'all' | readonly string[];

/** Several units of the directory, or no proposal: one alone is the finding's own. */
export const proposeCommon = (findings: readonly { readonly number: string; readonly title: string; readonly words: string }[], tree: UnitTree): readonly CommonProposal[] => {
  const names = new Map(tree.units.map(({ id, name }) => [id, name]));
  return findings.flatMap((finding) => {
    const units = unitsNamed(finding.words, tree).map((id) => ({ id, name: names.get(id) ?? id }));
    return units.length < 2 ? [] : [{ ...finding, units }];
  });
};

/** Who helps is no unit that answers for it. */
const HELPS = /配合|协助|协办|参与/u;

/** Of a report, by the words with which it names who is responsible. Numbered as the round numbers its issues. */
export const proposeCommonOf = ({ issues }: Pick<ParsedReport, 'issues'>, tree: UnitTree): readonly CommonProposal[] =>
  proposeCommon(
    issues.map(({ title, responsible }, at) => ({ number: String(at + 1), title, words: responsible.filter(({ label }) => !HELPS.test(label)).map(({ text }) => text).join('；') })),
    tree,
  );

/**
 * Those of the proposals that are to be carried out.
 * @throws Refusal IMPORT_NOT_COMMON naming a number for which nothing was proposed
 */
export const chosenCommon = (proposals: readonly CommonProposal[], wanted: HandOutOnImport | undefined): readonly CommonProposal[] => {
  if (wanted === undefined) return [];
  if (wanted === 'all') return proposals;
  const without = wanted.find((number) => !proposals.some((one) => one.number === number));
  if (without !== undefined)
    refuse('IMPORT_NOT_COMMON', `第${without}号没有写明两个以上已登记的责任单位，不能分交；请先导入单位（people import），或导入后用 common hand-out`, `no two units of the directory are named for ${without}; import the units first (people import), or hand it out afterwards (common hand-out)`, { number: without });
  return proposals.filter(({ number }) => wanted.includes(number));
};

/** The drafts with those that are handed out as parts, where each of them stood. @throws Refusal PART_NUMBER */
export const withParts = (drafts: readonly OpenCommand[], chosen: readonly CommonProposal[], tree: UnitTree): readonly OpenCommand[] =>
  drafts.flatMap((draft) => {
    const proposal = chosen.find(({ number }) => number === draft.number);
    return proposal === undefined ? [draft] : inParts(draft, proposal.units.map(({ id }) => id), tree);
  });

/** For people, before anything is done: which, to whom, and how. */
export const commonInWords = (proposals: readonly CommonProposal[], chosen: readonly CommonProposal[]): readonly string[] =>
  proposals.length === 0
    ? []
    : [
        `写有多个责任单位 ${proposals.length} 项，可作为共性问题分交（--hand-out all 或 --hand-out 编号,编号）/ ${proposals.length} name several units: to be handed out as common issues where --hand-out says so:`,
        ...proposals.map(({ number, title, units }) => `  第${number}号 ${title.slice(0, 30)}：${units.map(({ id, name }) => `${name}（${id}）`).join('、')}${chosen.some((one) => one.number === number) ? '，分交 handed out' : ''}`),
      ];
