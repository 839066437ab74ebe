import fc from 'fast-check';
import type { DayTable } from '../day-table.ts';
import { SYSTEM } from '../party.ts';
import type { Actor } from '../actor.ts';
import { policySchema, type Policy, type Term } from '../policy-schema.ts';
import { Refusal } from '../refusal.ts';
import { roundActSchema, type RoundAct, type RoundActInput } from '../round/act-schema.ts';
import { nextRoundObligation, roundFallsDue } from '../round/deadlines.ts';
import { decideRound, mayClose } from '../round/decide.ts';
import type { RoundEvent } from '../round/events.ts';
import { roundLadderNotices } from '../round/notices.ts';
import { newRound, type RoundHead, type RoundState } from '../round/state.ts';
import { applyToRound, type RoundStep } from '../round/step.ts';
import { addDays, addMonths, DAY_MS, HOUR_MS, isWeekend, startOfDay, type Day, type Instant } from '../time.ts';
import { CN_2026, daysFrom } from './day-tables.ts';
import { dayTableArbitrary, ladderArbitrary, policyArbitrary, term } from './generators.ts';
import { GOLDEN_POLICY } from './golden-policy.ts';
import { actor, PARTIES, PEOPLE } from './people.ts';

export type RoundMoment = RoundStep & { readonly at: Instant; readonly before: RoundState; readonly act: RoundAct | null; readonly actor: Actor | null };

const HEAD: Omit<RoundHead, 'feedback'> = {
  id: '2026-1',
  title: '某镇巡察整改',
  unit: '某镇党委',
  inspector: '第一巡察组',
  parties: { head: PARTIES.head, superior: PARTIES.superior, supervision: PARTIES.supervision, team: PARTIES.team },
};

/** A life of a round, played by the core alone. `openIssues`: what the monthly look will count. */
export class RoundLife {
  readonly moments: RoundMoment[] = [];
  readonly refused: { readonly at: Instant; readonly act: RoundAct; readonly actor: Actor; readonly refusal: Refusal }[] = [];
  /** What it was opened with. */
  readonly opened: Pick<RoundState, 'head' | 'policy' | 'days'>;
  state: RoundState;
  now: Instant;
  openIssues = 3;

  constructor(policy: Policy, days: DayTable, feedback: Day, parties: Partial<RoundHead['parties']> = {}) {
    this.now = startOfDay(feedback) + 9 * HOUR_MS;
    this.state = newRound({ ...HEAD, feedback, parties: { ...HEAD.parties, ...parties } }, policy, days);
    this.opened = { head: this.state.head, policy, days };
    this.keep(applyToRound(this.state, [{ type: 'round-opened', issues: 3 }], 'office', this.now), null, null);
  }

  get events(): readonly RoundEvent[] {
    return this.moments.flatMap((moment) => moment.events);
  }

  private keep(step: RoundStep, act: RoundAct | null, by: Actor | null): void {
    this.moments.push({ ...step, at: this.now, before: this.state, act, actor: by });
    this.state = step.state;
  }

  /** Sleeps until `until`, waking on time for whatever falls due; issues are told of a second period at once, as the workflow does. */
  sleep(until: Instant): this {
    for (let next = nextRoundObligation(this.state); next !== null && next.at <= until; next = nextRoundObligation(this.state)) {
      this.now = Math.max(this.now, next.at);
      const look = { next: addMonths(next.day, 1), open: this.openIssues };
      const body = roundFallsDue(next) ?? (mayClose(this.state, this.openIssues) ? { type: 'round-closed' } : { type: 'round-checked', ...look });
      this.keep(applyToRound(this.state, [body], SYSTEM, this.now), null, null);
    }
    this.now = Math.max(this.now, until);
    return this;
  }

  /** Somebody tries; whether it was done. Any error but a refusal is a bug and thrown. */
  attempt(input: RoundActInput, by: Actor): boolean {
    const act = roundActSchema.parse(input);
    try {
      this.keep(applyToRound(this.state, decideRound(this.state, act, { actor: by, now: this.now }), by, this.now), act, by);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refused.push({ at: this.now, act, actor: by, refusal: error });
      return false;
    }
    const { renewing, handingOut } = this.state;
    if (handingOut !== null) this.keep(applyToRound(this.state, [{ type: 'round-parts-opened', parts: handingOut.parts.length }], SYSTEM, this.now), null, null);
    if (renewing !== null) this.keep(applyToRound(this.state, [{ type: 'round-issues-told', term: renewing.term, issues: this.openIssues }], SYSTEM, this.now), null, null);
    return true;
  }

  must(who: string, act: RoundActInput): this {
    if (!this.attempt(act, actor(who))) throw new Error(`${who} ${act.type}: ${this.refused.at(-1)?.refusal.message}`);
    return this;
  }

