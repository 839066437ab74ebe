import fc from 'fast-check';
import type { OpenCommand } from '../command-schema.ts';
import type { DayTable } from '../day-table.ts';
import { policySchema, roleSchema, type LadderStep, type Policy, type Role } from '../policy-schema.ts';
import { addDays, DAY_MS, HOUR_MS, isWeekend, MINUTE_MS, startOfDay, type Instant } from '../time.ts';
import { CN_2026, daysFrom } from './day-tables.ts';
import { PARTIES } from './people.ts';

/** Policies, calendars, openings and scripts of acts that nobody would think of. */

const DAYS = daysFrom('2025-06-01', '2028-06-30');

/** A calendar with holidays and worked weekends strewn at random, thicker than any real one. */
export const dayTableArbitrary: fc.Arbitrary<DayTable> = fc
  .record({
    rest: fc.uniqueArray(fc.constantFrom(...DAYS.filter((day) => !isWeekend(day))), { maxLength: 60 }),
    work: fc.uniqueArray(fc.constantFrom(...DAYS.filter(isWeekend)), { maxLength: 30 }),
  })
  .map(({ rest, work }) => ({ version: 'made-up', years: [2025, 2026, 2027, 2028], rest: rest.toSorted(), work: work.toSorted() }));

const roles = (most: number, from: readonly Role[] = roleSchema.options) => fc.uniqueArray(fc.constantFrom(...from), { minLength: 1, maxLength: most });
const judges = roleSchema.options.filter((role) => role !== 'owner');
export const term = (most: number, least = 1) =>
  fc.oneof(
    fc.record({ count: fc.integer({ min: least, max: most }), unit: fc.constantFrom('working-day' as const, 'calendar-day' as const) }),
    fc.record({ count: fc.integer({ min: 1, max: 4 }), unit: fc.constant('month' as const) }),
  );

const trigger = <M extends string>(...modes: readonly M[]) => fc.record({ mode: fc.constantFrom(...modes), within: term(40), archived: fc.boolean() });

const stepArbitrary = fc.record(
  {
    offset: fc.integer({ min: -25, max: 40 }),
    unit: fc.constantFrom('working-day' as const, 'calendar-day' as const),
    audience: roles(3),
    light: fc.constantFrom('green' as const, 'yellow' as const, 'red' as const),
    notice: fc.constantFrom('reminder' as const, 'urging' as const, 'supervision-letter' as const),
    acknowledge: fc.boolean(),
    repeat: fc.record({ everyWorkingDays: fc.integer({ min: 1, max: 9 }), times: fc.integer({ min: 1, max: 3 }) }),
  },
  { requiredKeys: ['offset', 'unit', 'audience', 'light', 'notice', 'acknowledge'] },
);
/** Ids a county could choose, among them those that look like the mark of a repeat. */
const ids = ['T-1', 'T+2', 'r1', 'r2', 'letter-3'];
export const ladderArbitrary: fc.Arbitrary<LadderStep[]> = fc.array(stepArbitrary, { maxLength: 5 }).map((steps) =>
  steps
    .toSorted((a, b) => a.offset - b.offset)
    .map((step, at) => ({ ...step, id: ids[at] ?? `s${at}`, unit: step.offset === 0 ? 'calendar-day' : step.unit })),
);

