import type { Act, ActType } from '../command-schema.ts';
import type { DayTable } from '../day-table.ts';
import type { IssueState, Status } from '../issue.ts';
import { TRIGGERS } from '../look-back-causes.ts';
import { ladderNotices } from '../notices.ts';
import { PERMISSIONS } from '../permissions.ts';
import type { Policy, Term } from '../policy-schema.ts';
import { WITHHOLDING_GROUNDS } from '../publication.ts';
import { addDays, dayOf, isWeekend, type Instant } from '../time.ts';
import type { Move } from './generators.ts';
import { PEOPLE } from './people.ts';

/** What people are likely to try at a status, the likelier the oftener; everything else is tried now and then, too. */
const LIKELY: Readonly<Record<Status, readonly ActType[]>> = {
  assigned: ['accept', 'accept', 'accept', 'assign', 'suspend', 'resume', 'acknowledge', 'remind'],
  planning: ['correct', 'refuse-amendment', 'propose-plan', 'propose-plan', 'approve-plan', 'approve-plan', 'return-plan', 'request-extension', 'grant-extension', 'suspend', 'resume', 'hand-over'],
  rectifying: [
    ...(['link', 'link', 'unlink', 'reject-link'] as const),
    ...(['take-calendar', 'adopt-policy', 'correct', 'approve-amendment', 'refuse-amendment'] as const),
    ...(['report-progress', 'report-progress', 'add-evidence', 'add-evidence', 'submit-for-closure'] as const),
    ...(['request-extension', 'request-extension'] as const),
    ...(['propose-revision', 'propose-revision', 'approve-revision', 'approve-revision', 'refuse-revision'] as const),
    ...(['request-extension', 'grant-extension', 'grant-extension', 'refuse-extension', 'suspend', 'suspend', 'resume', 'acknowledge', 'hand-over', 'pass-measures'] as const),
  ],
  verifying: ['sign', 'sign', 'sign', 'sign', 'adopt-policy', 'record-site-check', 'record-site-check', 'return', 'add-evidence', 'hand-over'],
  closed: ['propose-withholding', 'approve-withholding', 'refuse-withholding', 'lift-withholding', 'correct', 'approve-amendment', 'record-look-back', 'record-look-back', 'record-look-back', 'plan-look-back', 'reopen', 'hand-over', 'record-outcome'],
  sustained: ['record-look-back', 'record-look-back', 'plan-look-back', 'report-progress', 'archive', 'hand-over'],
  archived: ['reopen', 'plan-look-back', 'sign', 'propose-withholding', 'record-outcome', 'reverse-outcome', 'reverse-outcome'],
  withdrawn: ['reopen', 'accept'],
};
/** The kinds of evidence of made-up policies. */
const KINDS = ['制度文件', '现场照片'] as const;
const ALL = Object.keys(PERMISSIONS) as ActType[];

const pick = <T>(from: readonly T[], by: number): T | undefined => from[by % Math.max(1, from.length)];

/** Mostly what fits together. */
const outcomeOf = (choice: number): Act => {
  const common = { type: 'record-outcome', source: '县纪委通报' } as const;
  if (choice % 3 === 0) return { ...common, kind: 'recovered', fen: 1 + choice, ...(choice % 9 === 0 ? { count: 1 } : {}) };
  if (choice % 3 === 1) return { ...common, kind: 'accountability', count: 1, sanction: 'admonition', form: choice % 2 === 0 ? 1 : 2 };
  return { ...common, kind: pick(['rule', 'petition-received', 'lead-settled'] as const, choice) ?? 'rule', count: 2 };
};