  /** The code of the refusal, or `done`. */
  tries(who: string, act: RoundActInput): string {
    return this.attempt(act, actor(who)) ? 'done' : (this.refused.at(-1)?.refusal.code ?? '');
  }

  /** Sleeps until ten in the morning of a day. */
  until(day: Day): this {
    return this.sleep(startOfDay(day) + 10 * HOUR_MS);
  }
}

const steps = (id: string) => [
  { id: `${id}-5`, offset: -5, audience: ['head'], light: 'green', notice: 'reminder' },
  { id: `${id}+1`, offset: 1, audience: ['head'], light: 'yellow', notice: 'urging', acknowledge: true, repeat: { everyWorkingDays: 3, times: 2 } },
  { id: `${id}+5`, offset: 5, audience: ['head', 'superior', 'supervision'], light: 'red', notice: 'supervision-letter' },
];
/** The golden policy with everything demanded of the round, and four grades without scores. */
export const ROUND_POLICY: Policy = policySchema.parse({
  ...GOLDEN_POLICY,
  ladders: { ...GOLDEN_POLICY.ladders, 'round-plan': steps('T'), 'round-plan-review': steps('T'), 'round-report': steps('T'), 'round-assessment': steps('T') },
  round: {
    ...GOLDEN_POLICY.round,
    owes: ['plan', 'report', 'assessment'],
    assessment: {
      ...GOLDEN_POLICY.round.assessment,
      grades: [
        { id: 'good', zh: '好', en: 'good', from: null },
        { id: 'ordinary', zh: '一般', en: 'ordinary', from: null, entails: ['second-term'] },
        { id: 'poor', zh: '差', en: 'poor', from: null, entails: ['second-term', 'look-backs'] },
      ],
    },
  },
});

/** A round of {@link ROUND_POLICY}, fed back on Monday, 2 March 2026. */
export const startRound = (change: Partial<Policy['round']> = {}, parties: Partial<RoundHead['parties']> = {}): RoundLife =>
  new RoundLife({ ...ROUND_POLICY, round: { ...ROUND_POLICY.round, ...change } }, CN_2026, '2026-03-02', parties);

const scored = { indicators: [{ id: 'done', zh: '完成', en: 'done', points: 60 }, { id: 'rules', zh: '建章', en: 'rules', points: 40 }], from: [85, 60, 0] } as const;
const roundPolicyArbitrary: fc.Arbitrary<Policy> = fc
  .record({
    base: policyArbitrary,
    ladders: fc.tuple(ladderArbitrary, ladderArbitrary, ladderArbitrary, ladderArbitrary),
    owes: fc.subarray(['plan', 'report', 'assessment'] as const),
    sentBack: fc.subarray(['good', 'fair', 'poor'] as const, { maxLength: 2 }),
    terms: fc.tuple(term(15), term(15), term(60), term(60), term(60)),
    withScores: fc.boolean(),
  })
  .map(({ base, ladders: [plan, review, report, assessment], owes, sentBack, terms: [planReview, planAgain, within, secondTerm, lookBacksWithin], withScores }) =>
    policySchema.parse({
      ...base,
      ladders: { ...base.ladders, 'round-plan': plan, 'round-plan-review': review, 'round-report': report, 'round-assessment': assessment },
      round: {
        owes,
        planReview,
        planAgain,
        sentBack,
        assessment: {
          within,
          secondTerm,
          lookBacksWithin,
          indicators: withScores ? scored.indicators : [],
          grades: ROUND_POLICY.round.assessment.grades.map((grade, at) => ({ ...grade, from: withScores ? scored.from[at] : null })),
        },
      },
    }),
  );

type Move = { readonly waitMs: number; readonly choice: number; readonly who: number; readonly open: number };
const moveArbitrary: fc.Arbitrary<Move> = fc.record({
  waitMs: fc.oneof(fc.integer({ min: 0, max: 10 }).map((days) => days * DAY_MS), fc.integer({ min: 10, max: 120 }).map((days) => days * DAY_MS)),
  choice: fc.nat(9999),
  who: fc.nat(99),
  open: fc.nat(2),
});

