import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publishedDayTable } from '../../client/day-tables.ts';
import { showIssue } from '../../client/issue-view.ts';
import { likeEarlier } from '../../client/like-earlier.ts';
import { confirmProposal, linkIssues, proposeAgain, rejectProposal } from '../../client/lineage.ts';
import { registerEntries } from '../../client/register/entries.ts';
import { COLUMNS } from '../../client/register/columns.ts';
import { roundCounts } from '../../client/round-counts.ts';
import { showRound } from '../../client/round-view.ts';
import { loadTimelines } from '../../client/timeline.ts';
import type { OpenCommand } from '../../domain/command-schema.ts';
import { addDays, dayOf, type Day } from '../../domain/time.ts';
import { listProposals } from '../../ledger/lineage.ts';
import { PARTIES } from '../rig-people.ts';
import { startRig, until, type Rig } from '../rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const today = dayOf(Date.now());
const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (error: Error & { code?: string }) => error.code ?? error.message);

/** Opens a round fed back on a day; answers what it proposes. */
const open = async (round: string, unit: string, feedback: Day, titles: readonly string[], recheckOf?: string) => {
  const drafts = titles.map((title, at): OpenCommand => ({ type: 'open', round, number: String(at + 1), title, category: '', kind: 'immediate', parties: PARTIES, feedback, due: null, standing: 'assigned' }));
  const parties = { head: PARTIES.head, superior: PARTIES.superior, supervision: PARTIES.supervision, team: PARTIES.team };
  const head = { id: round, title: `轮次${round}`, unit, inspector: '一组', feedback, parties, ...(recheckOf === undefined ? {} : { recheckOf }) };
  const proposals = await rig.client.openRound({ head, policy: rig.policy, days: publishedDayTable(), drafts, record: {}, at: Date.now() }, 'p-sup');
  await until(async () => (await rig.db.selectFrom('issue').select('id').where('round_id', '=', round).execute()).length === titles.length, `${round} to open`);
  return proposals;
};

const SEWAGE = '集镇污水管网改造进度滞后，三个小区仍未接入';
const HALL = '便民服务大厅中午无人值守，群众办事多跑一趟';

