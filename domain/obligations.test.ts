import { describe, expect, it } from 'vitest';
import { lifeText } from './testing/golden-life.ts';
import { SCRIPTS } from './testing/golden-scripts.ts';

/**
 * Replay does not notice a changed timer, so whole lives are written down: for every step its instant in Beijing time,
 * what it plans (+) or takes back (-), and the next obligation. Checked by hand against the calendar of 2026; a change
 * here is a change of the duty of people, and has to be meant.
 */
describe('a whole life', () => {
  it.each(Object.entries(SCRIPTS))('%s', async (name, script) => {
    await expect(lifeText(script)).toMatchFileSnapshot(`./testing/lives/${name}.txt`);
  });
});
