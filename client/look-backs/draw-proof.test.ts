import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Draw } from '../../domain/draw-life.ts';
import type { Candidate } from '../../domain/draw.ts';
import { compareDraw, type Repeated } from '../../domain/redraw.ts';
import { commitmentOf, drawWith, seedOf } from './draw-proof.ts';

const RUNS = { numRuns: 200, seed: 20_261_122 };
const secret = fc.string({ minLength: 20, maxLength: 60, unit: 'grapheme' });
const head = fc.stringMatching(/^[0-9a-f]{64}$/);
const round = fc.stringMatching(/^[a-z0-9-]{1,12}$/);
const candidates = fc
  .uniqueArray(fc.integer({ min: 1, max: 999 }), { minLength: 4, maxLength: 30 })
  .map((numbers) => numbers.map((number): Candidate => ({ issue: `issue/r1/${number}`, stratum: number % 2 === 0 ? 'even' : 'odd' })));

it('is known from outside: the hashes are those of sha256sum', () => {
  // printf '%s' 'correct horse battery staple' | sha256sum
  expect(commitmentOf('correct horse battery staple')).toBe('c4bbcb1fbec99d65bf59d85c8cb62ee2db963f0fe106f483d9afa73bd4e39a8a');
  // printf '%s\n%s\n%s' '密语' 'abc' 'r1' | sha256sum
  expect(seedOf('密语', 'abc', 'r1')).toBe('0403b12ce0e101e67a972c25b5d442172f850039e80c28e7f72516a7c6f3f9e4');
});

it('another secret, another history or another round is another seed', () => {
  fc.assert(
    fc.property(fc.tuple(secret, head, round), fc.tuple(secret, head, round), (one, other) => {
      const differ = one.some((part, at) => part !== other[at]);
      expect(seedOf(...one) !== seedOf(...other)).toBe(differ);
      const [s, h, r] = one;
      expect(new Set([seedOf(s, h, r), seedOf(`${s} `, h, r), seedOf(s, `${h.slice(1)}0x`, r), seedOf(s, h, `${r}1`)]).size).toBe(4);
    }),
    RUNS,
  );
});

/** A draw as it should be, and its repetition. */
const drawn = (s: string, h: string, list: readonly Candidate[]): { draw: Draw; repeated: Repeated } => {
  const seed = seedOf(s, h, 'r1');
  const result = drawWith(seed, list, 20);
  const at = { announced: 1, committed: 2, revealed: 10 };
  const history = { digest: h, events: 5, unforeseen: 2, through: 9 };
  return {
    draw: {
      id: 'draw/r1/1',
      announced: { type: 'announced', seq: 1, at: at.announced, by: 'p-sup', inPlaceOf: null, round: 'r1', sharePercent: 20, strata: ['category'], instant: 9, commitBy: 5, revealBy: 20 },
      committed: { type: 'committed', seq: 2, at: at.committed, by: 'p-team', commitment: commitmentOf(s), knowers: ['p-team'] },
      revealed: { type: 'revealed', seq: 3, at: at.revealed, by: 'p-team', secret: s, head: history, seed, candidates: list, drawn: result },
      voided: null,
    },
    repeated: { commitment: commitmentOf(s), head: history, seed, candidates: list, drawnFromRecord: result, drawn: result },
  };
};
const wrong = (draw: Draw, repeated: Repeated): string[] => compareDraw(draw, repeated).filter(({ ok }) => !ok).map(({ check }) => check);

it('a redraw finds nothing in an honest draw, and whatever was changed in another', () => {
  fc.assert(
    fc.property(secret, head, candidates, (s, h, list) => {
      const { draw, repeated } = drawn(s, h, list);
      expect(wrong(draw, repeated)).toEqual([]);
      const { announced, committed, revealed } = draw;
      if (committed === null || revealed === null) throw new Error('made above');
      expect(wrong(draw, { ...repeated, commitment: commitmentOf(`${s}x`) })).toEqual(['secret']);
      expect(wrong(draw, { ...repeated, head: { ...repeated.head, digest: 'x' } })).toEqual(['history']);
      expect(wrong({ ...draw, revealed: { ...revealed, seed: 'x' } }, repeated)).toEqual(['seed']);
      expect(wrong({ ...draw, revealed: { ...revealed, candidates: list.slice(1) } }, repeated)).toEqual(['candidates']);
      expect(wrong({ ...draw, revealed: { ...revealed, drawn: revealed.drawn.slice(1) } }, repeated)).toEqual(['drawn']);
      expect(wrong({ ...draw, revealed: { ...revealed, head: { ...revealed.head, unforeseen: 0 } } }, repeated)).toEqual(['unforeseen']);
      expect(wrong({ ...draw, revealed: { ...revealed, at: announced.instant - 1 } }, repeated)).toEqual(['revealed-in-time']);
      expect(wrong({ ...draw, committed: { ...committed, at: announced.commitBy + 1 } }, repeated)).toEqual(['announced-first']);
    }),
    RUNS,
  );
});
