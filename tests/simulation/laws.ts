import { deepStrictEqual } from 'node:assert';
import { dayOf, addDays, startOfDay, HOUR_MS } from '../../domain/time.ts';
import type { EventOf, EventType, IssueEvent } from '../../domain/events.ts';
import { fold } from '../../domain/evolve.ts';
import { isEnded, type IssueState } from '../../domain/issue.ts';
import { isWorkingDay } from '../../domain/day-table.ts';
import { ladderNotices, type Notice } from '../../domain/notices.ts';
import { nextObligation } from '../../domain/obligations.ts';
import type { Life, Moment } from '../../domain/testing/simulator.ts';
import type { Staff } from './staff.ts';

/** A simulated life, and the people who were in post meanwhile. */
export type Lived = { readonly life: Life; readonly staff: Staff };

/** Something that holds in every life. Answers how often it was looked at. @throws LawBroken */
export type Law = { readonly name: string; readonly check: (lived: Lived) => number };

export class LawBroken extends Error {}
const demand = (held: boolean, what: string): void => {
  if (!held) throw new LawBroken(what);
};

/** Adopted as closed under a policy without look-backs, nothing is owed any more. */
const isOver = ({ status, lookBacks }: IssueState): boolean => isEnded(status) || (status === 'closed' && lookBacks.length === 0);
const eventsOf = <T extends EventType>(life: Life, type: T): readonly EventOf<T>[] => life.events.filter((event): event is EventOf<T> => event.type === type);

const neverSilent = ({ life }: Lived): number => {
  for (const { state } of life.moments) demand(isOver(state) || nextObligation(state) !== null, `nothing will ever happen to an issue that is ${state.status} (event ${state.seq})`);
  return life.moments.length;
};

/**
 * The steps after a deadline by its policy, in their order, each once; then the chase, numbered. Where a policy was adopted
 * while the ladder ran, its order is that of two policies: still none comes twice, and the chase goes on counting.
 */
const rungsInOrder = ({ life }: Lived): number => {
  const ladders = new Map<string, { readonly ids: string[]; mixed: boolean }>();
  let count = 0;
  for (const { events, before } of life.moments)
    for (const event of events) {
      if (event.type === 'policy-adopted') for (const ladder of ladders.values()) ladder.mixed = true;
      if (event.type !== 'fell-due' && event.type !== 'rung-opened') continue;
      const key = `${event.cycle} ${event.deadline}`;
      if (event.type === 'fell-due') demand(!ladders.has(key), `${key} fell due twice`);
      const ladder = ladders.get(key) ?? { ids: [], mixed: false };
      ladders.set(key, ladder);
      if (event.type === 'fell-due' || before === null) continue;
      const { ids, mixed } = ladder;
      const steps = before.policy.ladders[event.kind].filter(({ offset }) => offset >= 1);
      const chases = ids.filter((id) => id.startsWith('chase-')).length;
      const expected = mixed && !event.step.startsWith('chase-') ? event.step : ((mixed ? undefined : steps[ids.length]?.id) ?? `chase-${chases + 1}`);
      demand(event.step === expected && !ids.includes(event.step), `${key}: after ${ids.join() || 'nothing'} comes ${event.step}, and should ${expected}`);
      ids.push(event.step);
      count += 1;
    }
  for (const [key, { ids }] of ladders) demand(ids.length === 0 || life.events.some((event) => event.type === 'fell-due' && `${event.cycle} ${event.deadline}` === key), `${key}: ${ids.join()} without having fallen due`);
  return count;
};

const AT_WORK: readonly string[] = ['accept', 'plan', 'plan-review', 'due', 'measure', 'extension', 'verify'];
const silentAfterwards = ({ life }: Lived): number => {
  const rest = life.moments.filter(({ state }) => isEnded(state.status) || state.status === 'closed' || state.status === 'sustained');
  for (const { state } of rest) {
    const topics = ladderNotices(state).map(({ topic }) => topic);
    demand(topics.every((topic) => !AT_WORK.includes(topic)), `${state.status}, and still: ${topics.join()}`);
    demand(!isEnded(state.status) || topics.length === 0, `${state.status}, and still: ${topics.join()}`);
  }
  return rest.length;
};

const suspensionsEnd = ({ life }: Lived): number => {
  const suspended = eventsOf(life, 'suspended');
  for (const { seq, at, until } of suspended) {
    const end = life.events.find((event) => event.seq > seq && (event.type === 'resumed' || event.type === 'withdrawn'));
    demand(end !== undefined || life.now < startOfDay(addDays(until, 1)) + 5 * HOUR_MS, `suspended on ${dayOf(at)} until ${until}, and never resumed`);
    demand(end === undefined || dayOf(end.at) <= addDays(until, 1), `suspended until ${until}, resumed on ${dayOf(end?.at ?? 0)}`);
  }
  return suspended.length;
};

/** The original day stays for ever; the current one moves by events only, and says which. */
const bothDatesKept = ({ life }: Lived): number => {
  const original = life.moments[0]?.state.due.original;
  for (const { before, state, events } of life.moments) {
    demand(state.due.original === original, `the original date ${original} became ${state.due.original}`);
    const moved = before !== null && before.due.current.day !== state.due.current.day;
    const says = events.some((event) => event.seq === state.due.current.set || ('moves' in event && event.moves.some(({ kind, to }) => kind === 'due' && to === state.due.current.day)));
    demand(!moved || says, `the date moved to ${state.due.current.day}, and no event says so`);
  }
  return life.moments.length;
};

