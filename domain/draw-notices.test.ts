import { describe, expect, it } from 'vitest';
import { drawOf, type DrawEvent } from './draw-life.ts';
import { drawNotices, type DrawnRound } from './draw-notices.ts';
import { policySchema } from './policy-schema.ts';
import { CN_2026 } from './testing/day-tables.ts';
import { GOLDEN_POLICY } from './testing/golden-policy.ts';
import { HOUR_MS, startOfDay, type Instant } from './time.ts';
import { upcastPolicy } from './upcast.ts';

/** Announced on Monday 2 March for Friday the 6th at ten; two units in the round. */
const ANNOUNCED = startOfDay('2026-03-02') + 9 * HOUR_MS;
const INSTANT = startOfDay('2026-03-06') + 10 * HOUR_MS;
const terms = { round: 'r1', sharePercent: 10, strata: ['kind'], instant: INSTANT, commitBy: INSTANT - 24 * HOUR_MS, revealBy: INSTANT + 72 * HOUR_MS, inPlaceOf: null } as const;
const announced: DrawEvent = { type: 'announced', ...terms, seq: 1, at: ANNOUNCED, by: 'zhou' };
const committed: DrawEvent = { type: 'committed', commitment: 'c', knowers: ['zheng'], seq: 2, at: ANNOUNCED + 24 * HOUR_MS, by: 'zheng' };
const candidate = (issue: string) => ({ issue, stratum: 'x', ticket: 't' });
const DRAWN = ['issue/r1/13', 'issue/r1/7'];
const revealed: DrawEvent = {
  type: 'revealed',
  seq: 3,
  at: INSTANT + HOUR_MS,
  by: 'zheng',
  secret: 's',
  seed: 'e',
  drawn: DRAWN,
  head: { digest: 'd', events: 3, unforeseen: 1, through: 3 },
  candidates: [...DRAWN, 'issue/r1/8'].map(candidate),
};
const round = (policy = GOLDEN_POLICY): DrawnRound => ({
  policy,
  days: CN_2026,
  head: { parties: { head: 'post:head', superior: 'post:superior', supervision: 'post:supervision', team: 'post:team' } },
  heads: ['post:head', 'post:other-head'],
});
const told = (events: readonly DrawEvent[], now: Instant, of = round()) => drawNotices(drawOf('draw/r1/1', events), now, of);
const lines = (events: readonly DrawEvent[], now: Instant): readonly string[] => told(events, now).map(({ topic, step, role, to, day }) => `${topic} ${step} ${role} ${to[0]} ${day ?? '-'}`);

describe('a draw', () => {
  it('is made known to whom the policy names: the head of every unit, and the team with its own day', () => {
    expect(lines([announced], ANNOUNCED)).toEqual([
      'draw-announced event:1 head post:head -',
      'draw-announced event:1 head post:other-head -',
      'draw-announced event:1 supervision post:supervision -',
      'draw-announced event:1 team post:team 2026-03-05',
    ]);
    expect(lines([announced, committed], committed.at)).toEqual(['draw-committed event:2 supervision post:supervision -', 'draw-committed event:2 team post:team 2026-03-09']);
    expect(lines([announced, committed, revealed], revealed.at).map((line) => line.split(' ').slice(0, 4).join(' '))).toEqual([
      'draw-revealed event:3 head post:head',
      'draw-revealed event:3 head post:other-head',
      'draw-revealed event:3 supervision post:supervision',
      'draw-revealed event:3 team post:team',
    ]);
  });

  it('names those drawn when they are drawn and not before; announced again, it says for which it stands', () => {
    for (const events of [[announced], [announced, committed]]) expect(JSON.stringify(told(events, committed.at))).not.toMatch(/issue\/|第\d+/);
    expect(told([announced, committed, revealed], revealed.at)[0]?.words).toContain('3个已销号问题中抽中2个：第13、7号');
    const again: DrawEvent = { ...announced, inPlaceOf: 'draw/r1/1' };
    expect(drawNotices(drawOf('draw/r1/2', [again]), ANNOUNCED, round())[0]?.words).toContain('代替已作废的r1/1');
  });

  it('that lapses is told once, by its deadline, whenever somebody looks; one found foreseeable by its event', () => {
    const late = terms.commitBy + HOUR_MS;
    expect(told([announced], late)).toEqual(told([announced], late + 500 * HOUR_MS));
    expect(told([announced], late)).toMatchObject([{ step: 'lapsed:not-committed', role: 'supervision', kind: 'urging', alone: true, notBefore: terms.commitBy }, { role: 'team' }, { role: 'superior' }]);
    expect(told([announced, committed], terms.revealBy + 1)[0]).toMatchObject({ topic: 'draw-void', step: 'lapsed:not-revealed' });
    const voided: DrawEvent = { type: 'voided', reason: 'foreseeable', seq: 3, at: INSTANT, by: 'zheng' };
    expect(told([announced, committed, voided], INSTANT)[0]).toMatchObject({ topic: 'draw-void', step: 'event:3' });
  });

  it('of an older policy, or of one that names nobody, is told to nobody; a vacant head climbs', () => {
    const { tell: _tell, ...before } = GOLDEN_POLICY.lookBack.draw;
    const old = upcastPolicy({ ...GOLDEN_POLICY, lookBack: { ...GOLDEN_POLICY.lookBack, draw: before as typeof GOLDEN_POLICY.lookBack.draw } });
    expect(told([announced], ANNOUNCED, round(old))).toEqual([]);
    expect(told([announced], ANNOUNCED)[1]?.to).toEqual(['post:other-head', 'post:superior', 'post:supervision']);
    expect(policySchema.shape.lookBack.safeParse({ ...GOLDEN_POLICY.lookBack, draw: { ...before, tell: { announced: ['owner'], committed: [], revealed: [], void: [] } } }).success).toBe(false);
  });
});