describe('where the findings of a round come from', { timeout: 60_000 }, () => {
  test('is proposed when it comes in, decided by people, and counted and shown from then on', async () => {
    expect(await open('2024', '青石镇党委', addDays(today, -60), [SEWAGE, HALL, '农村公路养护责任不落实'])).toEqual([]);
    await open('elsewhere', '白石镇党委', addDays(today, -40), ['村级道路养护责任没有落实，坑洼失修', SEWAGE]);
    await rig.closeIssue('issue/2024/2');
    const findings = ['集镇污水管网改造滞后，仍有三个小区没有接入', '便民服务大厅午间无人值守，群众多跑路', '三会一课记录事后补写', SEWAGE.slice(0, 12)];
    // A look at it beforehand keeps nothing.
    const head = { id: '2026', unit: '青石镇党委', feedback: today, recheckOf: '2024' };
    const seen = await likeEarlier(rig.db, head, rig.policy, findings.map((title, at) => ({ number: String(at + 1), title })));
    expect(await listProposals(rig.db, '2026')).toEqual([]);
    expect(await codeOf(open('2026', '青石镇党委', today, findings, 'nowhere'))).toBe('UNKNOWN_ROUND');
    expect(await codeOf(open('2026', '青石镇党委', addDays(today, -90), findings, '2024'))).toBe('RECHECK_NOT_EARLIER');
    const proposals = await open('2026', '青石镇党委', today, findings, '2024');
    expect(proposals).toEqual(seen);
    expect(proposals.map(({ issue, earlier, kind }) => `${issue} ${earlier} ${kind}`)).toEqual([
      'issue/2026/1 issue/2024/1 not-fixed',
      'issue/2026/1 issue/elsewhere/2 repeated',
      'issue/2026/2 issue/2024/2 rebounded',
      'issue/2026/4 issue/2024/1 not-fixed',
      'issue/2026/4 issue/elsewhere/2 repeated',
    ]);
    expect(proposals[0]).toMatchObject({ title: findings[0], earlierTitle: SEWAGE, score: 0.44 });
    expect((await roundCounts(rig.db, '2026')).lineage).toEqual({ linked: 0, kinds: { 'not-fixed': 0, rebounded: 0, repeated: 0 }, proposals: { open: 5, confirmed: 0, rejected: 0 } });

    const [first, second] = [{ issue: 'issue/2026/1', earlier: 'issue/2024/1' }, { issue: 'issue/2026/2', earlier: 'issue/2024/2' }];
    expect(await codeOf(confirmProposal(rig.client, first, 'p-owner', {}))).toBe('NOT_ALLOWED');
    expect(await confirmProposal(rig.client, first, 'p-team', { note: '管网仍未接通' }, { key: 'k1' })).toMatchObject({ events: ['linked'] });
    // The same again under its key has the same answer; without one there is nothing left to confirm.
    expect(await confirmProposal(rig.client, first, 'p-team', { note: '管网仍未接通' }, { key: 'k1' })).toMatchObject({ events: ['linked'] });
    expect(await codeOf(confirmProposal(rig.client, first, 'p-team', {}))).toBe('NO_PROPOSAL');
    await confirmProposal(rig.client, second, 'p-sup', {});
    await rejectProposal(rig.client, { issue: 'issue/2026/4', earlier: 'issue/elsewhere/2' }, 'p-sup', '另一镇另一管网');
    expect(await codeOf(linkIssues(rig.client, { issue: 'issue/2024/1', earlier: 'issue/2026/1' }, 'p-sup', { kind: 'repeated' }))).toBe('LINKED_TO_LATER');
    expect(await codeOf(linkIssues(rig.client, { issue: 'issue/2026/3', earlier: 'issue/2024/99' }, 'p-sup', { kind: 'repeated' }))).toBe('UNKNOWN_ISSUE');
    await linkIssues(rig.client, { issue: 'issue/2026/3', earlier: 'issue/elsewhere/1' }, 'p-sup', { kind: 'repeated' });
    await rig.client.act('issue/2026/3', 'p-team', { type: 'unlink', issue: 'issue/elsewhere/1', reason: '误关联' });

    const kept = await listProposals(rig.db, '2026');
    expect(kept.filter((one) => one.state !== 'open').map(({ issue, earlier, state, decidedBy, reason }) => `${issue} ${earlier} ${state} ${decidedBy} ${reason}`)).toEqual([
      'issue/2026/1 issue/2024/1 confirmed p-team 管网仍未接通',
      'issue/2026/2 issue/2024/2 confirmed p-sup null',
      'issue/2026/4 issue/elsewhere/2 rejected p-sup 另一镇另一管网',
    ]);
    expect((await roundCounts(rig.db, '2026')).lineage).toEqual({ linked: 2, kinds: { 'not-fixed': 1, rebounded: 1, repeated: 0 }, proposals: { open: 2, confirmed: 2, rejected: 1 } });
    expect(await rig.row('issue/2026/1')).toMatchObject({ lineage: [{ issue: 'issue/2024/1', kind: 'not-fixed' }] });

    const shown = await showIssue(rig.client, 'issue/2026/1', { person: 'p-team' });
    expect(shown.json).toMatchObject({ earlier: [{ issue: 'issue/2024/1', kind: 'not-fixed', title: SEWAGE }], later: [] });
    expect(shown.text).toContain(`关联以往问题：上次未整改到位 2024/1 ${SEWAGE}`);
    expect((await showIssue(rig.client, 'issue/2024/2', { person: null })).json.later).toMatchObject([{ issue: 'issue/2026/2', kind: 'rebounded', title: findings[1] }]);
    expect((await loadTimelines(rig.db, [first.issue], today)).get(first.issue)).toContain('关联以往问题** linked to an earlier finding · 王五：上次未整改到位：2024/1；相似度');
    const column = COLUMNS.find((one) => one.key === 'lineage');
    const entries = await registerEntries(rig.db, '2026', today);
    expect(entries.map((entry) => column?.value(entry))).toEqual(['上次未整改到位 2024/1', '反弹回潮 2024/2', null, null]);
    expect((await showRound(rig.client, '2026', { person: null })).text).toContain('与以往问题关联 2 个（上次未整改到位 1，反弹回潮 1，他处重复发生 0）；相似待确认 2，已否定 1');
    expect((await showRound(rig.client, '2024', { person: null })).json.recheckedBy).toEqual(['2026']);
  });

  test('is looked for again when an older round comes in later; what was decided stays', async () => {
    await open('oldest', '青石镇党委', addDays(today, -300), ['三会一课质量不高，记录事后补写']);
    expect(await proposeAgain(rig.db, '2026')).toBe(1);
    expect(await proposeAgain(rig.db, '2026')).toBe(0);
    const proposals = await listProposals(rig.db, '2026');
    expect(proposals.filter((one) => one.state === 'confirmed')).toHaveLength(2);
    expect(proposals.filter((one) => one.earlier === 'issue/oldest/1')).toMatchObject([{ issue: 'issue/2026/3', state: 'open' }]);
  });
});
