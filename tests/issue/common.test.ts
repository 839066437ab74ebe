import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reconcile } from '../../activities/reconcile.ts';
import { findCommon, showCommon } from '../../client/common-view.ts';
import { handOut } from '../../client/hand-out.ts';
import type { BulkItem } from '../../client/bulk.ts';
import { rebuild } from '../../client/rebuild.ts';
import { correctCommon, decideCommonCorrection } from '../../client/reword-common.ts';
import { splitOff } from '../../client/split-off.ts';
import { roundCounts } from '../../client/round-counts.ts';
import { loadRoundState } from '../../client/round-state.ts';
import { decideRound } from '../../domain/round/decide.ts';
import { applyToRound } from '../../domain/round/step.ts';
import { dayOf } from '../../domain/time.ts';
import { actorOf } from '../../ledger/actors.ts';
import { commonEvents } from '../../ledger/common.ts';
import { saveDirectory } from '../../ledger/directory.ts';
import { recordRoundStep } from '../../ledger/rounds.ts';
import { freshDatabase, type FreshDatabase } from '../../ledger/test-cluster.ts';
import { PEOPLE, POSTS } from '../rig-people.ts';
import { startRig, until, type Rig } from '../rig.ts';

const UNITS = ['finance', 'schools', 'roads', 'health'] as const;
type Unit = (typeof UNITS)[number];
const owner = (unit: Unit): string => `p-${unit}`;
const today = dayOf(Date.now());
const partId = (unit: Unit, number = '2'): string => `issue/c1/${number}.${unit}`;

let rig: Rig;
let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  rig = await startRig({ database });
  const units = [{ id: 'county', name: '临江县', superior: null }, ...UNITS.map((id) => ({ id, name: `县${id}局`, superior: 'county' }))];
  const people = UNITS.flatMap((unit) => [owner(unit), `h-${unit}`].map((id) => ({ id, name: id, email: `${id}@example.com` })));
  const posts = UNITS.map((unit) => ({ id: `${unit}-head`, title: '局长', unit, holders: [`h-${unit}`], heads: true }));
  await saveDirectory(rig.db, [...PEOPLE, ...people], [...POSTS, ...posts], today, units);
  await rig.openRound([{}, {}, {}], 'c1');
});
afterAll(async () => {
  await rig.close();
  await database.drop();
});

const code = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );
const give = (units: readonly Unit[], person = 'p-sup', number = '2') =>
  handOut(rig.client, { round: 'c1', number, person, units: units.map((unit) => ({ unit, owner: `person:${owner(unit)}` as const })), reason: '多个单位普遍存在' });
const close = async (unit: Unit): Promise<void> => {
  const id = partId(unit);
  if ((await rig.row(id)).status === 'assigned') await rig.act(id, owner(unit), { type: 'accept' });
  await rig.act(id, owner(unit), { type: 'add-evidence', sha256: 'c'.repeat(64), name: '制度.pdf', size: 9 });
  await rig.act(id, owner(unit), { type: 'submit-for-closure', rating: 'done', summary: '已整改' });
  await rig.act(id, 'p-sup', { type: 'sign', rating: 'done', note: '属实' });
  await rig.act(id, 'p-team', { type: 'sign', rating: 'done', note: '同意销号' });
};
const phase = async (): Promise<string | undefined> => (await findCommon(rig.db, 'c1', '2', today))?.row.phase;
const moments = async (): Promise<string[]> => (await commonEvents(rig.db, 'c1', '2')).map(({ type, unit }) => `${type} ${unit}`);
const told = async (): Promise<string[]> =>
  (await rig.db.selectFrom('delivery').select(['topic', 'recipient']).where('issue_id', '=', 'common/c1/2').orderBy('step').orderBy('recipient').execute()).map(({ topic, recipient }) => `${topic} ${recipient}`);