/** The table as it could have come out instead: some working days off, some weekends worked. */
const otherTable = (state: IssueState, choice: number): DayTable => {
  const near = addDays(dayOf(state.openedAt), choice % 90);
  const more = Array.from({ length: choice % 9 }, (_, at) => addDays(near, at));
  const rest = [...new Set([...state.days.rest.filter((_, at) => at % 5 !== choice % 5), ...more.filter((day) => !isWeekend(day))])].toSorted();
  const work = [...new Set([...state.days.work, ...more.filter((day, at) => isWeekend(day) && at % 2 === 0)])].toSorted();
  return { version: `made-up-${choice}`, years: [2025, 2026, 2027, 2028], rest, work };
};

/** The policy with other terms, its ladders passed around, and a chase of another pace. */
const otherPolicy = (policy: Policy, choice: number): Policy => {
  const later = (term: Term): Term => ({ ...term, count: term.count + (choice % 7) });
  const { terms, ladders } = policy;
  return {
    ...policy,
    version: String(choice),
    terms: { ...terms, accept: later(terms.accept), plan: later(terms.plan), planReview: later(terms.planReview), due: { ...terms.due, [choice % 2 === 0 ? 'dated' : 'immediate']: later(terms.due.dated) } },
    ladders: choice % 3 === 0 ? ladders : { ...ladders, due: ladders.measure, measure: ladders.accept, accept: ladders.due, plan: ladders.verify },
    chase: { ...policy.chase, everyDays: policy.chase.everyDays + (choice % 5) },
    closure: { ...policy.closure, verify: later(policy.closure.verify) },
  };
};

