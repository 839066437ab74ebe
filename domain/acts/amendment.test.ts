import { describe, expect, it } from 'vitest';
import type { Act } from '../command-schema.ts';
import type { Policy } from '../policy-schema.ts';
import { must, reason, refused, start, until } from '../testing/acting.ts';
import type { Life } from '../testing/simulator.ts';

const approve: Act = { type: 'approve-amendment' };
const correct: Act = { type: 'correct', number: '11', split: ['12'], title: '改后的问题', reason };
const withdraw: Act = { type: 'withdraw', reason };
const issue = (approvers: Policy['amendment']['approvers'] = ['supervision', 'team']): Life => start('2026-04-10', { amendment: { approvers } });
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
