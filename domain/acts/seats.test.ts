import { describe, expect, it } from 'vitest';
import type { Act } from '../command-schema.ts';
import type { Parties } from '../issue.ts';
import { ladderNotices } from '../notices.ts';
import type { PartyRef } from '../party.ts';
import { ask, evidence, grant, handOver, must, overdue, refused, sign, start, submit, until } from '../testing/acting.ts';
import { GOLDEN_POLICY } from '../testing/golden-policy.ts';
import { actor } from '../testing/people.ts';
import type { Life } from '../testing/simulator.ts';

/** Who speaks for whom: for an empty seat, for two, for himself. */
const accept: Act = { type: 'accept' };

describe('an applicant for an extension', () => {
  const levels = (who: string, chain: typeof GOLDEN_POLICY.extension.levels, parties: Partial<Parties> = {}): string => {
    const life = must(start('2026-04-10', { extension: { ...GOLDEN_POLICY.extension, levels: chain } }, 'immediate', parties), 'wang', accept);
    const answer = refused(life, who, ask('2026-05-10'));
    return answer === 'done' ? (life.state.extension.pending?.levels.join() ?? '') : answer;
  };

  it('who holds a level is not asked there', () => {
    expect(levels('wang', ['leader', 'supervision'])).toBe('leader,supervision');
    expect(levels('chen', ['leader', 'supervision'])).toBe('supervision');
    expect(levels('chen', ['leader', 'team'])).toBe('EXTENSION_NO_APPROVER');
  });

  it('is granted by the levels that are left', () => {
    const life = must(must(start('2026-04-10'), 'wang', accept), 'chen', ask('2026-05-10'));
    expect(refused(life, 'zhao', grant)).toBe('NOT_YOUR_LEVEL');
    expect(must(life, 'zhou', grant).state.due.current.day).toBe('2026-05-10');
  });

  it('holds a level also for want of a party of its own; and nobody is asked twice, nor the owner', () => {
    expect(levels('chen', ['leader', 'supervision'], { leader: null })).toBe('NOT_ALLOWED');
    // The head stands where the leader would: asks in his place, and is not asked at his level.
    expect(levels('qian', ['leader', 'supervision'], { leader: null })).toBe('supervision');
    expect(levels('wang', ['leader', 'head', 'supervision'], { leader: null })).toBe('leader,supervision');
    expect(levels('zhao', ['head', 'supervision'], { head: 'person:wang' })).toBe('supervision');
    expect(levels('wang', ['superior', 'supervision'], { superior: null, supervision: null, team: null })).toBe('EXTENSION_NO_APPROVER');
  });
});

describe('an empty seat', () => {
  it('in the chain is signed for by the next one up, by another person each', () => {
    const life = start('2026-04-10', { closure: { ...GOLDEN_POLICY.closure, chain: ['leader', 'team'] } }, 'immediate', { leader: null, head: null, team: null });
    must(must(must(life, 'wang', accept), 'wang', evidence(1)), 'wang', submit);
    expect(life.state.parties).toMatchObject({ leader: null, superior: 'post:superior' });
    expect(refused(life, 'zhao', sign)).toBe('NOT_ALLOWED');
    expect(refused(life, 'zhou', sign)).toBe('NOT_YOUR_TURN');
    expect(refused(must(life, 'sun', sign), 'sun', sign)).toBe('SIGNED_ALREADY');
    expect(must(life, 'zhou', sign).state.status).toBe('closed');
    expect(refused(life, 'feng', { type: 'record-look-back', result: 'rebounded', findings: '又犯', how: '现场' })).toBe('NOT_ALLOWED');
    expect(refused(life, 'zhou', { type: 'record-look-back', result: 'rebounded', findings: '又犯', how: '现场' })).toBe('FOUR_EYES');
    expect(must(life, 'wu', { type: 'record-look-back', result: 'rebounded', findings: '又犯', how: '现场' }).state.cycle).toBe(2);
  });

  it('among the levels is decided by the next one up, who is told of it', () => {
    const life = must(must(start('2026-04-10', {}, 'immediate', { leader: null }), 'wang', accept), 'wang', ask('2026-05-10'));
    expect(life.moments.at(-1)?.notices).toMatchObject([{ role: 'leader', to: ['post:head', 'post:superior', 'post:supervision'] }]);
    expect(must(must(life, 'qian', grant), 'zhou', grant).state.due.current.day).toBe('2026-05-10');
  });
});

