import { describe, expect, it } from 'vitest';
import { ladderNotices } from '../notices.ts';
import type { Policy } from '../policy-schema.ts';
import { accepted, ask, grant, must, until } from '../testing/acting.ts';
import { GOLDEN_POLICY } from '../testing/golden-policy.ts';
import type { Life } from '../testing/simulator.ts';

const step = (id: string, offset: number, audience: Policy['extension']['levels'], light: 'yellow' | 'red') =>
  ({ id, offset, unit: 'working-day', audience, light, notice: 'urging', acknowledge: false }) as const;
const climbing: Partial<Policy> = {
  extension: { ...GOLDEN_POLICY.extension, tellAsked: true },
  ladders: { ...GOLDEN_POLICY.ladders, extension: [step('T+1', 1, ['leader'], 'yellow'), step('T+3', 3, ['head'], 'yellow'), step('T+6', 6, ['superior'], 'red')] },
};
const told = (life: Life): readonly string[] => ladderNotices(life.state).filter((notice) => notice.topic === 'extension').map((notice) => `${notice.step.split(':')[1]} ${notice.role}`);

describe('the approver of an extension', () => {
  it('has a deadline; silence climbs, and whoever is asked is always told', () => {
    const life = must(accepted('2026-06-30', climbing), 'wang', ask('2026-07-31'));
    expect(told(until(life, '2026-03-20'))).toEqual(['T+1 leader', 'T+3 leader', 'T+3 head', 'T+6 leader', 'T+6 superior']);
  });

  it('of the next level has a deadline of his own', () => {
    const life = must(must(accepted('2026-06-30', climbing), 'wang', ask('2026-07-31')), 'zhao', grant);
    expect(told(until(life, '2026-03-10'))).toEqual(['T+1 supervision', 'T+1 leader']);
    expect(life.state.due.current.day).toBe('2026-06-30');
  });
});
