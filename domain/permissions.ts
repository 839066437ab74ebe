import type { Actor } from './actor.ts';
import type { ActType } from './command-schema.ts';
import type { Addressee, IssueState } from './issue.ts';
import type { Role } from './policy-schema.ts';
import { refuse } from './refusal.ts';
import { seatOf } from './seats.ts';
import { handsOf, inOwnName, personsOf, seatedIn } from './deputies.ts';
import { SYSTEM, type PartyRef } from './party.ts';

const AUTOMATIC_ACTS: readonly ActType[] = ['plan-look-back'];

/** Standing to an issue: its parties, whoever owns one of its measures, and who is to take it over. */
export type Relation = Role | 'measure-owner' | 'successor';

/** Who may do what. One table; an act without a line does not compile. What else is demanded stands with the act. */
export const PERMISSIONS: Readonly<Record<ActType, readonly Relation[]>> = {
  assign: ['supervision', 'head'],
  accept: ['owner'],
  'propose-plan': ['owner', 'leader'],
  'approve-plan': ['supervision', 'team'],
  'return-plan': ['supervision', 'team'],
  'propose-revision': ['owner', 'leader'],
  'approve-revision': ['supervision', 'team'],
  'refuse-revision': ['supervision', 'team'],
  'report-progress': ['owner', 'leader', 'measure-owner'],
  'add-evidence': ['owner', 'leader', 'measure-owner'],
  'request-extension': ['owner', 'leader'],
  // The level that is asked decides; see acts/extension.ts.
  'grant-extension': ['leader', 'head', 'superior', 'supervision', 'team'],
  'refuse-extension': ['leader', 'head', 'superior', 'supervision', 'team'],
  'submit-for-closure': ['owner', 'leader'],
  // The chain of the policy decides; see acts/closure.ts.
  'record-site-check': ['leader', 'head', 'superior', 'supervision', 'team'],
  sign: ['leader', 'head', 'superior', 'supervision', 'team'],
  return: ['leader', 'head', 'superior', 'supervision', 'team'],
  'plan-look-back': ['supervision', 'team'],
  'record-look-back': ['leader', 'head', 'superior', 'supervision', 'team'],
  reopen: ['supervision', 'team'],
  archive: ['supervision', 'team'],
  suspend: ['supervision', 'superior'],
  resume: ['supervision', 'superior'],
  // Who of them signs for which side: see acts/hand-over.ts.
  'hand-over': ['owner', 'leader', 'head', 'superior', 'supervision'],
  'sign-hand-over': ['owner', 'successor', 'leader', 'head', 'superior', 'supervision'],
  // A superior who is neither of the two; see acts/hand-over.ts.
  'pass-measures': ['leader', 'head', 'superior', 'supervision'],
  'cancel-hand-over': ['owner', 'successor', 'leader', 'head', 'superior', 'supervision'],
  correct: ['supervision', 'team'],
  // Whether a finding was put right last time; nobody of them who worked on it, see acts/lineage.ts.
  link: ['supervision', 'team'],
  unlink: ['supervision', 'team'],
  'reject-link': ['supervision', 'team'],
  withdraw: ['supervision', 'team'],
  'hand-to-units': ['supervision'],
  // The policy names the approvers, the proposal those among them who did not make it; see acts/amendment.ts.
  'approve-amendment': ['leader', 'head', 'superior', 'supervision', 'team'],
  'refuse-amendment': ['leader', 'head', 'superior', 'supervision', 'team'],
  remind: ['leader', 'head', 'superior', 'supervision'],
  'record-outcome': ['owner', 'leader', 'head', 'supervision', 'team'],
  'reverse-outcome': ['owner', 'leader', 'head', 'supervision', 'team'],
  'propose-withholding': ['owner', 'leader', 'head', 'supervision'],
  // The policy names the approvers; see acts/publication.ts.
  'approve-withholding': ['superior', 'supervision', 'team'],
  'refuse-withholding': ['superior', 'supervision', 'team'],
  'lift-withholding': ['superior', 'supervision', 'team'],
  // The office keeps the rules; both are recorded on every issue that they touch.
  'take-calendar': ['supervision'],
  'adopt-policy': ['supervision'],
  acknowledge: ['owner', 'leader', 'head', 'superior', 'supervision', 'team', 'measure-owner', 'successor'],
};

export const ROLE_NAMES: Readonly<Record<Relation, { zh: string; en: string }>> = {
  owner: { zh: '责任人', en: 'owner' },
  leader: { zh: '责任领导', en: 'responsible leader' },
  head: { zh: '主要负责人', en: 'head' },
  superior: { zh: '上级分管领导', en: 'superior' },
  supervision: { zh: '督查室（巡察办）', en: 'supervision office' },
  team: { zh: '巡察组', en: 'inspection team' },
  'measure-owner': { zh: '措施责任人', en: 'owner of a measure' },
  successor: { zh: '接任人', en: 'successor' },
};

/** Does a reference mean the person from whose seat is acted, a post that this person holds, or a unit that this person heads? */
export const holds = (actor: Actor, party: PartyRef | null): boolean => {
  const { person, posts, units = [] } = seatedIn(actor);
  if (party === null) return false;
  const id = party.slice(party.indexOf(':') + 1);
  if (party.startsWith('person:')) return id === person;
  return party.startsWith('unit:') ? units.includes(id) : posts.includes(id);
};

