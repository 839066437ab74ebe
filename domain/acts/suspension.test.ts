import { describe, expect, it } from 'vitest';
import type { Act } from '../command-schema.ts';
import { accepted, must, reason, refused, until } from '../testing/acting.ts';

const suspend = (day: string): Act => ({ type: 'suspend', until: day, ground: 'frozen-ground', reason });
const limits = { suspension: { maxDays: 40, maxTotalDays: 50 } };

describe('a suspension', () => {
  it('keeps its ground, its reason, its end and who approved it', () => {
    const life = must(accepted('2026-04-10'), 'zhou', suspend('2026-03-20'));
    expect(life.state.suspension).toMatchObject({ ground: 'frozen-ground', reason, by: 'zhou', until: { day: '2026-03-20' } });
    expect(life.events.at(-1)).toMatchObject({ type: 'suspended', ground: 'frozen-ground', by: 'zhou' });
  });

  it('one after another is capped in total by policy; what was not used of the first counts not', () => {
    const life = must(accepted('2026-06-30', limits), 'zhou', suspend('2026-04-01'));
    must(until(life, '2026-03-12'), 'zhou', { type: 'resume', reason });
    expect(life.state.suspendedDays).toBe(10);
    expect(refused(life, 'zhou', suspend('2026-04-21'))).toBe('SUSPENSION_TOTAL');
    must(life, 'zhou', suspend('2026-04-20'));
    until(life, '2026-04-22');
    expect(life.state.suspendedDays).toBe(50);
    expect(refused(life, 'zhou', suspend('2026-04-23'))).toBe('SUSPENSION_TOTAL');
  });
});
