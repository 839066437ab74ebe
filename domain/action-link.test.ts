import { describe, expect, it } from 'vitest';
import { ACTION_LINK_MS, standingOfLink, type LinkFacts } from './action-link.ts';

const NOW = Date.UTC(2026, 2, 2, 1);
const link = (change: Partial<LinkFacts> = {}): LinkFacts => ({ expiresAt: NOW + ACTION_LINK_MS, cycle: 1, confirmedAt: null, subject: { cycle: 1, over: false }, ...change });

describe('a link in a mail', () => {
  it('confirms what it was made for until it expires, and not a moment longer', () => {
    expect(standingOfLink(link(), NOW)).toBe('open');
    expect(standingOfLink(link(), NOW + ACTION_LINK_MS - 1)).toBe('open');
    expect(standingOfLink(link(), NOW + ACTION_LINK_MS)).toBe('expired');
  });

  it('is of one cycle: after a rebound, and after the end, there is nothing left to confirm', () => {
    expect(standingOfLink(link({ subject: { cycle: 2, over: false } }), NOW)).toBe('past');
    expect(standingOfLink(link({ subject: { cycle: 1, over: true } }), NOW)).toBe('past');
    expect(standingOfLink(link({ subject: null }), NOW)).toBe('past');
  });

  it('says that it was confirmed, whatever happened since', () => {
    expect(standingOfLink(link({ confirmedAt: NOW - 5, subject: { cycle: 2, over: true } }), NOW + 2 * ACTION_LINK_MS)).toBe('confirmed');
  });
});
