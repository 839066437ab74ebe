import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Act } from '../command-schema.ts';
import { hasSlippedMeasure } from '../deadlines.ts';
import type { IssueEvent } from '../events.ts';
import { evidence, handOver, must, reason, refused, start, submit, until } from '../testing/acting.ts';
import { GOLDEN_POLICY } from '../testing/golden-policy.ts';
import { lifeArbitrary, type Life } from '../testing/simulator.ts';

const accept: Act = { type: 'accept' };
const measures = [
  { id: 'm1', text: '修订制度', owner: 'wang', due: '2026-05-01' },
  { id: 'm2', text: '公开台账', owner: 'li', due: '2026-05-20', supporting: ['财政所'], evidence: { pieces: 2, kinds: ['制度文件'] } },
];
/** Accepted, with a plan of two measures that binds; due on 30 June. */
const bound = (more: Parameters<typeof start>[1] = {}): Life =>
  must(must(must(start('2026-06-30', more, 'dated'), 'wang', accept), 'wang', { type: 'propose-plan', measures }), 'zhou', { type: 'approve-plan' });
const revise = (more: object): Act => ({ type: 'propose-revision', reason: '采购周期延长', ...more });
const approve: Act = { type: 'approve-revision' };
const refuse: Act = { type: 'refuse-revision', reason };
const done = (measure: string): Act => ({ type: 'report-progress', note: '完成', measure, done: true });
const plan = (life: Life): string => life.state.measures.map((one) => `${one.id} ${one.owner} ${one.due.day}`).join('; ');

describe('a measure', () => {
  it('keeps its supporting units and the evidence that it was promised with', () => {
    expect(bound().state.measures).toMatchObject([
      { supporting: [], evidence: { pieces: 0, kinds: [] } },
      { supporting: ['财政所'], evidence: { pieces: 2, kinds: ['制度文件'] } },
    ]);
  });

  it('is not done before its own evidence is there, in number and in kind', () => {
    const life = must(bound(), 'li', { type: 'report-progress', note: '推进中', measure: 'm2' });
    const piece = (digit: number, more: object): Act => ({ type: 'add-evidence', sha256: String(digit).repeat(64), name: '佐证.pdf', size: 1, ...more });
    expect(refused(life, 'li', done('m2'))).toBe('MEASURE_EVIDENCE_MISSING');
    must(must(life, 'wang', piece(1, { kind: '制度文件' })), 'wang', piece(2, { measure: 'm1', kind: '制度文件' }));
    expect(refused(life, 'li', done('m2'))).toBe('MEASURE_EVIDENCE_MISSING');
    must(must(life, 'li', piece(3, { measure: 'm2', kind: '凭证' })), 'li', piece(4, { measure: 'm2' }));
    expect(refused(life, 'li', done('m2'))).toBe('MEASURE_EVIDENCE_MISSING');
    must(must(life, 'li', piece(5, { measure: 'm2', kind: '制度文件' })), 'li', done('m2'));
    expect(refused(life, 'wang', submit)).toBe('MEASURES_OPEN');
    expect(must(must(life, 'wang', done('m1')), 'wang', submit).state.status).toBe('verifying');
  });

  it('that slips shows on its issue until it is done', () => {
    const life = until(bound(), '2026-05-03');
    expect(hasSlippedMeasure(life.state)).toBe(true);
    expect(hasSlippedMeasure(must(life, 'wang', done('m1')).state)).toBe(false);
  });
});

