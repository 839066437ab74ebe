import { describe, expect, it } from 'vitest';
import type { Act } from '../command-schema.ts';
import { ladderNotices } from '../notices.ts';
import { addDays, dayOf, HOUR_MS, startOfDay, type Day } from '../time.ts';
import { ask, evidence, grant, must, reason, refused, sign, start, submit } from '../testing/acting.ts';
import { GOLDEN_POLICY } from '../testing/golden-policy.ts';
import type { Life } from '../testing/simulator.ts';

/** Single rules by example: corners that random lives seldom reach, each one a defect that was made once. */

describe('an extension', () => {
  const extended = (life: Life, to: Day): Life => must(must(must(life, 'wang', ask(to)), 'zhao', grant), 'zhou', grant);

  it('adds to the date and leaves the original one', () => {
    const life = extended(must(start('2026-04-10'), 'wang', { type: 'accept' }), '2026-05-10');
    expect(life.state.due).toMatchObject({ original: '2026-04-10', current: { day: '2026-05-10' } });
    expect(life.state.extension).toMatchObject({ granted: 1, totalDays: 30 });
  });

  it('counts the days of all extensions against the cap, and their number', () => {
    const rules = { extension: { ...GOLDEN_POLICY.extension, maxTotalDays: 40 } };
    const life = extended(must(start('2026-04-10', rules), 'wang', { type: 'accept' }), '2026-05-10');
    expect(refused(life, 'wang', ask('2026-05-21'))).toBe('EXTENSION_DAYS');
    expect(refused(extended(life, '2026-05-20'), 'wang', ask('2026-05-21'))).toBe('EXTENSION_TIMES');
  });

  it('is not granted any more when a suspension has moved the date beyond it', () => {
    const life = must(must(start('2026-04-10'), 'wang', { type: 'accept' }), 'wang', ask('2026-04-12'));
    must(must(life, 'zhao', grant), 'zhou', { type: 'suspend', until: '2026-03-20', reason });
    life.sleep(startOfDay('2026-03-22'));
    expect(life.state.due.current.day).toBe('2026-04-29');
    expect(refused(life, 'zhou', grant)).toBe('DATE_NOT_AFTER');
  });
});

describe('a closure', () => {
  it('is not signed twice by one person who holds two posts of the chain', () => {
    const life = must(must(must(start('2026-04-10'), 'wang', { type: 'accept' }), 'wang', evidence(1)), 'wang', submit);
    expect(refused(must(life, 'wu', sign), 'wu', sign)).toBe('SIGNED_ALREADY');
    expect(must(life, 'zheng', sign).state.status).toBe('closed');
  });

  it('remembers over a reopening who did the work and who signed', () => {
    const rules = { lookBack: { ...GOLDEN_POLICY.lookBack, reviewers: ['leader' as const, 'team' as const] } };
    const life = must(must(must(start('2026-04-10', rules), 'wang', { type: 'accept' }), 'chen', evidence(1)), 'wang', submit);
    must(must(life, 'zhou', sign), 'zheng', sign);
    expect(refused(life, 'zheng', { type: 'record-look-back', result: 'held', findings: '好', how: '现场' })).toBe('FOUR_EYES');
    must(life, 'feng', { type: 'record-look-back', result: 'rebounded', findings: '又犯', how: '现场' });
    // What proved the first cycle does not prove the second.
    expect(refused(life, 'wang', submit)).toBe('EVIDENCE_MISSING');
    must(must(life, 'wang', evidence(1)), 'wang', submit);
    must(life, 'zhou', sign);
    expect(refused(life, 'chen', sign)).toBe('FOUR_EYES');
    must(life, 'feng', sign);
    expect(refused(life, 'zheng', { type: 'record-look-back', result: 'held', findings: '好', how: '现场' })).toBe('FOUR_EYES');
  });

  it('sent back keeps the old date where that is the later one, and sends no reminder of the time before', () => {
    const rules = { closure: { ...GOLDEN_POLICY.closure, returnDue: { count: 5, unit: 'working-day' as const } } };
    const life = must(must(must(start('2026-06-30', rules), 'wang', { type: 'accept' }), 'wang', evidence(1)), 'wang', submit);
    // T-20 and T-10 pass while the verifiers have it.
    life.sleep(startOfDay('2026-06-22') + 10 * HOUR_MS);
    must(life, 'zhou', { type: 'return', reason });
    expect(life.state.due.current.day).toBe('2026-06-30');
    expect(ladderNotices(life.state).map((notice) => notice.step.split(':')[1])).toEqual(['T-3', 'T-3']);
  });

  it('leaves an archived case untouched by anything but a reopening and what others decide about it', () => {
    const life = must(must(must(start('2026-04-10', { lookBack: { ...GOLDEN_POLICY.lookBack, after: [] } }), 'wang', { type: 'accept' }), 'wang', evidence(1)), 'wang', submit);
    must(must(life, 'zhou', sign), 'zheng', sign);
    expect(life.state.status).toBe('archived');
    for (const act of [{ type: 'acknowledge', step: 'due#1:T+1' }, { type: 'withdraw', reason }, evidence(2)] satisfies Act[]) expect(refused(life, 'zhou', act)).toBe('ENDED');
    expect(must(life, 'zhou', { type: 'reopen', reason }).state.status).toBe('rectifying');
  });
});

describe('a plan', () => {
  const measure = (due: Day): Act => ({ type: 'propose-plan', measures: [{ id: 'm1', text: '一项', owner: 'li', due }] });

  it('is not reviewed by its author, who may hold both posts', () => {
    const life = must(must(start('2026-06-30', {}, 'dated'), 'wang', { type: 'accept' }), 'chen', measure('2026-06-01'));
    expect(refused(life, 'chen', { type: 'approve-plan' })).toBe('FOUR_EYES');
    expect(refused(life, 'chen', { type: 'return-plan', reason })).toBe('FOUR_EYES');
    expect(must(life, 'zheng', { type: 'approve-plan' }).state.status).toBe('rectifying');
  });

  it('that was reviewed late reminds of no day gone by, and slips no earlier than it binds', () => {
    const life = must(must(start('2026-06-30', {}, 'dated'), 'wang', { type: 'accept' }), 'wang', measure('2026-04-15'));
    life.sleep(startOfDay('2026-04-13') + 10 * HOUR_MS);
    must(life, 'zhou', { type: 'approve-plan' });
    const reminders = ladderNotices(life.state).filter((notice) => notice.topic === 'measure');
    expect(reminders.filter((notice) => notice.notBefore < life.now)).toEqual([]);
  });

  it('can still be made when the issue is overdue', () => {
    const life = must(start('2026-03-31', {}, 'dated'), 'wang', { type: 'accept' });
    expect(refused(life, 'wang', measure('2026-04-20'))).toBe('MEASURE_AFTER_DUE');
    life.sleep(startOfDay('2026-04-10'));
    expect(must(life, 'wang', measure(addDays(dayOf(life.now), 10))).state.proposal).not.toBeNull();
  });
});
