import type { Actor } from '../../domain/actor.ts';
import type { Deadline } from '../../domain/deadlines.ts';
import type { Notice } from '../../domain/notices.ts';
import type { DayTable } from '../../domain/day-table.ts';
import { isOpenWork } from '../../domain/issue.ts';
import { type PartyRef, SYSTEM } from '../../domain/party.ts';
import { Refusal } from '../../domain/refusal.ts';
import { decideRound, mayClose } from '../../domain/round/decide.ts';
import { deadlinesOfRound, nextRoundObligation } from '../../domain/round/deadlines.ts';
import { roundLadderNotices } from '../../domain/round/notices.ts';
import { makeRoundId, type RoundState } from '../../domain/round/state.ts';
import { applyToRound, whatFellDueInRound, type RoundStep } from '../../domain/round/step.ts';
import { addMonths, dayOf, startOfDay, type Day, type Instant } from '../../domain/time.ts';
import { dayOfRoundStep, roundActOfStep, type StoryStep } from '../demo/script.ts';
import { candidatesFor, type WhoIs } from './behaviour.ts';
import { NoticeBook, type PlannedNotice } from './notice-book.ts';
import type { OfficeHours } from './office-hours.ts';
import type { PaperIssue } from './paper-issue.ts';
import type { RefusedStep } from './summary.ts';

/** People and posts on paper; who leaves during the rehearsal is gone from that day on. */
export type PaperDirectory = {
  readonly whoIs: WhoIs;
  /** The person with the posts held on a day. @throws Refusal UNKNOWN_PERSON, PERSON_LEFT */
  readonly actorOf: (person: string, day: Day) => Actor;
  readonly leave: (person: string, day: Day) => void;
};

/** A round as it stands, what it has called for and not told yet, and what its people will do. */
export type RoundStart = { readonly state: RoundState; readonly notices: readonly Notice[]; readonly steps: readonly StoryStep[] };

/** What the day's play knows: who is there, when the office opens, and where refused steps are noted. */
type Stage = { readonly directory: PaperDirectory; readonly hours: OfficeHours; readonly days: DayTable; readonly from: Instant; readonly refused: RefusedStep[] };

/** The round itself on paper, beside its issues: its plan, report and assessment, and who hears when nobody hands them in. */
export class PaperRound {
  private state: RoundState;
  /** Every date that bound at some time, by its key. */
  readonly owed = new Map<string, Deadline>();
  private readonly book = new NoticeBook();
  private readonly steps: readonly StoryStep[];
  private at = 0;
  private last: Day;

  constructor({ state, notices, steps }: RoundStart, from: Instant) {
    this.state = state;
    this.steps = steps;
    this.last = dayOf(from);
    this.book.begin(state, roundLadderNotices(state), notices, from);
    this.noteDates();
  }

  get id(): string {
    return makeRoundId(this.state.head.id);
  }

  get title(): string {
    return this.state.head.title;
  }

  /** The next day on which it wakes or somebody acts on it. */
  nextDay(days: DayTable): Day | null {
    const next = nextRoundObligation(this.state);
    const [wake, act] = [next === null ? null : dayOf(next.at), this.actsOn(days)];
    return wake === null || act === null ? (wake ?? act) : wake < act ? wake : act;
  }

  /**
   * Everything that people do with it on a day, as `demo/play-round.ts` does it on the engine; whether its issues were told of
   * a second rectification.
   */
  act(stage: Stage, day: Day, issues: readonly PaperIssue[]): boolean {
    let told = false;
    for (let due = this.actsOn(stage.days); due !== null && due <= day; due = this.actsOn(stage.days)) {
      const step = this.steps[this.at];
      if (step === undefined) break;
      this.play(stage, step, day);
      told = this.tellIssues(stage, day, issues) || told;
      this.at += 1;
      this.last = day;
    }
    return told;
  }

  /** 二次整改: as `workflows/round.ts` tells every issue on which work is owed. */
  private tellIssues({ hours, from }: Stage, day: Day, issues: readonly PaperIssue[]): boolean {
    const { renewing } = this.state;
    if (renewing === null) return false;
    const [now, sentBy] = [Math.max(from, startOfDay(day) + hours.officeMs), startOfDay(day) + hours.morningMs];
    const open = issues.filter(({ state }) => isOpenWork(state.status));
    for (const issue of open) issue.renew(renewing, now, sentBy);
    this.take(applyToRound(this.state, [{ type: 'round-issues-told', term: renewing.term, issues: open.length }], SYSTEM, now), now, sentBy);
    return true;
  }

  private actsOn(days: DayTable): Day | null {
    const step = this.steps[this.at];
    return step === undefined ? null : dayOfRoundStep(step, this.last, this.state, days);
  }

  private play({ directory, hours, from, refused }: Stage, step: StoryStep, day: Day): void {
    const now = Math.max(from, startOfDay(day) + hours.officeMs);
    let code = 'NOBODY_IN_POST';
    for (const person of candidatesFor(this.state, step.who, directory.whoIs, day)) {
      try {
        const vacant = Object.values(this.state.parties).filter((party): party is PartyRef => party !== null && directory.whoIs([party], day).length === 0);
        const actor = { ...directory.actorOf(person, day), vacant };
        const bodies = decideRound(this.state, roundActOfStep(step), { actor, now });
        return this.take(applyToRound(this.state, bodies, actor.person, now), now, startOfDay(day) + hours.morningMs);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        code = error.code;
      }
    }
    refused.push({ issue: this.id, day, step: this.at, act: step.act?.type ?? '', who: step.who ?? '', code });
  }

  get notices(): readonly PlannedNotice[] {
    return this.book.notices;
  }

  /** Lets fall due what falls due until `until`; `open` counts the issues that have not ended, for the monthly look. */
  wake(from: Instant, until: Instant, open: () => number): void {
    for (let next = nextRoundObligation(this.state); next !== null && next.at <= until; next = nextRoundObligation(this.state)) {
      const now = Math.max(next.at, from);
      const step = next.milestone === null && next.deadline === null ? this.look(next.day, open(), now) : whatFellDueInRound(this.state, now);
      this.take(step, now, now);
    }
  }

  private take(step: RoundStep, now: Instant, sentBy: Instant): void {
    this.state = step.state;
    this.book.plan(step.state, roundLadderNotices(step.state), step.notices, now, sentBy);
    this.noteDates();
  }

  private noteDates(): void {
    for (const deadline of deadlinesOfRound(this.state)) this.owed.set(deadline.key, deadline);
  }

  private look(day: Day, open: number, now: Instant) {
    return applyToRound(this.state, [mayClose(this.state, open) ? { type: 'round-closed' } : { type: 'round-checked', open, next: addMonths(day, 1) }], SYSTEM, now);
  }
}