describe('a bound plan', () => {
  it('is changed by what others approve, and the event keeps old and new', () => {
    const life = must(bound(), 'wang', revise({ change: [{ id: 'm1', due: '2026-06-10', owner: 'li' }], drop: [{ id: 'm2', reason: '并入m3' }], add: [{ id: 'm3', text: '合并办理', owner: 'wang', due: '2026-06-20' }] }));
    expect(plan(life)).toBe('m1 wang 2026-05-01; m2 li 2026-05-20');
    must(life, 'zheng', approve);
    expect(plan(life)).toBe('m1 li 2026-06-10; m3 wang 2026-06-20');
    expect(life.events.at(-1)).toMatchObject({
      type: 'plan-revised',
      by: 'zheng',
      proposedBy: 'wang',
      changes: [
        { id: 'm2', before: { due: '2026-05-20', evidence: { pieces: 2 } }, after: null, why: '并入m3' },
        { id: 'm1', before: { owner: 'wang', due: '2026-05-01' }, after: { owner: 'li', due: '2026-06-10' } },
        { id: 'm3', before: null, after: { due: '2026-06-20' } },
      ],
    });
    expect(life.state.revision).toBeNull();
  });

  it('stays in force while a revision waits and when it is refused; a silent reviewer is urged', () => {
    const life = must(bound(), 'wang', revise({ change: [{ id: 'm1', due: '2026-06-10' }] }));
    expect(refused(life, 'wang', revise({ drop: [{ id: 'm2', reason }] }))).toBe('REVISION_UNDER_REVIEW');
    until(life, '2026-03-12');
    expect(life.events.filter((event) => event.type === 'rung-opened' && event.kind === 'plan-review')).toHaveLength(1);
    expect(plan(must(life, 'zhou', refuse))).toBe('m1 wang 2026-05-01; m2 li 2026-05-20');
    expect(refused(life, 'zhou', approve)).toBe('NO_REVISION');
  });

  it('is not revised by those who work on it, nor reviewed by them', () => {
    const life = must(bound(), 'zhao', revise({ change: [{ id: 'm1', due: '2026-06-10' }] }));
    expect(refused(life, 'li', revise({ drop: [{ id: 'm1', reason }] }))).toBe('NOT_ALLOWED');
    expect(refused(life, 'wang', approve)).toBe('NOT_ALLOWED');
    must(must(bound(), 'chen', revise({ drop: [{ id: 'm1', reason }] })), 'zheng', refuse);
    expect(refused(must(bound(), 'chen', revise({ drop: [{ id: 'm1', reason }] })), 'chen', approve)).toBe('FOUR_EYES');
  });

  it('is approved only as the reviewer sees it', () => {
    const moved = (): Life => must(bound(), 'wang', revise({ change: [{ id: 'm1', due: '2026-06-10' }] }));
    expect(refused(handOver(moved(), 'li'), 'zhou', approve)).toBe('REVISION_OUTDATED');
    expect(refused(must(moved(), 'wang', done('m1')), 'zhou', approve)).toBe('MEASURE_DONE');
    expect(refused(until(moved(), '2026-06-10'), 'zhou', approve)).toBe('DATE_NOT_AFTER');
    // A new assignment begins with the plan as it binds.
    expect(must(moved(), 'zhou', { type: 'assign', owner: 'person:li' }).state.revision).toBeNull();
  });

  it.each([
    ['NOTHING_TO_CHANGE', {}],
    ['NOTHING_TO_CHANGE', { change: [{ id: 'm1', due: '2026-05-01' }] }],
    ['UNKNOWN_MEASURE', { drop: [{ id: 'm9', reason }] }],
    ['MEASURE_TWICE', { drop: [{ id: 'm1', reason }], change: [{ id: 'm1', owner: 'li' }] }],
    ['MEASURE_TWICE', { add: [{ id: 'm1', text: '又一项', owner: 'wang', due: '2026-06-01' }] }],
    ['MEASURE_AFTER_DUE', { change: [{ id: 'm1', due: '2026-07-01' }] }],
    ['DATE_NOT_AFTER', { change: [{ id: 'm1', due: '2026-03-02' }] }],
    ['PLAN_EMPTY', { drop: [{ id: 'm1', reason }, { id: 'm2', reason }] }],
  ])('%s: %j', (code, more) => {
    expect(refused(bound(), 'wang', revise(more))).toBe(code);
  });

  it('does not let the evidence of a dropped measure prove another one of its name', () => {
    const life = must(bound(), 'li', { type: 'add-evidence', sha256: '1'.repeat(64), name: '佐证.pdf', size: 1, measure: 'm2' });
    must(must(life, 'wang', revise({ drop: [{ id: 'm2', reason }] })), 'zhou', approve);
    expect(refused(life, 'wang', revise({ add: [{ id: 'm2', text: '另一项', owner: 'wang', due: '2026-06-01' }] }))).toBe('MEASURE_TWICE');
  });

  it('moves no reminder of a measure whose date stays', () => {
    const life = bound();
    const before = life.state.measures[0]?.due.set;
    must(must(life, 'wang', revise({ change: [{ id: 'm1', owner: 'li' }] })), 'zhou', approve);
    expect(life.state.measures[0]).toMatchObject({ owner: 'li', due: { set: before } });
  });
});

describe('over lives of random people', () => {
  it('the dates of measures move by an approved revision and with a suspension only; none is done without its evidence, and none open when submitted', () => {
    const moves = (events: readonly IssueEvent[]): boolean => events.some((event) => event.type === 'plan-revised' || event.type === 'resumed');
    fc.assert(
      fc.property(lifeArbitrary(60), (life) => {
        for (const { before, state, events } of life.moments) {
          if (before === null || before.cycle !== state.cycle) continue;
          const days = new Map(before.measures.map((one) => [one.id, one.due.day]));
          if (!moves(events)) for (const { id, due } of state.measures) expect(due.day).toBe(days.get(id) ?? due.day);
          for (const event of events) {
            if (event.type === 'submitted') expect(before.measures.every((measure) => measure.done)).toBe(true);
            if (event.type !== 'progress-reported' || !event.done) continue;
            const there = before.evidence.filter((piece) => piece.cycle === before.cycle && piece.measure === event.measure);
            const demanded = before.measures.find((one) => one.id === event.measure)?.evidence;
            expect(there.length).toBeGreaterThanOrEqual(demanded?.pieces ?? 99);
            expect(demanded?.kinds.filter((kind) => !there.some((piece) => piece.kind === kind))).toEqual([]);
          }
        }
      }),
      { numRuns: 120 },
    );
  });
});

describe('the evidence that a policy demands', () => {
  const closure = { ...GOLDEN_POLICY.closure, evidenceKinds: ['制度文件', '现场照片'], demandedKinds: { immediate: ['现场照片'], dated: [], sustained: [] } };

  it('is asked for by kind, and by no other kind than the policy knows', () => {
    const life = must(must(start('2026-06-30', { closure }), 'wang', accept), 'wang', evidence(1));
    expect(refused(life, 'wang', { ...evidence(2), kind: '现场照' } as Act)).toBe('UNKNOWN_EVIDENCE_KIND');
    expect(refused(life, 'wang', submit)).toBe('EVIDENCE_KIND_MISSING');
    must(life, 'wang', { ...evidence(2), kind: '现场照片' } as Act);
    expect(must(life, 'wang', submit).state.status).toBe('verifying');
  });

  it('by a measure has to be of a known kind, too', () => {
    const life = must(start('2026-06-30', { closure }, 'dated'), 'wang', accept);
    expect(refused(life, 'wang', { type: 'propose-plan', measures })).toBe('done');
    const other = [{ id: 'm1', text: '一项', owner: 'wang', due: '2026-05-01', evidence: { pieces: 0, kinds: ['凭证'] } }];
    expect(refused(must(start('2026-06-30', { closure }, 'dated'), 'wang', accept), 'wang', { type: 'propose-plan', measures: other })).toBe('UNKNOWN_EVIDENCE_KIND');
  });
});