const actOfMove = (state: RoundState, choice: number): RoundActInput => {
  const pick = <T>(from: readonly T[], by: number): T | undefined => from[by % Math.max(1, from.length)];
  const likely =
    state.plan.review !== null ? 'review-plan' : state.plan.boundAt === null ? 'submit-plan' : state.report.submittedAt === null ? 'submit-report' : 'assess';
  const type = choice % 4 === 0 ? pick(['submit-plan', 'review-plan', 'submit-report', 'assess', 'acknowledge', 'record-outcome', 'reverse-outcome', 'take-calendar', 'adopt-policy', 'hand-out', 'split-off'] as const, choice >> 2) : likely;
  switch (type) {
    case 'submit-plan':
    case 'submit-report':
    case undefined:
      return { type: type ?? 'submit-plan', summary: '方案' };
    case 'review-plan':
      return { type, grade: pick(['good', 'fair', 'poor'] as const, choice >> 3) ?? 'good', note: '意见', sendBack: choice % 7 === 0 };
    case 'assess': {
      const { grades, indicators } = state.policy.round.assessment;
      const points = Object.fromEntries(indicators.map((one) => [one.id, (one.points * ((choice >> 4) % 11)) / 10]));
      return { type, grade: pick(grades, choice >> 3)?.id ?? 'good', note: '意见', points, ...(choice % 3 === 0 ? { veto: '虚假整改' } : {}) };
    }
    case 'record-outcome':
      return choice % 3 === 0 ? { type, kind: 'recovered', fen: 1 + choice, source: '县财政局' } : { type, kind: 'petition-received', count: 1 + (choice % 9), source: '县信访局' };
    case 'reverse-outcome':
      return { type, entry: pick(state.outcomes, choice >> 3)?.entry ?? 1, reason: '重复登记' };
    case 'take-calendar': {
      // As it could have come out instead: some days off are working days, some other days are off.
      const off = state.milestones.map(({ day }, at) => addDays(day, -(choice % 9) - at)).filter((day) => !isWeekend(day));
      const rest = [...new Set([...state.days.rest.filter((_, at) => at % 5 !== choice % 5), ...off])].toSorted();
      return { type, days: { ...state.days, version: `made-up-${choice}`, rest } };
    }
    case 'adopt-policy': {
      const { policy } = state;
      const later = ({ count, unit }: Term): Term => ({ count: count + (choice % 7), unit });
      const owes = (['plan', 'report', 'assessment'] as const).filter((_, at) => ((choice >> 5) & (1 << at)) > 0);
      const terms = { ...policy.terms, plan: later(policy.terms.plan), concentrated: later(policy.terms.concentrated), report: later(policy.terms.report) };
      const ladders = choice % 3 === 0 ? policy.ladders : { ...policy.ladders, 'round-plan': policy.ladders['round-report'], 'round-report': policy.ladders['round-plan'] };
      return { type, policy: { ...policy, version: String(choice), terms, ladders, round: { ...policy.round, planReview: later(policy.round.planReview), owes } }, reason: '新规' };
    }
    case 'hand-out': {
      const parties = { owner: null, leader: null, head: null, superior: null };
      const parts = ['finance', 'schools', 'roads', ...(choice % 5 === 0 ? ['roads'] : [])].slice(choice % 3).map((unit) => ({ unit, parties, due: null }));
      return { type, number: String(choice % 9), title: '公章管理不规范', category: '', kind: 'dated', reason: '普遍存在', parts };
    }
    case 'split-off':
      return { type, from: '1', number: String(20 + (choice % 9)), title: '台账缺失', category: '', kind: 'dated', parties: { owner: null, leader: null, head: null, superior: null }, due: { day: '2026-09-30', words: null }, reason: '实为两个问题' };
    case 'acknowledge':
      return { type, step: pick(roundLadderNotices(state), choice >> 3)?.step ?? 'event:1' };
  }
};

/** Lives of up to `most` acts by random people at random times. */
export const roundLifeArbitrary = (most = 30): fc.Arbitrary<RoundLife> =>
  fc
    .record({
      policy: roundPolicyArbitrary,
      days: fc.oneof(fc.constant(CN_2026), dayTableArbitrary),
      feedback: fc.constantFrom(...daysFrom('2026-01-05', '2026-09-30')),
      vacant: fc.subarray(['superior', 'team'] as const, { maxLength: 1 }),
      // Now and then the head is somebody of the inspecting body as well.
      head: fc.constantFrom('post:head' as const, 'post:head' as const, 'person:wu' as const),
      moves: fc.array(moveArbitrary, { maxLength: most, size: 'max' }),
    })
    .map(({ policy, days, feedback, vacant, head, moves }) => {
      const life = new RoundLife(policy, days, feedback, { head, ...Object.fromEntries(vacant.map((role) => [role, null])) });
      for (const { waitMs, choice, who, open } of moves) {
        life.sleep(life.now + waitMs);
        life.openIssues = open;
        const start = who % PEOPLE.length;
        for (const by of [...PEOPLE.slice(start), ...PEOPLE.slice(0, start)]) if (life.attempt(actOfMove(life.state, choice), by)) break;
      }
      return life;
    });
