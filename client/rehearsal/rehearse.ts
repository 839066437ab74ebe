import { createHash } from 'node:crypto';
import type { Act } from '../../domain/command-schema.ts';
import type { DayTable } from '../../domain/day-table.ts';
import { isEnded } from '../../domain/issue.ts';
import { deadlinesOf } from '../../domain/deadlines.ts';
import type { PartyRef } from '../../domain/party.ts';
import { Refusal } from '../../domain/refusal.ts';
import { dayOf, startOfDay, type Day, type Instant } from '../../domain/time.ts';
import { actOfStep, dayOfStep, evidenceText, personOf, type StoryStep } from '../demo/script.ts';
import { candidatesFor } from './behaviour.ts';
import { paperCommons, type CommonStart, type PaperCommon } from './paper-common.ts';
import { type PaperDirectory, PaperRound, type RoundStart } from './paper-round.ts';
import { officeHours, type OfficeHours } from './office-hours.ts';
import { PaperIssue, type RehearsalStart } from './paper-issue.ts';
import { summarize, type Rehearsal, type RehearsedNotice, type BindingDate, type RefusedStep } from './summary.ts';

export type Scene = {
  readonly starts: readonly (RehearsalStart & { readonly steps: readonly StoryStep[] })[];
  /** The round itself, with what it owes; its issues are played beside it. */
  readonly round: RoundStart;
  /** Common issues that are there already; those whose parts are opened now begin with them. */
  readonly commons: readonly CommonStart[];
  readonly days: DayTable;
  readonly directory: PaperDirectory;
  readonly from: Instant;
  /** The last day that is played. */
  readonly until: Day;
};

/** How far a rehearsal has come. `played`: issues to which nothing more happens until the end. */
export type RehearsalProgress = { readonly day: Day; readonly from: Day; readonly until: Day; readonly played: number; readonly issues: number };

type Player = { readonly issue: PaperIssue; readonly steps: readonly StoryStep[]; at: number; last: Day; next: Day | null };
type Play = Scene & { readonly hours: OfficeHours; readonly refused: RefusedStep[] };

/**
 * Plays issues forward in the pure rules, from one day on which anything happens to the next, as `demo/play.ts` does it on
 * the engine: at night what falls due, in the morning the notices, at ten the people of the script. `told`: of each such day.
 */
export const rehearse = (scene: Scene, told: (progress: RehearsalProgress) => void = () => undefined): Rehearsal & { readonly dates: readonly BindingDate[] } => {
  const play: Play = { ...scene, hours: officeHours(scene.starts.map(({ state }) => state.policy)), refused: [] };
  const first = dayOf(scene.from);
  const commons = paperCommons(scene.round.state.head.id, scene.starts.map(({ state }) => state), scene.commons, scene.round.state, scene.from);
  const players = scene.starts.map((start): Player => {
    const whole = commons.get(start.state.common?.number ?? '');
    const issue = new PaperIssue(start, scene.from, (step, now, sentBy) => whole?.take(step, now, sentBy));
    return { issue, steps: start.steps, at: 0, last: first, next: first };
  });
  const round = new PaperRound(scene.round, scene.from);
  const issues = players.map(({ issue }) => issue);
  const open = (): number => issues.filter(({ state }) => !isEnded(state.status)).length;
  for (let day: Day | null = first; day !== null && day <= scene.until; day = earliest([...players.map(({ next }) => next), round.nextDay(play.days)])) {
    const morning = startOfDay(day) + play.hours.morningMs;
    round.wake(scene.from, morning, open);
    playDay(play, players, day);
    if (round.act(play, day, issues)) for (const player of players) player.next = nextDayOf(play, player);
    told({ day, from: first, until: scene.until, played: players.filter(({ next }) => next === null || next > scene.until).length, issues: players.length });
  }
  const dates = [round, ...issues].flatMap(({ id, title, owed }) => [...owed.values()].map(({ kind, date }) => ({ issue: id, title, day: date.day, kind })));
  return { ...summarize({ ...scene, dates, refused: play.refused, notices: [round, ...commons.values(), ...issues].flatMap((one) => noticesOf(one, scene)) }), dates };
};

const earliest = (days: readonly (Day | null)[]): Day | null => {
  let first: Day | null = null;
  for (const next of days) if (next !== null && (first === null || next < first)) first = next;
  return first;
};

const playDay = (play: Play, players: readonly Player[], day: Day): void => {
  const today = players.filter((player) => player.next !== null && player.next <= day);
  for (const { issue } of today) issue.wake(play.from, startOfDay(day) + play.hours.morningMs);
  // Who leaves today does nothing today, whichever issue tells of it.
  const leavesFirst = today.toSorted((a, b) => Number(stepToday(play, b, day)?.leaves !== undefined) - Number(stepToday(play, a, day)?.leaves !== undefined));
  for (const player of leavesFirst) {
    for (let step = stepToday(play, player, day); step !== undefined; step = stepToday(play, player, day)) {
      playStep(play, player, step, day);
      player.at += 1;
      player.last = day;
    }
    player.next = nextDayOf(play, player);
  }
};