/** The act that a move means in this state. */
export const actOf = (state: IssueState, move: Move, now: Instant): Act => {
  const { choice } = move;
  // A request that waits is answered soon: otherwise hardly a life would see two extensions.
  const answer = state.extension.pending !== null && state.suspension === null && choice % 8 < 5 && choice % 8 > 0 ? (choice % 8 === 4 ? 'refuse-extension' : 'grant-extension') : undefined;
  const waiting = state.handOver !== null && choice % 8 > 5 ? (choice % 16 === 6 ? 'cancel-hand-over' : 'sign-hand-over') : undefined;
  // Now and then, and no oftener: it ends the life.
  const shared = state.status === 'assigned' && choice % 48 === 9 ? 'hand-to-units' : undefined;
  const type = answer ?? waiting ?? shared ?? (choice % 8 === 0 ? pick(ALL, choice >> 3) : pick(LIKELY[state.status], choice >> 3)) ?? 'accept';
  const day = addDays(dayOf(now), move.days);
  const person = pick(PEOPLE, choice >> 4)?.person ?? 'wang';
  const reason = '情况如此';
  const rating = pick(['done', 'largely', 'partly', 'not'] as const, choice >> 5) ?? 'done';
  const measure = pick(state.measures, choice >> 4)?.id;
  switch (type) {
    case 'assign':
      return { type, owner: choice % 16 === 8 ? 'post:leader' : `person:${person}`, ...(choice % 3 === 0 ? { leader: 'person:zhao' as const } : {}) };
    case 'accept':
    case 'approve-plan':
    case 'grant-extension':
    case 'approve-amendment':
    case 'approve-withholding':
    case 'approve-revision':
    case 'sign-hand-over':
      return { type };
    case 'propose-plan':
      return {
        type,
        measures: Array.from({ length: 1 + (choice % 3) }, (_, at) => ({
          id: `m${at}`,
          text: '制定办法',
          owner: pick(PEOPLE, choice + at)?.person ?? 'wang',
          // Mostly a day that the issue's own date allows.
          due: choice % 5 === 0 ? day : state.due.current.day,
          ...(choice % 2 === 0 ? { supporting: ['财政所'], evidence: { pieces: 1 + (choice % 2), kinds: choice % 8 === 0 ? [KINDS[0]] : [] } } : {}),
        })),
      };
    case 'propose-revision': {
      const draft = { id: `n${state.seq}`, text: '补充措施', owner: person, due: choice % 5 === 0 ? day : state.due.current.day };
      if (measure === undefined || choice % 3 === 0) return { type, add: [draft], reason };
      if (choice % 3 === 1) return { type, drop: [{ id: measure, reason }], reason };
      return { type, change: [{ id: measure, due: day, ...(choice % 2 === 0 ? { owner: person } : {}) }], reason };
    }
    case 'return-plan':
    case 'refuse-extension':
    case 'refuse-revision':
    case 'return':
    case 'reopen':
    case 'archive':
    case 'resume':
    case 'withdraw':
    case 'cancel-hand-over':
    case 'refuse-amendment':
    case 'refuse-withholding':
    case 'lift-withholding':
      return { type, reason };
    case 'report-progress':
      return measure === undefined ? { type, note: '推进中' } : { type, note: '完成', measure, done: choice % 3 > 0 };
    case 'add-evidence':
      return { type, sha256: String(choice % 7).repeat(64), name: '佐证.pdf', size: 1, ...(measure === undefined ? {} : { measure }), ...(choice % 3 === 0 ? {} : { kind: KINDS[choice % 2] ?? '' }) };
    case 'request-extension':
      return { type, to: addDays(state.due.current.day, move.days), reason };
    case 'submit-for-closure':
      return { type, rating, summary: '已整改' };
    case 'record-site-check':
      return { type, on: choice % 7 === 0 ? day : dayOf(now), seen: '现场已整改', ...(choice % 2 === 0 ? { present: ['村民代表'] } : {}) };
    case 'remind':
      return { type, note: '请抓紧' };
    case 'record-outcome':
      return outcomeOf(choice);
    case 'reverse-outcome':
      return { type, entry: pick(state.outcomes, choice)?.entry ?? 1, reason };
    case 'sign':
      return { type, rating, note: '属实' };
    case 'record-look-back':
      return { type, result: pick(['held', 'held', 'partly', 'rebounded'] as const, choice >> 3) ?? 'held', findings: '抽查', how: '现场', ...(choice % 2 === 0 ? { asked: { count: 7, confirmed: choice % 8 } } : {}), ...(choice % 3 === 0 ? { photos: [{ sha256: String(choice % 10).repeat(64), name: '现场.jpg', size: 1 + choice, takenAt: choice % 2 === 0 ? null : choice }] } : {}) };
    case 'plan-look-back':
      return { type, cause: pick(TRIGGERS, choice >> 3) ?? 'draw', source: `第${choice % 4}号` };
    case 'suspend':
      return { type, until: day, reason, ground: pick(['force-majeure', 'court-case', 'frozen-ground', 'other'] as const, choice >> 3) ?? 'other' };
    case 'hand-to-units':
      return { type, units: ['finance', choice % 5 === 0 ? 'finance' : 'roads'], reason };
    case 'hand-over':
      return { type, to: person, reason };
    case 'pass-measures':
      return { type, from: pick(state.measures, choice >> 7)?.owner ?? 'wang', to: person, reason };
    case 'propose-withholding':
      return { type, ground: pick(WITHHOLDING_GROUNDS, choice >> 3) ?? 'secret', reason };
    case 'link':
      return { type, issue: `issue/2025-1/${choice % 3}`, kind: pick(['not-fixed', 'rebounded', 'repeated'] as const, choice >> 4) ?? 'repeated' };
    case 'reject-link':
    case 'unlink':
      return { type, issue: `issue/2025-1/${choice % 3}`, reason };
    case 'correct':
      return { type, title: `更正${choice % 3}`, reason, ...(choice % 2 === 0 ? { number: String(choice % 12) } : {}), ...(choice % 5 === 0 ? { split: ['100'] } : {}) };
    case 'take-calendar':
      return { type, days: otherTable(state, choice) };
    case 'adopt-policy':
      return { type, policy: otherPolicy(state.policy, choice), reason };
    case 'acknowledge':
      return { type, step: choice % 50 === 7 ? 'somewhere' : (pick(ladderNotices(state), choice)?.step ?? 'due#1:T+1') };
  }
};
