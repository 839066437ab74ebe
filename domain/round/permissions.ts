import type { Actor } from '../actor.ts';
import { handsOf, hatsOf, personsOf } from '../deputies.ts';
import { relationsOf, ROLE_NAMES } from '../permissions.ts';
import type { Role } from '../policy-schema.ts';
import { refuse } from '../refusal.ts';
import { SYSTEM } from '../party.ts';
import { seatOf } from '../seats.ts';
import type { RoundActType } from './act-schema.ts';
import { chasedRound } from './deadlines.ts';
import type { RoundState } from './state.ts';

/** Who may do what with a round. One table; an act without a line does not compile. */
export const ROUND_PERMISSIONS: Readonly<Record<RoundActType, readonly Role[]>> = {
  'submit-plan': ['head'],
  'review-plan': ['team', 'supervision'],
  'submit-report': ['head'],
  assess: ['supervision', 'team'],
  'record-outcome': ['head', 'supervision', 'team'],
  'reverse-outcome': ['head', 'supervision', 'team'],
  // As for its issues: the office keeps the rules.
  'take-calendar': ['supervision'],
  'adopt-policy': ['supervision'],
  'hand-out': ['supervision'],
  'split-off': ['supervision', 'team'],
  acknowledge: ['head', 'superior', 'supervision', 'team'],
};

/** @throws Refusal NOT_ALLOWED */
export const demandRoundPermission = (state: RoundState, actor: Actor, act: RoundActType): void => {
  if (actor.person === SYSTEM) refuse('NOT_ALLOWED', `“${SYSTEM}”不是人员编号`, `"${SYSTEM}" is nobody's id`);
  const allowed = ROUND_PERMISSIONS[act];
  const relations = relationsOf(chasedRound(state), actor);
  if (allowed.some((role) => relations.includes(role))) return;
  const zh = allowed.map((role) => ROLE_NAMES[role].zh).join('、');
  const en = allowed.map((role) => ROLE_NAMES[role].en).join(', ');
  refuse('NOT_ALLOWED', `只有本轮次的${zh}可以办理此事`, `only the ${en} of this round may do this`, { act, person: actor.person });
};

/**
 * Four eyes: the unit judges neither its own plan nor its own rectification, whatever other posts its people hold.
 * @throws Refusal FOUR_EYES
 */
export const demandStranger = (state: RoundState, actor: Actor, what: { zh: string; en: string }): void => {
  const head = seatOf(state, 'head', actor.vacant);
  // A deputy is of the unit, too, where he is in his own name.
  const isHead = head !== null && head === state.parties.head && hatsOf(actor).some((hat) => relationsOf(chasedRound(state), hat).includes('head'));
  if (!isHead && !personsOf(handsOf(actor)).some((person) => state.hands.includes(person))) return;
  refuse('FOUR_EYES', `被巡察单位不能${what.zh}自己的整改，请由巡察机构办理`, `the unit does not ${what.en} its own rectification; the inspecting body does`, { person: actor.person });
};
