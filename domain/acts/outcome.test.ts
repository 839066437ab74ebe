import { describe, expect, it } from 'vitest';
import type { Act } from '../command-schema.ts';
import { actSchema } from '../command-schema.ts';
import { evidence, must, reason, refused, sign, start, submit } from '../testing/acting.ts';
import { GOLDEN_POLICY } from '../testing/golden-policy.ts';
import type { Life } from '../testing/simulator.ts';

const outcome = (more: object): Act => actSchema.parse({ type: 'record-outcome', source: '县纪委〔2026〕3号通报', ...more });
const reverse = (entry: number): Act => ({ type: 'reverse-outcome', entry, reason: '重复登记' });
const archived = (): Life =>
  must(must(must(must(must(start('2026-04-10', { lookBack: { ...GOLDEN_POLICY.lookBack, after: [] } }), 'wang', { type: 'accept' }), 'wang', evidence(1)), 'wang', submit), 'zhou', sign), 'zheng', sign);

describe('an outcome', () => {
  it('is recorded with number and source and changes nothing else of the case', () => {
    const life = start('2026-04-10');
    const { outcomes: _none, seq: _first, ...before } = life.state;
    must(life, 'zhou', outcome({ kind: 'accountability', count: 2, form: 1, sanction: 'admonition' }));
    must(life, 'wang', outcome({ kind: 'recovered', fen: 7_132_000, note: '多发补贴已追回' }));
    const { outcomes, seq, ...after } = life.state;
    expect(after).toEqual(before);
    expect(seq).toBe(3);
    expect(outcomes).toMatchObject([
      { entry: 2, kind: 'accountability', count: 2, form: 1, sanction: 'admonition', fen: null, source: '县纪委〔2026〕3号通报', reversed: false },
      { entry: 3, kind: 'recovered', count: 1, fen: 7_132_000, form: null },
    ]);
    expect(life.moments.at(-1)?.notices).toEqual([]);
  });

  it('is corrected by a counter-entry with a reason, once', () => {
    const life = must(start('2026-04-10'), 'zhou', outcome({ kind: 'rule', count: 3 }));
    expect(refused(life, 'zhou', reverse(1))).toBe('UNKNOWN_OUTCOME');
    must(life, 'qian', reverse(2));
    expect(life.state.outcomes).toMatchObject([{ entry: 2, reversed: true }]);
    expect(life.events.at(-1)).toMatchObject({ type: 'outcome-reversed', entry: 2, reason: '重复登记', outcome: { kind: 'rule', count: 3 } });
    expect(refused(life, 'zhou', reverse(2))).toBe('OUTCOME_REVERSED');
  });

  it('may come when the case is archived: others decide late', () => {
    const life = must(archived(), 'zhou', outcome({ kind: 'lead-settled', count: 1 }));
    expect(must(life, 'zhou', reverse(life.state.seq)).state.status).toBe('archived');
    const gone = must(start('2026-04-10'), 'zhou', { type: 'withdraw', reason });
    expect(refused(gone, 'zhou', outcome({ kind: 'rule', count: 1 }))).toBe('ENDED');
  });

  it.each([
    { kind: 'recovered', count: 1 },
    { kind: 'recovered', fen: 100, count: 1 },
    { kind: 'rule', fen: 100, count: 1 },
    { kind: 'rule' },
    { kind: 'petition-received', count: 1, form: 1 },
    { kind: 'accountability', count: 1 },
  ])('of parts that do not belong together is refused: %j', (more) => {
    expect(refused(start('2026-04-10'), 'zhou', outcome(more))).toBe('OUTCOME_INVALID');
  });

  it.each([{ kind: 'recovered', fen: 0.5 }, { kind: 'recovered', fen: 0 }, { kind: 'accountability', count: 1, form: 5 }, { kind: 'rule', count: 1, source: '' }])('is a whole number, and has a source: %j', (more) => {
    expect(actSchema.safeParse({ type: 'record-outcome', source: '通报', ...more }).success).toBe(false);
  });
});
