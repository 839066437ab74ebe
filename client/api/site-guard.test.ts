import { expect, test } from 'vitest';
import { demandSameSite, type Origin } from './site-guard.ts';

const taken = (origin: Partial<Origin>): boolean => {
  try {
    demandSameSite({ method: 'POST', host: 'huitoukan.test:8088', hasCookie: true, ...origin });
    return true;
  } catch {
    return false;
  }
};

test.each([
  ['our own page', { fetchSite: 'same-origin' }, true],
  ['another site', { fetchSite: 'cross-site' }, false],
  ['a sister site of ours', { fetchSite: 'same-site' }, false],
  ['typed into the address bar, with a session', { fetchSite: 'none' }, false],
  ['an older browser on our page', { origin: 'http://huitoukan.test:8088' }, true],
  ['an older browser on another page', { origin: 'http://evil.test' }, false],
  ['another port of our machine', { origin: 'http://huitoukan.test:9' }, false],
  ['a page that hides where it comes from', { origin: 'null' }, false],
  ['a cookie, and nothing said', {}, false],
  ['a program with a token', { hasCookie: false }, true],
  ['a link from a mail that only reads', { method: 'GET', fetchSite: 'cross-site' }, true],
] as const)('a request of %s', (_name, origin, expected) => {
  expect(taken(origin)).toBe(expected);
});
