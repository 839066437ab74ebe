import { describe, expect, it } from 'vitest';
import type { Act } from '../command-schema.ts';
import { lightSchedule } from '../lights.ts';
import { ladderNotices } from '../notices.ts';
import { nextObligation } from '../obligations.ts';
import type { Policy } from '../policy-schema.ts';
import { dayOf, startOfDay, type Day } from '../time.ts';
import { ask, evidence, grant, must, overdue, reason, refused, sign, start, submit, until } from '../testing/acting.ts';
import { GOLDEN_POLICY } from '../testing/golden-policy.ts';
import type { Life } from '../testing/simulator.ts';
import { upcastPolicy } from '../upcast.ts';

/** Ways in which a case could fall silent, or somebody get around the ladder: each tried, each in vain. */
const accept: Act = { type: 'accept' };
const refuse: Act = { type: 'refuse-extension', reason };
const suspend = (day: Day): Act => ({ type: 'suspend', until: day, reason });
const resume: Act = { type: 'resume', reason };
const late = { extension: { ...GOLDEN_POLICY.extension, late: true } };
/** The rungs of one kind of deadline, each with its day. */
const rungs = (life: Life, kind = 'due'): readonly string[] => life.events.flatMap((event) => (event.type === 'rung-opened' && event.kind === kind ? [`${event.step} ${dayOf(event.at)}`] : []));
const audience = (life: Life, step: string): readonly string[] => ladderNotices(life.state).filter((notice) => notice.step === step).map((notice) => notice.role);

describe('the chase', () => {
  it('goes on for years, every thirty days from the last rung', () => {
    const life = until(overdue(), '2029-01-01');
    expect(rungs(life).slice(0, 6)).toEqual(['T+1 2026-04-11', 'T+10 2026-04-20', 'T+20 2026-04-30', 'T+30 2026-05-10', 'chase-1 2026-06-09', 'chase-2 2026-07-09']);
    expect(rungs(life).at(-1)).toBe('chase-32 2028-12-25');
    expect(audience(life, 'due#1:chase-32')).toEqual(['head', 'supervision']);
  });

  it('is not made up for after an outage, and tells of the outage once', () => {
    const life = until(overdue(), '2026-07-20').outage(startOfDay('2027-07-20') + 3_600_000);
    expect(rungs(life).slice(5)).toEqual(['chase-2 2026-07-09', 'chase-3 2027-07-20']);
    expect(rungs(until(life, '2027-08-20')).at(-1)).toBe('chase-4 2027-08-19');
  });

  it('does not count the days of a suspension', () => {
    const life = until(overdue(), '2026-05-20');
    until(must(life, 'zhou', suspend('2026-07-31')), '2026-06-30');
    expect(rungs(until(must(life, 'zhou', resume), '2026-07-21')).slice(4)).toEqual(['chase-1 2026-07-20']);
    // The next one counts from it and from nothing before.
    expect(rungs(until(life, '2026-08-20')).at(-1)).toBe('chase-2 2026-08-19');
  });

  it('tells no more people after a rebound: it stands above the ladder', () => {
    const life = must(must(must(must(must(start('2026-04-10'), 'wang', accept), 'wang', evidence(1)), 'wang', submit), 'zhou', sign), 'zheng', sign);
    must(life, 'feng', { type: 'record-look-back', result: 'rebounded', findings: '又犯', how: '现场' });
    until(life, '2026-07-01');
    const key = `due#${life.state.due.current.set}`;
    expect(audience(life, `${key}:T+1`)).toEqual(['owner', 'leader', 'head', 'supervision']);
    expect(audience(life, `${key}:chase-1`)).toEqual(['head', 'supervision']);
  });

  it('chases an unmade look-back, and an approver who does not answer', () => {
    const life = must(must(must(must(must(start('2026-04-10'), 'wang', accept), 'wang', evidence(1)), 'wang', submit), 'zhou', sign), 'zheng', sign);
    expect(rungs(until(life, '2026-09-01'), 'look-back')).toEqual(['T+1 2026-06-03', 'chase-1 2026-07-03', 'chase-2 2026-08-02', 'chase-3 2026-09-01']);
    const asked = must(must(start('2026-04-10'), 'wang', accept), 'wang', ask('2026-05-10'));
    expect(rungs(until(asked, '2026-05-20'), 'extension')).toEqual(['T+1 2026-03-10', 'chase-1 2026-04-09', 'chase-2 2026-05-09']);
  });

  it('is one an issue, however many of its deadlines are missed: of the due date, until then of what was missed first', () => {
    // Three measures slip, one after the other; then the issue itself.
    const measures = ['2026-03-20', '2026-03-23', '2026-03-30'].map((due, at) => ({ id: `m${at}`, text: '一项', owner: 'li', due }));
    const life = must(must(start('2026-05-29', {}, 'dated'), 'wang', accept), 'wang', { type: 'propose-plan', measures });
    until(must(life, 'zhou', { type: 'approve-plan' }), '2026-09-30');
    const chases = life.events.flatMap((event) => (event.type === 'rung-opened' && event.step.startsWith('chase-') ? [`${event.deadline.split('#')[0]} ${dayOf(event.at)}`] : []));
    expect(chases).toEqual(['measure:m0 2026-04-20', 'measure:m0 2026-05-20', 'due 2026-07-28', 'due 2026-08-27', 'due 2026-09-26']);
    expect(rungs(life, 'measure').filter((rung) => rung.startsWith('T+1'))).toHaveLength(3);
  });

  it('passes to the next when that deadline is met, and waits its days from the last chase', () => {
    const measures = ['2026-03-20', '2026-03-23'].map((due, at) => ({ id: `m${at}`, text: '一项', owner: 'li', due }));
    const life = must(must(start('2026-12-31', {}, 'dated'), 'wang', accept), 'wang', { type: 'propose-plan', measures });
    until(must(life, 'zhou', { type: 'approve-plan' }), '2026-05-01');
    until(must(life, 'li', { type: 'report-progress', note: '完成', measure: 'm0', done: true }), '2026-06-01');
    expect(rungs(life, 'measure')).toEqual(['T+1 2026-03-21', 'T+1 2026-03-24', 'chase-1 2026-04-20', 'chase-1 2026-05-20']);
  });

  it('was one of each missed deadline in older policies, and stays so for their cases', () => {
    const both = (more: Partial<Policy>): number => rungs(until(start('2026-04-10', more), '2027-01-01'), 'accept').filter((rung) => rung.startsWith('chase-')).length;
    expect(both({})).toBe(1);
    expect(both({ chase: upcastPolicy({ ...GOLDEN_POLICY, chase: JSON.parse(JSON.stringify({ ...GOLDEN_POLICY.chase, oncePerIssue: undefined })) }).chase })).toBeGreaterThan(5);
  });

  it('is no end of a suspension, which ends by itself', () => {
    const life = until(must(overdue(), 'zhou', suspend('2026-10-09')), '2026-10-09');
    expect(rungs(life, 'suspension')).toEqual([]);
    expect(nextObligation(life.state)).toMatchObject({ deadline: { kind: 'suspension' }, step: null });
  });
});

