import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actor } from '../testing/people.ts';
import { startRound } from '../testing/round-life.ts';
import { Refusal } from '../refusal.ts';
import { startOfDay } from '../time.ts';
import type { RoundAct } from './act-schema.ts';
import { decideRound } from './decide.ts';
import { evolveRound } from './evolve.ts';
import type { KnownNumbers } from './numbers.ts';
import type { RoundState } from './state.ts';
import { applyToRound } from './step.ts';

const NOW = startOfDay('2026-03-10');
const UNITS = ['finance', 'schools', 'roads', 'health'] as const;
const words = { title: '学用结合不紧密', category: '', kind: 'dated' as const, reason: '普遍存在' };
const parties = { owner: null, leader: null, head: null, superior: null };
const handOut = (units: readonly string[], number = '2'): RoundAct => ({ type: 'hand-out', number, ...words, parts: units.map((unit) => ({ unit, parties, due: null })) });
const split = (number: string): RoundAct => ({ type: 'split-off', from: '1', number, ...words, parties, due: { day: '2026-09-01', words: null } });
const free: KnownNumbers = { taken: [], splitOff: ['11', '12', '2.finance'] };

const answer = (state: RoundState, act: RoundAct, numbers?: KnownNumbers): string => {
  try {
    decideRound(state, act, { actor: actor('zhou'), now: NOW, ...(numbers === undefined ? {} : { numbers }) });
    return 'done';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};
/** Decided and opened. */
const after = (state: RoundState, act: RoundAct, numbers = free): RoundState => {
  const { state: handing, events } = applyToRound(state, decideRound(state, act, { actor: actor('zhou'), now: NOW, numbers }), 'zhou', NOW);
  expect(events).toHaveLength(1);
  return evolveRound(handing, { type: 'round-parts-opened', parts: 1, seq: handing.seq + 1, at: NOW, by: 'system' });
};

describe('the number of a part, and of what was split off', () => {
  it('is given once, in whatever order people hand out and split: also before the ledger knows', () => {
    const act = fc.oneof(
      fc.uniqueArray(fc.constantFrom(...UNITS), { minLength: 1 }).map((units) => handOut(units)),
      fc.constantFrom('11', '12', '2.finance').map(split),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 8 }), (acts) => {
        const given: string[] = [];
        let { state } = startRound();
        for (const one of acts) {
          const wanted = one.type === 'hand-out' ? one.parts.map(({ unit }) => `2.${unit}`) : one.type === 'split-off' ? [one.number] : [];
          const twice = wanted.some((number) => given.includes(number));
          // A first look, that asks nobody, and the one that counts agree.
          for (const numbers of [undefined, free]) expect(answer(state, one, numbers)).toBe(!twice ? 'done' : one.type === 'hand-out' ? 'PART_EXISTS' : 'NUMBER_TAKEN');
          if (twice) continue;
          state = after(state, one);
          given.push(...wanted);
        }
        expect(state.numbers).toEqual(given);
      }),
      { numRuns: 60 },
    );
  });

  it('is none that the ledger has, however it came there', () => {
    const { state } = startRound();
    expect(answer(state, handOut(['finance', 'roads']), { taken: ['2.roads'], splitOff: [] })).toBe('PART_EXISTS');
    expect(answer(state, split('11'), { taken: ['11'], splitOff: ['11'] })).toBe('NUMBER_TAKEN');
  });

  it('of what was split off stands in an approved correction', () => {
    const { state } = startRound();
    expect(answer(state, split('13'), free)).toBe('NOT_SPLIT');
    expect(answer(state, split('11'), free)).toBe('done');
  });
});
