import { describe, expect, it } from 'vitest';
import type { Act } from '../command-schema.ts';
import { ladderNotices } from '../notices.ts';
import { nextObligation } from '../obligations.ts';
import type { LadderStep, Policy } from '../policy-schema.ts';
import { PUBLISHED } from '../publication.ts';
import { accepted, evidence, must, reason, refused, sign, start, submit, until } from '../testing/acting.ts';
import { GOLDEN_POLICY } from '../testing/golden-policy.ts';
import type { Life } from '../testing/simulator.ts';
import { dayOf } from '../time.ts';
import { upcastPolicy, upcastState } from '../upcast.ts';

const propose: Act = { type: 'propose-withholding', ground: 'case-under-way', reason };
const approve: Act = { type: 'approve-withholding' };
const lift: Act = { type: 'lift-withholding', reason };
const LADDER: LadderStep[] = [
  { id: 'T-1', offset: -1, unit: 'working-day', audience: ['supervision'], light: 'green', notice: 'reminder', acknowledge: false },
  { id: 'T+1', offset: 1, unit: 'working-day', audience: ['head'], light: 'red', notice: 'urging', acknowledge: false },
];
const policy = (approvers: Policy['publication']['approvers']): Partial<Policy> => ({
  publication: { approvers, decision: { count: 3, unit: 'working-day' }, mask: 'each' },
  ladders: { ...GOLDEN_POLICY.ladders, withholding: LADDER, due: [] },
});
/** Who is told of the steps of the request's own ladder. */
const told = (life: Life): readonly string[] => ladderNotices(life.state).filter(({ topic }) => topic === 'withholding').map(({ step, role, kind, notBefore }) => `${dayOf(notBefore)} ${step.split(':')[1]} ${role} ${kind}`);
const issue = () => accepted('2026-04-10', policy(['superior', 'supervision', 'team']));

describe('withholding an issue from publication', () => {
  it('is asked for with a ground and a reason, and counts when another party has approved it', () => {
    const life = must(issue(), 'qian', propose);
    expect(life.state.publication).toMatchObject({ asked: { ground: 'case-under-way', reason, by: 'qian' }, withheld: null });
    expect(life.moments.at(-1)?.notices.map((notice) => notice.role)).toEqual(['superior', 'supervision', 'team']);
    must(life, 'sun', approve);
    expect(life.events.at(-1)).toMatchObject({ type: 'withheld', by: 'sun', proposedBy: 'qian', ground: 'case-under-way', reason });
    expect(life.state.publication).toEqual({ asked: null, withheld: { ground: 'case-under-way', reason, proposedBy: 'qian', approvedBy: 'sun' } });
    expect(life.state.status).toBe('rectifying');
    expect(must(life, 'zhou', lift).state.publication).toEqual(PUBLISHED);
  });

  it('is not approved by whoever asked, by the unit, by who did the work, nor by whom the policy does not name', () => {
    const life = must(issue(), 'zhou', propose);
    expect(refused(life, 'zhou', approve)).toBe('FOUR_EYES');
    expect(refused(life, 'qian', approve)).toBe('NOT_ALLOWED');
    // Chen sits in the team and is the unit's leader, too.
    expect(refused(life, 'chen', approve)).toBe('FOUR_EYES');
    expect(refused(life, 'wang', approve)).toBe('NOT_ALLOWED');
    const narrow = must(accepted('2026-04-10', policy(['superior'])), 'zhao', propose);
    expect(refused(narrow, 'zheng', approve)).toBe('NOT_AN_APPROVER');
    expect(must(narrow, 'sun', approve).state.publication.withheld?.approvedBy).toBe('sun');
  });

  it('waits for one answer at a time; refused, it is published', () => {
    const life = must(issue(), 'wang', propose);
    expect(refused(life, 'qian', propose)).toBe('WITHHOLDING_PENDING');
    expect(refused(life, 'zhou', lift)).toBe('NOT_WITHHELD');
    must(life, 'zheng', { type: 'refuse-withholding', reason });
    expect(life.state.publication).toEqual(PUBLISHED);
    expect(refused(life, 'zheng', approve)).toBe('NO_WITHHOLDING');
    must(must(life, 'wang', propose), 'zhou', approve);
    expect(refused(life, 'wang', propose)).toBe('WITHHELD_ALREADY');
  });

  it('stands apart from the case: states of older versions are published as they were', () => {
    const { publication: _publication, ...older } = start('2026-04-10').state;
    expect(upcastState(older as never).publication).toEqual(PUBLISHED);
    expect(upcastState(older as never).policy.publication.approvers).toEqual(['superior', 'supervision', 'team']);
    expect(upcastState({ ...older, publication: { asked: { ground: 'secret', reason, by: 'qian' }, withheld: null } } as never).publication.asked?.decide).toBeNull();
  });
});

