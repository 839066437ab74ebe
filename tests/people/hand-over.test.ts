import { afterAll, beforeAll, expect, test } from 'vitest';
import { handOverAll } from '../../client/hand-over-all.ts';
import { appoint, recordLeaving } from '../../ledger/directory.ts';
import { dayOf } from '../../domain/time.ts';
import { startRig, type Rig } from '../rig.ts';

/** Who answers for an issue, on the real engine and ledger: vacant posts, hand-overs. */
let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const today = (): string => dayOf(Date.now());
const reason = '岗位调整，书面交接';

test('a vacant post climbs: who is above asks in its place, and signs once for both', async () => {
  const id = await rig.openIssue();
  await rig.act(id, 'p-owner', { type: 'accept' });
  const ask = { type: 'request-extension', to: dayOf(Date.now() + 90 * 86_400_000), reason } as const;
  await expect(rig.act(id, 'p-head', ask)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  await appoint(rig.db, 'leader', [], today());
  await appoint(rig.db, 'team', [], today());
  await expect(rig.act(id, 'p-head', ask)).resolves.toMatchObject({ events: ['extension-requested'] });
  await rig.act(id, 'p-owner', { type: 'add-evidence', sha256: 'a'.repeat(64), name: '纪要.pdf', size: 9 });
  await rig.act(id, 'p-owner', { type: 'submit-for-closure', rating: 'done', summary: '完成' });
  await expect(rig.act(id, 'p-sup', { type: 'sign', rating: 'done', note: '属实' })).resolves.toMatchObject({ status: 'closed', events: ['signed', 'signed', 'closed'] });
  await appoint(rig.db, 'leader', ['p-leader'], today());
  await appoint(rig.db, 'team', ['p-team', 'p-team2'], today());
});

test('a hand-over waits for three signatures; the owner stays who he was; unsigned, it climbs', async () => {
  const id = await rig.openIssue({ kind: 'dated' });
  await rig.act(id, 'p-owner', { type: 'accept' });
  await rig.act(id, 'p-owner', { type: 'propose-plan', measures: [{ id: 'm1', text: '修订制度', owner: 'p-owner', due: dayOf(Date.now() + 40 * 86_400_000) }] });
  await rig.act(id, 'p-sup', { type: 'approve-plan' });
  await expect(rig.act(id, 'p-head', { type: 'hand-over', to: 'p-second', reason })).resolves.toMatchObject({ events: ['hand-over-started', 'hand-over-signed'] });
  expect(await rig.row(id)).toMatchObject({ owner_ref: 'person:p-owner', hand_over_to: 'p-second' });
  // In one night where the day after the last one is a working day, in two where it is not.
  const climbed = async () => (await rig.events(id)).filter((type) => type === 'fell-due' || type === 'rung-opened');
  while (!(await climbed()).includes('rung-opened')) await rig.next(id);
  expect(await climbed()).toEqual(['fell-due', 'rung-opened']);
  const told = await rig.db.selectFrom('delivery').select(['recipient', 'role']).where('issue_id', '=', id).where('step', 'like', 'hand-over#%:T+1').orderBy('recipient').execute();
  expect(told.map((row) => `${row.recipient} ${row.role}`)).toEqual(['p-leader leader', 'p-owner owner', 'p-second successor', 'p-sup supervision']);
  await rig.act(id, 'p-owner', { type: 'sign-hand-over' });
  await expect(rig.act(id, 'p-owner', { type: 'sign-hand-over' })).rejects.toMatchObject({ code: 'HAND_OVER_SIGNED' });
  await expect(rig.act(id, 'p-second', { type: 'sign-hand-over' })).resolves.toMatchObject({ events: ['hand-over-signed', 'handed-over'] });
  expect(await rig.row(id)).toMatchObject({ owner_ref: 'person:p-second', hand_over_to: null, hand_over_by: null });
  expect((await rig.client.issue(id)).measures).toMatchObject([{ id: 'm1', owner: 'p-second' }]);
});

test('of one who has left: a superior signs in his stead, and the record says so', async () => {
  await rig.db.insertInto('person').values({ id: 'p-gone', name: '莫言平', email: null, left_on: null }).execute();
  const id = await rig.openIssue({ parties: { owner: 'person:p-gone', leader: 'post:leader', head: 'post:head', superior: null, supervision: 'post:sup', team: 'post:team' } });
  await rig.act(id, 'p-gone', { type: 'accept' });
  await rig.act(id, 'p-gone', { type: 'hand-over', to: 'p-second', reason });
  await recordLeaving(rig.db, 'p-gone', today());
  await rig.act(id, 'p-second', { type: 'sign-hand-over' });
  await rig.act(id, 'p-head', { type: 'cancel-hand-over', reason: '移交清单有误' });
  await rig.act(id, 'p-second', { type: 'report-progress', note: '先行接手' }).catch((error: unknown) => expect(error).toMatchObject({ code: 'NOT_ALLOWED' }));
  await rig.act(id, 'p-head', { type: 'hand-over', to: 'p-second', reason });
  await rig.act(id, 'p-second', { type: 'sign-hand-over' });
  const { body } = await rig.db.selectFrom('issue_event').select('body').where('issue_id', '=', id).where('type', '=', 'hand-over-signed').where('by', '=', 'p-head').orderBy('seq').executeTakeFirstOrThrow();
  expect(body).toEqual({ side: 'outgoing', inStead: true });
  expect((await rig.row(id)).owner_ref).toBe('person:p-second');
});

test('everything that a person owns: started, signed by each, issue by issue; run again, it goes on where it stopped', async () => {
  await rig.db.insertInto('person').values({ id: 'p-mover', name: '调任人', email: null, left_on: null }).execute();
  const parties = { owner: 'person:p-mover', leader: 'post:leader', head: 'post:head', superior: null, supervision: 'post:sup', team: 'post:team' } as const;
  const ids = await rig.openRound([{ parties }, { parties }, { parties }]);
  const both = { from: 'p-mover', to: 'p-second' };
  await rig.act(ids[0] ?? '', 'p-head', { type: 'hand-over', to: 'p-second', reason });
  const started = await handOverAll(rig.client, both, 'p-head', { type: 'hand-over', to: 'p-second', reason });
  expect([started.items.length, started.left]).toEqual([2, 1]);
  expect((await handOverAll(rig.client, both, 'p-head', { type: 'hand-over', to: 'p-second', reason })).items).toEqual([]);
  const again = await handOverAll(rig.client, both, 'p-head', { type: 'sign-hand-over' });
  expect(again.items.map((item) => item.error?.code)).toEqual(['HAND_OVER_SIGNED', 'HAND_OVER_SIGNED', 'HAND_OVER_SIGNED']);
  await handOverAll(rig.client, both, 'p-mover', { type: 'sign-hand-over' });
  const last = await handOverAll(rig.client, both, 'p-second', { type: 'sign-hand-over' });
  expect(last.items.map((item) => item.result?.events)).toEqual(ids.map(() => ['hand-over-signed', 'handed-over']));
  for (const id of ids) expect((await rig.row(id)).owner_ref).toBe('person:p-second');
});

test('what a leaver has still to do on issues of others goes with his own, issue by issue and on record, once a superior of those takes part', async () => {
  const due = dayOf(Date.now() + 40 * 86_400_000);
  const own = { owner: 'person:p-leader', leader: 'post:leader', head: 'post:head', superior: null, supervision: 'post:sup', team: 'post:team' } as const;
  const [id = '', planned = ''] = await rig.openRound([{ kind: 'dated' }, { kind: 'dated' }, { parties: own }]);
  const measure = (name: string, owner: string) => ({ id: name, text: '核对台账', owner, due });
  for (const one of [id, planned]) {
    await rig.act(one, 'p-owner', { type: 'accept' });
    await rig.act(one, 'p-owner', { type: 'propose-plan', measures: [measure('m1', 'p-owner'), measure('m2', 'p-leader'), measure('m3', 'p-leader')] });
  }
  await rig.act(id, 'p-sup', { type: 'approve-plan' });
  await rig.act(id, 'p-leader', { type: 'report-progress', note: '完成', measure: 'm3', done: true });
  const both = { from: 'p-leader', to: 'p-second' };
  // Neither of the two does it for himself: it is listed until a superior does.
  const started = await handOverAll(rig.client, both, 'p-leader', { type: 'hand-over', to: 'p-second', reason });
  expect(started.passed).toEqual([]);
  expect(started.measures.map(({ issue, measure: name }) => `${issue} ${name}`)).toEqual([`${id} m2`, `${planned} m2`, `${planned} m3`].toSorted());
  const signed = await handOverAll(rig.client, both, 'p-head', { type: 'sign-hand-over' });
  expect(signed.passed.map(({ issue, result }) => [issue, result?.events])).toEqual([id, planned].toSorted().map((one) => [one, ['measures-passed']]));
  expect(signed.measures).toEqual([]);
  const owners = async (one: string) => (await rig.client.issue(one)).measures.map(({ id: name, owner, done }) => `${name} ${owner}${done ? ' done' : ''}`);
  expect(await owners(id)).toEqual(['m1 p-owner', 'm2 p-second', 'm3 p-leader done']);
  await rig.act(planned, 'p-sup', { type: 'approve-plan' });
  expect(await owners(planned)).toEqual(['m1 p-owner', 'm2 p-second', 'm3 p-second']);
  const { body } = await rig.db.selectFrom('issue_event').select('body').where('issue_id', '=', id).where('type', '=', 'measures-passed').executeTakeFirstOrThrow();
  expect(body).toMatchObject({ from: 'p-leader', to: 'p-second', measures: ['m2'] });
  const told = await rig.db.selectFrom('delivery').select('recipient').where('issue_id', '=', id).where('topic', '=', 'measures-passed').orderBy('recipient').execute();
  expect(told.map(({ recipient }) => recipient)).toEqual(expect.arrayContaining(['p-owner', 'p-second', 'p-sup']));
  expect((await handOverAll(rig.client, both, 'p-head', { type: 'sign-hand-over' })).passed).toEqual([]);
});
