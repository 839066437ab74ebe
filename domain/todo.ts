import type { Actor } from './actor.ts';
import type { ActType } from './command-schema.ts';
import type { Context } from './acts/context.ts';
import { deadlinesOf, type Deadline } from './deadlines.ts';
import { seatedIn } from './deputies.ts';
import { issueIdOf, type IssueState } from './issue.ts';
import { possibility } from './may-do.ts';
import { holds } from './permissions.ts';
import type { DeadlineKind } from './policy-schema.ts';
import type { RefusalText } from './refusal.ts';
import { daysBetween, dayOf, type Day } from './time.ts';

/** One thing that a person has to do. `obstacle`: what has to happen first, in the rules' own words. */
export type Todo = {
  readonly issue: string;
  readonly round: string;
  readonly number: string;
  readonly title: string;
  readonly seq: number;
  readonly kind: DeadlineKind;
  /** The measure or look-back it belongs to. */
  readonly subject: string | null;
  /** The act that settles it. */
  readonly act: ActType;
  /** The last day on which it is in time; null where no day is set. */
  readonly day: Day | null;
  /** Days left; negative once it is late. */
  readonly daysLeft: number | null;
  readonly obstacle: RefusalText | null;
};

/** Which act settles what is owed. */
const ANSWERS: Readonly<Record<DeadlineKind, readonly ActType[]>> = {
  accept: ['accept', 'assign'],
  plan: ['propose-plan'],
  'plan-review': ['approve-plan', 'approve-revision'],
  due: ['submit-for-closure'],
  measure: ['report-progress'],
  extension: ['grant-extension'],
  verify: ['sign'],
  'look-back': ['record-look-back'],
  cadence: ['record-look-back'],
  'hand-over': ['sign-hand-over'],
  amendment: ['approve-amendment'],
  withholding: ['approve-withholding'],
  suspension: [],
  'round-plan': [],
  'round-plan-review': [],
  'round-report': [],
  'round-assessment': [],
};

/** Refusals that mean that it is for somebody else, or for another time. Any other one is an obstacle on one's own way. */
const NOT_MINE: readonly string[] = ['NOT_ALLOWED', 'FOUR_EYES', 'OWN_HEADS_WORK', 'NOT_YOUR_LEVEL', 'NOT_YOUR_TURN', 'SIGNED_ALREADY', 'NOT_IN_CHAIN', 'NOT_A_REVIEWER', 'NOT_AN_APPROVER', 'HAND_OVER_SIGNED', 'WRONG_STATUS', 'ENDED', 'SUSPENDED'];
/** There is nothing of this kind to decide on. */
const NOTHING_THERE: readonly string[] = ['NO_PLAN', 'NO_REVISION', 'NO_EXTENSION', 'NO_AMENDMENT', 'NO_WITHHOLDING', 'NO_HAND_OVER', 'NO_LOOK_BACK'];

/** Look-backs are shown this long ahead; they are planned for months to come, which is what the calendar of look-backs is for. */
export const LOOK_BACK_AHEAD_DAYS = 30;

/** What is done by the owner is his to do; that others may as well (his leader) does not make it theirs. */
const isDutyOf = (state: IssueState, { kind, subject }: Deadline, type: ActType, actor: Actor): boolean => {
  const { owner } = state.parties;
  const unowned = owner === null || actor.vacant?.includes(owner) === true;
  if (type === 'assign') return unowned;
  if (type === 'record-look-back' || type === 'sign' || kind === 'plan-review' || kind === 'extension' || kind === 'hand-over' || kind === 'amendment' || kind === 'withholding') return true;
  if (kind === 'measure') return state.measures.some((measure) => measure.id === subject && measure.owner === seatedIn(actor).person);
  return unowned || holds(actor, owner);
};

const isFarAhead = ({ kind, date }: Deadline, today: Day): boolean => (kind === 'look-back' || kind === 'cadence') && daysBetween(today, date.day) > LOOK_BACK_AHEAD_DAYS;

/** What this person has to do on this issue, by the same rules that take it when it is done. */
export const todosOf = (state: IssueState, context: Context): readonly Todo[] => {
  const today = dayOf(context.now);
  const { round, number, title, seq } = state;
  const about = { issue: issueIdOf(state), round, number, title, seq };
  const todos: Todo[] = [];
  for (const deadline of deadlinesOf(state)) {
    if (isFarAhead(deadline, today)) continue;
    for (const act of ANSWERS[deadline.kind]) {
      if (!isDutyOf(state, deadline, act, context.actor)) continue;
      const { refusal } = possibility(state, act, context);
      if (refusal !== null && (NOT_MINE.includes(refusal.code) || NOTHING_THERE.includes(refusal.code))) continue;
      const { kind, subject, date } = deadline;
      todos.push({ ...about, kind, subject, act, day: date.day, daysLeft: daysBetween(today, date.day), obstacle: refusal });
    }
  }
  // Decisions without a day: asked for before there was one, or of a case that is archived.
  const undated = [...(state.amendment !== null && state.amendment.decide == null ? (['amendment'] as const) : []), ...(state.publication.asked !== null && state.publication.asked.decide == null ? (['withholding'] as const) : [])];
  for (const kind of undated) {
    const act = kind === 'amendment' ? 'approve-amendment' : 'approve-withholding';
    if (possibility(state, act, context).refusal === null) todos.push({ ...about, kind, subject: null, act, day: null, daysLeft: null, obstacle: null });
  }
  return todos;
};

/** The most urgent first; what has no day comes after what has one. Equal days stand in the register's order: 10 after 9. */
export const byUrgency = (a: Pick<Todo, 'day' | 'issue'>, b: Pick<Todo, 'day' | 'issue'>): number => {
  const [left, right] = [a.day ?? '9999', b.day ?? '9999'];
  return left < right ? -1 : left > right ? 1 : a.issue.localeCompare(b.issue, 'en', { numeric: true });
};
