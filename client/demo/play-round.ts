import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../../domain/refusal.ts';
import { nextRoundObligation } from '../../domain/round/deadlines.ts';
import type { RoundState } from '../../domain/round/state.ts';
import { dayOf, startOfDay, type Day, type Instant } from '../../domain/time.ts';
import { openWorkAfter, renewalsMissing } from '../../ledger/rounds.ts';
import { makeRoundId, roundQuery } from '../../workflows/messages.ts';
import { candidatesFor } from '../rehearsal/behaviour.ts';
import { WAIT_MS, whoIsIn, type Playback } from './playback.ts';
import { dayOfRoundStep, roundActOfStep, type StoryStep } from './script.ts';

const PAGE = 50;

/** The round itself on the engine: its workflow has a clock of its own. Its people hand in, review and assess as the script says. */
export class RoundPlayer {
  private readonly playback: Playback;
  private readonly steps: readonly StoryStep[];
  private state: RoundState;
  private at = 0;
  private last: Day;

  private constructor(playback: Playback, steps: readonly StoryStep[], from: Day, state: RoundState) {
    this.playback = playback;
    this.steps = steps;
    this.last = from;
    this.state = state;
  }

  static async join(playback: Playback, steps: readonly StoryStep[], from: Day): Promise<RoundPlayer> {
    return new RoundPlayer(playback, steps, from, await stateOf(playback));
  }

  /** The next day on which it wakes or somebody acts on it. */
  get nextDay(): Day | null {
    const [wake, act] = [this.wakesAt === null ? null : dayOf(this.wakesAt), this.actsOn];
    return wake === null || act === null ? (wake ?? act) : wake < act ? wake : act;
  }

  /** Its milestones, deadlines and monthly looks, each at its own time. */
  async wakeUntil(until: Instant): Promise<void> {
    for (let at = this.wakesAt; at !== null && at <= until; at = this.wakesAt) {
      await this.playback.travel.toWake(makeRoundId(this.playback.round), at);
      await this.woken(at);
    }
  }

  /** Everything that people do with it on a day. */
  async act(day: Day): Promise<void> {
    for (let due = this.actsOn; due !== null && due <= day; due = this.actsOn) {
      const step = this.steps[this.at];
      if (step === undefined) break;
      await this.playback.travel.jump(makeRoundId(this.playback.round), startOfDay(day) + this.playback.hours.officeMs);
      if (step.act?.type === 'assess') await this.bringIssuesTo(startOfDay(day) + this.playback.hours.officeMs);
      await this.play(step, day);
      await this.issuesTold();
      this.at += 1;
      this.last = day;
    }
  }

  /** Every workflow has a clock of its own: whatever the assessment tells them, they hear on its day. */
  private async bringIssuesTo(at: Instant): Promise<void> {
    const { client, travel, round } = this.playback;
    for (let ids = await openWorkAfter(client.ledger, round, '', PAGE); ids.length > 0; ids = await openWorkAfter(client.ledger, round, ids.at(-1) ?? '', PAGE)) await Promise.all(ids.map((id) => travel.jump(id, at)));
  }

  /** A second rectification is told by signals: the day goes on when all of them are on record. */
  private async issuesTold(): Promise<void> {
    for (const end = Date.now() + WAIT_MS; Date.now() < end; await sleep(20)) {
      this.state = await stateOf(this.playback);
      if (this.state.renewing === null && (await renewalsMissing(this.playback.client.ledger, this.playback.round)) === 0) return;
    }
    throw new Error('the issues did not hear of the second rectification');
  }

  private get wakesAt(): Instant | null {
    return nextRoundObligation(this.state)?.at ?? null;
  }

  private get actsOn(): Day | null {
    const step = this.steps[this.at];
    return step === undefined ? null : dayOfRoundStep(step, this.last, this.state, this.playback.days);
  }

  private async play(step: StoryStep, day: Day): Promise<void> {
    const { client, round, hours, onProgress, onRefused } = this.playback;
    const at = Math.max(startOfDay(day) + hours.officeMs, Date.now());
    let refusal = new Refusal({ code: 'NOBODY_IN_POST', zh: '岗位空缺，无人办理', en: 'nobody is in post' });
    for (const person of candidatesFor(this.state, step.who, await whoIsIn(this.playback, Object.values(this.state.parties)), day)) {
      try {
        const result = await client.actOnRound(round, person, roundActOfStep(step), { at, key: `${round}#${this.at}#${person}` });
        return onProgress(day, `轮次 ${result.events.join('+')}`);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refusal = error;
      }
    }
    if (onRefused === undefined) throw refusal;
    onRefused({ issue: makeRoundId(round), day, step: this.at, act: step.act?.type ?? '', who: step.who ?? '', code: refusal.code });
  }

  /** A jump can end before the wake's task has run, and the workflow knows before the ledger does: what counts is the record. */
  private async woken(at: Instant): Promise<void> {
    for (const end = Date.now() + WAIT_MS; Date.now() < end; await sleep(20)) {
      this.state = await stateOf(this.playback);
      // Two things can fall due at one instant: the clock must not be moved between them.
      if (this.wakesAt !== at && (await recordedSeq(this.playback)) >= this.state.seq) return;
    }
    throw new Error(`the round did not wake at ${new Date(at).toISOString()}`);
  }
}

const recordedSeq = async ({ client, round }: Playback): Promise<number> =>
  (await client.ledger.selectFrom('round').select('seq').where('id', '=', round).executeTakeFirstOrThrow()).seq;

const stateOf = ({ client, round }: Playback): Promise<RoundState> => client.engine.workflow.getHandle(makeRoundId(round)).query(roundQuery);
