import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidatesOf, drawFrom, quotaOf, type Candidate, type Ticketed } from './draw.ts';
import { lifeArbitrary } from './testing/simulator.ts';

const RUNS = { numRuns: 200, seed: 20_261_122 };
/** Tickets as docs/draws.md describes them, made here on their own. */
const tickets = (seed: string, candidates: readonly Candidate[]): Ticketed[] =>
  candidates.map((one) => ({ ...one, ticket: createHash('sha256').update(`${seed}\n${one.issue}`).digest('hex') }));

const candidates = fc
  .uniqueArray(fc.integer({ min: 1, max: 9999 }), { minLength: 1, maxLength: 60 })
  .chain((numbers) => fc.tuple(...numbers.map((number) => fc.constantFrom('a', 'b', 'c').map((stratum): Candidate => ({ issue: `issue/r1/${number}`, stratum })))));
const share = fc.integer({ min: 1, max: 100 });
const seed = fc.stringMatching(/^[0-9a-f]{64}$/);

describe('a draw', () => {
  it('takes of every stratum its share, rounded up, each issue once and no other', () => {
    fc.assert(
      fc.property(candidates, share, seed, (list, percent, chance) => {
        const drawn = drawFrom(tickets(chance, list), percent);
        expect(new Set(drawn).size).toBe(drawn.length);
        for (const stratum of ['a', 'b', 'c']) {
          const members = list.filter((one) => one.stratum === stratum).map((one) => one.issue);
          const taken = drawn.filter((issue) => members.includes(issue)).length;
          // The least whole number that is no smaller than the share, without a division.
          expect(taken * 100).toBeGreaterThanOrEqual(members.length * percent);
          expect((taken - 1) * 100).toBeLessThan(Math.max(1, members.length * percent));
          if (members.length > 0) expect(taken).toBeGreaterThanOrEqual(1);
        }
        expect(drawn.every((issue) => list.some((one) => one.issue === issue))).toBe(true);
      }),
      RUNS,
    );
  });

  it('does not depend on the order of the list', () => {
    fc.assert(
      fc.property(
        candidates.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray([...list], { minLength: list.length }))),
        share,
        seed,
        ([list, shuffled], percent, chance) => {
          expect(drawFrom(tickets(chance, shuffled), percent)).toEqual(drawFrom(tickets(chance, list), percent));
        },
      ),
      RUNS,
    );
  });

  it('gives nobody another chance when somebody joins the list: of those drawn, one makes room at most', () => {
    fc.assert(
      fc.property(candidates, share, seed, (list, percent, chance) => {
        const drawn = drawFrom(tickets(chance, list), percent);
        const more = drawFrom(tickets(chance, [...list, { issue: 'issue/r1/0', stratum: 'a' }]), percent);
        const gone = drawn.filter((issue) => !more.includes(issue));
        const come = more.filter((issue) => !drawn.includes(issue));
        expect(gone.length).toBeLessThanOrEqual(1);
        expect(come.length).toBeLessThanOrEqual(1);
        // Somebody makes room only for the one who joined.
        if (gone.length === 1) expect(come).toEqual(['issue/r1/0']);
      }),
      RUNS,
    );
  });

  it('draws every candidate equally often: chi-square over 20,000 seeds', () => {
    const list = Array.from({ length: 20 }, (_, at): Candidate => ({ issue: `issue/r1/${at + 1}`, stratum: 'all' }));
    const drawn = new Map(list.map(({ issue }) => [issue, 0]));
    const SEEDS = 20_000;
    const quota = quotaOf(20, 15);
    for (const chance of fc.sample(fc.stringMatching(/^[0-9a-f]{16}$/), { numRuns: SEEDS, seed: 7 }))
      for (const issue of drawFrom(tickets(chance, list), 15)) drawn.set(issue, (drawn.get(issue) ?? 0) + 1);
    const expected = (SEEDS * quota) / 20;
    // Drawn without replacement, the counts hang together: the statistic is scaled by (n-1)/(n-k) to follow chi-square with 19.
    const statistic = ([...drawn.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0) * 19) / (20 - quota);
    // The 0.1 % point of chi-square with 19 degrees of freedom: a fair draw is above it once in a thousand seeds of this test.
    expect(statistic).toBeLessThan(43.82);
  });
});

describe('the list of candidates', () => {
  it('holds closed issues, archived ones by policy, and none that waits for a look-back by lot', () => {
    fc.assert(
      fc.property(fc.array(lifeArbitrary(30), { minLength: 1, maxLength: 4 }), (lives) => {
        for (const { state } of lives) {
          const listed = candidatesOf([state], ['category', 'kind']).length === 1;
          const { mode, archived } = state.policy.lookBack.triggers.draw;
          const waits = state.lookBacks.some(({ cause }) => cause === 'draw');
          expect(listed).toBe(mode === 'plan' && ((state.status === 'closed' && !waits) || (state.status === 'archived' && archived)));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('tells strata apart by unit, category and kind, whatever stands in them', () => {
    fc.assert(
      fc.property(lifeArbitrary(20), fc.string(), fc.string(), ({ state }, one, other) => {
        const closed = { ...state, status: 'closed' as const, lookBacks: [], policy: { ...state.policy, lookBack: { ...state.policy.lookBack, triggers: { ...state.policy.lookBack.triggers, draw: { ...state.policy.lookBack.triggers.draw, mode: 'plan' as const } } } } };
        const [first, second] = candidatesOf([{ ...closed, number: '1', category: one }, { ...closed, number: '2', category: other }], ['unit', 'category', 'kind']);
        expect(first?.stratum === second?.stratum).toBe(one === other);
      }),
      RUNS,
    );
  });
});
