import type { Act, ActType } from './command-schema.ts';
import type { Context } from './acts/context.ts';
import { decide } from './decide.ts';
import type { IssueState } from './issue.ts';
import { minimalActs } from './minimal-act.ts';
import { PERMISSIONS } from './permissions.ts';
import { Refusal, type RefusalText } from './refusal.ts';

/** What a person may do with an issue now, or why not. `act`: a form that the rules would take. */
export type Possibility = { readonly type: ActType; readonly refusal: RefusalText | null };

const NOTHING_ASKED: RefusalText = { code: 'NOTHING_TO_CONFIRM', zh: '没有要求您签收的通知', en: 'no notice asks you to confirm it' };

/** Why the rules would not take what is tried; null where they would. @throws what is no refusal: a fault of ours */
export const refusalIn = (attempt: () => readonly unknown[], isConfirmation: boolean): RefusalText | null => {
  try {
    // Confirmed already: nothing is asked any more.
    return attempt().length === 0 && isConfirmation ? NOTHING_ASKED : null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, zh, en, where } = error;
    return where === undefined ? { code, zh, en } : { code, zh, en, where };
  }
};

/** Why the rules would not take this act now; null where they would. */
export const refusalOf = (state: IssueState, act: Act, context: Context): RefusalText | null => refusalIn(() => decide(state, act, context), act.type === 'acknowledge');

/** An act that was tried in all its forms: possible where one was taken, else refused as the first was. */
export const ofRefusals = (refusals: readonly (RefusalText | null)[]): RefusalText | null => (refusals.length === 0 ? NOTHING_ASKED : refusals.includes(null) ? null : (refusals[0] ?? null));

/** One act, tried in its forms; the first form's refusal where none is taken. */
export const possibility = (state: IssueState, type: ActType, context: Context): Possibility => {
  const acts = minimalActs(state, type, context.now, context.actor.person);
  return { type, refusal: ofRefusals(acts.map((act) => refusalOf(state, act, context))) };
};

/**
 * What this person may do with this issue at this moment, and why not otherwise: found by asking the very rules that decide
 * when it is done. What an act says in the end (a date, a rating) may still be refused.
 */
export const possibilities = (state: IssueState, context: Context): readonly Possibility[] =>
  (Object.keys(PERMISSIONS) as ActType[]).map((type) => possibility(state, type, context));
