import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actor, isFor } from '../testing/people.ts';
import { roundLifeArbitrary, startRound, type RoundLife } from '../testing/round-life.ts';
import { dayOf } from '../time.ts';
import { deadlinesOfRound, nextRoundObligation } from './deadlines.ts';
import { foldRound } from './evolve.ts';
import type { RoundEvent, RoundEventType } from './events.ts';
import { roundLadderNotices } from './notices.ts';
import { phaseOf, upcastRound, type RoundState } from './state.ts';
import { whatFellDueInRound } from './step.ts';

const everyLife = (law: (life: RoundLife) => void): void => fc.assert(fc.property(roundLifeArbitrary(), law), { numRuns: 50 });
const submit = { type: 'submit-plan', summary: '整改方案' } as const;
const report = { type: 'submit-report', summary: '进展' } as const;
const review = (grade: 'good' | 'fair' | 'poor', sendBack = false) => ({ type: 'review-plan', grade, note: '意见', sendBack }) as const;
const assess = (grade: string) => ({ type: 'assess', grade, note: '意见' }) as const;

describe('whatever people try with a round', () => {
  it('the unit never judges itself: neither who handed in nor the head reviews or assesses', () => {
    everyLife((life) => {
      const handed = new Set<string>();
      for (const event of life.events) {
        if (event.type === 'round-plan-submitted' || event.type === 'round-report-submitted') handed.add(event.by);
        if (event.type !== 'round-plan-bound' && event.type !== 'round-plan-returned' && event.type !== 'round-assessed') continue;
        expect([...handed]).not.toContain(event.by);
        expect(isFor(life.state.head.parties.head, actor(event.by))).toBe(false);
      }
    });
  });

  it('a plan is judged once each time it was handed in, binds once, and comes back with a later day', () => {
    everyLife((life) => {
      let waiting = false;
      let bound = 0;
      for (const event of life.events) {
        if (event.type === 'round-plan-submitted') {
          expect(waiting || bound > 0).toBe(false);
          waiting = true;
        }
        if (event.type !== 'round-plan-bound' && event.type !== 'round-plan-returned') continue;
        expect(waiting).toBe(true);
        waiting = false;
        if (event.type === 'round-plan-bound') bound += 1;
        else expect(event.again > dayOf(event.at)).toBe(true);
        if (event.type === 'round-plan-bound') expect(life.state.policy.round.sentBack).not.toContain(event.grade);
      }
      expect(bound).toBeLessThanOrEqual(1);
    });
  });

  it('rungs open in order, each once, and nothing that is owed falls silent', () => {
    everyLife((life) => {
      const seen = new Map<string, string[]>();
      for (const { before, events, at, state } of life.moments) {
        for (const event of events) {
          if (event.type !== 'round-rung-opened') continue;
          const ladder = before.marks.find((mark) => mark.deadline === event.deadline)?.ladder;
          const steps = (ladder ?? state.policy.ladders[event.kind].filter((step) => step.offset >= 1)).map((step) => step.id);
          const opened = seen.get(event.deadline) ?? [];
          // A policy that was adopted on the way has its own order for what was still ahead: still none comes twice.
          expect(opened).not.toContain(event.step);
          if (ladder === undefined) expect(event.step).toBe(steps[opened.length] ?? `chase-${opened.length - steps.length + 1}`);
          seen.set(event.deadline, [...opened, event.step]);
          expect(deadlinesOfRound(before).map((one) => one.key)).toContain(event.deadline);
        }
        if (state.status === 'running') expect(nextRoundObligation(state)).not.toBeNull();
        // Nobody is told before his time.
        for (const event of events) if (event.type === 'round-fell-due') expect(dayOf(at) > event.day).toBe(true);
      }
    });
  });

  it('numbers its events without a gap, and its state is their fold', () => {
    everyLife((life) => {
      expect(life.events.map((event) => event.seq)).toEqual(life.events.map((_, at) => at + 1));
      expect(foldRound(life.opened, JSON.parse(JSON.stringify(life.events)) as RoundEvent[])).toEqual(life.state);
      expect(JSON.parse(JSON.stringify(life.state))).toEqual(life.state);
    });
  });

  it('is assessed once a period, after its end; a grade that entails a second rectification begins one', () => {
    everyLife((life) => {
      const assessed = life.events.filter((event) => event.type === 'round-assessed');
      expect(assessed.map((event) => event.term)).toEqual(assessed.map((_, at) => at + 1));
      const begun = life.events.filter((event) => event.type === 'round-term-begun');
      expect(begun.map((event) => event.term - 1)).toEqual(assessed.filter((event) => event.entails.includes('second-term')).map((event) => event.term));
      for (const { before, events } of life.moments) if (events.some((event) => event.type === 'round-assessed')) expect(before.term.over).toBe(true);
    });
  });

  it('closes only when no issue is open and everything demanded of it is there', () => {
    everyLife((life) => {
      const { status, policy, plan, report: handed, assessment, term } = life.state;
      if (status !== 'closed') return;
      const there = { plan: plan.boundAt !== null, report: handed.submittedAt !== null, assessment: assessment.results.some((one) => one.term === term.n) };
      for (const what of policy.round.owes) expect(there[what], what).toBe(true);
      expect(nextRoundObligation(life.state)).toBeNull();
      expect(roundLadderNotices(life.state)).toEqual([]);
    });
  });

  it('refuses with a code, a Chinese and an English sentence', () => {
    everyLife((life) => {
      for (const { refusal } of life.refused) {
        expect(refusal.code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
        expect(refusal.zh).toMatch(/\p{Script=Han}/u);
        expect(refusal.en).toMatch(/^[^\p{Script=Han}]{10,}$/u);
      }
    });
  });

  it('the generator reaches every event and nearly every refusal', () => {
    const lives = fc.sample(roundLifeArbitrary(), { numRuns: 150, seed: 7 });
    const events = new Set<RoundEventType>(lives.flatMap((life) => life.events.map((event) => event.type)));
    expect(events.size).toBe(22);
    const codes = new Set(lives.flatMap((life) => life.refused.map(({ refusal }) => refusal.code)));
    const expected = ['NOT_ALLOWED', 'FOUR_EYES', 'PLAN_BOUND', 'PLAN_UNDER_REVIEW', 'NO_PLAN', 'REPORT_SUBMITTED', 'ASSESSMENT_TOO_EARLY', 'ASSESSED_ALREADY', 'GRADE_NOT_BY_SCORE', 'VETO_RAISES', 'ROUND_CLOSED', 'UNKNOWN_OUTCOME'];
    expect(expected.filter((code) => !codes.has(code))).toEqual([]);
  });
});

describe('a round', () => {
  it('lives from its plan to its assessment', () => {
    const life = startRound();
    expect(phaseOf(life.state)).toBe('planning');
    // 15 working days from 2 March.
    expect(deadlinesOfRound(life.state).map(({ kind, date }) => `${kind} ${date.day}`)).toEqual(['round-plan 2026-03-23', 'round-report 2026-06-02']);
    life.until('2026-03-20').must('qian', submit);
    expect(life.tries('qian', review('good'))).toBe('NOT_ALLOWED');
    life.must('zheng', review('poor'));
    expect(life.state.plan).toMatchObject({ returns: 1, grade: 'poor', due: { day: '2026-04-03' } });
    life.must('qian', submit).must('zheng', review('fair'));
    expect(life.state.plan.submission?.n).toBe(2);
    expect(phaseOf(life.state)).toBe('concentrated');
    expect(life.tries('zhou', assess('good'))).toBe('ASSESSMENT_TOO_EARLY');
    life.until('2026-06-03').must('qian', report);
    expect(phaseOf(life.state)).toBe('follow-up');
    expect(deadlinesOfRound(life.state).map(({ kind, date }) => `${kind} ${date.day}`)).toEqual(['round-assessment 2026-07-02']);
    life.must('zhou', assess('good'));
    life.openIssues = 0;
    expect(life.until('2026-07-03').state.status).toBe('closed');
  });

  it('whose plan does not come is chased up the ladder, and then for as long as it takes', () => {
    const life = startRound().until('2026-06-01');
    const rungs = life.events.flatMap((event) => (event.type === 'round-rung-opened' ? [`${dayOf(event.at)} ${event.step}`] : []));
    expect(rungs).toEqual(['2026-03-24 T+1', '2026-03-28 T+5', '2026-04-27 chase-1', '2026-05-27 chase-2']);
    const letters = roundLadderNotices(life.state).filter((notice) => notice.step.includes('T+5'));
    expect(letters.map(({ role, to }) => `${role} ${to[0]}`)).toEqual(['head post:head', 'superior post:superior', 'supervision post:supervision']);
  });

  it('an acknowledgement stops the repeats, not the ladder', () => {
    const life = startRound().until('2026-03-24');
    const repeats = (): number => roundLadderNotices(life.state).filter((notice) => /T\+1:r\d$/.test(notice.step)).length;
    expect(repeats()).toBe(2);
    life.must('qian', { type: 'acknowledge', step: `round-plan#1:T+1` });
    expect(repeats()).toBe(0);
    expect(life.until('2026-03-30').events.at(-1)).toMatchObject({ type: 'round-rung-opened', step: 'T+5' });
  });

  it('a poor grade begins a second rectification with an end and a report of its own, which is assessed again', () => {
    const life = startRound().must('qian', submit).must('zheng', review('good')).until('2026-06-10').must('qian', report).must('zhou', assess('poor'));
    expect(life.events.slice(-3).map((event) => event.type)).toEqual(['round-term-begun', 'round-look-backs-forced', 'round-issues-told']);
    expect(life.state.term).toEqual({ n: 2, end: '2026-08-10', over: false });
    expect(phaseOf(life.state)).toBe('concentrated');
    expect(deadlinesOfRound(life.state).map(({ kind, date }) => `${kind} ${date.day}`)).toEqual(['round-report 2026-08-10']);
    life.openIssues = 0;
    life.until('2026-09-05').must('qian', report);
    expect(life.state.status).toBe('running');
    life.must('zhou', assess('good'));
    expect(life.until('2026-10-05').state.status).toBe('closed');
  });

  it('after an outage opens every rung that was missed in one step, up to the monthly look', () => {
    const life = startRound();
    const step = whatFellDueInRound(life.state, life.now + 60 * 86_400_000);
    expect(step.events.map((event) => (event.type === 'round-rung-opened' ? event.step : event.type))).toEqual(['milestone-reached', 'round-fell-due', 'T+1', 'T+5']);
  });
});

describe('what others decided of a round as a whole', () => {
  const petition = (count: number) => ({ type: 'record-outcome', kind: 'petition-received', count, source: '县信访局〔2026〕7号' }) as const;

  it('is recorded with number and source, by the unit or who supervises, tells nobody and changes nothing else', () => {
    const life = startRound();
    const { outcomes: _none, seq: _first, ...before } = life.state;
    for (const who of ['wang', 'sun', 'stranger']) expect(life.tries(who, petition(3))).toBe('NOT_ALLOWED');
    life.must('qian', petition(3)).must('zhou', { type: 'record-outcome', kind: 'recovered', fen: 50, source: '县财政局' });
    const { outcomes, seq: _second, ...after } = life.state;
    expect(after).toEqual(before);
    expect(outcomes).toMatchObject([{ entry: 2, kind: 'petition-received', count: 3, source: '县信访局〔2026〕7号' }, { entry: 3, fen: 50 }]);
    expect(life.moments.at(-1)?.notices).toEqual([]);
    expect(life.tries('zhou', { ...petition(1), fen: 5 })).toBe('OUTCOME_INVALID');
  });

  it('is taken back by a counter-entry, once', () => {
    const life = startRound().must('zheng', petition(3)).must('zhou', { type: 'reverse-outcome', entry: 2, reason: '重复' });
    expect(life.state.outcomes).toMatchObject([{ entry: 2, reversed: true }]);
    expect(life.tries('zhou', { type: 'reverse-outcome', entry: 2, reason: '重复' })).toBe('OUTCOME_REVERSED');
    expect(life.tries('zhou', { type: 'reverse-outcome', entry: 1, reason: '重复' })).toBe('UNKNOWN_OUTCOME');
  });

  it('comes when the round is closed, too, and nothing else does', () => {
    const life = startRound({ owes: [] });
    life.openIssues = 0;
    life.until('2026-09-01');
    expect(life.state.status).toBe('closed');
    life.must('zhou', { type: 'record-outcome', kind: 'lead-settled', count: 1, source: '县纪委' });
    expect(life.state).toMatchObject({ status: 'closed', outcomes: [{ kind: 'lead-settled' }] });
    expect(nextRoundObligation(life.state)).toBeNull();
    expect(life.tries('qian', submit)).toBe('ROUND_CLOSED');
  });
});

describe('a round of an older version', () => {
  const { head, policy, days } = startRound().state;
  const { round: _rules, ...older } = policy;
  const kept = { head, status: 'running', seq: 2, schemaVersion: 1, check: '2026-07-02', milestones: [
    { id: 'plan-due', day: '2026-03-23', reached: true },
    { id: 'concentrated-end', day: '2026-06-02', reached: false },
    { id: 'report-due', day: '2026-06-02', reached: false },
  ] } as unknown as RoundState;
  const state = upcastRound(kept, older as typeof policy, days);

  it('goes on as it was: its milestones and monthly looks, and nothing is demanded of it', () => {
    expect(nextRoundObligation(state)).toMatchObject({ milestone: 'concentrated-end', day: '2026-06-02' });
    expect(deadlinesOfRound(state)).toEqual([]);
    const later = whatFellDueInRound(state, Date.parse('2026-06-20'));
    expect(later.events.map((event) => event.type)).toEqual(['milestone-reached', 'milestone-reached']);
    expect(later.notices).toEqual([]);
    expect(nextRoundObligation(later.state)).toMatchObject({ milestone: null, deadline: null, day: '2026-07-02' });
  });

  it('knows what people do with it all the same', () => {
    expect(upcastRound(state, policy, days)).toEqual(state);
    expect(state.plan).toEqual({ due: null, submission: null, review: null, returns: 0, grade: null, boundAt: null });
  });
});
