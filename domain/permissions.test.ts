import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Act } from './command-schema.ts';
import type { IssueEvent } from './events.ts';
import type { IssueState } from './issue.ts';
import type { PartyRef } from './party.ts';
import type { Actor } from './actor.ts';
import type { Role } from './policy-schema.ts';
import { accepted, evidence, must, refused, sign, submit } from './testing/acting.ts';
import { actor, isFor, seatSlowly } from './testing/people.ts';
import { lifeArbitrary, type Life } from './testing/simulator.ts';

const RUNS = { numRuns: 100 };
const everyLife = (law: (life: Life) => void): void => fc.assert(fc.property(lifeArbitrary(60), law), RUNS);

/** Every event of an act with the state that it met, and the seats that were vacant. */
const steps = (life: Life): readonly { event: IssueEvent; before: IssueState | null; vacant: readonly PartyRef[] }[] =>
  life.moments.flatMap(({ events, before, actor: by }) => events.map((event) => ({ event, before, vacant: by?.vacant ?? [] })));

/** Who did some of the work, told from the events alone: the core's own list may be wrong. */
const WORK: readonly string[] = ['accepted', 'plan-proposed', 'revision-proposed', 'progress-reported', 'evidence-added', 'submitted'];
/** Whose doing an event was: where a deputy acted, that of both. */
const bothOf = ({ by, onBehalfOf }: Pick<IssueEvent, 'by' | 'onBehalfOf'>): readonly string[] => (onBehalfOf === undefined ? [by] : [by, onBehalfOf]);
/** The seat's own person: the absent one where a deputy acted. */
const seatOfEvent = ({ by, onBehalfOf }: IssueEvent): Actor => actor(onBehalfOf ?? by);
const workersBefore = (events: readonly IssueEvent[], seq: number): readonly string[] => events.filter((event) => event.seq < seq && WORK.includes(event.type)).flatMap(bothOf);
const signersBefore = (events: readonly IssueEvent[], seq: number): readonly string[] => events.filter((event) => event.seq < seq && event.type === 'signed').flatMap(bothOf);
const ownerBefore = (events: readonly IssueEvent[], seq: number): string | null =>
  events.reduce<string | null>((owner, event) => {
    if (event.seq >= seq) return owner;
    if (event.type === 'opened') return event.parties.owner;
    if (event.type === 'assigned') return event.owner;
    return event.type === 'handed-over' ? event.to : owner;
  }, null);