describe('a common issue on the engine', { timeout: 120_000 }, () => {
  test('an issue that nobody has begun goes to three units; each has a part of its own and answers for that only', async () => {
    expect(await code(give(['finance', 'schools'], 'p-owner'))).toBe('NOT_ALLOWED');
    expect(await code(give(['finance', 'schools'], 'p-head'))).toBe('NOT_ALLOWED');
    expect((await give(['finance', 'schools', 'roads'])).parts).toEqual([partId('finance'), partId('schools'), partId('roads')]);
    expect(await rig.events('issue/c1/2')).toEqual(['opened', 'handed-to-units']);
    expect(await rig.row(partId('roads'))).toMatchObject({ common_number: '2', common_unit: 'roads', head_ref: 'post:roads-head', owner_ref: 'person:p-roads', status: 'assigned' });
    expect((await moments()).toSorted()).toEqual(['unit-joined finance', 'unit-joined roads', 'unit-joined schools']);
    expect(await roundCounts(rig.db, 'c1')).toMatchObject({ total: 3, withdrawn: 0, common: { issues: 1, parts: 3, workflows: 5 } });
    // A unit's people act on their own part; the supervisors on all.
    expect(await code(rig.act(partId('schools'), owner('finance'), { type: 'accept' }))).toBe('NOT_ALLOWED');
    expect(await code(rig.act(partId('schools'), 'h-finance', { type: 'remind', note: '请抓紧' }))).toBe('NOT_ALLOWED');
    for (const unit of ['finance', 'schools', 'roads'] as const) await rig.act(partId(unit), 'p-sup', { type: 'remind', note: '请抓紧' });
    // Begun is begun; common is common.
    await rig.act('issue/c1/1', 'p-owner', { type: 'accept' });
    expect(await code(give(['finance', 'schools'], 'p-sup', '1'))).toBe('WRONG_STATUS');
    expect(await code(give(['finance'], 'p-sup', '2'))).toBe('PART_EXISTS');
    expect(await code(give(['finance'], 'p-sup', '9'))).toBe('UNKNOWN_ISSUE');
    // Whoever speaks to the round itself is told the same: the rule stands there, and what the ledger knows counts.
    const { title, category, kind } = await rig.client.issue('issue/c1/3');
    const parties = { owner: null, leader: null, head: null, superior: null };
    const due = { day: '2027-01-15', words: null };
    expect(await code(rig.client.actOnRound('c1', 'p-sup', { type: 'split-off', from: '1', number: '3', title, category, kind, parties, due, reason: '拆分' }))).toBe('NOT_SPLIT');
    expect(await code(rig.client.actOnRound('c1', 'p-sup', { type: 'hand-out', number: '2', title, category, kind, reason: '重复', parts: [{ unit: 'roads', parties, due }] }))).toBe('PART_EXISTS');
  });

  test('it is closed with its last part, open again with the first that rebounds, and closed again; the inspectors are told', async () => {
    await close('finance');
    await close('schools');
    expect(await phase()).toBe('open');
    expect((await showCommon(rig.db, 'c1', '2')).text).toContain('3个单位，已销号2个');
    await close('roads');
    expect(await phase()).toBe('closed');
    await rig.act(partId('schools'), 'p-team2', { type: 'record-look-back', result: 'rebounded', findings: '又出现白条', how: '现场' });
    expect(await phase()).toBe('open');
    expect((await moments()).slice(3)).toEqual(['common-closed roads', 'common-reopened schools']);
    await close('schools');
    expect(await phase()).toBe('closed');
    const heard = ['p-sup', 'p-team', 'p-team2'];
    expect(await told()).toEqual([...heard.map((one) => `common-closed ${one}`), ...heard.map((one) => `common-reopened ${one}`), ...heard.map((one) => `common-closed ${one}`)]);
  });

  test('what its moments told and has vanished is found, planned again and reported, once', async () => {
    const all = await told();
    await rig.db.deleteFrom('delivery').where('issue_id', '=', 'common/c1/2').where('topic', '=', 'common-reopened').execute();
    await rig.db.deleteFrom('delivery').where('issue_id', '=', 'common/c1/2').where('topic', '=', 'common-closed').where('recipient', '=', 'p-team').execute();
    const ofCommon = async () => (await reconcile({ db: rig.db }, { now: Date.now() })).findings.filter(({ issueId }) => issueId === 'common/c1/2').map(({ what }) => what);
    expect(await ofCommon()).toEqual(Array.from({ length: 5 }, () => 'missing'));
    expect(await told()).toEqual(all);
    expect(await ofCommon()).toEqual([]);
  });

  test('a unit that is added has to do it, too; one that is taken out, approved by another party, falls out', async () => {
    await give(['health']);
    expect(await phase()).toBe('open');
    await rig.act(partId('health'), 'p-sup', { type: 'withdraw', reason: '核查无此问题' });
    expect(await phase()).toBe('open');
    await rig.act(partId('health'), 'p-team', { type: 'approve-amendment' });
    expect(await phase()).toBe('closed');
    expect((await moments()).slice(-4)).toEqual(['unit-joined health', 'common-reopened health', 'unit-left health', 'common-closed health']);
    expect(await code(give(['health']))).toBe('PART_EXISTS');
    expect(await roundCounts(rig.db, 'c1')).toMatchObject({ total: 3, byStatus: { closed: 1 }, common: { parts: 4, workflows: 6, units: expect.arrayContaining([expect.objectContaining({ unit: 'health', withdrawn: 1 })]) } });
  });

  test('one new wording for all of its parts: proposed and approved part by part, each on record; the whole says so when the last one does', async () => {
    const of = { round: 'c1', number: '2' };
    const codes = (items: readonly BulkItem[]): string[] => items.map(({ issue, error }) => `${issue.slice('issue/c1/2.'.length)} ${error?.code ?? 'done'}`);
    const wanted = { title: '学用结合不紧密，制度不落实', reason: '文字有误' };
    const before = (await findCommon(rig.db, 'c1', '2', today))?.row.title;
    await rig.act(partId('roads'), 'p-sup', { type: 'correct', title: '另一种写法', reason: '文字有误' });
    expect(codes(await correctCommon(rig.client, { ...of, person: 'p-owner' }, wanted))).toEqual(['finance NOT_ALLOWED', 'roads NOT_ALLOWED', 'schools NOT_ALLOWED']);
    expect(codes(await correctCommon(rig.client, { ...of, person: 'p-sup' }, wanted))).toEqual(['finance done', 'roads AMENDMENT_PENDING', 'schools done']);
    // Two texts are not approved in one go.
    expect(await code(decideCommonCorrection(rig.client, { ...of, person: 'p-team' }, { approve: true }))).toBe('COMMON_WORDINGS_DIFFER');
    await rig.act(partId('roads'), 'p-team', { type: 'refuse-amendment', reason: '以全文为准' });
    expect(codes(await decideCommonCorrection(rig.client, { ...of, person: 'p-sup' }, { approve: true }))).toEqual(['finance FOUR_EYES', 'schools FOUR_EYES']);
    expect(codes(await decideCommonCorrection(rig.client, { ...of, person: 'p-team' }, { approve: true }))).toEqual(['finance done', 'schools done']);
    expect((await findCommon(rig.db, 'c1', '2', today))?.row.title).toBe(before);
    expect(codes(await correctCommon(rig.client, { ...of, person: 'p-sup' }, wanted))).toEqual(['roads done']);
    await decideCommonCorrection(rig.client, { ...of, person: 'p-team' }, { approve: true });
    expect((await findCommon(rig.db, 'c1', '2', today))?.row.title).toBe(wanted.title);
    expect((await moments()).at(-1)).toBe('common-reworded roads');
    expect((await rig.events(partId('finance'))).slice(-2)).toEqual(['amendment-proposed', 'corrected']);
    expect(await code(correctCommon(rig.client, { ...of, number: '9', person: 'p-sup' }, wanted))).toBe('UNKNOWN_ISSUE');
  });

  test('an issue that turned out to be two: what its approved correction split off is opened as an issue of its own', async () => {
    const split = () => splitOff(rig.client, { round: 'c1', from: '1', number: '11', person: 'p-sup', title: '另有一处台账缺失', reason: '实为两个问题' });
    expect(await code(split())).toBe('NOT_SPLIT');
    await rig.act('issue/c1/1', 'p-sup', { type: 'correct', split: ['11'], reason: '实为两个问题' });
    expect(await code(split())).toBe('NOT_SPLIT');
    await rig.act('issue/c1/1', 'p-team', { type: 'approve-amendment' });
    expect((await split()).issue).toBe('issue/c1/11');
    expect(await rig.row('issue/c1/11')).toMatchObject({ status: 'assigned', owner_ref: 'person:p-owner', title: '另有一处台账缺失', due_current: (await rig.row('issue/c1/1')).due_current });
    expect(await code(split())).toBe('NUMBER_TAKEN');
    expect(await roundCounts(rig.db, 'c1')).toMatchObject({ total: 4 });
  });

  test('who has seen the finding, by its version, hands it out; who saw an older one is told', async () => {
    const { seq } = await rig.row(await rig.openRound([{}], 'c2').then(([id = '']) => id));
    const asked = { round: 'c2', number: '1', person: 'p-sup', units: [{ unit: 'finance' }, { unit: 'roads' }], reason: '两个单位都有' };
    expect(await code(handOut(rig.client, asked, { seen: seq + 5 }))).toBe('STALE_VERSION');
    expect(await code(handOut(rig.client, asked, { seen: seq }))).toBe('done');
    expect((await findCommon(rig.db, 'c2', '1', today))?.parts.map(({ number }) => number)).toEqual(['1.finance', '1.roads']);
  });

  test('an engine that is lost knows every part again, opens what was handed out and not open yet, and goes on', async () => {
    // Broken off between its two acts: asked for again, it goes on where it was.
    await rig.act('issue/c1/3', 'p-sup', { type: 'hand-to-units', units: ['finance', 'schools'], reason: '普遍存在' });
    await rig.close();
    rig = await startRig({ database });
    const round = (await loadRoundState(rig.db, 'c1')).state;
    // Recorded, and the engine died before it opened anything.
    const parties = { owner: null, leader: null, head: null, superior: null };
    const act = { type: 'hand-out' as const, number: '2', title: '学用结合不紧密', category: '', kind: 'immediate' as const, reason: '漏列', parts: [{ unit: 'county', parties, due: null }] };
    const bodies = decideRound(round, act, { actor: await actorOf(rig.db, 'p-sup', today), now: Date.now() });
    await recordRoundStep(rig.db, applyToRound(round, bodies, 'p-sup', Date.now()));
    expect((await rebuild(rig.client, { dispatcher: null })).failed).toEqual([]);
    await until(async () => (await rig.events('issue/c1/2.county')).length > 0, 'the part to be opened');
    await until(async () => (await loadRoundState(rig.db, 'c1')).state.handingOut === null, 'the round to know');
    expect((await rig.client.issue(partId('roads'))).common).toEqual({ number: '2', unit: 'roads' });
    expect(await phase()).toBe('open');
    await rig.act(partId('roads'), 'p-team2', { type: 'record-look-back', result: 'rebounded', findings: '又坏了', how: '现场' });
    await close('roads');
    expect(await phase()).toBe('open');
    expect((await give(['finance', 'schools'], 'p-sup', '3')).parts).toHaveLength(2);
    expect(await rig.events('issue/c1/3')).toEqual(['opened', 'handed-to-units']);
  });
});
