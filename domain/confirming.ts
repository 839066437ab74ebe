import type { Actor } from './actor.ts';
import type { ActOf } from './command-schema.ts';
import type { Addressee, IssueState } from './issue.ts';
import { withoutRepeat } from './notice-step.ts';
import { rolesFilled, type Standing } from './permissions.ts';
import { refuse } from './refusal.ts';

/**
 * 签收, of an issue's notice or of a round's: what is confirmed, and for which roles; null where that is on record already, so
 * that a mail scanner that opens twice changes nothing. Any repeat of a step confirms the step (which may itself be called
 * `r1`). Again is new where the person fills more roles by now.
 * @throws Refusal UNKNOWN_STEP, where `known` does not read it as a step
 */
export const confirmationOf = (state: Standing & Pick<IssueState, 'acknowledgements' | 'progressAt'>, asked: Pick<ActOf<'acknowledge'>, 'step'>, actor: Actor, known: RegExp): { readonly step: string; readonly roles: readonly Addressee[] } | null => {
  const step = withoutRepeat(asked.step);
  if (!known.test(step)) refuse('UNKNOWN_STEP', `没有“${asked.step}”这一通知`, `there is no notice "${asked.step}"`, { step: asked.step });
  const roles = rolesFilled(state, actor, step);
  const already = state.acknowledgements.some((one) => one.step === step && one.person === actor.person && (state.progressAt ?? 0) <= one.at && roles.every((role) => one.roles.includes(role)));
  return already ? null : { step, roles };
};
