import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonEventsOf, commonIssueOf, inParts, partsToReword, phaseOfCommon, rewordedBy, type CommonPhase, type Part } from './common.ts';
import { accepted, must, reason } from './testing/acting.ts';
import type { Life } from './testing/simulator.ts';
import { unitsNamed, type UnitTree } from './units.ts';
import type { Status } from './issue.ts';

const STATUSES: readonly Status[] = ['assigned', 'planning', 'rectifying', 'verifying', 'closed', 'sustained', 'archived', 'withdrawn'];
const FINISHED: readonly Status[] = ['closed', 'sustained', 'archived'];

const partArbitrary: fc.Arbitrary<Part> = fc.record({
  unit: fc.constantFrom('finance', 'schools', 'roads', 'health'),
  status: fc.constantFrom(...STATUSES),
  due: fc.integer({ min: 10, max: 28 }).map((day) => `2026-05-${day}`),
  light: fc.constantFrom(null, 'green' as const, 'yellow' as const, 'red' as const),
  overdue: fc.boolean(),
  suspended: fc.boolean(),
  extended: fc.boolean(),
  measureSlipped: fc.boolean(),
  lookBackOverdue: fc.boolean(),
  own: fc.constantFrom(null, 'done' as const, 'partly' as const),
  verified: fc.constantFrom(null, 'done' as const, 'not' as const),
});
const partsArbitrary = fc.array(partArbitrary, { maxLength: 9 });
const part = (unit: string, status: Status, more: Partial<Part> = {}): Part => ({
  unit,
  status,
  due: '2026-05-20',
  light: null,
  overdue: false,
  suspended: false,
  extended: false,
  measureSlipped: false,
  lookBackOverdue: false,
  own: null,
  verified: null,
  ...more,
});

describe('a common issue', () => {
  it('is closed when every part is, and never before', () => {
    fc.assert(
      fc.property(partsArbitrary, (parts) => {
        const counted = parts.filter(({ status }) => status !== 'withdrawn');
        const whole = commonIssueOf(parts);
        expect(phaseOfCommon(whole)).toBe(counted.length === 0 ? 'withdrawn' : counted.every(({ status }) => FINISHED.includes(status)) ? 'closed' : 'open');
        expect(whole.status === 'closed' || whole.status === 'archived').toBe(counted.length > 0 && counted.every(({ status }) => status === 'closed' || status === 'archived'));
      }),
    );
  });

  it('adds up: every part is closed, sustained, open or withdrawn; withdrawn ones change nothing else', () => {
    fc.assert(
      fc.property(partsArbitrary, (parts) => {
        const counted = parts.filter(({ status }) => status !== 'withdrawn');
        const { withdrawn, ...whole } = commonIssueOf(parts);
        const { withdrawn: none, ...without } = commonIssueOf(counted);
        expect(whole).toEqual(without);
        expect([withdrawn, none]).toEqual([parts.length - counted.length, 0]);
        const open = counted.filter(({ status }) => !FINISHED.includes(status)).length;
        expect(whole.closed + whole.sustained + open).toBe(whole.units);
        expect((whole.nextDue === null) === (open === 0)).toBe(true);
      }),
    );
  });

  it('bears the mark of any part and the worst light, whatever the order of its parts', () => {
    fc.assert(
      fc.property(partsArbitrary, fc.nat(), (parts, by) => {
        const whole = commonIssueOf(parts);
        const turned = [...parts.slice(by % (parts.length + 1)), ...parts.slice(0, by % (parts.length + 1))];
        expect(commonIssueOf(turned)).toEqual(whole);
        const counted = parts.filter(({ status }) => status !== 'withdrawn');
        expect(whole.overdue).toBe(counted.some(({ overdue }) => overdue));
        if (counted.some(({ light }) => light === 'red')) expect(whole.light).toBe('red');
      }),
    );
  });

  it('stands where its slowest part stands, and is counted as extended only where nothing else of it is open', () => {
    expect(commonIssueOf([part('a', 'closed'), part('b', 'verifying'), part('c', 'sustained')]).status).toBe('verifying');
    expect(commonIssueOf([part('a', 'closed'), part('b', 'rectifying', { extended: true })]).extended).toBe(true);
    expect(commonIssueOf([part('a', 'assigned'), part('b', 'rectifying', { extended: true })]).extended).toBe(false);
    expect(commonIssueOf([part('a', 'closed', { own: 'done', verified: 'done' }), part('b', 'closed', { own: 'largely', verified: 'not' })])).toMatchObject({ own: 'largely', verified: 'not' });
    expect(commonIssueOf([part('a', 'closed', { own: 'done' }), part('b', 'assigned')]).own).toBeNull();
  });

  it('records each moment once: closed and reopened in turns, whatever its parts do one after the other', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.constantFrom(...STATUSES)), { maxLength: 40 }), (moves) => {
        const parts = ['a', 'b', 'c', 'd'].map((unit) => part(unit, 'assigned'));
        let phase: CommonPhase = 'open';
        const moments: string[] = [];
        for (const [at, status] of moves) {
          const unit = parts[at]?.unit ?? '';
          parts[at] = part(unit, status);
          const after = commonIssueOf(parts);
          const made = commonEventsOf(phase, { unit, joined: false, left: status === 'withdrawn' ? '理由' : null, reopened: null }, after);
          moments.push(...made.map(({ type }) => type).filter((type) => type !== 'unit-left'));
          phase = phaseOfCommon(after);
          const last = moments.at(-1) ?? 'common-reopened';
          expect(last).toBe({ open: 'common-reopened', closed: 'common-closed', withdrawn: 'common-withdrawn' }[phase]);
        }
        expect(moments.every((moment, at) => moment !== moments[at - 1])).toBe(true);
      }),
    );
  });

  it('says who joined, who left and why, and what the last of them brought about', () => {
    const open = commonIssueOf([part('a', 'closed'), part('b', 'assigned')]);
    expect(commonEventsOf(null, { unit: 'b', joined: true, left: null, reopened: null }, open)).toEqual([{ type: 'unit-joined', unit: 'b' }]);
    const closed = commonIssueOf([part('a', 'closed'), part('b', 'withdrawn')]);
    expect(commonEventsOf('open', { unit: 'b', joined: false, left: '与本单位无关', reopened: null }, closed)).toEqual([
      { type: 'unit-left', unit: 'b', reason: '与本单位无关' },
      { type: 'common-closed', unit: 'b', units: 1, sustained: 0 },
    ]);
    expect(commonEventsOf('closed', { unit: 'a', joined: false, left: null, reopened: '反弹' }, open)).toEqual([{ type: 'common-reopened', unit: 'a', reason: '反弹' }]);
  });
});

