import fc from 'fast-check';
import { expect, it } from 'vitest';
import { callsFor, planFor, type DoneCase, type Fact } from './look-back-calls.ts';
import { LOOK_BACK_DEFAULTS } from './look-back-causes.ts';
import { startOfDay } from './time.ts';

const mode = fc.constantFrom('off' as const, 'propose' as const, 'plan' as const);
const trigger = fc.record({ mode, within: fc.constant({ count: 1, unit: 'month' as const }), archived: fc.boolean() });
const unit = fc.constantFrom('post:h1', 'post:h2', null);
const category = fc.constantFrom('作风', '组织', '');
const at = fc.integer({ min: 0, max: 30 }).map((days) => startOfDay('2026-06-01') + days * 86_400_000);
const caseArbitrary: fc.Arbitrary<DoneCase> = fc.record({
  issue: fc.integer({ min: 1, max: 9 }).map((n) => `issue/r1/${n}`),
  round: fc.constantFrom('r1', 'r2'),
  unit,
  category,
  status: fc.constantFrom('closed' as const, 'sustained' as const, 'archived' as const),
  closedAt: at,
  lookBack: fc.record({
    triggers: fc.record({ grade: trigger, 'new-head': trigger, neighbour: trigger }).map((found) => ({ ...LOOK_BACK_DEFAULTS.triggers, ...found })),
    neighbours: fc.constantFrom('same-unit' as const, 'everywhere' as const),
  }),
});
const factArbitrary: fc.Arbitrary<Fact> = fc.oneof(
  fc.record({ cause: fc.constant('neighbour' as const), source: fc.constant('n'), issue: fc.integer({ min: 1, max: 9 }).map((n) => `issue/r1/${n}`), unit, category, at }),
  fc.record({ cause: fc.constant('new-head' as const), source: fc.constant('h'), unit: fc.constantFrom('post:h1', 'post:h2'), from: fc.integer({ min: 1, max: 28 }).map((day) => `2026-06-${String(day).padStart(2, '0')}`) }),
  fc.record({ cause: fc.constant('grade' as const), source: fc.constant('g'), round: fc.constantFrom('r1', 'r2'), at }),
);

it('a fact reaches exactly the cases that were done before it, that it concerns, and whose policy says so', () => {
  fc.assert(
    fc.property(caseArbitrary, factArbitrary, (one, fact) => {
      const called = callsFor([one], [fact]);
      const rule = one.lookBack.triggers[fact.cause];
      const nextDoor = fact.cause === 'neighbour' && fact.issue !== one.issue && fact.category !== '' && fact.category === one.category && (one.lookBack.neighbours === 'everywhere' || (fact.unit !== null && fact.unit === one.unit));
      const concerned = nextDoor || (fact.cause === 'new-head' && fact.unit === one.unit) || (fact.cause === 'grade' && fact.round === one.round);
      const before = one.closedAt < (fact.cause === 'new-head' ? startOfDay(fact.from) : fact.at);
      const wanted = concerned && before && rule.mode !== 'off' && (one.status !== 'archived' || rule.archived);
      expect(called).toEqual(wanted ? [{ issue: one.issue, cause: fact.cause, source: fact.source, mode: rule.mode }] : []);
    }),
    { numRuns: 2_000 },
  );
});

it('a call is followed by the day that the assessment set, and by the policy’s own term where that day has gone by', () => {
  const call = { cause: 'grade', source: 'round/r1#9' } as const;
  expect(planFor({ ...call, by: '2026-06-30' }, '2026-06-29')).toEqual({ type: 'plan-look-back', ...call, by: '2026-06-30' });
  for (const by of [null, '2026-06-29', '2026-06-28']) expect(planFor({ ...call, by }, '2026-06-29')).toEqual({ type: 'plan-look-back', ...call });
});
