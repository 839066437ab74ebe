import { describe, expect, it } from 'vitest';
import type { Act } from '../command-schema.ts';
import { decide } from '../decide.ts';
import { plannedLookBacks } from '../issue.ts';
import type { Trigger } from '../look-back-causes.ts';
import { AUTOMATIC } from '../actor.ts';
import type { Policy } from '../policy-schema.ts';
import { evidence, must, reason, refused, sign, start, submit, until } from '../testing/acting.ts';
import { GOLDEN_POLICY } from '../testing/golden-policy.ts';
import type { Life } from '../testing/simulator.ts';

const rules = (more: Partial<Policy['lookBack']>): Partial<Policy> => ({ lookBack: { ...GOLDEN_POLICY.lookBack, ...more } });
/** Closed on Friday 6 March. */
const closed = (more: Partial<Policy['lookBack']> = {}): Life => {
  const life = must(must(must(start('2026-04-10', rules(more)), 'wang', { type: 'accept' }), 'wang', evidence(1)), 'wang', submit);
  return must(must(until(life, '2026-03-06'), 'zhou', sign), 'zheng', sign);
};
const plan = (cause: Trigger, source = '第1号', by?: string): Act => ({ type: 'plan-look-back', cause, source, ...(by === undefined ? {} : { by }) });
const held: Act = { type: 'record-look-back', result: 'held', findings: '未反弹', how: '现场' };
const days = (life: Life): readonly string[] => plannedLookBacks(life.state).map(({ n, due, cause }) => `${n} ${due.day} ${cause}`);

describe('a look-back beside the intervals', () => {
  it('is due by the policy of its cause, comes in its order, and the intervals stay', () => {
    const life = must(until(closed(), '2026-03-09'), 'zhou', plan('petition'));
    expect(days(life)).toEqual(['3 2026-03-23 petition', '1 2026-06-06 interval', '2 2026-12-06 interval']);
    expect(days(must(life, 'feng', plan('grade', '评估', '2026-07-01')))).toEqual(['3 2026-03-23 petition', '1 2026-06-06 interval', '4 2026-07-01 grade', '2 2026-12-06 interval']);
    must(life, 'feng', held);
    expect(life.events.at(-1)).toMatchObject({ type: 'look-back-recorded', n: 3, cause: 'petition', source: '第1号', next: '2026-06-06' });
  });

  it('is planned once for one reason, and again for another', () => {
    const life = must(closed(), 'zhou', plan('petition'));
    const before = life.events.length;
    must(life, 'feng', plan('petition'));
    expect(life.events.length).toBe(before);
    expect(days(must(life, 'feng', plan('petition', '第2号')))).toHaveLength(4);
  });

  it('is for the supervision office and the team, by a policy that knows the cause, on a day that is still to come', () => {
    const { triggers } = GOLDEN_POLICY.lookBack;
    const life = closed({ triggers: { ...triggers, draw: { ...triggers.draw, mode: 'off' } } });
    expect(refused(life, 'wang', plan('petition'))).toBe('NOT_ALLOWED');
    expect(refused(life, 'zhou', plan('draw'))).toBe('TRIGGER_OFF');
    expect(refused(life, 'zhou', plan('petition', '第1号', '2026-03-06'))).toBe('DATE_NOT_AFTER');
    expect(refused(start('2026-04-10'), 'zhou', plan('petition'))).toBe('WRONG_STATUS');
  });

  it('may be planned by the policy itself, which may do nothing else', () => {
    const { state, now } = closed();
    expect(decide(state, plan('neighbour'), { actor: AUTOMATIC, now })).toMatchObject([{ type: 'look-back-planned', cause: 'neighbour' }]);
    expect(() => decide(state, { type: 'reopen', reason }, { actor: AUTOMATIC, now })).toThrow(expect.objectContaining({ code: 'NOT_ALLOWED' }));
  });

  it('takes an archived case up again where the policy says so, and archives it when it has held', () => {
    const life = closed({ after: [] });
    expect(life.state.status).toBe('archived');
    expect(refused(life, 'zhou', plan('new-head'))).toBe('LOOK_BACK_ARCHIVED');
    expect(must(life, 'zhou', plan('petition')).state.status).toBe('closed');
    expect(must(until(life, '2026-03-16'), 'feng', held).state.status).toBe('archived');
    // The same number again, when the first matter has been looked at, is another look.
    expect(days(must(life, 'zhou', plan('petition')))).toEqual(['2 2026-03-30 petition']);
  });

  it('brings the review of what is kept up for long forward, never back; one that was missed stays missed', () => {
    const kept = must(start('2026-04-10', {}, 'sustained'), 'wang', { type: 'accept' });
    must(kept, 'wang', { type: 'propose-plan', measures: [{ id: 'm1', text: '自查', owner: 'wang', due: '2026-04-10' }] });
    must(must(kept, 'zhou', { type: 'approve-plan' }), 'wang', { type: 'report-progress', note: '已立制度', measure: 'm1', done: true });
    must(must(must(must(kept, 'wang', evidence(1)), 'wang', submit), 'zhou', sign), 'zheng', sign);
    expect(kept.state.status).toBe('sustained');
    const review = kept.state.cadence?.due.day ?? '';
    expect(days(must(kept, 'zhou', plan('petition')))).toEqual(['1 2026-03-16 petition']);
    expect(review > '2026-03-16').toBe(true);
    until(kept, '2026-03-18');
    expect(kept.events.at(-2)).toMatchObject({ type: 'fell-due', kind: 'cadence' });
    const marks = kept.state.marks.length;
    must(kept, 'zhou', plan('grade'));
    expect(days(kept)).toEqual(['1 2026-03-16 grade']);
    expect(kept.state.marks.length).toBe(marks);
    expect(until(kept, '2026-03-19').events.at(-1)?.type).toBe('look-back-planned');
  });
});

describe('who was asked', () => {
  it('held is heard from as many as the policy says; a fault that is seen needs nobody asked', () => {
    const life = until(closed({ askAtLeast: 5 }), '2026-05-20');
    expect(refused(life, 'feng', held)).toBe('ASKED_TOO_FEW');
    expect(refused(life, 'feng', { ...held, asked: { count: 4, confirmed: 4 } })).toBe('ASKED_TOO_FEW');
    must(life, 'feng', { ...held, asked: { count: 5, confirmed: 3, who: '村民代表' } });
    expect(life.events.at(-1)).toMatchObject({ type: 'look-back-recorded', asked: { count: 5, confirmed: 3, who: '村民代表' } });
    expect(must(life, 'feng', { ...held, result: 'rebounded' }).state.status).toBe('rectifying');
  });
});