const TREE: UnitTree = {
  units: [
    { id: 'county', name: '临江县', superior: null },
    { id: 'finance', name: '县财政局', superior: 'county' },
    { id: 'office', name: '财政局', superior: 'county' },
    { id: 'roads', name: '县交通局', superior: 'county' },
    { id: 'schools', name: '县教育局', superior: 'county' },
  ],
  heads: [{ post: 'finance-head', unit: 'finance' }],
};

describe('a new wording of a common issue', () => {
  const worded = (unit: string, title: string, status: Status = 'rectifying') => ({ unit, status, title, category: '' });
  it('is that of the whole once all have it that can be corrected, and not before', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ unit: fc.constantFrom('a', 'b', 'c'), title: fc.constantFrom('旧', '新'), status: fc.constantFrom(...STATUSES) }), { maxLength: 6 }), (parts) => {
        const open = parts.filter(({ status }) => status !== 'archived' && status !== 'withdrawn');
        const made = rewordedBy('a', { title: '旧', category: '' }, parts.map((one) => ({ ...one, category: '' })));
        const all = open.length > 0 && open.every(({ title }) => title === '新');
        expect(made).toEqual(all ? [{ type: 'common-reworded', unit: 'a', title: '新', category: '' }] : []);
      }),
    );
    expect(rewordedBy('b', { title: '旧', category: '' }, [worded('a', '新', 'archived'), worded('b', '旧')])).toEqual([]);
  });

  it('is decided in one go where all wait for the same words, of those only, and never a withdrawal or a number', () => {
    const waiting = (title: string): Life => must(accepted('2026-06-10', { amendment: { approvers: ['team'], decision: null } }), 'zhou', { type: 'correct', title, reason });
    const [one, same, other] = ['新', '新', '另'].map((title) => waiting(title).state);
    const quiet = accepted('2026-06-10').state;
    const gone = must(accepted('2026-06-10', { amendment: { approvers: ['team'], decision: null } }), 'zhou', { type: 'withdraw', reason }).state;
    const renumbered = must(accepted('2026-06-10', { amendment: { approvers: ['team'], decision: null } }), 'zhou', { type: 'correct', title: '新', number: '11', reason }).state;
    if (one === undefined || same === undefined || other === undefined) throw new Error('three lives');
    expect(partsToReword([one, quiet, same, gone, renumbered])).toEqual([one, same]);
    expect(() => partsToReword([one, other])).toThrow(expect.objectContaining({ code: 'COMMON_WORDINGS_DIFFER' }));
    expect(() => partsToReword([quiet, gone, renumbered])).toThrow(expect.objectContaining({ code: 'NO_AMENDMENT' }));
  });
});

describe('a finding that comes in with several responsible units', () => {
  it('names the units of the directory, in its order; a name within a longer one is that longer one’s', () => {
    expect(unitsNamed('县教育局、县 财政局，县教育局', TREE)).toEqual(['schools', 'finance']);
    expect(unitsNamed('财政局牵头，县财政局配合', TREE)).toEqual(['office', 'finance']);
    expect(unitsNamed('县卫健局、各乡镇', TREE)).toEqual([]);
  });

  it('becomes a part for each with the words, the date and the standing of the whole, and people of the unit’s own', () => {
    const parties = { owner: 'person:zhang', leader: 'post:deputy', head: 'post:head', superior: null, supervision: 'post:sup', team: 'post:team' } as const;
    const draft = { type: 'open', round: 'r1', number: '3', title: '普遍存在的问题', category: '廉政', kind: 'dated', parties, feedback: '2026-03-02', due: { day: '2026-06-30', words: '6月底前' }, standing: 'rectifying' } as const;
    const parts = inParts(draft, ['finance', 'schools'], TREE);
    expect(parts.map(({ number, common }) => [number, common])).toEqual([['3.finance', { number: '3', unit: 'finance' }], ['3.schools', { number: '3', unit: 'schools' }]]);
    expect(parts.map(({ parties: own }) => own)).toEqual([{ ...parties, owner: null, leader: null, head: 'post:finance-head' }, { ...parties, owner: null, leader: null, superior: null }]);
    for (const part of parts) expect({ ...part, number: '3', parties, common: undefined }).toEqual({ ...draft, common: undefined });
    expect(() => inParts({ ...draft, number: 'n'.repeat(60) }, ['finance'], TREE)).toThrow(expect.objectContaining({ code: 'PART_NUMBER' }));
  });
});
