import type { Actor } from '../actor.ts';
import { handsOf, hatsOf, personsOf, shareHands } from '../deputies.ts';
import type { IssueState, PendingExtension } from '../issue.ts';
import type { PartyRef } from '../party.ts';
import { demandOneVoice, roleAmong, ROLE_NAMES } from '../permissions.ts';
import type { Role } from '../policy-schema.ts';
import { refuse } from '../refusal.ts';
import { seatOf } from '../seats.ts';
import { addTerm } from '../term.ts';
import { daysBetween } from '../time.ts';
import { demandAfter, demandRunning, demandStatus, today, type Rule } from './context.ts';

const TO = { zh: '延期至', en: 'to' };

export const requestExtension: Rule<'request-extension'> = (state, act, context) => {
  demandStatus(state, 'planning', 'rectifying');
  demandRunning(state);
  const { extension: rules } = state.policy;
  const { pending, granted, totalDays } = state.extension;
  const due = state.due.current.day;
  if (pending !== null) refuse('EXTENSION_PENDING', '已有延期申请待批', 'an extension request is already waiting');
  demandAfter(TO, act.to, due);
  const late = today(context) > due;
  // 延期 must be asked before the date passes (《电子督查办法》 of several units); some policies allow it late, marked.
  if (late && !rules.late) refuse('EXTENSION_TOO_LATE', `整改时限${due}已过，不能再申请延期`, `the due date ${due} has passed; an extension must be asked for before`, { due });
  demandAfter(TO, act.to, today(context));
  if (granted >= rules.maxTimes) refuse('EXTENSION_TIMES', `最多延期${rules.maxTimes}次，已延${granted}次`, `${rules.maxTimes} extensions at most; ${granted} were granted`, { maxTimes: rules.maxTimes });
  const asked = daysBetween(due, act.to);
  if (totalDays + asked > rules.maxTotalDays)
    refuse(
      'EXTENSION_DAYS',
      `累计最多延期${rules.maxTotalDays}天，已延${totalDays}天，本次申请${asked}天`,
      `${rules.maxTotalDays} days of extension at most; ${totalDays} were granted, ${asked} are asked for`,
      { maxTotalDays: rules.maxTotalDays, asked },
    );
  const levels = levelsFor(state, context.actor);
  if (levels.length === 0) refuse('EXTENSION_NO_APPROVER', '各审批层级都由申请人或责任人本人担任，无人可批，请换人申请或先交接', 'the applicant or the owner holds every level that would decide; let somebody else ask');
  return [{ type: 'extension-requested', to: act.to, reason: act.reason, late, levels, decide: addTerm(state.days, today(context), rules.decision) }];
};

/**
 * Nobody decides on his own work or twice: a level falls away whose seat the applicant holds or the owner is, and one
 * whose seat has decided at a level before (a vacant seat climbs, perhaps to the next level's). It could never be passed.
 */
const levelsFor = (state: IssueState, applicant: Actor): readonly Role[] => {
  const seat = (level: Role): PartyRef | null => seatOf(state, level, applicant.vacant);
  const others = state.policy.extension.levels.filter((level) => hatsOf(applicant).every((hat) => roleAmong(state, hat, [level]) === undefined) && seat(level) !== state.parties.owner);
  const seats = others.map(seat);
  return others.filter((_level, at) => seats[at] !== null && seats.indexOf(seats[at] ?? null) === at);
};

const demandDecider = (state: IssueState, actor: Actor): PendingExtension => {
  const pending = state.extension.pending ?? refuse('NO_EXTENSION', '没有待批的延期申请', 'no extension request is waiting');
  const level = pending.levels[pending.endorsers.length];
  if (level === undefined || roleAmong(state, actor, [level]) === undefined) {
    const name = level === undefined ? undefined : ROLE_NAMES[level];
    refuse('NOT_YOUR_LEVEL', `本级应由${name?.zh ?? '上级'}审批`, `at this level the ${name?.en ?? 'superior'} decides`, { level: level ?? null });
  }
  // A level that has climbed to the seat of one that has said yes (its post fell vacant since) is for the same person.
  const seat = (one: Role | undefined): PartyRef | null => (one === undefined ? null : seatOf(state, one, actor.vacant));
  const hands = handsOf(actor);
  const decided = pending.endorsers.some((one, at) => shareHands(one, hands) && seat(pending.levels[at]) !== seat(level));
  if (shareHands(pending, hands) || decided || personsOf(hands).some((person) => state.parties.owner === `person:${person}`))
    refuse('FOUR_EYES', '申请人和已审批的人不能再审批', 'neither the applicant nor an earlier approver decides', { person: actor.person });
  demandOneVoice(actor, seat(level), pending.levels.map(seat));
  return pending;
};

/** A yes of one level; the last level grants. */
export const grantExtension: Rule<'grant-extension'> = (state, _act, context) => {
  const pending = demandDecider(state, context.actor);
  const { levels } = pending;
  const { decision } = state.policy.extension;
  const level = pending.endorsers.length + 1;
  if (level < levels.length) return [{ type: 'extension-endorsed', level, decide: addTerm(state.days, today(context), decision) }];
  demandAfter(TO, pending.to, today(context));
  // A suspension between asking and granting moved the date on: granting now would shorten it.
  demandAfter(TO, pending.to, state.due.current.day);
  return [{ type: 'extension-granted', from: state.due.current.day, to: pending.to }];
};

export const refuseExtension: Rule<'refuse-extension'> = (state, act, context) => {
  demandDecider(state, context.actor);
  return [{ type: 'extension-refused', reason: act.reason }];
};