describe('two parties in one seat', () => {
  const submitted = (chain: typeof GOLDEN_POLICY.closure.chain, parties: Partial<Parties> = {}, order: 'sequence' | 'parallel' = 'sequence'): Life =>
    must(must(must(start('2026-04-10', { closure: { ...GOLDEN_POLICY.closure, chain, order } }, 'immediate', parties), 'wang', accept), 'wang', evidence(1)), 'wang', submit);
  const signs = (life: Life): string => life.events.flatMap((event) => (event.type === 'signed' ? [`${event.role} ${event.by}`] : [])).join();
  const attempt = (life: Life, person: string, vacant: readonly PartyRef[], act: Act = sign): boolean => life.attempt(act, { ...actor(person), vacant });

  it('sign once for both, by one person, and nobody is told in between', () => {
    const life = must(submitted(['supervision', 'team'], { team: null }), 'zhou', sign);
    expect([life.state.status, signs(life)]).toEqual(['closed', 'supervision zhou,team zhou']);
    expect(life.moments.at(-1)?.notices.filter((notice) => notice.topic === 'signed')).toEqual([]);
  });

  it('keep their places in the order: what stands between is not jumped over', () => {
    const life = submitted(['leader', 'supervision', 'head'], { leader: null });
    expect(signs(must(life, 'qian', sign))).toBe('leader qian');
    expect(refused(life, 'qian', sign)).toBe('SIGNED_ALREADY');
    expect(signs(must(must(life, 'zhou', sign), 'qian', sign))).toBe('leader qian,supervision zhou,head qian');
    expect(signs(must(submitted(['leader', 'supervision', 'head'], { leader: null }, 'parallel'), 'qian', sign))).toBe('leader qian,head qian');
  });

  it('are the same where the post is there and nobody holds it', () => {
    const life = submitted(['leader', 'head']);
    expect(attempt(life, 'qian', [])).toBe(false);
    expect(attempt(life, 'qian', ['post:leader'])).toBe(true);
    expect([life.state.status, signs(life)]).toEqual(['closed', 'leader qian,head qian']);
  });

  it('also where the post fell vacant after the first signature; one person still does not sign for two posts', () => {
    const life = must(submitted(['head', 'leader']), 'qian', sign);
    expect(refused(life, 'qian', sign)).toBe('SIGNED_ALREADY');
    expect(attempt(life, 'qian', ['post:leader'])).toBe(true);
    expect(life.state.status).toBe('closed');
    // Wu holds both posts; a vacancy elsewhere changes nothing of that.
    expect(attempt(must(submitted(['supervision', 'team']), 'wu', sign), 'wu', ['post:leader'])).toBe(false);
  });

  it('decide on an extension once more where the next level fell vacant meanwhile', () => {
    const rules = { extension: { ...GOLDEN_POLICY.extension, levels: ['head' as const, 'leader' as const] } };
    const life = must(must(must(start('2026-04-10', rules), 'wang', accept), 'wang', ask('2026-05-10')), 'qian', grant);
    expect(refused(life, 'qian', grant)).toBe('NOT_YOUR_LEVEL');
    expect(attempt(life, 'qian', ['post:leader'], grant)).toBe(true);
    expect(life.state.due.current.day).toBe('2026-05-10');
  });
});

