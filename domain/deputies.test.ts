import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Act } from './command-schema.ts';
import { decide } from './decide.ts';
import type { IssueState } from './issue.ts';
import type { Actor } from './actor.ts';
import { Refusal } from './refusal.ts';
import { ask, evidence, grant, must, reason, sign, start, submit } from './testing/acting.ts';
import { GOLDEN_POLICY } from './testing/golden-policy.ts';
import { actor } from './testing/people.ts';
import { lifeArbitrary, type Life } from './testing/simulator.ts';
import type { Instant } from './time.ts';

/** 代: who acts for somebody on leave. Wang owns, Zhao leads, Zhou and Wu supervise, Zheng, Feng, Wu and Chen inspect. */
const standIn = (deputy: string, absent: string): Actor => {
  const { person, posts } = actor(absent);
  return { ...actor(deputy), onBehalfOf: { person, posts } };
};
const answer = (life: Life, by: Actor, act: Act): string => (life.attempt(act, by) ? 'done' : (life.refused.at(-1)?.refusal.code ?? ''));
const done = (life: Life, deputy: string, absent: string, act: Act): Life => {
  expect(answer(life, standIn(deputy, absent), act), `${deputy} for ${absent}: ${act.type}`).toBe('done');
  return life;
};
const accepted = (): Life => must(start('2026-04-10'), 'wang', { type: 'accept' });
const submitted = (): Life => must(must(accepted(), 'wang', evidence(1)), 'wang', submit);

describe('a deputy', () => {
  it('acts from the seat of the absent one and from no other; the event bears both names', () => {
    const life = start('2026-04-10');
    expect(answer(life, actor('li'), { type: 'accept' })).toBe('NOT_ALLOWED');
    done(life, 'li', 'wang', { type: 'accept' });
    expect(life.events.at(-1)).toMatchObject({ type: 'accepted', by: 'li', onBehalfOf: 'wang' });
    // His own posts do not count under the other hat: the leader's deputy grants nothing as a head.
    expect(answer(life, standIn('qian', 'stranger'), { type: 'remind', note: '请抓紧' })).toBe('NOT_ALLOWED');
    expect(answer(life, standIn('stranger', 'qian'), { type: 'remind', note: '请抓紧' })).toBe('done');
  });

  it('works for both: neither of the two signs it, for himself or for anybody', () => {
    const life = done(done(accepted(), 'zhou', 'wang', evidence(1)), 'zhou', 'wang', submit);
    expect(answer(life, actor('zhou'), sign)).toBe('FOUR_EYES');
    // The supervision's other hand is free, unless it stands in for the one who worked, or he for it.
    expect(answer(life, standIn('zhou', 'wu'), sign)).toBe('FOUR_EYES');
    expect(answer(life, standIn('wu', 'zhou'), sign)).toBe('FOUR_EYES');
    expect(answer(life, actor('wu'), sign)).toBe('done');
  });

  it('signs for both: neither looks back at it, and neither signs again for another party', () => {
    const life = done(submitted(), 'stranger', 'zhou', sign);
    expect(life.state.submission?.signatures).toMatchObject([{ role: 'supervision', person: 'stranger', onBehalfOf: 'zhou', seat: 'post:supervision' }]);
    expect(answer(life, standIn('stranger', 'zheng'), sign)).toBe('SIGNED_ALREADY');
    expect(answer(life, standIn('zhou', 'zheng'), sign)).toBe('SIGNED_ALREADY');
    must(life, 'zheng', sign);
    const look: Act = { type: 'record-look-back', result: 'rebounded', findings: '又犯', how: '现场' };
    expect(life.state.signers).toEqual(['stranger', 'zhou', 'zheng']);
    expect(answer(life, standIn('stranger', 'feng'), look)).toBe('FOUR_EYES');
    expect(answer(life, standIn('feng', 'zheng'), look)).toBe('FOUR_EYES');
    expect(answer(life, actor('feng'), look)).toBe('done');
  });

  it('says where a finding comes from for whoever is on leave, unless one of the two worked on it', () => {
    const link: Act = { type: 'link', issue: 'issue/2024-2/3', kind: 'not-fixed', score: 0.6 };
    const unlink: Act = { type: 'unlink', issue: 'issue/2024-2/3', reason };
    const reject: Act = { type: 'reject-link', issue: 'issue/2024-2/4', reason };
    const life = done(accepted(), 'stranger', 'zheng', link);
    expect(life.events.at(-1)).toMatchObject({ type: 'linked', by: 'stranger', onBehalfOf: 'zheng' });
    for (const act of [unlink, reject]) {
      // Wang works on it; Zhao stands in for nobody who may.
      expect(answer(life, standIn('wang', 'zheng'), act)).toBe('FOUR_EYES');
      expect(answer(life, standIn('stranger', 'zhao'), act)).toBe('NOT_ALLOWED');
    }
    done(done(life, 'stranger', 'zheng', unlink), 'stranger', 'zhou', reject);
    const worked = done(accepted(), 'zhou', 'wang', evidence(1));
    for (const act of [link, reject]) expect(answer(worked, standIn('stranger', 'zhou'), act)).toBe('FOUR_EYES');
  });

  it('does not sign for somebody in a chain in which he has a seat himself', () => {
    expect(answer(submitted(), standIn('zheng', 'zhou'), sign)).toBe('FOUR_EYES');
    // Wu inspects, too; Zhou sits in the one seat of the two, and one seat is one voice.
    expect(answer(submitted(), standIn('wu', 'zhou'), sign)).toBe('FOUR_EYES');
    expect(answer(submitted(), standIn('zhou', 'wu'), sign)).toBe('done');
  });

  it('judges no plan and no request that either of them made, nor one in which he decides himself', () => {
    const asked = done(accepted(), 'zhao', 'wang', ask('2026-05-10'));
    // The leader asked on behalf of the owner: he is not asked in turn.
    expect(asked.state.extension.pending).toMatchObject({ by: 'zhao', onBehalfOf: 'wang', levels: ['supervision'] });
    const two = must(accepted(), 'wang', ask('2026-05-10'));
    expect(answer(two, standIn('wang', 'zhao'), grant)).toBe('FOUR_EYES');
    expect(answer(two, standIn('zhou', 'zhao'), grant)).toBe('FOUR_EYES');
    done(two, 'stranger', 'zhao', grant);
    expect(answer(two, standIn('stranger', 'zhou'), grant)).toBe('FOUR_EYES');
    must(two, 'zhou', grant);
    expect(two.state.due.current.day).toBe('2026-05-10');

    const plan = must(start('2026-07-10', {}, 'dated'), 'wang', { type: 'accept' });
    done(plan, 'zhou', 'wang', { type: 'propose-plan', measures: [{ id: 'm1', text: '修订制度', owner: 'wang', due: '2026-06-10' }] });
    expect(answer(plan, actor('zhou'), { type: 'approve-plan' })).toBe('FOUR_EYES');
    expect(answer(plan, standIn('zhou', 'wu'), { type: 'return-plan', reason })).toBe('FOUR_EYES');
    expect(answer(plan, actor('wu'), { type: 'approve-plan' })).toBe('done');
  });

  it('approves no correction that either of them asked for', () => {
    const life = must(start('2026-04-10', { amendment: { ...GOLDEN_POLICY.amendment, approvers: ['supervision', 'team'] } }), 'wang', { type: 'accept' });
    done(life, 'stranger', 'zhou', { type: 'correct', title: '更正', reason });
    expect(answer(life, standIn('stranger', 'zheng'), { type: 'approve-amendment' })).toBe('FOUR_EYES');
    expect(answer(life, standIn('zhou', 'zheng'), { type: 'approve-amendment' })).toBe('FOUR_EYES');
    expect(answer(life, actor('zheng'), { type: 'approve-amendment' })).toBe('done');
  });

  it('stands for one side of a hand-over only', () => {
    const life = must(accepted(), 'qian', { type: 'hand-over', to: 'li', reason });
    const signing: Act = { type: 'sign-hand-over' };
    expect(answer(life, standIn('li', 'wang'), signing)).toBe('FOUR_EYES');
    expect(answer(life, standIn('qian', 'wang'), signing)).toBe('FOUR_EYES');
    done(life, 'stranger', 'wang', signing);
    expect(answer(life, standIn('stranger', 'li'), signing)).toBe('FOUR_EYES');
    must(life, 'li', signing);
    expect(life.state.parties.owner).toBe('person:li');
  });
});