const ROLES: readonly Role[] = ['owner', 'leader', 'head', 'superior', 'supervision', 'team'];

/** What a standing follows from, of an issue or of a round seen as one. */
export type Standing = Pick<IssueState, 'parties' | 'measures' | 'handOver'>;

/** Does the actor sit where this role is acted from, its own seat or the one that it climbs to? */
const fills = (state: Standing, actor: Actor, role: Role): boolean => holds(actor, seatOf(state, role, actor.vacant));

/**
 * How a person stands to an issue; empty for a stranger. An empty or vacant seat climbs: without a leader the head speaks as
 * one. Only the owner's does not: nobody becomes the owner by climbing, an issue is assigned or handed over.
 */
export const relationsOf = (state: Standing, actor: Actor): readonly Relation[] => {
  const relations: Relation[] = ROLES.filter((role) => (role === 'owner' ? holds(actor, state.parties.owner) : fills(state, actor, role)));
  const { person } = seatedIn(actor);
  if (state.measures.some((measure) => measure.owner === person)) relations.push('measure-owner');
  if (state.handOver?.to === person) relations.push('successor');
  return relations;
};

/** @throws Refusal NOT_ALLOWED when nobody of this standing may do it. */
export const demandPermission = (state: IssueState, actor: Actor, act: ActType): void => {
  if (actor.automatic === true && AUTOMATIC_ACTS.includes(act)) return;
  // What falls due by itself is recorded under this name; a person who bore it would leave no traces as one.
  if (actor.person === SYSTEM) refuse('NOT_ALLOWED', `“${SYSTEM}”不是人员编号`, `"${SYSTEM}" is nobody's id`);
  const allowed = PERMISSIONS[act];
  if (relationsOf(state, actor).some((relation) => allowed.includes(relation))) return;
  const zh = allowed.map((relation) => ROLE_NAMES[relation].zh).join('、');
  const en = allowed.map((relation) => ROLE_NAMES[relation].en).join(', ');
  refuse('NOT_ALLOWED', `只有本问题的${zh}可以办理此事`, `only the ${en} of this issue may do this`, { act, person: actor.person });
};

/** Does the actor hold one of these roles? The first that fits, in the order given. */
export const roleAmong = (state: Standing, actor: Actor, roles: readonly Role[]): Role | undefined =>
  roles.find((role) => fills(state, actor, role));

/**
 * Every role that the actor fills towards a step, also for want of a party of its own. A measure's steps speak to its own
 * owner in the owner's place, and to nobody else there.
 */
export const rolesFilled = (state: Standing, actor: Actor, step: string): readonly Addressee[] => {
  const subject = /^measure:([^#]+)#/.exec(step)?.[1];
  const measure = state.measures.find((one) => one.id === subject);
  const { person } = seatedIn(actor);
  const roles = ROLES.filter((role) => (role === 'owner' && measure !== undefined ? measure.owner === person : fills(state, actor, role)));
  return state.handOver?.to === person && step.startsWith('hand-over#') ? [...roles, 'successor'] : roles;
};

/**
 * Four eyes: who did some of the work neither closes it nor looks back at it, neither for himself nor for somebody on leave;
 * and nobody does for whoever did.
 * @throws Refusal FOUR_EYES
 */
export const demandFreshEyes = (state: IssueState, actor: Actor, what: { zh: string; en: string }): void => {
  if (!personsOf(handsOf(actor)).some((person) => state.hands.includes(person) || state.parties.owner === `person:${person}`)) return;
  refuse('FOUR_EYES', `参与整改的人不能${what.zh}自己的工作，请由其他人办理`, `whoever did the work cannot ${what.en} it; somebody else has to`, {
    person: actor.person,
  });
};

/**
 * Who has a seat of his own among those that decide does not speak from another's as well: one voice would count twice.
 * `seat`: from which he would speak now; `seats`: of all that have a say.
 * @throws Refusal FOUR_EYES
 */
export const demandOneVoice = (actor: Actor, seat: PartyRef | null, seats: readonly (PartyRef | null)[]): void => {
  if (actor.onBehalfOf === undefined || !seats.some((other) => other !== seat && holds(inOwnName(actor), other))) return;
  refuse('FOUR_EYES', '您在此事中另有自己的一方，不能再代他人签批，请由其他人办理', 'you have a seat of your own in this; somebody else has to act for whoever is on leave', {
    person: actor.person,
    onBehalfOf: actor.onBehalfOf.person,
  });
};

/**
 * Where the policy says so, nobody verifies what the head of his own department worked on.
 * @throws Refusal OWN_HEADS_WORK
 */
export const demandNotHeadsWork = (state: IssueState, actor: Actor): void => {
  if (!state.policy.closure.ownHeadBarred) return;
  const head = (actor.heads ?? []).find((person) => state.hands.includes(person) || state.parties.owner === `person:${person}`);
  if (head !== undefined)
    refuse('OWN_HEADS_WORK', '本部门负责人参与了整改，您不能核查其工作，请由其他人办理', 'the head of your department worked on it; somebody of another department has to verify', {
      person: actor.person,
      head,
    });
};