const WORK: readonly EventType[] = ['accepted', 'plan-proposed', 'progress-reported', 'evidence-added', 'submitted'];
const JUDGEMENT: readonly EventType[] = ['signed', 'returned', 'look-back-recorded', 'archived', 'suspended', 'linked', 'unlinked', 'link-rejected'];
/** Told from the events alone: the core's own list of hands may be wrong. */
const fourEyes = ({ life }: Lived): number => {
  const [workers, signers] = [new Set<string>(), new Set<string>()];
  let seats = new Map<string, string | undefined>();
  let signedFor = new Set<string>();
  let count = 0;
  for (const event of life.events) {
    if (event.by === 'system') continue;
    if (event.type === 'submitted') [seats, signedFor] = [new Map(), new Set()];
    if (event.type === 'signed') demand(!signedFor.has(event.role), `one submission is signed twice for ${event.role}`);
    // What a deputy does counts as the doing of both.
    const both = [event.by, ...(event.onBehalfOf === undefined ? [] : [event.onBehalfOf])];
    for (const person of both) {
      if (JUDGEMENT.includes(event.type)) {
        demand(!workers.has(person), `${person} did some of the work, and: ${event.type}`);
        demand(event.type !== 'look-back-recorded' || !signers.has(person), `${person} signed the closure and looks back at it`);
      }
      // Twice only from one seat that stands for two roles, where a post is vacant (docs/decisions/2026-11-22-vacant-seats.md).
      if (event.type === 'signed') demand(!seats.has(person) || (event.seat !== undefined && seats.get(person) === event.seat), `${person} signs one submission from two seats`);
    }
    for (const person of both) {
      if (event.type === 'signed') {
        seats.set(person, event.seat);
        signers.add(person);
      }
      if (WORK.includes(event.type)) workers.add(person);
    }
    if (event.type === 'signed') signedFor.add(event.role);
    if (JUDGEMENT.includes(event.type)) count += 1;
  }
  return count;
};

const survivesJson = ({ life }: Lived): number => {
  const some = life.moments.filter((_, at) => at % 13 === 0 || at === life.moments.length - 1);
  for (const { state } of some) deepStrictEqual(JSON.parse(JSON.stringify(state)), state);
  return some.length;
};
const foldOfEvents = ({ life }: Lived): number => {
  deepStrictEqual(fold(JSON.parse(JSON.stringify(life.events)) as IssueEvent[]), life.state);
  return life.events.length;
};

const noticesOf = ({ notices, state }: Moment): readonly Notice[] => [...notices, ...ladderNotices(state)];
type Told = readonly { readonly notice: Notice; readonly state: IssueState }[];
/** Two laws look at the notices of one life. */
const toldIn = new WeakMap<Life, Told>();
/** Some moments of a life: all of them would tell the same notices again and again. */
const told = (life: Life): Told => {
  const all = toldIn.get(life) ?? life.moments.filter((_, at) => at % 5 === 0 || at === life.moments.length - 1).flatMap((moment) => noticesOf(moment).map((notice) => ({ notice, state: moment.state })));
  toldIn.set(life, all);
  return all;
};

const inOfficeHours = ({ life }: Lived): number => {
  const all = told(life);
  for (const { notice, state } of all) {
    const { opens, closes, workingDaysOnly } = state.policy.delivery;
    const day = dayOf(notice.notBefore);
    const clock = new Date(notice.notBefore + 8 * HOUR_MS).toISOString().slice(11, 16);
    demand(clock >= opens && clock < closes, `${notice.step} leaves at ${clock}`);
    demand(!workingDaysOnly || isWorkingDay(state.days, day), `${notice.step} leaves on ${day}, a day off`);
  }
  return all.length;
};

/** By a second opinion on who was at work: nobody who is gone is told, and nobody is left out while somebody in the chain is there. */
const thoseInPost = ({ life, staff }: Lived): number => {
  const all = told(life);
  for (const { notice } of all) {
    const day = dayOf(notice.notBefore);
    const people = staff.resolve(notice.to, day).map(({ id }) => id);
    for (const person of people) demand(staff.isThere(person, day), `${person} is told of ${notice.step} on ${day}, and is not there`);
    demand(people.length > 0 || notice.to.every((party) => staff.standingFor(party, day).length === 0), `nobody is told of ${notice.step} on ${day}, though ${notice.to.join()}`);
  }
  return all.length;
};

export const LAWS: readonly Law[] = [
  { name: '未了结的问题总有下一件到期的事 / every open case has a next obligation', check: neverSilent },
  { name: '阶梯逐级、每级一次 / no rung out of order, none twice', check: rungsInOrder },
  { name: '销号后不再催办 / nobody is chased after closure', check: silentAfterwards },
  { name: '暂停必有终点 / every suspension ends', check: suspensionsEnd },
  { name: '原定与现行时限并存 / both dates are kept', check: bothDatesKept },
  { name: '自己的工作不由自己核查 / four eyes', check: fourEyes },
  { name: '状态经 JSON 不变 / a state survives JSON', check: survivesJson },
  { name: '状态等于事件之和 / a state is the fold of its events', check: foldOfEvents },
  { name: '只在办公时间发送 / notices leave in office hours only', check: inOfficeHours },
  { name: '只通知在岗的人，有人在岗必通知到 / those in post are told, and nobody else', check: thoseInPost },
];
