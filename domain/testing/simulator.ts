import fc from 'fast-check';
import type { Actor } from '../actor.ts';
import { open } from '../acts/open.ts';
import { renewTerm } from '../acts/second-term.ts';
import { actSchema, type Act } from '../command-schema.ts';
import { decide } from '../decide.ts';
import { seatedIn } from '../deputies.ts';
import type { IssueEvent } from '../events.ts';
import type { IssueState } from '../issue.ts';
import { nextObligation } from '../obligations.ts';
import { type PartyRef, SYSTEM } from '../party.ts';
import { PERMISSIONS, relationsOf } from '../permissions.ts';
import { Refusal } from '../refusal.ts';
import { applyBodies, whatFellDue, type Step } from '../step.ts';
import { addDays, dayOf, instantInWords, type Instant } from '../time.ts';
import { actOf } from './act-choice.ts';
import { moveArbitrary, openingArbitrary, type Move, type Opening } from './generators.ts';
import { isFor, PEOPLE } from './people.ts';

/** One step of a simulated life: who caused it (null: it fell due), and what came of it. */
export type Moment = Step & { readonly at: Instant; readonly before: IssueState | null; readonly act: Act | null; readonly actor: Actor | null };
export type Refused = { readonly at: Instant; readonly act: Act; readonly actor: Actor; readonly refusal: Refusal };

const freeze = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  Object.values(value).forEach(freeze);
  return value;
};

/** As the deputy of somebody so many places further; as himself where that is nobody. */
const standingIn = (who: Actor, places: number): Actor => {
  const absent = PEOPLE[(PEOPLE.findIndex(({ person }) => person === who.person) + places) % PEOPLE.length];
  if (places === 0 || absent === undefined) return who;
  const { person, posts } = absent;
  return { ...who, heads: [...(who.heads ?? []), ...(absent.heads ?? [])], onBehalfOf: { person, posts } };
};

/** Who acts while these parties are vacant; the own post of somebody who acts is not. */
const meeting = (state: IssueState, who: Actor, bits: number): Actor => {
  const parties = Object.values(state.parties).filter((party, at): party is PartyRef => party !== null && ((bits >> at) & 1) === 1 && !isFor(party, seatedIn(who)));
  return parties.length === 0 ? who : { ...who, vacant: parties };
};

/** A life of an issue, played by the core alone. Every state is frozen: whoever writes into one throws. */
export class Life {
  readonly moments: Moment[] = [];
  readonly refused: Refused[] = [];
  now: Instant;

  constructor({ command, policy, table, at }: Opening) {
    this.now = at;
    this.keep(null, applyBodies(null, [open(freeze(command), freeze(policy), freeze(table), at)], 'office', at), null, null);
  }

  get state(): IssueState {
    const last = this.moments.at(-1);
    if (last === undefined) throw new Error('an issue begins with its opening');
    return last.state;
  }

  get events(): readonly IssueEvent[] {
    return this.moments.flatMap((moment) => moment.events);
  }

  private keep(before: IssueState | null, step: Step, act: Act | null, actor: Actor | null): void {
    this.moments.push({ ...freeze(step), at: this.now, before, act, actor });
  }

  /** Sleeps until `until`, waking on time for whatever falls due. */
  sleep(until: Instant): this {
    for (let next = nextObligation(this.state); next !== null && next.at <= until; next = nextObligation(this.state)) {
      this.now = Math.max(this.now, next.at);
      this.keep(this.state, whatFellDue(this.state, this.now), null, null);
    }
    this.now = Math.max(this.now, until);
    return this;
  }

  /** The power is off until `until`: everything that fell due meanwhile is found at once. */
  outage(until: Instant): this {
    this.now = until;
    const step = whatFellDue(this.state, until);
    if (step.events.length > 0) this.keep(this.state, step, null, null);
    return this;
  }

  /** Somebody tries. Whether it was done; a refusal is kept, any other error is a bug and thrown. */
  attempt(act: Act, actor: Actor): boolean {
    const before = this.state;
    try {
      const bodies = decide(before, freeze(act), freeze({ actor, now: this.now }));
      if (bodies.length > 0) this.keep(before, applyBodies(before, bodies, actor, this.now), act, actor);
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refused.push({ at: this.now, act, actor, refusal: error });
      return false;
    }
  }

  /** The round begins its next concentrated period. What the new dates make due at once comes in the same step, as in the workflow. */
  renewTerm(days: number): this {
    const bodies = renewTerm(this.state, { term: this.state.term + 1, end: addDays(dayOf(this.now), days) });
    if (bodies.length === 0) return this;
    const renewed = applyBodies(this.state, bodies, SYSTEM, this.now);
    const due = whatFellDue(renewed.state, this.now);
    this.keep(this.state, { state: due.state, events: [...renewed.events, ...due.events], notices: [...renewed.notices, ...due.notices] }, null, null);
    return this;
  }

  play(move: Move, rules: 'may change' | 'stay' = 'may change'): this {
    this.sleep(this.now + move.waitMs);
    if (move.choice % 37 === 5) this.renewTerm(60);
    const act = actSchema.parse(actOf(this.state, move, this.now));
    if (rules === 'stay' && (act.type === 'take-calendar' || act.type === 'adopt-policy')) return this;
    const start = move.who % PEOPLE.length;
    const rotated = [...PEOPLE.slice(start), ...PEOPLE.slice(0, start)].map((one) => meeting(this.state, standingIn(one, move.deputy), move.vacant));
    const fit = rotated.filter((one) => relationsOf(this.state, one).some((relation) => PERMISSIONS[act.type].includes(relation)));
    for (const actor of move.fit ? fit : rotated.slice(0, 1)) if (this.attempt(act, actor)) break;
    return this;
  }

  /** What fast-check prints of a life that breaks a law. */
  toString(): string {
    const lines = this.events.map(({ seq, at, by, onBehalfOf = '', type, cycle, ...rest }) => {
      const { policy: _policy, days: _days, ...facts } = { policy: 0, days: 0, ...rest };
      return `${String(seq).padStart(3)} ${instantInWords(at)} ${by}${onBehalfOf === '' ? '' : ` for ${onBehalfOf}`} ${type} (cycle ${cycle}) ${JSON.stringify(facts)}`;
    });
    return ['', ...lines, `now ${instantInWords(this.now)}`, `policy ${JSON.stringify(this.state.policy)}`, `days ${JSON.stringify(this.state.days)}`].join('\n');
  }

  [fc.toStringMethod](): string {
    return this.toString();
  }
}

export const live = (opening: Opening, moves: readonly Move[], rules: 'may change' | 'stay' = 'may change'): Life => {
  const life = new Life(opening);
  for (const move of moves) life.play(move, rules);
  return life;
};

/** Lives of up to `most` acts by random people at random times; `stay`: under the policy and the table they began with. */
export const lifeArbitrary = (most = 40, rules: 'may change' | 'stay' = 'may change'): fc.Arbitrary<Life> =>
  fc.tuple(openingArbitrary, fc.array(moveArbitrary, { maxLength: most, size: 'max' })).map(([opening, moves]) => live(opening, moves, rules));
