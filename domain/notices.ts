import { isLargeMove } from './counted.ts';
import { addWorkingDays } from './day-table.ts';
import { deadlinesOf, type Deadline } from './deadlines.ts';
import type { IssueEvent, MovedDate } from './events.ts';
import { isEnded, type Addressee, type HandOverSide, type IssueState } from './issue.ts';
import { letterSeries } from './letters.ts';
import { askedLevel, audienceOf, gate, opensOn, reminderDay, remindersOf, rungAt, type Chased, type DeliveryHours } from './ladder.ts';
import type { PartyRef, PersonId } from './party.ts';
import type { DeadlineKind, LadderStep, Light, NoticeKind, Policy, Role } from './policy-schema.ts';
import { seatOf, seatsFrom } from './seats.ts';
import { dayOf, startOfDay, type Day, type Instant } from './time.ts';

/**
 * A notice that the rules call for. The ledger makes a delivery of it per recipient and channel, unique by
 * (issue, cycle, step, recipient, channel). `to` lists whom to try: a vacant post climbs to the next party.
 */
export type Notice = {
  readonly cycle: number;
  /** `<deadline key>:<step>[:r<n>]` for the ladder, `event:<seq>` for what an event tells. */
  readonly step: string;
  readonly role: Addressee;
  readonly to: readonly PartyRef[];
  readonly kind: NoticeKind;
  /** What it is about: the deadline's kind, or the event's type. */
  readonly topic: string;
  /** The day that the notice speaks of, where it has one. */
  readonly day: Day | null;
  readonly light: Light | null;
  readonly acknowledge: boolean;
  /** The series in which it is numbered; absent where it is no letter. One letter to several people has one number. */
  readonly letter?: string;
  /** What it says of its own, where no event of an issue gives it words. */
  readonly words?: string;
  /** Escalations and letters go alone; ordinary reminders of a day are bundled into one mail a person. */
  readonly alone: boolean;
  /** Not to be sent before. Already gated: inside delivery hours of a working day. */
  readonly notBefore: Instant;
  /** `ladder` notices are re-planned with every step of the issue; `event` notices stand once made. */
  readonly origin: 'ladder' | 'event';
};

export type Told = { readonly role: Addressee; readonly to: readonly PartyRef[] };

/**
 * Whom to try for a role. The person who owns a measure hears of it in the owner's place; of a hand-over the owner and the
 * successor do, each as long as he has not signed.
 */
export const recipientsOf = (state: Chased, deadline: Deadline, role: Role): readonly Told[] => {
  if (deadline.kind === 'hand-over' && role === 'owner' && state.handOver !== null) {
    const { to, signatures } = state.handOver;
    const waits = (side: HandOverSide): boolean => state.policy.handOver.signers.includes(side) && !signatures.some((signature) => signature.side === side);
    return [...(waits('outgoing') ? [{ role, to: seatsFrom(state, role) }] : []), ...(waits('incoming') ? [toSuccessor(state, to)] : [])];
  }
  const measure = deadline.kind === 'measure' && role === 'owner' ? state.measures.find((one) => one.id === deadline.subject) : undefined;
  return [{ role, to: measure === undefined ? seatsFrom(state, role) : [`person:${measure.owner}`, ...seatsFrom(state, 'leader')] }];
};

const toSuccessor = (state: Chased, to: PersonId): Told => ({ role: 'successor', to: [`person:${to}`, ...seatsFrom(state, 'leader')] });

/**
 * Until when an acknowledgement of a step silences its repeats to a role: it lapses after N working days without progress.
 * Whoever confirms speaks for himself: the others go on being asked.
 */
const silentUntil = (state: Chased, step: string, role: Addressee): Instant => {
  const latest = state.acknowledgements.findLast((one) => one.step === step && one.roles.includes(role));
  if (latest === undefined) return 0;
  const from = Math.max(latest.at, state.progressAt ?? 0);
  return opensOn(state, addWorkingDays(state.days, dayOf(from), state.policy.acknowledgement.lapseWorkingDays));
};

/** How often a step is repeated: as it says itself, else as the policy says of what must be acknowledged. */
export const repeatOf = (policy: Pick<Policy, 'acknowledgement'>, step: LadderStep): NonNullable<LadderStep['repeat']> | null =>
  step.repeat ?? (step.acknowledge ? policy.acknowledgement.chase : null);