describe('four eyes, over lives of random people', () => {
  it('whoever did some of the work, or owns it, neither signs nor looks back nor archives nor suspends', () => {
    everyLife((life) => {
      for (const event of life.events) {
        if (event.by === 'system' || !['signed', 'returned', 'look-back-recorded', 'archived', 'suspended', 'site-checked', 'plan-revised', 'revision-refused', 'linked', 'unlinked', 'link-rejected'].includes(event.type)) continue;
        for (const person of bothOf(event)) {
          expect(workersBefore(life.events, event.seq), event.type).not.toContain(person);
          expect(ownerBefore(life.events, event.seq), event.type).not.toBe(`person:${person}`);
        }
      }
    });
  });

  it('whoever signed a closure, in any cycle, never looks back at it', () => {
    everyLife((life) => {
      for (const event of life.events)
        if (event.type === 'look-back-recorded') for (const person of bothOf(event)) expect(signersBefore(life.events, event.seq)).not.toContain(person);
    });
  });

  it('and is told so: the other inspector looks back, not the one who signed, nor in a second cycle', () => {
    const look: Act = { type: 'record-look-back', result: 'rebounded', findings: '又犯', how: '现场' };
    const close = (life: Life, n: number): Life => must(must(must(must(life, 'wang', evidence(n)), 'wang', submit), 'zhou', sign), 'zheng', sign);
    const life = close(accepted('2026-04-10'), 1);
    expect(refused(life, 'zheng', look)).toBe('FOUR_EYES');
    close(must(life, 'feng', look), 2);
    expect(refused(life, 'zheng', look)).toBe('FOUR_EYES');
    expect(must(life, 'chen', look).state.cycle).toBe(3);
  });

  it('a closure carries one signature of every party of the chain, in order where order is asked for, and nobody signs from two seats', () => {
    everyLife((life) => {
      const { chain, order } = life.state.policy.closure;
      let signed: { role: string; people: readonly string[]; seat: PartyRef | null }[] = [];
      for (const { event, before, vacant } of steps(life)) {
        if (event.type === 'submitted') signed = [];
        if (event.type === 'signed') {
          const seat = before === null ? null : seatSlowly(before.parties, event.role, vacant);
          expect(isFor(seat, seatOfEvent(event)), event.role).toBe(true);
          signed.push({ role: event.role, people: bothOf(event), seat });
        }
        if (event.type !== 'closed' && event.type !== 'sustained') continue;
        const roles = signed.map((one) => one.role);
        expect(order === 'sequence' ? roles : roles.toSorted()).toEqual(order === 'sequence' ? chain : chain.toSorted());
        for (const person of signed.flatMap((one) => one.people)) expect(new Set(signed.filter((other) => other.people.includes(person)).map((other) => other.seat)).size).toBe(1);
      }
    });
  });

  it('a plan is reviewed by another than its author; an extension climbs its levels, each by another person', () => {
    everyLife((life) => {
      let author: readonly string[] = [];
      let said: (readonly string[])[] = [];
      let levels: readonly Role[] = [];
      for (const { event, before, vacant } of steps(life)) {
        if (event.type === 'plan-proposed') author = bothOf(event);
        if (event.type === 'plan-approved' || event.type === 'plan-returned') for (const person of bothOf(event)) expect(author).not.toContain(person);
        if (event.type === 'extension-requested') {
          said = [bothOf(event)];
          ({ levels } = event);
        }
        if (event.type !== 'extension-endorsed' && event.type !== 'extension-granted' && event.type !== 'extension-refused') continue;
        const level = levels[said.length - 1] ?? 'owner';
        const seat = (role: Role | undefined): PartyRef | null => (before === null || role === undefined ? null : seatSlowly(before.parties, role, vacant));
        const both = bothOf(event);
        for (const person of both) expect(said[0]).not.toContain(person);
        // Again only where the level has climbed to the seat of the one that he decided at.
        for (const [at, who] of said.slice(1).entries()) if (both.some((person) => who.includes(person))) expect(seat(levels[at])).toBe(seat(level));
        expect(isFor(seat(level), seatOfEvent(event)), level).toBe(true);
        said.push(both);
        if (event.type === 'extension-granted') expect(said.length - 1).toBe(levels.length);
      }
    });
  });

  it('an extension leaves out the levels that the applicant or the owner holds, and asks every other seat, in order and once', () => {
    everyLife((life) => {
      for (const { event, before, vacant } of steps(life)) {
        if (event.type !== 'extension-requested' || before === null) continue;
        const seat = (role: Role): PartyRef | null => seatSlowly(before.parties, role, vacant);
        const seats = event.levels.map(seat);
        expect(new Set(seats).size).toBe(seats.length);
        const strangers = (role: Role): boolean => seat(role) !== null && bothOf(event).every((person) => !isFor(seat(role), actor(person))) && seat(role) !== before.parties.owner;
        const expected = life.state.policy.extension.levels.filter(strangers).map(seat);
        expect(seats).toEqual([...new Set(expected)]);
        expect(event.levels.length).toBeGreaterThan(0);
      }
    });
  });

  it('a hand-over carries the signature of every side that is asked for: the two themselves and a superior who is neither, or who signs for an owner gone', () => {
    everyLife((life) => {
      const { signers } = life.state.policy.handOver;
      let signed: { side: string; people: readonly string[]; inStead: boolean }[] = [];
      for (const { event, before, vacant } of steps(life)) {
        if (event.type === 'hand-over-started') signed = [];
        if (event.type === 'hand-over-signed') {
          const { from = null, to = '' } = before?.handOver ?? {};
          const { person } = seatOfEvent(event);
          const side = person === to ? 'incoming' : from === `person:${person}` ? 'outgoing' : 'superior';
          if (before?.handOver !== null && before?.handOver !== undefined) expect(event.inStead ? from !== null && vacant.includes(from) && event.side === 'outgoing' && side === 'superior' : event.side === side).toBe(true);
          signed.push({ side: event.side, people: bothOf(event), inStead: event.inStead });
        }
        if (event.type === 'handed-over') {
          const sides = signers.filter((side) => side !== 'outgoing' || event.from !== null);
          if (signers.length > 1) expect(signed.map((one) => one.side).toSorted()).toEqual(sides.toSorted());
          else for (const person of bothOf(event)) expect([event.from, event.to]).not.toContain(`person:${person}`);
          for (const { side, people } of signed) if (side === 'superior') for (const person of people) expect([event.from, event.to]).not.toContain(`person:${person}`);
          // Whoever stands in for somebody stands for no other side besides.
          const own = signed.filter((one) => !one.inStead);
          for (const person of own.flatMap((one) => one.people)) expect(own.filter((one) => one.people.includes(person)).length).toBe(1);
          expect(event.from).toBe(before?.parties.owner);
          signed = [];
        }
      }
    });
  });

  it('a stranger does nothing, unless the issue or a measure was given to him', () => {
    everyLife((life) => {
      for (const { actor: by, before } of life.moments) {
        if (by?.person !== 'stranger' || by.onBehalfOf !== undefined || before === null) continue;
        expect(before.parties.owner === 'person:stranger' || before.handOver?.to === 'stranger' || before.measures.some((measure) => measure.owner === 'stranger')).toBe(true);
      }
    });
  });
});
