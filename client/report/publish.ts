import { findPrivate, maskText, type Finding, type MaskStyle } from '../../domain/masking.ts';
import { refuse } from '../../domain/refusal.ts';
import { sha256Of, type BuiltReport } from './build.ts';
import type { Block } from './document.ts';

export type PublishOptions = {
  readonly style: MaskStyle;
  /** Names of the people table. */
  readonly names: readonly string[];
  readonly keep: readonly string[];
  readonly also: readonly string[];
};

export type PublicDraft = {
  readonly blocks: readonly Block[];
  readonly findings: readonly Finding[];
  /** Names what was shown: whoever confirms it has seen just this list and this text. */
  readonly code: string;
};

/** The public version of a report: everything found masked. Whoever signs (the unit, the team) is no private person. */
export const publicDraft = ({ blocks }: Pick<BuiltReport, 'blocks'>, { style, names, keep, also }: PublishOptions): PublicDraft => {
  const findings = findPrivate(blocks.map((block) => block.text), { style, names, keep, also });
  const masked = blocks.map((block) => ({ ...block, text: maskText(block.text, findings) }));
  return { blocks: masked, findings, code: sha256Of(JSON.stringify([findings, masked])).slice(0, 12) };
};

/**
 * Nothing is published that somebody has not looked at, that has gaps, or over which a decision is still owed.
 * @throws Refusal REPORT_GAPS, WITHHOLDING_PENDING, REPORT_NOT_CONFIRMED
 */
export const demandPublishable = ({ gaps, undecided }: BuiltReport, { code }: PublicDraft, confirmed: string): void => {
  if (undecided.length > 0)
    refuse('WITHHOLDING_PENDING', `第${undecided.join('、')}号的不予公开申请尚未批复`, `withholding ${undecided.join(', ')} has not been decided yet`, { issues: undecided.join(',') });
  const [first] = gaps;
  if (first !== undefined)
    refuse('REPORT_GAPS', `公开稿还有${gaps.length}处待补，如${first.where}：${first.what}。请在补充材料（命令行用 --facts）中补齐`, `the public version has ${gaps.length} gaps, such as ${first.where}: ${first.what}. Fill them in the facts (--facts on the command line)`, { gaps: gaps.length });
  if (confirmed !== code)
    refuse('REPORT_NOT_CONFIRMED', `确认码 ${confirmed} 与本稿不符（应为 ${code}）：内容已变，请重新核对`, `the code ${confirmed} is not that of this draft (${code}): it has changed; look again`, { code });
};
