import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Act } from '../command-schema.ts';
import type { Policy } from '../policy-schema.ts';
import { dayOf } from '../time.ts';
import { evidence, must, reason, refused, sign, start, submit, until } from '../testing/acting.ts';
import { GOLDEN_POLICY } from '../testing/golden-policy.ts';
import { actor } from '../testing/people.ts';
import { lifeArbitrary, type Life } from '../testing/simulator.ts';

const rules = (more: Partial<Policy['closure']>): Partial<Policy> => ({ closure: { ...GOLDEN_POLICY.closure, ...more } });
const submitted = (more: Partial<Policy['closure']> = {}, due = '2026-04-10'): Life => must(must(must(start(due, rules(more)), 'wang', { type: 'accept' }), 'wang', evidence(1)), 'wang', submit);
const visit = (on: string): Act => ({ type: 'record-site-check', on, seen: '沟渠已清理，村民在用', present: ['村民代表'] });

describe('a chain of five', () => {
  const chain = ['leader', 'head', 'superior', 'supervision', 'team'] as const;
  const five = (order: 'sequence' | 'parallel'): Life => submitted({ chain: [...chain], order });

  it('is signed in order, each party once, and closes with the fifth', () => {
    const life = five('sequence');
    expect(refused(life, 'zheng', sign)).toBe('NOT_YOUR_TURN');
    for (const who of ['zhao', 'qian', 'sun', 'zhou']) expect(must(life, who, sign).state.status).toBe('verifying');
    expect(refused(life, 'zhou', sign)).toBe('SIGNED_ALREADY');
    expect(must(life, 'zheng', sign).state.status).toBe('closed');
  });

  it('is signed side by side, by whoever comes first; all are told at once', () => {
    const life = five('parallel');
    expect(life.moments.at(-1)?.notices.map((notice) => notice.role)).toEqual(chain);
    for (const who of ['zheng', 'sun', 'zhao', 'zhou']) must(life, who, sign);
    expect(must(life, 'qian', sign).state.status).toBe('closed');
  });

  it('is ended by any one of them who returns it: signatures of that submission count no more', () => {
    const life = five('parallel');
    must(must(life, 'zheng', sign), 'sun', { type: 'return', reason });
    must(life, 'wang', submit);
    expect(life.state.submission?.signatures).toEqual([]);
    expect(must(life, 'zheng', sign).state.submission?.signatures).toHaveLength(1);
  });
});

describe('a site check', () => {
  const siteCheck = { immediate: true, dated: false, sustained: false };

  it('comes before every signature where the policy says so, with who, when and what was seen', () => {
    const life = until(submitted({ siteCheck }), '2026-03-05');
    expect(refused(life, 'zhou', sign)).toBe('SITE_CHECK_MISSING');
    must(life, 'zheng', visit('2026-03-04'));
    expect(life.events.at(-1)).toMatchObject({ type: 'site-checked', by: 'zheng', role: 'team', on: '2026-03-04', seen: '沟渠已清理，村民在用', present: ['村民代表'] });
    expect(must(must(life, 'zhou', sign), 'zheng', sign).state.status).toBe('closed');
  });

  it('is of this submission, in its days, by a party of the chain that did none of the work', () => {
    const life = until(submitted({ siteCheck }), '2026-03-05');
    expect(refused(life, 'zhou', visit('2026-03-01'))).toBe('SITE_CHECK_DATE');
    expect(refused(life, 'zhou', visit('2026-03-06'))).toBe('SITE_CHECK_DATE');
    expect(refused(life, 'zhao', visit('2026-03-04'))).toBe('NOT_IN_CHAIN');
    expect(refused(life, 'wang', visit('2026-03-04'))).toBe('NOT_ALLOWED');
    must(must(life, 'zhou', visit('2026-03-04')), 'zhou', { type: 'return', reason });
    must(life, 'wang', submit);
    expect(refused(life, 'zhou', sign)).toBe('SITE_CHECK_MISSING');
  });

  it('is not asked for by other kinds of issue, nor by other policies', () => {
    expect(must(submitted(), 'zhou', sign).state.submission?.signatures).toHaveLength(1);
    expect(must(submitted({ siteCheck: { ...siteCheck, immediate: false } }), 'zhou', sign).state.submission?.signatures).toHaveLength(1);
  });
});