describe('an acknowledgement', () => {
  const acknowledge = (step = 'due#1:T+1'): Act => ({ type: 'acknowledge', step });
  const repeats = (life: Life, step = 'due#1:T+1'): string => ladderNotices(life.state).filter((notice) => notice.step === `${step}:r2`).map((notice) => notice.role).join();

  it('of one person silences nobody else; that of the second does not wake the first', () => {
    const life = overdue();
    expect(repeats(life)).toBe('owner,leader,head');
    expect(repeats(must(life, 'zhao', acknowledge()))).toBe('owner,head');
    expect(repeats(must(life, 'wang', acknowledge('due#1:T+1:r1')))).toBe('head');
    const said = life.state.acknowledgements.length;
    expect(must(life, 'zhao', acknowledge()).state.acknowledgements).toHaveLength(said);
  });

  it('of who stands in for an empty seat is one for that seat', () => {
    const life = until(must(start('2026-04-10', {}, 'immediate', { leader: null }), 'wang', accept), '2026-04-13');
    expect(repeats(must(life, 'qian', acknowledge()))).toBe('owner');
  });

  it('of the owner of a measure is one for that measure only, and the owner of the issue cannot give it', () => {
    const repeat = { everyWorkingDays: 3, times: 2 };
    const ladders = { ...GOLDEN_POLICY.ladders, measure: GOLDEN_POLICY.ladders.measure.map((step) => ({ ...step, repeat })) };
    const life = must(must(start('2026-04-10', { ladders }, 'dated'), 'wang', accept), 'wang', { type: 'propose-plan', measures: [{ id: 'm1', text: '一项', owner: 'li', due: '2026-04-10' }] });
    until(must(life, 'zhou', { type: 'approve-plan' }), '2026-04-13');
    const step = `measure:m1#${life.state.measures[0]?.due.set}:T+1`;
    expect(repeats(must(life, 'wang', acknowledge(step)), step)).toBe('owner,leader');
    expect(repeats(must(life, 'li', acknowledge()))).toBe('owner,leader,head');
    expect(repeats(must(life, 'li', acknowledge(step)), step)).toBe('leader');
    // The measure handed to him with the issue, he speaks for more than he did.
    expect(repeats(must(handOver(life, 'li'), 'li', acknowledge()))).toBe('leader,head');
  });

  it.each(['', 'due', 'due#1', 'due#x:T+1', 'due#1:', 'due#1:T+1:r1:r2', 'event:', 'event:1:2', `due#1:${'x'.repeat(31)}`, 'due#1:T+1 ', '#1:T+1'])('of %j, which is no step, is refused', (step) => {
    expect(refused(overdue(), 'wang', acknowledge(step))).toBe('UNKNOWN_STEP');
  });

  it('is kept a hundred times and no more', () => {
    const life = overdue();
    for (let n = 1; n <= 120; n += 1) must(life, 'wang', acknowledge(`event:${n}`));
    expect(life.state.acknowledgements.map((one) => one.step)).toEqual(Array.from({ length: 100 }, (_, at) => `event:${at + 21}`));
    expect(life.events.filter((event) => event.type === 'acknowledged')).toHaveLength(120);
  });
});

describe('an owner who goes', () => {
  const planned = (): Life =>
    must(must(start('2026-04-10', {}, 'dated'), 'wang', accept), 'wang', {
      type: 'propose-plan',
      measures: ['wang', 'li', 'wang'].map((owner, at) => ({ id: `m${at}`, text: '一项', owner, due: '2026-04-01' })),
    });
  const owners = (measures: readonly { readonly owner: string }[] | undefined): string => measures?.map((measure) => measure.owner).join() ?? '';

  it('passes on what is open, by hand-over as by a new assignment, also in a plan under review', () => {
    expect(owners(handOver(planned(), 'feng').state.proposal?.measures)).toBe('feng,li,feng');
    const working = must(must(planned(), 'zhou', { type: 'approve-plan' }), 'wang', { type: 'report-progress', note: '完成', measure: 'm0', done: true });
    expect(owners(must(working, 'zhou', { type: 'assign', owner: 'person:feng' }).state.measures)).toBe('wang,li,feng');
  });

  it('is never called system', () => {
    const life = start('2026-04-10', {}, 'immediate', { owner: 'person:system' });
    expect(life.attempt(accept, { person: 'system', posts: ['supervision'] })).toBe(false);
    expect(life.refused.at(-1)?.refusal.code).toBe('NOT_ALLOWED');
  });
});