export const policyArbitrary: fc.Arbitrary<Policy> = fc
  .record({
    name: fc.constant('made-up'),
    version: fc.constant('1'),
    source: fc.constant('fast-check'),
    terms: fc.record({
      accept: term(10),
      plan: term(20),
      planReview: term(10),
      concentrated: term(90),
      report: term(90),
      due: fc.record({ immediate: term(40, 0), dated: term(120), sustained: term(200) }),
    }),
    planRequired: fc.record({ immediate: fc.boolean(), dated: fc.boolean(), sustained: fc.boolean() }),
    ladders: fc.record({
      accept: ladderArbitrary,
      plan: ladderArbitrary,
      'plan-review': ladderArbitrary,
      due: ladderArbitrary,
      measure: ladderArbitrary,
      extension: ladderArbitrary,
      verify: ladderArbitrary,
      'look-back': ladderArbitrary,
      cadence: ladderArbitrary,
      suspension: ladderArbitrary,
      'hand-over': ladderArbitrary,
      amendment: ladderArbitrary,
      withholding: ladderArbitrary,
    }),
    chase: fc.record({ everyDays: fc.integer({ min: 25, max: 120 }), audience: roles(2), notice: fc.constantFrom('urging' as const, 'circular' as const), oncePerIssue: fc.boolean() }),
    extension: fc.record({
      late: fc.boolean(),
      levels: roles(3, judges),
      maxTimes: fc.integer({ min: 0, max: 3 }),
      maxTotalDays: fc.integer({ min: 0, max: 120 }),
      decision: term(10),
      tellAsked: fc.boolean(),
    }),
    closure: fc.record({
      chain: roles(3, judges),
      order: fc.constantFrom('sequence' as const, 'parallel' as const),
      verify: term(15),
      evidence: fc.record({ immediate: fc.integer({ min: 0, max: 2 }), dated: fc.integer({ min: 0, max: 2 }), sustained: fc.constant(0) }),
      evidenceKinds: fc.constantFrom<string[]>([], ['制度文件', '现场照片'], ['制度文件', '凭证']),
      demandedKinds: fc.record({ immediate: fc.constantFrom<string[]>([], ['制度文件']), dated: fc.constant([]), sustained: fc.constant([]) }),
      siteCheck: fc.record({ immediate: fc.boolean(), dated: fc.boolean(), sustained: fc.constant(false) }),
      ownHeadBarred: fc.boolean(),
      returnDue: term(20),
    }),
    lookBack: fc.record({
      after: fc.array(term(60), { maxLength: 3 }),
      windowDays: fc.integer({ min: 0, max: 45 }),
      reviewers: roles(2, judges),
      reopenDue: term(30),
      askAtLeast: fc.constantFrom(0, 0, 5),
      triggers: fc.record({
        draw: trigger('off', 'plan', 'plan'),
        petition: trigger('off', 'plan'),
        grade: trigger('off', 'propose', 'plan'),
        'new-head': trigger('off', 'propose', 'plan'),
        neighbour: trigger('off', 'propose', 'plan'),
      }),
    }),
    sustained: fc.record({ cadence: term(60) }),
    handOver: fc.record({ signers: fc.constantFrom(['outgoing', 'incoming', 'superior'], ['superior'], ['incoming', 'superior'], ['superior', 'outgoing']), sign: term(10) }),
    acknowledgement: fc.record({
      lapseWorkingDays: fc.integer({ min: 1, max: 20 }),
      chase: fc.option(fc.record({ everyWorkingDays: fc.integer({ min: 1, max: 9 }), times: fc.integer({ min: 1, max: 3 }) })),
    }),
    rollups: fc.record({
      weekly: fc.record({ on: fc.boolean(), weekday: fc.integer({ min: 1, max: 7 }), at: fc.constantFrom('00:00', '08:30'), audience: roles(3) }),
      monthly: fc.record({ on: fc.boolean(), by: fc.integer({ min: 1, max: 28 }), at: fc.constantFrom('00:00', '08:30'), audience: roles(3) }),
    }),
    letters: fc.record({ office: fc.constantFrom('', '临巡办'), words: fc.constantFrom({}, { 'supervision-letter': '督字' }) }),
    suspension: fc.record({ maxDays: fc.integer({ min: 1, max: 90 }), maxTotalDays: fc.integer({ min: 1, max: 120 }) }),
    amendment: fc.record({ approvers: fc.subarray(judges), decision: fc.option(term(10)) }),
    publication: fc.record({ approvers: fc.subarray(['superior' as const, 'supervision' as const, 'team' as const], { minLength: 1 }), decision: fc.option(term(10)), mask: fc.constantFrom('each' as const, 'surname' as const, 'whole' as const) }),
    delivery: fc.record({ opens: fc.constantFrom('00:00', '08:30', '09:00'), closes: fc.constantFrom('17:30', '23:59'), workingDaysOnly: fc.boolean() }),
  })
  // What the generator makes has to be what a county may write.
  .map((draft) => policySchema.parse(draft));

export type Opening = { readonly command: OpenCommand; readonly policy: Policy; readonly table: DayTable; readonly at: Instant };

export const openingArbitrary: fc.Arbitrary<Opening> = fc
  .record({
    policy: policyArbitrary,
    table: fc.oneof(fc.constant(CN_2026), dayTableArbitrary),
    feedback: fc.constantFrom(...daysFrom('2026-01-05', '2026-09-30')),
    delay: fc.integer({ min: 0, max: 30 * 24 * 60 }),
    kind: fc.constantFrom('immediate' as const, 'dated' as const, 'sustained' as const),
    standing: fc.constantFrom('assigned' as const, 'assigned' as const, 'assigned' as const, 'rectifying' as const, 'closed' as const, 'sustained' as const),
    promised: fc.option(fc.integer({ min: -200, max: 200 })),
    vacant: fc.oneof({ weight: 4, arbitrary: fc.constant<Role[]>([]) }, { weight: 1, arbitrary: fc.subarray<Role>(['owner', 'leader', 'head', 'superior', 'team']) }),
    number: fc.integer({ min: 1, max: 99 }).map(String),
  })
  .map(({ policy, table, feedback, delay, kind, standing, promised, vacant, number }) => ({
    policy,
    table,
    at: startOfDay(feedback) + 8 * HOUR_MS + delay * MINUTE_MS,
    command: {
      type: 'open',
      round: '2026-1',
      number,
      title: '议事决策不规范',
      category: '组织建设',
      kind,
      standing,
      feedback,
      due: promised === null ? null : { day: addDays(feedback, promised), words: '近期' },
      parties: { ...PARTIES, ...Object.fromEntries(vacant.map((role) => [role, null])) },
    },
  }));

/** Somebody tries something after a while. Numbers only: what they mean depends on the state that the script meets. */
export type Move = {
  readonly waitMs: number;
  readonly choice: number;
  readonly who: number;
  /** Look for somebody who may do it; otherwise whoever comes along tries. */
  readonly fit: boolean;
  readonly days: number;
  /** Which parties are vacant at that moment, bit by bit; mostly none. */
  readonly vacant: number;
  /** Whoever tries does so as the deputy of somebody this many places further; mostly of nobody. */
  readonly deputy: number;
};

export const moveArbitrary: fc.Arbitrary<Move> = fc.record({
  waitMs: fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 36 * 60 }).map((minutes) => minutes * MINUTE_MS) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 15 * 24 }).map((hours) => hours * HOUR_MS) },
    { weight: 1, arbitrary: fc.integer({ min: 15, max: 120 }).map((days) => days * DAY_MS) },
  ),
  choice: fc.nat(9999),
  who: fc.nat(99),
  fit: fc.integer({ min: 0, max: 4 }).map((die) => die > 0),
  days: fc.integer({ min: -3, max: 70 }),
  vacant: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 63 }) }),
  deputy: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 10 }) }),
});