describe('a suspension of an overdue issue', () => {
  it('does not reset its ladder: it goes on where it was, by the days that it stood still', () => {
    const life = until(must(overdue(), 'zhou', suspend('2026-05-31')), '2026-05-03');
    must(life, 'zhou', resume);
    expect(life.state.due.current.day).toBe('2026-04-10');
    // Twenty days: 13 April to 3 May.
    expect(rungs(until(life, '2026-06-01'))).toEqual(['T+1 2026-04-11', 'T+10 2026-05-10', 'T+20 2026-05-20', 'T+30 2026-05-30']);
  });

  it('lets the repeats of its days go, and sends those after it', () => {
    const life = until(must(overdue(), 'zhou', suspend('2026-05-31')), '2026-04-17');
    must(life, 'zhou', resume);
    // T+1 told on Monday 13 April: its repeat of the 16th fell into the pause, that of the 21st did not.
    const steps = new Set(ladderNotices(life.state).filter((notice) => notice.step.startsWith('due#1:T+1')).map((notice) => notice.step));
    expect([...steps]).toEqual(['due#1:T+1', 'due#1:T+1:r2']);
  });

  it('ends on its last day also where the power was off, and the days after it count', () => {
    const life = must(overdue(), 'zhou', suspend('2026-04-22')).outage(startOfDay('2026-05-01') + 3_600_000);
    expect(rungs(life)).toEqual(['T+1 2026-04-11', 'T+10 2026-05-01']);
    expect(rungs(until(life, '2026-05-21'))).toEqual(['T+1 2026-04-11', 'T+10 2026-05-01', 'T+20 2026-05-10', 'T+30 2026-05-20']);
  });

  it('twice adds up', () => {
    const life = overdue();
    until(must(life, 'zhou', suspend('2026-05-31')), '2026-04-16');
    until(must(life, 'zhou', resume), '2026-04-17');
    until(must(life, 'zhou', suspend('2026-05-31')), '2026-04-19');
    expect(rungs(until(must(life, 'zhou', resume), '2026-04-30'))).toEqual(['T+1 2026-04-11', 'T+10 2026-04-25']);
  });
});