describe('over lives of random people, some of them deputies', () => {
  const allowed = (state: IssueState, act: Act, by: Actor, now: Instant): boolean => {
    try {
      decide(state, act, { actor: by, now });
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return false;
    }
  };

  it('what a deputy does, the absent one could have done himself', () => {
    let looked = 0;
    fc.assert(
      fc.property(lifeArbitrary(40), (life) => {
        for (const { act, actor: by, before, at } of life.moments) {
          if (act === null || before === null || by?.onBehalfOf === undefined) continue;
          const { onBehalfOf, vacant, heads } = by;
          const empty = vacant === undefined ? {} : { vacant };
          expect(allowed(before, act, { ...onBehalfOf, heads: heads ?? [], ...empty }, at), act.type).toBe(true);
          looked += 1;
        }
      }),
      { numRuns: 100 },
    );
    expect(looked).toBeGreaterThan(100);
  });

  it('whoever has no part in the issue may do for somebody all that he may do himself, and nothing else', () => {
    fc.assert(
      fc.property(lifeArbitrary(40), (life) => {
        const tried = [...life.moments.flatMap(({ act, actor: by, before, at }) => (act === null || by === null || before === null ? [] : [{ act, by, before, at }])), ...life.refused.map(({ act, actor: by, at }) => ({ act, by, before: life.state, at }))];
        for (const { act, by, before, at } of tried) {
          if (by.onBehalfOf !== undefined) continue;
          const outsider: Actor = { ...by, person: 'outsider', posts: [], onBehalfOf: { person: by.person, posts: by.posts } };
          expect(allowed(before, act, outsider, at), act.type).toBe(allowed(before, act, by, at));
        }
      }),
      { numRuns: 40 },
    );
  });
});
