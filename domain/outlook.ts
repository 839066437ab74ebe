import type { Rules } from './counted.ts';
import { deadlinesOf, type Deadline } from './deadlines.ts';
import type { EventBody, MovedDate } from './events.ts';
import type { Addressee, IssueState } from './issue.ts';
import { audienceOf, rungAt, rungsOf, type Chased } from './ladder.ts';
import { ladderNotices, recipientsOf, type Notice } from './notices.ts';
import { nextObligation } from './obligations.ts';
import { type PartyRef, SYSTEM } from './party.ts';
import { policyName } from './policy-diff.ts';
import type { NoticeKind, Policy } from './policy-schema.ts';
import { movedDates } from './rules-change.ts';
import { applyBodies } from './step.ts';
import { dayOf, type Day, type Instant } from './time.ts';

/** A notice still to come if nobody acts: a reminder that is planned, or a rung that would open. */
export type Expected = {
  /** Which one: `due:T-10`, `measure:m1:T+1`. */
  readonly what: string;
  readonly role: Addressee;
  readonly to: readonly PartyRef[];
  readonly notice: NoticeKind;
  readonly day: Day;
};

/** What the ladders of an issue still hold, of the deadlines that run now; the chase after them is the same for ever. */
export const outlook = (state: IssueState, now: Instant): readonly Expected[] => expectedOf(state, deadlinesOf(state), ladderNotices(state), now);

/** The same of any case with deadlines; a round is one, too. */
export const expectedOf = (state: Chased, deadlines: readonly Deadline[], notices: readonly Notice[], now: Instant): readonly Expected[] => {
  const planned = notices
    .filter((notice) => notice.notBefore >= now)
    .map(({ step, role, to, kind, notBefore }) => ({ what: step.replace(/#\d+/, ''), role, to, notice: kind, day: dayOf(notBefore) }));
  const rungs = deadlines.flatMap((deadline) => {
    const opened = state.marks.find((mark) => mark.deadline === deadline.key)?.rungs.length ?? 0;
    return rungsOf(state, deadline).flatMap((step, index) => {
      const rung = index < opened ? null : rungAt(state, deadline, index);
      if (rung === null) return [];
      const what = `${deadline.key.replace(/#\d+/, '')}:${step.id}`;
      return audienceOf(state, deadline, step).flatMap((role) => recipientsOf(state, deadline, role)).map(({ role, to }) => ({ what, role, to, notice: step.notice, day: rung.day }));
    });
  });
  return [...planned, ...rungs];
};

/** What comes that would not have come, comes no more, or comes on another day. */
export type Changes = { readonly added: readonly Expected[]; readonly dropped: readonly Expected[]; readonly moved: readonly (Expected & { readonly from: Day })[] };

export const changesBetween = (before: readonly Expected[], after: readonly Expected[]): Changes => {
  const [old, fresh] = [byName(before), byName(after)];
  return {
    added: [...fresh].flatMap(([name, one]) => (old.has(name) ? [] : [one])),
    dropped: [...old].flatMap(([name, one]) => (fresh.has(name) ? [] : [one])),
    moved: [...fresh].flatMap(([name, one]) => {
      const from = old.get(name)?.day ?? one.day;
      return from === one.day ? [] : [{ ...one, from }];
    }),
  };
};

/** What another policy would change for an issue, were it adopted at `now`. */
export type PolicyImpact = Changes & {
  readonly moves: readonly MovedDate[];
  readonly next: { readonly before: Instant | null; readonly after: Instant | null };
};

/** An issue as it would stand were another policy adopted at `now`, and who would be told of it. */
export const underPolicy = (state: IssueState, policy: Policy, now: Instant): ReturnType<typeof applyBodies> & { readonly moves: readonly MovedDate[] } => {
  const rules: Rules = { policy, days: state.days };
  const moves = movedDates(state, rules, dayOf(now));
  const body: EventBody = { type: 'policy-adopted', policy, before: policyName(state.policy), reason: '', moves };
  return { ...applyBodies(state, [body], SYSTEM, now), moves };
};

/** Plays the adoption in the pure core and compares what would come with what would have come. */
export const policyImpact = (state: IssueState, policy: Policy, now: Instant): PolicyImpact => {
  const { state: after, moves } = underPolicy(state, policy, now);
  return {
    moves,
    next: { before: nextObligation(state)?.at ?? null, after: nextObligation(after)?.at ?? null },
    ...changesBetween(outlook(state, now), outlook(after, now)),
  };
};

const byName = (expected: readonly Expected[]): ReadonlyMap<string, Expected> => new Map(expected.map((one) => [`${one.what} ${one.role} ${one.notice}`, one]));