describe('an extension that waits over the due date', () => {
  const waiting = (more: Partial<Policy> = {}): Life => must(until(must(start('2026-04-10', more), 'wang', accept), '2026-04-09'), 'wang', ask('2026-05-10'));
  const after = ['T+1 2026-04-20', 'T+10 2026-04-29', 'T+20 2026-05-09'];

  it('refused: overdue since its day, and the ladder begins with the refusal', () => {
    const life = until(waiting(), '2026-04-20');
    expect(rungs(life)).toEqual([]);
    expect(life.events.filter((event) => event.type === 'fell-due' && event.kind === 'due').map((event) => dayOf(event.at))).toEqual(['2026-04-11']);
    expect(lightSchedule(life.state).map(({ light }) => light)).toEqual(['green', 'yellow', 'yellow']);
    expect(rungs(until(must(life, 'zhao', refuse), '2026-05-10'))).toEqual(after);
  });

  it('refused after an outage: the same days', () => {
    const life = waiting().outage(startOfDay('2026-04-18') + 3_600_000);
    expect(rungs(until(must(until(life, '2026-04-20'), 'zhao', refuse), '2026-05-10'))).toEqual(after);
  });

  it('refused after a suspension in between: no day counts twice', () => {
    const life = must(until(waiting(), '2026-04-13'), 'zhou', suspend('2026-05-31'));
    must(until(life, '2026-04-16'), 'zhou', resume);
    expect(rungs(until(must(until(life, '2026-04-20'), 'zhao', refuse), '2026-05-10'))).toEqual(after);
  });

  it('refused during a suspension: no day counts twice either', () => {
    const life = must(until(waiting(), '2026-04-16'), 'zhou', suspend('2026-05-31'));
    must(until(life, '2026-04-18'), 'zhao', refuse);
    expect(rungs(until(must(until(life, '2026-04-20'), 'zhou', resume), '2026-05-10'))).toEqual(after);
  });

  it('refused and then suspended: those days come on top', () => {
    const life = must(until(waiting(), '2026-04-20'), 'zhao', refuse);
    must(until(life, '2026-04-21'), 'zhou', suspend('2026-05-31'));
    must(until(life, '2026-04-24'), 'zhou', resume);
    expect(rungs(until(life, '2026-05-10'))).toEqual(['T+1 2026-04-20', 'T+10 2026-05-02']);
  });

  it('refused where the ladder has no rungs: the chase has waited, too', () => {
    const life = until(waiting({ ladders: { ...GOLDEN_POLICY.ladders, due: [] } }), '2026-04-20');
    expect(rungs(until(must(life, 'zhao', refuse), '2026-05-21'))).toEqual(['chase-1 2026-05-20']);
  });

  it('granted: the new date counts, and the issue is not overdue any more', () => {
    const life = must(must(until(waiting(), '2026-04-20'), 'zhao', grant), 'zhou', grant);
    expect(rungs(until(life, '2026-05-11'))).toEqual(['T+1 2026-05-11']);
  });

  it('asked for too late holds nothing, and its refusal puts nothing off', () => {
    const life = must(overdue(late), 'wang', ask('2026-06-10'));
    expect(life.state.extension.pending?.late).toBe(true);
    until(life, '2026-04-25');
    must(life, 'zhao', refuse);
    expect(rungs(until(life, '2026-05-11'))).toEqual(['T+1 2026-04-11', 'T+10 2026-04-20', 'T+20 2026-04-30', 'T+30 2026-05-10']);
  });
});

describe('a return', () => {
  const returned = (due: Day): Life => until(must(must(until(must(start(due), 'wang', accept), '2026-04-13'), 'wang', evidence(1)), 'wang', submit), '2026-04-14');

  it('of an issue that was overdue starts one rung higher', () => {
    expect(must(returned('2026-04-10'), 'zhou', { type: 'return', reason }).state.rungBase).toBe(1);
  });

  it('of one that was in time does not, even where its day passed while it was verified', () => {
    const life = until(returned('2026-04-13'), '2026-04-17');
    expect(must(life, 'zhou', { type: 'return', reason }).state.rungBase).toBe(0);
  });

  it('of one whose earlier date was missed, but not the one that counts, does not', () => {
    const life = must(must(must(overdue(late), 'wang', ask('2026-06-10')), 'zhao', grant), 'zhou', grant);
    must(must(life, 'wang', evidence(1)), 'wang', submit);
    expect(must(life, 'zhou', { type: 'return', reason }).state.rungBase).toBe(0);
  });
});

describe('a look-back', () => {
  const held: Act = { type: 'record-look-back', result: 'held', findings: '好', how: '现场' };
  const closed = (windowDays = 30): Life =>
    must(must(must(must(must(start('2026-04-10', { lookBack: { ...GOLDEN_POLICY.lookBack, windowDays } }), 'wang', accept), 'wang', evidence(1)), 'wang', submit), 'zhou', sign), 'zheng', sign);

  it('can be recorded as held from thirty days before its date, not a day earlier', () => {
    const life = until(closed(), '2026-05-02');
    expect(life.state.lookBacks[0]?.due.day).toBe('2026-06-02');
    expect(refused(life, 'feng', held)).toBe('LOOK_BACK_TOO_EARLY');
    must(until(life, '2026-05-03'), 'feng', held);
    // Nor the second one on the same morning.
    expect(refused(life, 'feng', held)).toBe('LOOK_BACK_TOO_EARLY');
    expect(refused(until(closed(0), '2026-06-01'), 'feng', held)).toBe('LOOK_BACK_TOO_EARLY');
    expect(refused(until(closed(0), '2026-06-02'), 'feng', held)).toBe('done');
  });

  it.each(['partly', 'rebounded'] as const)('that finds it %s can be recorded on any day, and forgets the old ratings', (result) => {
    const { state } = must(closed(), 'feng', { ...held, result });
    expect(state).toMatchObject({ status: 'rectifying', cycle: 2, ratings: { own: null, verified: null } });
  });
});