describe('the work of one’s own department head', () => {
  // Wu's department is headed by Zhao, who leads this issue.
  const worked = (ownHeadBarred: boolean): Life =>
    must(must(must(must(start('2026-04-10', rules({ ownHeadBarred })), 'wang', { type: 'accept' }), 'zhao', evidence(1)), 'wang', submit), 'zhou', sign);

  it('is signed by nobody of that department where the policy says so', () => {
    expect(refused(worked(true), 'wu', sign)).toBe('OWN_HEADS_WORK');
    expect(refused(worked(true), 'wu', { type: 'return', reason })).toBe('OWN_HEADS_WORK');
    expect(must(worked(true), 'zheng', sign).state.status).toBe('closed');
    expect(must(worked(false), 'wu', sign).state.status).toBe('closed');
  });

  it('counts as his where he owns the issue, and only while he has done some of it', () => {
    // Feng's department is headed by Wang, the owner.
    expect(refused(must(submitted({ ownHeadBarred: true }), 'zhou', sign), 'feng', sign)).toBe('OWN_HEADS_WORK');
    expect(must(must(submitted({ ownHeadBarred: true }), 'zhou', sign), 'wu', sign).state.status).toBe('closed');
  });

  it('over lives of random people: no signature below a head who did some of the work, and none without a site check that was demanded', () => {
    const work: readonly string[] = ['accepted', 'plan-proposed', 'revision-proposed', 'progress-reported', 'evidence-added', 'submitted'];
    fc.assert(
      fc.property(lifeArbitrary(60), (life) => {
        const { closure } = life.state.policy;
        let visited = false;
        for (const [at, event] of life.events.entries()) {
          if (event.type === 'submitted') visited = false;
          if (event.type === 'site-checked') visited = true;
          if (event.type !== 'signed') continue;
          if (closure.siteCheck[life.state.kind]) expect(visited).toBe(true);
          if (!closure.ownHeadBarred) continue;
          const workers = life.events.slice(0, at).filter((one) => work.includes(one.type)).map((one) => one.by);
          for (const head of actor(event.by).heads ?? []) expect(workers).not.toContain(head);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('what is returned', () => {
  it('is due by the policy and chased again, rung by rung, for as long as it takes', () => {
    const life = must(submitted(), 'zhou', { type: 'return', reason });
    const { due, returns } = life.state;
    expect(returns).toBe(1);
    until(life, '2026-07-01');
    const rungs = life.events.flatMap((event) => (event.type === 'rung-opened' && event.deadline === `due#${due.current.set}` ? [`${event.step} ${dayOf(event.at)}`] : []));
    expect(rungs).toEqual(['T+1 2026-04-11', 'T+10 2026-04-20', 'T+20 2026-04-30', 'T+30 2026-05-10', 'chase-1 2026-06-09']);
  });
});

describe('a reminder by hand (催办)', () => {
  const remind: Act = { type: 'remind', note: '下周书记要听汇报' };
  const told = (life: Life): readonly string[] => life.moments.at(-1)?.notices.map((notice) => `${notice.role} ${notice.kind} ${notice.alone ? 'alone' : 'bundled'}`) ?? [];

  it('tells the owner and the leader now, and stays on record', () => {
    const life = must(start('2026-04-10'), 'zhou', remind);
    expect(told(life)).toEqual(['owner urging alone', 'leader urging alone']);
    expect(life.events.at(-1)).toMatchObject({ type: 'reminded', by: 'zhou', roles: ['owner', 'leader'], note: '下周书记要听汇报' });
    expect(told(must(life, 'zhao', remind))).toEqual(['owner urging alone']);
  });

  it('is for work that is owed, by those above it', () => {
    expect(refused(start('2026-04-10'), 'wang', remind)).toBe('NOT_ALLOWED');
    expect(refused(submitted(), 'zhou', remind)).toBe('WRONG_STATUS');
    expect(refused(must(start('2026-04-10'), 'zhou', { type: 'suspend', until: '2026-04-01', reason }), 'zhou', remind)).toBe('SUSPENDED');
  });
});
