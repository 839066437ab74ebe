import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IssueEvent } from './events.ts';
import { actor } from './testing/people.ts';
import { lifeArbitrary, type Life } from './testing/simulator.ts';

const RUNS = { numRuns: 100 };
const everyLife = (law: (life: Life) => void): void => fc.assert(fc.property(lifeArbitrary(60), law), RUNS);

/** Who did some of the work, told from the events alone: the core's own list may be wrong. */
const WORK: readonly string[] = ['accepted', 'plan-proposed', 'progress-reported', 'evidence-added', 'submitted'];
const workersBefore = (events: readonly IssueEvent[], seq: number): readonly string[] =>
  events.filter((event) => event.seq < seq && WORK.includes(event.type)).map((event) => event.by);
const signersBefore = (events: readonly IssueEvent[], seq: number): readonly string[] =>
  events.filter((event) => event.seq < seq && event.type === 'signed').map((event) => event.by);
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
        if (event.by === 'system' || !['signed', 'returned', 'look-back-recorded', 'archived', 'suspended'].includes(event.type)) continue;
        expect(workersBefore(life.events, event.seq), event.type).not.toContain(event.by);
        expect(ownerBefore(life.events, event.seq), event.type).not.toBe(`person:${event.by}`);
      }
    });
  });

  it('whoever signed a closure, in any cycle, never looks back at it', () => {
    everyLife((life) => {
      for (const event of life.events)
        if (event.type === 'look-back-recorded') expect(signersBefore(life.events, event.seq)).not.toContain(event.by);
    });
  });

  it('a closure carries one signature of every party of the chain, in order where order is asked for, of as many persons', () => {
    everyLife((life) => {
      const { chain, order } = life.state.policy.closure;
      let signed: { role: string; by: string }[] = [];
      for (const event of life.events) {
        if (event.type === 'submitted') signed = [];
        if (event.type === 'signed') {
          expect(actor(event.by).posts).toContain(event.role);
          signed.push({ role: event.role, by: event.by });
        }
        if (event.type !== 'closed' && event.type !== 'sustained') continue;
        const roles = signed.map((one) => one.role);
        expect(order === 'sequence' ? roles : roles.toSorted()).toEqual(order === 'sequence' ? chain : chain.toSorted());
        expect(new Set(signed.map((one) => one.by)).size).toBe(chain.length);
      }
    });
  });

  it('a plan is reviewed by another than its author; an extension climbs its levels, each by another person', () => {
    everyLife((life) => {
      let author = '';
      let said: string[] = [];
      for (const event of life.events) {
        if (event.type === 'plan-proposed') author = event.by;
        if (event.type === 'plan-approved' || event.type === 'plan-returned') expect(event.by).not.toBe(author);
        if (event.type === 'extension-requested') said = [event.by];
        if (event.type !== 'extension-endorsed' && event.type !== 'extension-granted' && event.type !== 'extension-refused') continue;
        const level = life.state.policy.extension.levels[said.length - 1] ?? 'none';
        expect(said).not.toContain(event.by);
        expect(actor(event.by).posts).toContain(level);
        said.push(event.by);
        if (event.type === 'extension-granted') expect(said.length - 1).toBe(life.state.policy.extension.levels.length);
      }
    });
  });

  it('neither of the two records a hand-over', () => {
    everyLife((life) => {
      for (const event of life.events)
        if (event.type === 'handed-over') expect([event.from, event.to]).not.toContain(`person:${event.by}`);
    });
  });

  it('a stranger does nothing, unless the issue or a measure was given to him', () => {
    everyLife((life) => {
      for (const { actor: by, before } of life.moments) {
        if (by?.person !== 'stranger' || before === null) continue;
        expect(before.parties.owner === 'person:stranger' || before.measures.some((measure) => measure.owner === 'stranger')).toBe(true);
      }
    });
  });
});
