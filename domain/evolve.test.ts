import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IssueEvent } from './events.ts';
import { evolve, fold } from './evolve.ts';
import type { IssueState } from './issue.ts';
import { lifeArbitrary } from './testing/simulator.ts';

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('a state', () => {
  it('is the fold of its events, also of events that went through JSON', () => {
    fc.assert(
      fc.property(lifeArbitrary(), (life) => {
        const stored: readonly IssueEvent[] = throughJson(life.events);
        expect(stored).toStrictEqual(life.events);
        expect(JSON.stringify(fold(stored))).toBe(JSON.stringify(life.state));
      }),
      { numRuns: 100 },
    );
  });

  it('survives JSON unchanged at every step: no undefined, no Date, no Map in it', () => {
    fc.assert(
      fc.property(lifeArbitrary(30), (life) => {
        for (const { state } of life.moments) expect(throughJson(state)).toStrictEqual(state);
      }),
      { numRuns: 30 },
    );
  });

  it('can be carried over at any point, as continue-as-new does: the rest of the events lead to the same end', () => {
    fc.assert(
      fc.property(lifeArbitrary(), fc.nat(200), (life, point) => {
        const events = throughJson(life.events);
        const cut = 1 + (point % events.length);
        const carried = throughJson(fold(events.slice(0, cut)));
        const end = events.slice(cut).reduce<IssueState | null>((state, event) => throughJson(evolve(state, event)), carried);
        expect(JSON.stringify(end)).toBe(JSON.stringify(life.state));
      }),
      { numRuns: 60 },
    );
  });

  it('begins with an opening', () => {
    const orphan: IssueEvent = { type: 'plan-approved', seq: 1, cycle: 1, at: 0, by: 'zhou' };
    expect(() => fold([orphan])).toThrow('must be "opened"');
  });
});
