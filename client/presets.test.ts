import { describe, expect, it } from 'vitest';
import type { Policy } from '../domain/policy-schema.ts';
import { startOfDay, HOUR_MS } from '../domain/time.ts';
import { listPresets, loadPolicy } from './policies.ts';
import { nobodyActs } from './rehearsal/behaviour.ts';
import { rehearsalOfDrafts } from './rehearsal/input.ts';
import { rehearse } from './rehearsal/rehearse.ts';
import { readRoundFile, SAMPLE_ROUND } from './round-file.ts';

/** What the sources say, and nothing else: a preset that drifts from its source shows here. */
const SOURCES: Readonly<Record<string, { readonly source: RegExp; readonly says: (policy: Policy) => unknown; readonly facts: unknown }>> = {
  'three-lights': {
    source: /江津.*jwfz\.org\.cn\/show-22468/u,
    says: ({ ladders }) => ladders.due.slice(0, 3).map(({ offset, light, audience }) => [offset, light, audience]),
    facts: [[-20, 'green', ['owner']], [-10, 'yellow', ['owner', 'leader']], [1, 'red', ['owner', 'leader', 'head']]],
  },
  'five-letters': {
    source: /临颍.*kflz\.gov\.cn/u,
    says: ({ ladders }) => ladders.due.filter(({ offset }) => offset > 0).map(({ notice }) => notice),
    facts: ['supervision-letter', 'guidance-letter', 'urging', 'warning-letter', 'accountability-notice'],
  },
  'three-party-review': { source: /吉水.*jjzix\.org\.cn\/show-51995/u, says: ({ closure }) => [closure.chain.length, closure.order], facts: [3, 'parallel'] },
  'five-party-sign-off': { source: /大理、南乐/u, says: ({ closure }) => closure.chain.length, facts: 5 },
  'site-check': { source: /黄山.*谁验收谁负责/u, says: ({ closure }) => Object.values(closure.siteCheck), facts: [true, true, true] },
  'graded-assessment': { source: /固原.*gyxww 86896/u, says: ({ terms }) => terms.concentrated.unit, facts: 'month' },
};

describe('the presets of counties', () => {
  it('are six, beside our own', async () => {
    expect((await listPresets()).filter((name) => name !== 'default').toSorted()).toEqual(Object.keys(SOURCES).toSorted());
  });

  it.each(Object.entries(SOURCES))('%s names its source, says what is ours, and says what the source says', async (name, { source, says, facts }) => {
    const policy = await loadPolicy(name);
    expect(policy.source).toMatch(source);
    expect(policy.source).toMatch(/我方拟定|其余条款为默认/u);
    expect(says(policy)).toEqual(facts);
  });

  it.each(['default', ...Object.keys(SOURCES)])('%s rehearses: an issue that nobody works on climbs its whole ladder', async (name) => {
    const at = startOfDay('2026-03-02') + 9 * HOUR_MS;
    const content = await readRoundFile(SAMPLE_ROUND, at);
    const policy = await loadPolicy(name);
    const input = rehearsalOfDrafts({ ...content, entry: { ...content.entry, policy } }, nobodyActs, at);
    const { notices, unheard, worstDay } = rehearse({ ...input, until: '2027-03-02' });
    const steps = new Set(notices.filter(({ issue }) => issue.endsWith('/16')).map(({ step }) => /^due#1:([^:]+)$/.exec(step)?.[1]));
    expect([...policy.ladders.due.map(({ id }) => id), 'chase-1'].filter((id) => !steps.has(id))).toEqual([]);
    expect(unheard).toBe(0);
    expect(worstDay?.notices).toBeGreaterThan(20);
  });
});
