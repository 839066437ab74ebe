import { describe, expect, it } from 'vitest';
import type { Act } from '../command-schema.ts';
import { ladderNotices } from '../notices.ts';
import { policySchema, type LadderStep, type Policy } from '../policy-schema.ts';
import { nextObligation } from '../obligations.ts';
import { evidence, must, reason, refused, sign, start, submit, until } from '../testing/acting.ts';
import { GOLDEN_POLICY } from '../testing/golden-policy.ts';
import type { Life } from '../testing/simulator.ts';
import { dayOf } from '../time.ts';
import { upcastPolicy } from '../upcast.ts';

const LADDER: LadderStep[] = [
  { id: 'T-1', offset: -1, unit: 'working-day', audience: ['supervision'], light: 'green', notice: 'reminder', acknowledge: false },
  { id: 'T+1', offset: 1, unit: 'working-day', audience: ['superior'], light: 'red', notice: 'urging', acknowledge: false },
];
const approve: Act = { type: 'approve-amendment' };
const correct: Act = { type: 'correct', number: '11', split: ['12'], title: '改后的问题', reason };
const withdraw: Act = { type: 'withdraw', reason };
const issue = (approvers: Policy['amendment']['approvers'] = ['supervision', 'team']): Life => start('2026-06-10', { amendment: { approvers, decision: { count: 3, unit: 'working-day' } }, ladders: { ...GOLDEN_POLICY.ladders, amendment: LADDER, due: [] } });
/** Who is told of the steps of the request's own ladder, by its events and its reminders. */
const told = (life: Life): readonly string[] => ladderNotices(life.state).filter(({ topic }) => topic === 'amendment').map(({ step, role, kind, notBefore }) => `${dayOf(notBefore)} ${step.split(':')[1]} ${role} ${kind}`);
const last = (life: Life) => life.events.at(-1);

describe('a correction', () => {
  it('is proposed by one party and approved by another; the printed number stays the name, both stand in the history', () => {
    const life = must(issue(), 'zhou', correct);
    expect(life.state).toMatchObject({ title: '某问题', number: '7', numbering: { corrected: null, split: [] }, amendment: { by: 'zhou', approvers: ['team'] } });
    expect(life.moments.at(-1)?.notices.map((notice) => notice.role)).toEqual(['team']);
    must(life, 'zheng', approve);
    expect(last(life)).toMatchObject({ type: 'corrected', by: 'zheng', proposedBy: 'zhou', reason, numbering: { corrected: '11', split: ['12'] } });
    expect(life.state).toMatchObject({ title: '改后的问题', number: '7', numbering: { corrected: '11', split: ['12'] }, amendment: null });
  });

  it('is not approved by whoever asked, nor by the party that asked, nor by one the policy does not name', () => {
    const life = must(issue(), 'wu', correct);
    expect(life.state.amendment?.approvers).toEqual(['team']);
    // Wu holds both posts.
    expect(refused(life, 'wu', approve)).toBe('FOUR_EYES');
    expect(refused(life, 'zhou', approve)).toBe('NOT_AN_APPROVER');
    expect(refused(life, 'qian', approve)).toBe('NOT_AN_APPROVER');
    expect(refused(must(life, 'zheng', { type: 'refuse-amendment', reason }), 'zheng', approve)).toBe('NO_AMENDMENT');
    expect(life.state).toMatchObject({ title: '某问题', numbering: { corrected: null }, amendment: null });
  });

  it('goes to whomever the policy names, or to nobody where it says so, as older policies did', () => {
    expect(must(must(issue(['head']), 'zhou', correct), 'qian', approve).state.numbering.corrected).toBe('11');
    expect(must(issue([]), 'zhou', correct).state.numbering.corrected).toBe('11');
  });

  it('waits for one answer at a time, and must change something', () => {
    const life = must(issue(), 'zhou', correct);
    expect(refused(life, 'zhou', withdraw)).toBe('AMENDMENT_PENDING');
    expect(refused(issue(), 'zhou', { type: 'correct', number: '7', reason })).toBe('NOTHING_TO_CORRECT');
    expect(refused(issue(), 'zhou', { type: 'correct', split: ['7'], reason })).toBe('NUMBER_OF_ITSELF');
    expect(must(must(must(life, 'zheng', approve), 'zhou', { type: 'correct', number: '7', split: [], reason }), 'feng', approve).state.numbering).toEqual({ corrected: null, split: [] });
  });
});