describe('a request that nobody answers', () => {
  it('has a day by policy; then its approvers and those above them are told, and it is chased for as long as it takes', () => {
    const life = must(accepted('2026-04-10', policy(['supervision', 'team'])), 'qian', propose);
    const asked = life.events.at(-1);
    expect(asked).toMatchObject({ type: 'withholding-proposed', decide: '2026-03-05' });
    expect(life.moments.at(-1)?.notices).toMatchObject([{ role: 'supervision', day: '2026-03-05' }, { role: 'team', day: '2026-03-05' }]);
    expect(told(life)).toEqual(['2026-03-04 T-1 supervision reminder', '2026-03-04 T-1 team reminder']);
    until(life, '2026-03-06');
    expect(told(life)).toEqual(expect.arrayContaining(['2026-03-06 T+1 supervision urging', '2026-03-06 T+1 team urging', '2026-03-06 T+1 head urging']));
    until(life, '2026-04-09');
    expect(life.events.flatMap((event) => (event.type === 'rung-opened' && event.kind === 'withholding' ? [event.step] : []))).toEqual(['T+1', 'chase-1']);
    must(life, 'zheng', { type: 'refuse-withholding', reason });
    expect(told(life)).toEqual([]);
    expect(nextObligation(life.state)?.deadline.kind).toBe('due');
  });

  it('goes on being chased when the issue is closed, and begins anew when it is reopened', () => {
    const life = must(accepted('2026-04-10', policy(['superior', 'supervision', 'team'])), 'qian', propose);
    must(must(life, 'wang', evidence(1)), 'wang', submit);
    must(must(life, 'zhou', sign), 'zheng', sign);
    expect(life.state.status).toBe('closed');
    until(life, '2026-03-09');
    expect(told(life)).toContain('2026-03-06 T+1 team urging');
    must(life, 'feng', { type: 'record-look-back', result: 'rebounded', findings: '又犯', how: '现场' });
    expect(life.state.publication.asked?.decide).toMatchObject({ day: '2026-03-05', set: life.state.seq });
    until(life, '2026-03-10');
    expect(told(life)).toEqual(expect.arrayContaining(['2026-03-09 T+1 team urging']));
  });

  it('is silent once the case is archived, and waits for ever under older policies', () => {
    const life = must(accepted('2026-04-10', policy(['supervision'])), 'qian', propose);
    must(life, 'feng', { type: 'withdraw', reason });
    expect([life.state.status, life.state.publication.asked?.decide]).toEqual(['withdrawn', null]);
    const { decision: _, ...before } = GOLDEN_POLICY.publication;
    const old = upcastPolicy({ ...GOLDEN_POLICY, publication: before as Policy['publication'] });
    const { withholding: _ladder, ...ladders } = old.ladders;
    expect([old.publication.decision, upcastPolicy({ ...old, ladders: ladders as Policy['ladders'] }).ladders.withholding]).toEqual([null, []]);
    const waiting = must(accepted('2026-04-10', old), 'qian', propose);
    expect(waiting.events.at(-1)).not.toHaveProperty('decide');
    expect(until(waiting, '2026-04-09').events.some((event) => event.type === 'fell-due' && event.kind === 'withholding')).toBe(false);
  });
});
