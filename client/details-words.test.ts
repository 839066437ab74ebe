import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lifeArbitrary } from '../domain/testing/simulator.ts';
import { roundLifeArbitrary } from '../domain/testing/round-life.ts';
import type { NameBook } from '../ledger/people.ts';
import { eventDetails } from './event-details.ts';
import { roundEventDetails } from './round-details.ts';
import type { BothWords } from './voice.ts';

const id = (ref: string | null): string => ref ?? '—';
const plain = { person: id, party: id, unit: () => null, unitNamed: id };
const names: NameBook = { ...plain, en: plain };

/** Chinese in the English line is what somebody wrote, letter by letter; the quotes of a file name belong to it. */
const foreignIn = (english: string, event: object): readonly string[] => {
  const written = JSON.stringify(event);
  return (english.match(/\p{Script=Han}+/gu) ?? []).filter((words) => !written.includes(words));
};
/** `types` collects what was seen, so that no kind of event passes unread. */
const expectBoth = (event: { readonly type: string }, { zh, en }: BothWords, types: Set<string>): void => {
  types.add(event.type);
  expect(foreignIn(en, event), `${event.type}: ${en}`).toEqual([]);
  expect(en === '', event.type).toBe(zh === '');
  for (const text of [zh, en]) expect(text, event.type).not.toMatch(/undefined|\[object|null/);
};

describe('what an event says beyond its name', () => {
  test('of an issue: in English only people’s own words are Chinese', () => {
    const types = new Set<string>();
    fc.assert(fc.property(lifeArbitrary(), (life) => life.events.forEach((event) => expectBoth(event, eventDetails(event, names), types))), { numRuns: 60 });
    expect(types.size).toBeGreaterThan(35);
  });

  test('of a round as well', () => {
    const types = new Set<string>();
    fc.assert(fc.property(roundLifeArbitrary(), (life) => life.events.forEach((event) => expectBoth(event, roundEventDetails(event, life.state.policy.round, names), types))), { numRuns: 60 });
    expect(types.size).toBeGreaterThan(12);
  });
});
