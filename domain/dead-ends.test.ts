import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from './testing/finish.ts';
import { lifeArbitrary } from './testing/simulator.ts';
import { DAY_MS } from './time.ts';

describe('there is no dead end', () => {
  it('whatever was done or left undone, willing people in the posts can still bring an issue to its closure', () => {
    fc.assert(
      fc.property(lifeArbitrary(), fc.integer({ min: 0, max: 400 }), (life, days) => {
        life.sleep(life.now + days * DAY_MS);
        const { chain } = life.state.policy.closure;
        // A party that is vacant cannot sign, nor one that is a named person who did some of the work: that round was set up wrongly.
        fc.pre(chain.every((role) => life.state.parties[role]?.startsWith('post:')));
        expect(finish(life)).toBeNull();
      }),
      { numRuns: 120 },
    );
  });
});
