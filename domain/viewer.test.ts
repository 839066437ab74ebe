import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PartyRef } from './party.ts';
import { ROLE_NAMES, type Relation } from './permissions.ts';
import { closenessToIssue, closenessToRound, isVisible, mustReadCases, NOBODY, standingsOf, visibleTo, type Viewer } from './viewer.ts';

const REFS: readonly PartyRef[] = ['person:a', 'person:b', 'post:x', 'post:y'];
const viewers: fc.Arbitrary<Viewer> = fc.record({
  account: fc.option(fc.constant('account'), { freq: 5 }),
  administrator: fc.integer({ min: 0, max: 5 }).map((die) => die === 0),
  person: fc.option(fc.constantFrom('a', 'b')),
  refs: fc.subarray([...REFS]),
  standsInFor: fc.constant([]),
  office: fc.boolean(),
  team: fc.boolean(),
  teamRounds: fc.subarray(['r1', 'r2']),
  granted: fc.subarray(['r2', 'r3']),
});
const issues = fc.record({
  round: fc.constantFrom('r1', 'r2', 'r3'),
  parts: fc.array(fc.tuple(fc.constantFrom(...(Object.keys(ROLE_NAMES) as Relation[])), fc.constantFrom(...REFS)).map(([role, ref]) => `${role}=${ref}`)),
});

test('a list holds what may be looked at one by one, and nothing else', () => {
  fc.assert(
    fc.property(viewers, issues, (viewer, issue) => {
      expect(isVisible(visibleTo(viewer), issue)).toBe(closenessToIssue(viewer, issue).length > 0);
    }),
  );
});

test('nobody, and whoever keeps the accounts, sees no case whatever else is said of him', () => {
  fc.assert(
    fc.property(viewers, issues, (viewer, issue) => {
      for (const one of [{ ...viewer, account: null }, { ...viewer, administrator: true }]) {
        expect(closenessToIssue(one, issue)).toEqual([]);
        expect(closenessToRound(one, { id: issue.round, parties: ['post:x'], hasPart: true })).toEqual([]);
      }
    }),
  );
});

test('what an account is', () => {
  const account: Viewer = { ...NOBODY, account: 'a' };
  expect(standingsOf(NOBODY)).toEqual([]);
  expect(standingsOf(account)).toEqual([]);
  expect(standingsOf({ ...account, administrator: true, office: true })).toEqual(['administrator']);
  expect(standingsOf({ ...account, person: 'p', office: true })).toEqual(['office', 'official']);
  expect(standingsOf({ ...account, person: 'p', team: true })).toEqual(['team', 'official']);
  expect(standingsOf({ ...account, granted: ['r1'] })).toEqual(['reader']);
});

test('nothing to read is granted to an administrator', () => {
  expect(() => mustReadCases({ administrator: true })).toThrow(expect.objectContaining({ code: 'ADMINISTRATOR_READS_NO_CASES' }));
  mustReadCases({ administrator: false });
});