describe('a withdrawal', () => {
  it('takes effect when the other party approves; until then the issue goes on, and its reminders with it', () => {
    const life = must(issue(), 'feng', withdraw);
    until(life, '2026-03-09');
    expect(life.events.some((event) => event.type === 'fell-due')).toBe(true);
    must(life, 'zhou', approve);
    expect(life.state.status).toBe('withdrawn');
    expect(last(life)).toMatchObject({ type: 'withdrawn', by: 'zhou', proposedBy: 'feng', reason });
  });
});

describe('a request that nobody answers', () => {
  it('has a day by policy; then its approvers and those above them are told, and it is chased for as long as it takes', () => {
    const life = must(issue(), 'zhou', correct);
    expect(last(life)).toMatchObject({ type: 'amendment-proposed', decide: '2026-03-05' });
    expect(life.moments.at(-1)?.notices).toMatchObject([{ role: 'team', day: '2026-03-05' }]);
    expect(told(life)).toEqual(['2026-03-04 T-1 team reminder', '2026-03-04 T-1 supervision reminder']);
    until(life, '2026-03-06');
    expect(told(life)).toEqual(expect.arrayContaining(['2026-03-06 T+1 team urging', '2026-03-06 T+1 superior urging']));
    until(must(life, 'wang', { type: 'accept' }), '2026-05-10');
    expect(life.events.flatMap((event) => (event.type === 'rung-opened' && event.kind === 'amendment' ? [event.step] : []))).toEqual(['T+1', 'chase-1', 'chase-2']);
    must(life, 'zheng', approve);
    expect(told(life)).toEqual([]);
    expect(nextObligation(life.state)?.deadline.kind).toBe('due');
  });

  it('goes on being chased when the issue is closed, and begins anew when it is reopened', () => {
    const life = must(must(issue(), 'zhou', correct), 'wang', { type: 'accept' });
    must(must(life, 'wang', evidence(1)), 'wang', submit);
    must(must(life, 'zhou', sign), 'zheng', sign);
    expect(life.state.status).toBe('closed');
    until(life, '2026-03-09');
    expect(told(life)).toContain('2026-03-06 T+1 team urging');
    must(life, 'feng', { type: 'record-look-back', result: 'rebounded', findings: '又犯', how: '现场' });
    expect(life.state.amendment?.decide).toMatchObject({ day: '2026-03-05', set: life.state.seq });
    expect(told(life)).toEqual([]);
    until(life, '2026-03-10');
    expect(told(life)).toEqual(expect.arrayContaining(['2026-03-09 T+1 team urging']));
  });

  it('had all the time in the world under older policies, and has where a policy says so', () => {
    const { decision: _, ...before } = GOLDEN_POLICY.amendment;
    const old = upcastPolicy({ ...GOLDEN_POLICY, amendment: { ...before, approvers: ['supervision', 'team'] } as Policy['amendment'] });
    expect(old.amendment.decision).toBeNull();
    const life = must(start('2026-06-10', old), 'zhou', correct);
    expect(last(life)).not.toHaveProperty('decide');
    until(life, '2026-04-20');
    expect(life.events.some((event) => event.type === 'fell-due' && event.kind === 'amendment')).toBe(false);
    expect(policySchema.shape.amendment.parse(undefined)).toEqual({ approvers: ['supervision', 'team'], decision: { count: 5, unit: 'working-day' } });
  });
});