/** `wentOnAt`: repeats that would have come during a pause are not made up for. */
const noticesOfStep = (state: Chased, deadline: Deadline, step: LadderStep, first: Instant, wentOnAt: Instant | null = null): Notice[] => {
  const name = `${deadline.key}:${step.id}`;
  const letter = letterSeries(state.policy, step.notice);
  const repeat = repeatOf(state.policy, step);
  const repeats = repeat === null ? [] : Array.from({ length: repeat.times }, (_, at) => at + 1);
  const again = repeats
    .map((n) => ({ name: `${name}:r${n}`, at: opensOn(state, addWorkingDays(state.days, dayOf(first), n * (repeat?.everyWorkingDays ?? 1))) }))
    .filter((one) => wentOnAt === null || one.at > wentOnAt)
    // A reminder before the day that is repeated after it would speak of a day gone by; the rungs speak then.
    .filter((one) => step.offset >= 1 || dayOf(one.at) <= deadline.date.day);
  const told = audienceOf(state, deadline, step).flatMap((role) => recipientsOf(state, deadline, role));
  return told.flatMap(({ role, to }) =>
    [{ name, at: first }, ...again.filter((one) => one.at >= silentUntil(state, name, role))].map(({ name: stepName, at }) => ({
      cycle: state.cycle,
      step: stepName,
      role,
      to,
      kind: step.notice,
      topic: deadline.kind satisfies DeadlineKind,
      day: deadline.date.day,
      light: step.light,
      acknowledge: step.acknowledge,
      ...(letter === null ? {} : { letter }),
      alone: step.offset >= 1 || letter !== null,
      notBefore: at,
      origin: 'ladder' as const,
    })),
  );
};

/** A reminder with the role it speaks to, as {@link IssueState.rules} remembers it. */
export const reminderName = ({ step, role }: Pick<Notice, 'step' | 'role'>): string => `${step} ${role}`;

/** Rules that changed call for no reminder whose time had gone by: only for those that the old ones had called for. */
const isOfThePast = (state: Chased, notice: Notice): boolean =>
  state.rules !== null && notice.notBefore < state.rules.since && !state.rules.planned.includes(reminderName(notice));

/**
 * Every ladder notice of the deadlines now running: reminders planned ahead, and the letters of rungs that have opened,
 * each with its repeats. The ledger compares this with its planned rows: what is not here any more is withdrawn.
 * A reminder whose day was over when the date was set is left out; nobody is reminded of the past.
 */
export const ladderNotices = (state: IssueState): readonly Notice[] => noticesOfDeadlines(state, deadlinesOf(state));

/** The same for any case with deadlines; a round is one, too. */
export const noticesOfDeadlines = (state: Chased, deadlines: readonly Deadline[]): readonly Notice[] =>
  deadlines.flatMap((deadline) => {
    const ahead = remindersOf(state, deadline).flatMap((step) => {
      const at = opensOn(state, reminderDay(state, deadline, step));
      return startOfDay(dayOf(at)) <= deadline.date.since ? [] : noticesOfStep(state, deadline, step, at).filter((notice) => !isOfThePast(state, notice));
    });
    const mark = state.marks.find((candidate) => candidate.deadline === deadline.key);
    const letters = (mark?.rungs ?? []).flatMap((opened, index) => {
      const rung = rungAt(state, deadline, index);
      return rung === null ? [] : noticesOfStep(state, deadline, rung.step, gate(state, opened.at), mark?.wentOnAt);
    });
    return [...ahead, ...letters];
  });

/** What an event tells beside the ladder: to whom, as what, and of which day. */
export type News = { readonly roles: readonly Role[]; readonly kind?: NoticeKind; readonly day?: Day | null; readonly alone?: boolean };

/** A date that moves by a day is not worth a letter; one that moves further is told to those who are held to it. */
const toldOfMoves = (moves: readonly MovedDate[], state: IssueState): News | null => {
  const large = moves.filter(isLargeMove);
  const [first] = large.toSorted((a, b) => (a.to < b.to ? -1 : 1));
  return first === undefined ? null : { roles: [...new Set(large.flatMap(({ kind }) => heldTo(kind, state)))], day: first.to };
};

/** Whose date it is. */
const heldTo = (kind: DeadlineKind, state: IssueState): readonly Role[] => {
  switch (kind) {
    case 'accept':
    case 'plan':
    case 'due':
    case 'measure':
    case 'hand-over':
      return ['owner', 'leader'];
    case 'extension':
      return askedLevel(state);
    case 'amendment':
      return state.amendment?.approvers ?? [];
    case 'withholding':
      return state.policy.publication.approvers;
    case 'verify':
      return state.policy.closure.chain;
    case 'look-back':
    case 'cadence':
      return state.policy.lookBack.reviewers;
    default:
      return ['supervision'];
  }
};

