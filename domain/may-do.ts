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

/** Why the rules would not take this act now; null where they would. @throws what is no refusal: a fault of ours */
export const refusalOf = (state: IssueState, act: Act, context: Context): RefusalText | null => {
  try {
    // Confirmed already: nothing is asked any more.
    return decide(state, act, context).length === 0 && act.type === 'acknowledge' ? NOTHING_ASKED : null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, zh, en, where } = error;
    return where === undefined ? { code, zh, en } : { code, zh, en, where };
  }
};

/** One act, tried in its forms; the first form's refusal where none is taken. */
export const possibility = (state: IssueState, type: ActType, context: Context): Possibility => {
  const acts = minimalActs(state, type, context.now, context.actor.person);
  if (acts.length === 0) return { type, refusal: NOTHING_ASKED };
  const refusals = acts.map((act) => refusalOf(state, act, context));
  return { type, refusal: refusals.includes(null) ? null : (refusals[0] ?? null) };
};

/**
 * What this person may do with this issue at this moment, and why not otherwise: found by asking the very rules that decide
 * when it is done. What an act says in the end (a date, a rating) may still be refused.
 */
export const possibilities = (state: IssueState, context: Context): readonly Possibility[] =>
  (Object.keys(PERMISSIONS) as ActType[]).map((type) => possibility(state, type, context));