const dueDay = ({ days }: Play, { issue, steps, at, last }: Player): Day | null => {
  const step = steps[at];
  if (step === undefined) return null;
  const lookBack = deadlinesOf(issue.state).find(({ kind }) => kind === 'look-back' || kind === 'cadence');
  return dayOfStep(step, { last, due: issue.state.due.current.day, lookBack: lookBack?.date.day ?? null }, days);
};

const stepToday = (play: Play, player: Player, day: Day): StoryStep | undefined => {
  const due = dueDay(play, player);
  return due !== null && due <= day ? player.steps[player.at] : undefined;
};

const nextDayOf = (play: Play, player: Player): Day | null => {
  const [wake, act] = [player.issue.nextDay, dueDay(play, player)];
  return wake === null || act === null ? (wake ?? act) : wake < act ? wake : act;
};

const playStep = (play: Play, { issue, at }: Player, step: StoryStep, day: Day): void => {
  if (step.leaves !== undefined) return play.directory.leave(step.leaves, day);
  const now = Math.max(play.from, startOfDay(day) + play.hours.officeMs);
  let code = 'NOBODY_IN_POST';
  for (const person of candidatesFor(issue.state, step.who, play.directory.whoIs, day)) {
    const refusal = tryAs(play, issue, person, step, { day, now });
    if (refusal === null) return;
    code = refusal.code;
  }
  play.refused.push({ issue: issue.id, day, step: at, act: step.act?.type ?? 'add-evidence', who: step.who ?? '', code });
};

const tryAs = (play: Play, issue: PaperIssue, person: string, step: StoryStep, { day, now }: { readonly day: Day; readonly now: Instant }): Refusal | null => {
  try {
    const actor = { ...play.directory.actorOf(person, day), vacant: vacantIn(play, issue, day) };
    return issue.attempt(actOn(play, issue, person, step, { day, now }), actor, now, startOfDay(day) + play.hours.morningMs);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
};

/** The parties of the issue in which nobody sits that day, as `ledger/actors.ts` tells them. */
const vacantIn = ({ directory }: Play, { state }: PaperIssue, day: Day): readonly PartyRef[] =>
  Object.values(state.parties).filter((party): party is PartyRef => party !== null && directory.whoIs([party], day).length === 0);

const actOn = (play: Play, issue: PaperIssue, person: string, step: StoryStep, { day, now }: { readonly day: Day; readonly now: Instant }): Act => {
  const { state } = issue;
  if (step.evidence !== undefined) {
    const text = evidenceText(step, state.number, day);
    return { type: 'add-evidence', sha256: createHash('sha256').update(text).digest('hex'), size: Buffer.byteLength(text), name: step.evidence };
  }
  if (step.act?.type === 'acknowledge') return { type: 'acknowledge', step: lastToConfirm(play, issue, person, now) ?? 'nothing' };
  return actOfStep(step, day, state.due.current.day, personOf(state.parties.owner ?? 'person:'));
};

/** The newest notice that asks this person for an acknowledgement, as `demo/play.ts` finds it in the ledger. */
const lastToConfirm = ({ directory, from }: Play, issue: PaperIssue, person: string, now: Instant): string | undefined =>
  issue.notices
    .filter(({ notice, at }) => notice.acknowledge && at >= from && at < now && directory.whoIs(notice.to, dayOf(at)).includes(person))
    .toSorted((a, b) => a.notice.notBefore - b.notice.notBefore || (a.notice.step < b.notice.step ? -1 : 1))
    .at(-1)?.notice.step;

/** What one issue, a common one, or the round, told whom between the first and the last day. One person meant by two roles of a step is told once. */
const noticesOf = ({ id, notices }: Pick<PaperIssue | PaperRound | PaperCommon, 'id' | 'notices'>, { directory, from, until }: Scene): readonly RehearsedNotice[] => {
  const told = new Map<string, RehearsedNotice>();
  for (const { notice, at } of notices) {
    const day = dayOf(at);
    if (at < from || day > until) continue;
    const people = directory.whoIs(notice.to, day);
    for (const person of people.length === 0 ? [null] : people) {
      const key = `${notice.cycle} ${notice.step} ${person ?? ''}`;
      const { cycle, step, kind, topic, role, alone, acknowledge, day: about } = notice;
      if (!told.has(key)) told.set(key, { day, person, issue: id, cycle, step, kind, topic, role, about, alone, acknowledge });
    }
  }
  return [...told.values()];
};
