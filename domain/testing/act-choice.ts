import type { Act, ActType } from '../command-schema.ts';
import type { IssueState, Status } from '../issue.ts';
import { ladderNotices } from '../notices.ts';
import { PERMISSIONS } from '../permissions.ts';
import { addDays, dayOf, type Instant } from '../time.ts';
import type { Move } from './generators.ts';
import { PEOPLE } from './people.ts';

/** What people are likely to try at a status, the likelier the oftener; everything else is tried now and then, too. */
const LIKELY: Readonly<Record<Status, readonly ActType[]>> = {
  assigned: ['accept', 'accept', 'accept', 'assign', 'suspend', 'resume', 'acknowledge'],
  planning: ['propose-plan', 'propose-plan', 'approve-plan', 'approve-plan', 'return-plan', 'request-extension', 'grant-extension', 'suspend', 'resume', 'hand-over'],
  rectifying: [
    ...(['report-progress', 'report-progress', 'add-evidence', 'add-evidence', 'submit-for-closure'] as const),
    ...(['request-extension', 'request-extension'] as const),
    ...(['request-extension', 'grant-extension', 'grant-extension', 'refuse-extension', 'suspend', 'resume', 'acknowledge', 'hand-over'] as const),
  ],
  verifying: ['sign', 'sign', 'sign', 'sign', 'return', 'add-evidence', 'hand-over'],
  closed: ['record-look-back', 'record-look-back', 'record-look-back', 'reopen', 'hand-over'],
  sustained: ['record-look-back', 'record-look-back', 'report-progress', 'archive', 'hand-over'],
  archived: ['reopen', 'sign'],
  withdrawn: ['reopen', 'accept'],
};
const ALL = Object.keys(PERMISSIONS) as ActType[];

const pick = <T>(from: readonly T[], by: number): T | undefined => from[by % Math.max(1, from.length)];

/** The act that a move means in this state. */
export const actOf = (state: IssueState, move: Move, now: Instant): Act => {
  const { choice } = move;
  // A request that waits is answered soon: otherwise hardly a life would see two extensions.
  const answer = state.extension.pending !== null && state.suspension === null && choice % 8 < 5 && choice % 8 > 0 ? 'grant-extension' : undefined;
  const type = answer ?? (choice % 8 === 0 ? pick(ALL, choice >> 3) : pick(LIKELY[state.status], choice >> 3)) ?? 'accept';
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
        })),
      };
    case 'return-plan':
    case 'refuse-extension':
    case 'return':
    case 'reopen':
    case 'archive':
    case 'resume':
    case 'withdraw':
      return { type, reason };
    case 'report-progress':
      return measure === undefined ? { type, note: '推进中' } : { type, note: '完成', measure, done: choice % 3 > 0 };
    case 'add-evidence':
      return { type, sha256: String(choice % 7).repeat(64), name: '佐证.pdf', size: 1, ...(measure === undefined ? {} : { measure }) };
    case 'request-extension':
      return { type, to: addDays(state.due.current.day, move.days), reason };
    case 'submit-for-closure':
      return { type, rating, summary: '已整改' };
    case 'sign':
      return { type, rating, note: '属实' };
    case 'record-look-back':
      return { type, result: pick(['held', 'held', 'partly', 'rebounded'] as const, choice >> 3) ?? 'held', findings: '抽查', how: '现场' };
    case 'suspend':
      return { type, until: day, reason };
    case 'hand-over':
      return { type, to: person, reason };
    case 'correct':
      return { type, title: `更正${choice % 3}`, reason };
    case 'acknowledge':
      return { type, step: choice % 50 === 7 ? 'somewhere' : (pick(ladderNotices(state), choice)?.step ?? 'due#1:T+1') };
  }
};
