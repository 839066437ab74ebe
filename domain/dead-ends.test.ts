import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from './testing/finish.ts';
import { seatSlowly } from './testing/people.ts';
import { lifeArbitrary } from './testing/simulator.ts';
import { DAY_MS } from './time.ts';

describe('there is no dead end', () => {
  it('whatever was done or left undone, willing people in the posts can still bring an issue to its closure', () => {
    fc.assert(
      fc.property(lifeArbitrary(), fc.integer({ min: 0, max: 400 }), (life, days) => {
        life.sleep(life.now + days * DAY_MS);
        const { chain } = life.state.policy.closure;
        // An empty seat climbs. A named person who did some of the work cannot sign: that round was set up wrongly.
        fc.pre(chain.every((role) => seatSlowly(life.state.parties, role)?.startsWith('post:')));
        expect(finish(life)).toBeNull();
      }),
      { numRuns: 120 },
    );
  });
});
