import { describe, expect, it } from 'vitest';
import { isLogged, type RouteName, type RouteRight } from './route-right.ts';
import { ROUTE_RIGHTS } from './route-rights.ts';
import { NOBODY, type Viewer } from './viewer.ts';

const inspector: Viewer = { ...NOBODY, account: 'a', person: 'p-team', team: true };
const official: Viewer = { ...NOBODY, account: 'b', person: 'p-owner' };
const all = Object.entries(ROUTE_RIGHTS) as [RouteName, RouteRight][];
/** Whoever has only an account sees there what everybody may know, and what is his own; and how far something has come whose beginning is logged. */
const OWN: readonly RouteName[] = ['GET /api/todo', 'GET /api/rounds/:round/rehearsal/progress'];
const readsCases = (right: RouteRight): boolean => 'about' in right || (Array.isArray(right.who) && right.who.includes('team'));

describe('what leaves a trace', () => {
  it('is everything that an inspector reads of cases, rounds and people', () => {
    for (const [name, right] of all.filter(([name, right]) => name.startsWith('GET') && readsCases(right) && !OWN.includes(name))) expect(isLogged(right, inspector), name).toBe(true);
  });

  it('is everything that is taken out, and everything about a person, whoever does it', () => {
    for (const [name, right] of all) if (right.scope === 'export' || ('about' in right && right.about === 'person')) expect(isLogged(right, official), name).toBe(true);
  });

  it('is every list that is narrowed to one person', () => {
    const narrowed = all.filter(([, { asksAbout }]) => asksAbout !== undefined);
    expect(narrowed.map(([name]) => name).toSorted()).toEqual(['GET /api/deliveries', 'GET /api/history', 'GET /api/issues']);
    for (const [name, right] of narrowed) {
      expect(isLogged(right, official, {}), name).toBe(false);
      for (const field of right.asksAbout ?? []) expect(isLogged(right, official, { [field]: 'p-owner' }), `${name} ${field}`).toBe(true);
    }
  });

  it('is every change of accounts and of what other systems are told', () => {
    for (const [name, right] of all) if (!name.startsWith('GET') && /\/api\/(accounts|webhooks|people)/.test(name)) expect(isLogged(right, official), name).toBe(true);
  });
});
