import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventType } from './events.ts';
import type { Status } from './issue.ts';
import { isOpenWork } from './issue.ts';
import { decide } from './decide.ts';
import { applyBodies } from './step.ts';
import { LEGAL } from './testing/status-graph.ts';
import { lifeArbitrary, live, type Life } from './testing/simulator.ts';
import { moveArbitrary, openingArbitrary } from './testing/generators.ts';
import { dayOf, daysBetween } from './time.ts';

const RUNS = { numRuns: 120 };
const everyLife = (law: (life: Life) => void): void => fc.assert(fc.property(lifeArbitrary(), law), RUNS);

describe('whatever people try, in whatever order', () => {
  it('an issue moves along the legal graph only', () => {
    everyLife((life) => {
      let status: Status | null = null;
      for (const event of life.events) {
        if (event.type === 'opened') {
          expect(status).toBeNull();
          status = event.standing;
          continue;
        }
        const next: readonly Status[] | undefined = status === null ? undefined : LEGAL[status][event.type];
        expect(next, `${event.type} while ${status}`).toBeDefined();
        // A plan may be demanded or not: the one event with two ways.
        status = next?.length === 1 ? (next[0] ?? null) : event.type === 'accepted' && event.planBy !== null ? 'planning' : 'rectifying';
      }
      expect(life.state.status).toBe(status);
    });
  });

  it('what a state holds fits its status', () => {
    everyLife((life) => {
      for (const { state } of life.moments) {
        expect(state.submission !== null).toBe(state.status === 'verifying');
        if (state.accept !== null) expect(state.status).toBe('assigned');
        if (state.revision !== null) expect(state.status).toBe('rectifying');
        if (state.planBy !== null || state.proposal !== null) expect(state.status).toBe('planning');
        expect(state.planBy !== null && state.proposal !== null).toBe(false);
        if (state.lookBacks.length > 0) expect(state.status).toBe('closed');
        expect(state.cadence !== null).toBe(state.status === 'sustained');
        if (state.suspension !== null || state.extension.pending !== null) expect(isOpenWork(state.status)).toBe(true);
        if (isOpenWork(state.status) || state.status === 'verifying') expect(state.closedAt).toBeNull();
      }
    });
  });

  it('numbers its events without a gap, and counts a cycle up at reopenings only', () => {
    everyLife((life) => {
      let cycle = 1;
      for (const [at, event] of life.events.entries()) {
        if (event.type === 'reopened') cycle += 1;
        expect(event).toMatchObject({ seq: at + 1, cycle });
      }
      expect(life.state).toMatchObject({ seq: life.events.length, cycle });
    });
  });

  it('refuses with a code, a Chinese and an English sentence, and facts that survive JSON', () => {
    everyLife((life) => {
      for (const { refusal } of life.refused) {
        expect(refusal.code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
        expect(refusal.zh).toMatch(/\p{Script=Han}/u);
        expect(refusal.en).toMatch(/^[^\p{Script=Han}]{10,}$/u);
        expect(JSON.parse(JSON.stringify(refusal.where ?? {}))).toStrictEqual(refusal.where ?? {});
      }
    });
  });

  it('never moves the original date, and keeps extensions within their caps', () => {
    everyLife((life) => {
      const { extension: rules } = life.state.policy;
      const original = life.moments[0]?.state.due.original;
      const granted = life.events.filter((event) => event.type === 'extension-granted');
      const requests = life.events.filter((event) => event.type === 'extension-requested');
      for (const { state } of life.moments) expect(state.due.original).toBe(original);
      expect(granted.length).toBeLessThanOrEqual(rules.maxTimes);
      expect(granted.reduce((days, { from, to }) => days + daysBetween(from, to), 0)).toBeLessThanOrEqual(rules.maxTotalDays);
      for (const { from, to, at } of granted) expect(to > from && to > dayOf(at)).toBe(true);
      for (const { late, seq, at } of requests) {
        const before = life.moments.find((moment) => moment.events.some((event) => event.seq === seq))?.before;
        expect(late).toBe(dayOf(at) > (before?.due.current.day ?? ''));
        if (late) expect(rules.late).toBe(true);
      }
    });
  });

  it('does a thing once when it is asked twice: acknowledgement and evidence', () => {
    fc.assert(
      fc.property(lifeArbitrary(25), (life) => {
        for (const { act, actor, at, state } of life.moments)
          if (act !== null && actor !== null && (act.type === 'acknowledge' || act.type === 'add-evidence'))
            expect(decide(state, act, { actor, now: at })).toEqual([]);
      }),
      RUNS,
    );
  });

  it('decides alike for the same question: no clock, no chance', () => {
    fc.assert(
      fc.property(openingArbitrary, fc.array(moveArbitrary, { maxLength: 25, size: 'max' }), (opening, moves) => {
        expect(live(opening, moves).events).toEqual(live(opening, moves).events);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the generator', () => {
  // Laws over lives that never get anywhere prove nothing: a fixed sample has to reach every corner.
  it('reaches every status, every event and nearly every refusal', () => {
    const lives = fc.sample(lifeArbitrary(), { numRuns: 600, seed: 7 });
    const events = new Set<EventType>(lives.flatMap((life) => life.events.map((event) => event.type)));
    const codes = new Set(lives.flatMap((life) => life.refused.map(({ refusal }) => refusal.code)));
    expect(new Set(lives.flatMap((life) => life.moments.map(({ state }) => state.status))).size).toBe(8);
    const possible = new Set([...Object.values(LEGAL).flatMap((row) => Object.keys(row)), 'opened']);
    expect([...possible].filter((type) => !events.has(type as EventType))).toEqual([]);
    const expected = ['NOT_ALLOWED', 'FOUR_EYES', 'ENDED', 'WRONG_STATUS', 'SUSPENDED', 'DATE_NOT_AFTER', 'SIGNED_ALREADY', 'NOT_YOUR_TURN', 'NOT_YOUR_LEVEL'];
    const more = ['EXTENSION_TOO_LATE', 'EXTENSION_TIMES', 'EXTENSION_DAYS', 'MEASURES_OPEN', 'EVIDENCE_MISSING', 'NOT_A_REVIEWER', 'SUSPENSION_TOO_LONG'];
    const plans = ['MEASURE_EVIDENCE_MISSING', 'MEASURE_DONE', 'REVISION_UNDER_REVIEW', 'NO_REVISION', 'UNKNOWN_EVIDENCE_KIND'];
    const closing = ['EVIDENCE_KIND_MISSING', 'SITE_CHECK_MISSING', 'SITE_CHECK_DATE', 'OWN_HEADS_WORK', 'OUTCOME_INVALID', 'UNKNOWN_OUTCOME', 'OUTCOME_REVERSED'];
    const rules = ['AMENDMENT_PENDING', 'NO_AMENDMENT', 'NOT_AN_APPROVER', 'SUSPENSION_TOTAL', 'POLICY_WHILE_VERIFYING', 'NOT_LINKED', 'LINKED_ALREADY'];
    expect([...expected, ...more, ...plans, ...closing, ...rules].filter((code) => !codes.has(code))).toEqual([]);
  });
});

describe('a step', () => {
  it('of an issue that was never opened is a bug, not a case', () => {
    expect(() => applyBodies(null, [], 'office', 0)).toThrow('never opened');
  });
});