/** Who is told of what happened, beside the ladder. */
const toldOf = (event: IssueEvent, state: IssueState): News | null => {
  switch (event.type) {
    case 'opened':
      return event.standing === 'assigned' || event.standing === 'rectifying' ? { roles: ['owner'], day: event.accept ?? event.due } : null;
    case 'assigned':
      return { roles: ['owner'], day: event.accept };
    case 'plan-proposed':
      return { roles: ['supervision'], day: event.review };
    case 'plan-approved':
      return { roles: ['owner'], day: state.due.current.day };
    case 'plan-returned':
      return { roles: ['owner', 'leader'], day: event.planBy };
    case 'revision-proposed':
      return { roles: ['supervision'], day: event.review };
    case 'plan-revised':
    case 'revision-refused':
      return { roles: ['owner', 'leader'], day: state.due.current.day };
    case 'extension-requested':
    case 'extension-endorsed':
      return { roles: askedLevel(state), day: event.decide };
    case 'extension-granted':
      return { roles: ['owner', 'leader'], day: event.to };
    case 'extension-refused':
      return { roles: ['owner', 'leader'], day: state.due.current.day };
    case 'submitted':
      return { roles: state.policy.closure.order === 'parallel' ? state.policy.closure.chain : state.policy.closure.chain.slice(0, 1), day: event.verify };
    case 'signed': {
      const next = state.policy.closure.order === 'sequence' ? state.policy.closure.chain[state.submission?.signatures.length ?? 0] : undefined;
      // Who signs for two empty seats has not to be told between the two.
      if (next === undefined || state.submission === null || seatOf(state, next) === event.seat) return null;
      return { roles: [next], day: state.submission.verify.day };
    }
    case 'returned':
      return { roles: ['owner', 'leader'], kind: 'urging', day: event.due, alone: true };
    case 'term-renewed':
      return { roles: ['owner', 'leader'], kind: 'urging', day: event.due, alone: true };
    case 'closed':
    case 'sustained':
    case 'archived':
    case 'withdrawn':
    case 'handed-to-units':
      return { roles: ['owner', 'leader'] };
    case 'reopened':
      return { roles: ['owner', 'leader', 'head', 'supervision'], kind: 'urging', day: event.due, alone: true };
    case 'reminded':
      return { roles: event.roles, kind: 'urging', day: state.due.current.day, alone: true };
    case 'look-back-planned':
      return { roles: [...new Set<Role>([...state.policy.lookBack.reviewers, 'supervision'])], day: event.due };
    case 'suspended':
      return { roles: ['owner', 'leader', 'supervision'], day: event.until };
    case 'resumed':
      return { roles: ['owner', 'leader', 'supervision'], day: state.due.current.day };
    case 'hand-over-started':
      return { roles: ['owner', 'leader', 'supervision'], day: event.sign };
    case 'hand-over-cancelled':
      return { roles: ['owner', 'leader', 'supervision'] };
    case 'handed-over':
      return { roles: ['owner', 'leader', 'supervision'], day: state.due.current.day };
    case 'measures-passed':
      return { roles: ['owner', 'leader', 'supervision'] };
    case 'amendment-proposed':
      return { roles: event.approvers, ...(event.decide === undefined ? {} : { day: event.decide }) };
    case 'amendment-refused':
      return { roles: state.policy.amendment.approvers };
    // An archived case stays silent, also where a publication asks for it once more.
    case 'withholding-proposed':
      return isEnded(state.status) ? null : { roles: state.policy.publication.approvers, ...(event.decide === undefined ? {} : { day: event.decide }) };
    case 'withheld':
    case 'withholding-refused':
    case 'withholding-lifted':
      return isEnded(state.status) ? null : { roles: ['leader', 'head'] };
    case 'linked':
      return isEnded(state.status) ? null : { roles: ['leader', 'head'] };
    case 'calendar-taken':
    case 'policy-adopted':
      return toldOfMoves(event.moves, state);
    default:
      return null;
  }
};

/** News of an event, of an issue or of a round, as a notice to one of those it is for. */
export const newsTo = ({ role, to }: Told, news: News, event: { readonly seq: number; readonly type: string; readonly at: Instant }, state: DeliveryHours & { readonly cycle: number }): Notice => ({
  cycle: state.cycle,
  step: `event:${event.seq}`,
  role,
  to,
  kind: news.kind ?? 'information',
  topic: event.type,
  day: news.day ?? null,
  light: null,
  acknowledge: false,
  alone: news.alone ?? false,
  notBefore: gate(state, event.at),
  origin: 'event',
});

/** What an event tells, given the state after it. Closure and rebound also reach those who signed. */
export const eventNotices = (event: IssueEvent, state: IssueState): readonly Notice[] => {
  const news = toldOf(event, state);
  if (news === null) return [];
  const signers = event.type === 'reopened' ? state.signers.map((person): Told => ({ role: 'supervision', to: [`person:${person}`] })) : [];
  const successor =
    event.type === 'hand-over-started' || event.type === 'hand-over-cancelled' ? [toSuccessor(state, event.to.slice('person:'.length))] : event.type === 'measures-passed' ? [toSuccessor(state, event.to)] : [];
  return [...news.roles.map((role): Told => ({ role, to: seatsFrom(state, role) })), ...signers, ...successor].map((told) => newsTo(told, news, event, state));
};
