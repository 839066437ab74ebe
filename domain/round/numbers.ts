import { makePartNumber } from '../issue.ts';
import { refuse } from '../refusal.ts';
import type { RoundAct } from './act-schema.ts';
import type { RoundState } from './state.ts';

/**
 * The numbers under which a round opens issues later: parts of common issues, and what was split off. A number means one issue
 * for ever; two would share one workflow, and the second would never be opened.
 */

/** What the ledger knows of the numbers that an act names: which are taken, and which an approved correction split off. */
export type KnownNumbers = { readonly taken: readonly string[]; readonly splitOff: readonly string[] };

/** The numbers that an act would open; none of most acts. */
export const numbersNamed = (act: RoundAct): readonly string[] =>
  act.type === 'split-off' ? [act.number] : act.type === 'hand-out' ? act.parts.map(({ unit }) => makePartNumber(act.number, unit)) : [];

/** @throws Refusal PART_EXISTS, NUMBER_TAKEN where a number is an issue of the round already, or about to be one */
export const demandFree = (state: Pick<RoundState, 'numbers'>, act: RoundAct, known: KnownNumbers | undefined): void => {
  const number = numbersNamed(act).find((one) => state.numbers.includes(one) || known?.taken.includes(one) === true);
  if (number === undefined) return;
  const unit = act.type === 'hand-out' ? act.parts.find((part) => makePartNumber(act.number, part.unit) === number)?.unit : undefined;
  if (unit !== undefined) refuse('PART_EXISTS', `单位“${unit}”已有本共性问题的一件（${number}），请去掉这个单位`, `the unit "${unit}" has a part of this common issue already (${number}); leave it out`, { part: number });
  refuse('NUMBER_TAKEN', `本轮次已有第${number}号，一个编号只对应一件，请换一个编号`, `there is an issue ${number} already, and a number means one issue; choose another`, { number });
};

/** @throws Refusal NOT_SPLIT unless two parties have agreed that there are two. `known`: absent before the ledger was asked. */
export const demandSplit = (from: string, number: string, known: KnownNumbers | undefined): void => {
  if (known !== undefined && !known.splitOff.includes(number))
    refuse('NOT_SPLIT', `第${from}号的更正中没有拆分出第${number}号，请先更正（--split）并经批准`, `issue ${from} has no approved correction that splits off ${number}; correct it first (--split)`, { from, number });
};
