import { publishedDayTable } from '../../client/day-tables.ts';
import type { HuitoukanClient } from '../../client/client.ts';
import { loadPolicy } from '../../client/policies.ts';
import type { Act, OpenCommand } from '../../domain/command-schema.ts';
import { makeIssueId, type IssueState } from '../../domain/issue.ts';
import { wakeAt } from '../../domain/ladder.ts';
import type { Policy } from '../../domain/policy-schema.ts';
import { Refusal } from '../../domain/refusal.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import type { PersonEntry, PostEntry } from '../../ledger/directory.ts';
import type { RoundEntry } from '../../ledger/rounds.ts';
import type { Rungs } from './checker.ts';

/** The whole ladder on the first day too late: what takes months happens when an issue is opened. */
export const RUNGS: Rungs = { L1: ['owner'], L2: ['owner', 'leader'], L3: ['owner', 'leader', 'head'], L4: ['leader', 'supervision'] };
export const HOLDERS = { leader: ['p-leader'], head: ['p-head'], supervision: ['p-sup'], team: ['p-team'], superior: ['p-superior'] } as const;

const OWNERS = 30;
const person = (id: string): PersonEntry => ({ id, name: id, email: `${id}@example.com` });
export const CHAOS_PEOPLE: readonly PersonEntry[] = [...Object.values(HOLDERS).flat(), ...Array.from({ length: OWNERS }, (_, at) => `owner${at}`)].map(person);
export const CHAOS_POSTS: readonly PostEntry[] = Object.entries(HOLDERS).map(([id, holders]) => ({ id, title: id, unit: '试验县', holders }));

/** Default rules, the ladder compressed, delivery at any hour, extensions even when late. */
export const compressedPolicy = async (): Promise<Policy> => {
  const policy = await loadPolicy('default');
  const none = Object.fromEntries(Object.keys(policy.ladders).map((kind) => [kind, []])) as unknown as Policy['ladders'];
  const due = Object.entries(RUNGS).map(([id, audience]) => ({ id, offset: 1, unit: 'calendar-day', audience, light: 'red', notice: 'urging', acknowledge: false })) as unknown as Policy['ladders']['due'];
  return {
    ...policy,
    ladders: { ...none, due },
    extension: { ...policy.extension, late: true },
    delivery: { opens: '00:00', closes: '23:59', workingDaysOnly: false },
  };
};

/** Numbers of issues whose hour of waking has passed today, at whatever hour of the night the test runs. */
export const numbersAwake = (round: string, count: number): string[] => {
  const numbers: string[] = [];
  for (let n = 1; numbers.length < count && n < 100_000; n += 1) {
    const state = { round, number: String(n) } as IssueState;
    if (wakeAt(state, dayOf(Date.now())) < Date.now()) numbers.push(String(n));
  }
  return numbers;
};

export const roundEntry = (round: string, numbers: readonly string[], policy: Policy, random: () => number): RoundEntry => {
  const today = dayOf(Date.now());
  const feedback = addDays(today, -60);
  const parties = { leader: 'post:leader', head: 'post:head', superior: 'post:superior', supervision: 'post:supervision', team: 'post:team' } as const;
  const drafts = numbers.map((number): OpenCommand => ({
    type: 'open',
    round,
    number,
    title: `第${number}个问题`,
    category: '政治建设',
    kind: 'immediate',
    parties: { ...parties, owner: `person:owner${Math.floor(random() * OWNERS)}` },
    feedback,
    due: { day: addDays(today, -1 - Math.floor(random() * 20)), words: null },
    standing: 'rectifying',
  }));
  const head = { id: round, title: round, unit: '试验县', inspector: '县委巡察组', feedback, parties: { head: parties.head, supervision: parties.supervision, team: parties.team } };
  return { head, policy, days: publishedDayTable(), drafts, record: {}, at: Date.now() };
};

/** Until the engine answers: a caller's own idempotency key makes asking again harmless. */
export const insist = async <T>(what: () => Promise<T>, until: number): Promise<T | undefined> => {
  while (Date.now() < until) {
    try {
      return await what();
    } catch (error) {
      if (error instanceof Refusal && error.code !== 'ENGINE_LOST_ISSUE') return undefined;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
  return undefined;
};

export const openInsisting = async (client: HuitoukanClient, entry: RoundEntry, until: number): Promise<void> => {
  await insist(() => client.openRound(entry, 'p-sup'), until);
  const { head, policy, days, drafts } = entry;
  // The round may have been saved and its start lost: start again, which is no second start.
  await insist(() => client.startRound({ head, policy, days, by: 'p-sup', issues: drafts.length, opened: 0, state: null }), until);
};

/** A short life, each act under its key: asked for, refused; most stay open, some are submitted and returned. */
export const liveShortly = async (client: HuitoukanClient, entry: RoundEntry, number: string, random: () => number, until: number): Promise<void> => {
  const issue = makeIssueId(entry.head.id, number);
  const owner = entry.drafts.find((draft) => draft.number === number)?.parties.owner?.slice('person:'.length) ?? '';
  const act = (who: string, what: Act): Promise<unknown> => insist(() => client.act(issue, who, what, { key: `${issue} ${what.type}` }), until);
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, random() * 3_000));
  await pause();
  await act(owner, { type: 'request-extension', to: addDays(dayOf(Date.now()), 20), reason: '时间不足' });
  await pause();
  await act('p-leader', { type: 'refuse-extension', reason: '抓紧完成' });
  if (random() < 0.7) return;
  await pause();
  await act(owner, { type: 'add-evidence', sha256: 'a'.repeat(64), name: '纪要.pdf', size: 10 });
  await act(owner, { type: 'submit-for-closure', rating: 'done', summary: '已完成' });
  await act('p-sup', { type: 'return', reason: '佐证不足' });
};
