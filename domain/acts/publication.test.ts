import { describe, expect, it } from 'vitest';
import type { Act } from '../command-schema.ts';
import type { Policy } from '../policy-schema.ts';
import { PUBLISHED } from '../publication.ts';
import { accepted, must, reason, refused, start } from '../testing/acting.ts';
import { upcastState } from '../upcast.ts';

const propose: Act = { type: 'propose-withholding', ground: 'case-under-way', reason };
const approve: Act = { type: 'approve-withholding' };
const lift: Act = { type: 'lift-withholding', reason };
const policy = (approvers: Policy['publication']['approvers']): Partial<Policy> => ({ publication: { approvers, mask: 'each' } });
const issue = () => accepted('2026-04-10', policy(['superior', 'supervision', 'team']));

describe('withholding an issue from publication', () => {
  it('is asked for with a ground and a reason, and counts when another party has approved it', () => {
    const life = must(issue(), 'qian', propose);
    expect(life.state.publication).toEqual({ asked: { ground: 'case-under-way', reason, by: 'qian' }, withheld: null });
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
  });
});
