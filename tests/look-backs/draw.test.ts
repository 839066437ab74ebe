import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeMail } from '../../activities/notice-text.ts';
import { announceDraw, commitToDraw, revealDraw } from '../../client/look-backs/draws.ts';
import { drawOverview } from '../../client/look-backs/draw-overview.ts';
import { redraw } from '../../client/look-backs/redraw.ts';
import { dayOf, HOUR_MS, type Instant } from '../../domain/time.ts';
import { cancelAbsence, recordAbsence } from '../../ledger/absences.ts';
import { claimDue } from '../../ledger/delivery-claims.ts';
import { historyHead, sealedPosition, tellOfLapsedDraws } from '../../ledger/draws.ts';
import { listLookBacks } from '../../ledger/look-backs.ts';
import { startRig, until, type Rig } from '../rig.ts';

let rig: Rig;
let ids: string[];
/** The instant of the draw: in the past of the machine's clock for the issues, in the future for who announces. */
let instant: Instant;
beforeAll(async () => {
  rig = await startRig();
  // A draw is announced days ahead: everybody was in post then.
  await rig.db.updateTable('post_holder').set({ from_day: '2020-01-01' }).execute();
  // Ten of one kind are closed, one of another is, and one is still being put right.
  ids = await rig.openRound(Array.from({ length: 12 }, (_, at) => ({ category: at === 10 ? '组织建设' : '作风建设' })));
  for (const id of ids.slice(0, 11)) await rig.closeIssue(id);
}, 120_000);
afterAll(() => rig.close());

const SECRET = 'bb41a7c2d93e4f5061728394a5b6c7d8';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const announced = async (at: Instant): Promise<string> => (await announceDraw(rig.client, { round: 'r1', instant, sharePercent: 20, strata: ['category'] }, { person: 'p-sup', at })).id;
const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (error: Error & { code?: string }) => error.code ?? error.message);
const AHEAD = 80 * HOUR_MS;
/** Who was told of a draw's step, by person. */
const told = async (id: string, topic: string): Promise<readonly string[]> =>
  (await rig.db.selectFrom('delivery').select('recipient').where('issue_id', '=', id).where('topic', '=', topic).orderBy('recipient').execute()).map((row) => row.recipient);
const AFTER = { person: 'p-team' };

test('announced, committed to, revealed: a fifth of every stratum gets its look-back, and anybody can repeat it', { timeout: 120_000 }, async () => {
  instant = Date.now() + 2_000;
  const before = instant - AHEAD;
  const id = await announced(before);
  expect(id).toBe('draw/r1/1');
  expect(await codeOf(announced(before + 1))).toBe('DRAW_OPEN');
  expect(await codeOf(commitToDraw(rig.client, id, sha256(SECRET), { person: 'p-sup', at: before + 2 }))).toBe('NOT_ALLOWED');
  expect(await codeOf(commitToDraw(rig.client, id, 'ABC', { person: 'p-team', at: before + 2 }))).toBe('INVALID_COMMITMENT');
  expect(await codeOf(commitToDraw(rig.client, id, sha256(SECRET), { person: 'p-team', at: instant - 23 * HOUR_MS }))).toBe('DRAW_COMMIT_LATE');
  await commitToDraw(rig.client, id, sha256(SECRET), { person: 'p-team', at: instant - 30 * HOUR_MS });
  expect(await codeOf(commitToDraw(rig.client, id, sha256(`${SECRET}!`), { person: 'p-team2', at: instant - 29 * HOUR_MS }))).toBe('DRAW_COMMITTED');
  expect(await codeOf(revealDraw(rig.client, id, SECRET, { ...AFTER, at: instant - 1 }))).toBe('DRAW_REVEAL_EARLY');
  await until(async () => Date.now() > instant, 'the announced instant');
  expect(await codeOf(revealDraw(rig.client, id, `${SECRET}!`, AFTER))).toBe('DRAW_SECRET_WRONG');
  expect(await codeOf(revealDraw(rig.client, id, SECRET, { ...AFTER, at: instant + 73 * HOUR_MS }))).toBe('DRAW_REVEAL_LATE');
  const { draw, planned, notPlanned } = await revealDraw(rig.client, id, SECRET, AFTER);
  expect(draw.revealed?.candidates.map(({ issue }) => issue)).toEqual(ids.slice(0, 11).toSorted());
  expect(planned).toEqual(draw.revealed?.drawn);
  expect(notPlanned).toEqual([]);
  expect(planned.length).toBe(3);
  expect(planned).toContain(ids[10]);
  // Repeated by hand, as docs/draws.md says.
  const seed = sha256(`${SECRET}\n${draw.revealed?.head.digest}\nr1`);
  const tickets = ids.slice(0, 10).map((issue) => ({ issue, ticket: sha256(`${seed}\n${issue}`) }));
  const byHand = tickets.toSorted((a, b) => (a.ticket < b.ticket ? -1 : 1)).slice(0, 2);
  expect(new Set(planned)).toEqual(new Set([...byHand.map(({ issue }) => issue), ids[10]]));
  expect(await redraw(rig.client, id)).toMatchObject({ same: true });
  // The heads heard of the draw before, and of who is drawn with it.
  expect(await told(id, 'draw-announced')).toEqual(['p-head', 'p-sup', 'p-team', 'p-team2']);
  expect(await told(id, 'draw-committed')).toEqual(['p-sup', 'p-team', 'p-team2']);
  expect(await told(id, 'draw-revealed')).toEqual(['p-head', 'p-sup', 'p-team', 'p-team2']);
  const { mails } = await claimDue(rig.db, { now: Date.now() + 400 * HOUR_MS, wallNow: Date.now(), leaseMs: 60_000, limit: 100, channel: 'mail', closedRounds: [] });
  const head = mails.filter((mail) => mail.to.id === 'p-head').map((mail) => writeMail(mail, Date.now()).text).join('\n');
  expect(head).toContain('【通知】回头看抽签 r1/1');
  expect(head).toContain(`${draw.revealed?.candidates.length}个已销号问题中抽中3个`);
  // Every drawn issue says so in the calendar, and the team hears of it.
  const calendar = await listLookBacks(rig.db, { by: '2099-12-31', cause: 'draw', limit: 100 });
  expect(calendar.map((row) => row.issue).toSorted()).toEqual(planned);
  expect(calendar.every((row) => row.source === id && row.overdueSince === null && row.n === 3)).toBe(true);
  expect((await rig.db.selectFrom('delivery').select('recipient').where('topic', '=', 'look-back-planned').where('issue_id', '=', ids[10] ?? '').execute()).map((row) => row.recipient)).toContain('p-team2');
});

test('what those who know the secret do after committing to it does not count; what others do, does', async () => {
  const committed = { at: 0, knowers: ['p-team', 'p-team2'] };
  const head = async (): Promise<string> => (await historyHead(rig.db, { instant: Date.now() + HOUR_MS, through: await sealedPosition(rig.db) }, committed)).digest;
  const correct = { type: 'correct', title: '个别村务公开不及时', reason: '文字有误' } as const;
  const before = await head();
  await rig.act(ids[11] ?? '', 'p-team', correct);
  expect(await head()).toBe(before);
  // Nor what a deputy does in their name.
  const today = dayOf(Date.now());
  const leave = await recordAbsence(rig.db, { person: 'p-team', deputy: 'p-second', from: today, last: today, reason: '外出' }, { by: 'p-sup', at: Date.now() });
  await rig.act(ids[11] ?? '', 'p-second', { type: 'record-outcome', kind: 'rule', count: 1, source: '通报' }, { onBehalfOf: 'p-team' });
  await cancelAbsence(rig.db, leave, { from: today, reason: '返岗' }, { by: 'p-sup', at: Date.now() });
  expect(await head()).toBe(before);
  await rig.act(ids[11] ?? '', 'p-sup', { type: 'approve-amendment' });
  expect(await head()).not.toBe(before);
});

test('again with the same secret nothing is drawn or planned twice; what happens later does not change the draw', async () => {
  const before = await rig.db.selectFrom('issue_event').select('seq').where('type', '=', 'look-back-planned').execute();
  const { planned } = await revealDraw(rig.client, 'draw/r1/1', SECRET, AFTER);
  expect(planned.length).toBe(3);
  expect((await rig.db.selectFrom('issue_event').select('seq').where('type', '=', 'look-back-planned').execute()).length).toBe(before.length);
  expect(await codeOf(revealDraw(rig.client, 'draw/r1/1', 'another secret of some length', AFTER))).toBe('DRAW_REVEALED');
  await rig.closeIssue(ids[11] ?? '');
  expect(await redraw(rig.client, 'draw/r1/1')).toMatchObject({ same: true });
  expect((await drawOverview(rig.db, Date.now()))[0]).toMatchObject({ standing: 'drawn', planned: 3, done: 0 });
});

test('a draw cannot be changed with SQL; where a superuser did, the redraw says what was changed', async () => {
  await expect(sql`update draw_event set body = body`.execute(rig.db)).rejects.toThrow(/append-only/);
  await expect(sql`delete from draw_event`.execute(rig.db)).rejects.toThrow(/append-only/);
  const broken = async (change: ReturnType<typeof sql>, mend: ReturnType<typeof sql>): Promise<string[]> => {
    for (const table of ['draw_event', 'issue_event']) await sql`alter table ${sql.table(table)} disable trigger user`.execute(rig.db);
    await change.execute(rig.db);
    const { checks, same } = await redraw(rig.client, 'draw/r1/1');
    await mend.execute(rig.db);
    for (const table of ['draw_event', 'issue_event']) await sql`alter table ${sql.table(table)} enable trigger user`.execute(rig.db);
    expect(same).toBe(false);
    return checks.filter(({ ok }) => !ok).map(({ check }) => check);
  };
  await sql`create table kept as select * from draw_event`.execute(rig.db);
  const mend = sql`update draw_event set body = kept.body from kept where kept.draw_id = draw_event.draw_id and kept.seq = draw_event.seq`;
  const revealed = (change: string) => sql`update draw_event set body = ${sql.raw(change)} where type = 'revealed'`;
  expect(await broken(revealed(`body #- '{candidates,0}'`), mend)).toContain('candidates');
  expect(await broken(revealed(`jsonb_set(body, '{drawn,0}', '"issue/r1/999"')`), mend)).toEqual(['drawn']);
  expect(await broken(revealed(`jsonb_set(body, '{secret}', '"a secret chosen afterwards"')`), mend)).toContain('secret');
  expect(await broken(sql`update draw_event set body = jsonb_set(body, '{sharePercent}', '50') where type = 'announced'`, mend)).toEqual(['drawn']);
  const history = await broken(sql`update issue_event set body = body || '{"note":"别的"}' where issue_id = ${ids[0]} and type = 'signed'`, sql`update issue_event set body = body || '{"note":"现场核实"}' where issue_id = ${ids[0]} and type = 'signed'`);
  expect(history).toEqual(expect.arrayContaining(['history', 'seed']));
  await sql`drop table kept`.execute(rig.db);
});

test('a secret kept back makes the draw void, for all to see, and it is announced again; a secret is used once', async () => {
  const first = instant;
  instant = first + 200 * HOUR_MS;
  const id = await announced(instant - AHEAD);
  const other = sha256('the secret that nobody reveals');
  expect(await codeOf(commitToDraw(rig.client, id, sha256(SECRET), { person: 'p-team', at: instant - 30 * HOUR_MS }))).toBe('DRAW_SECRET_USED');
  await commitToDraw(rig.client, id, other, { person: 'p-team', at: instant - 30 * HOUR_MS });
  const later = instant + 73 * HOUR_MS;
  expect((await drawOverview(rig.db, later)).at(-1)).toMatchObject({ id, standing: 'void', why: 'not-revealed' });
  // Nobody has to say that it lapsed; it is told once, however often the nightly search looks.
  expect([await tellOfLapsedDraws(rig.db, instant), await tellOfLapsedDraws(rig.db, later), await tellOfLapsedDraws(rig.db, later + HOUR_MS)]).toEqual([0, 4, 0]);
  expect(await told(id, 'draw-void')).toEqual(['p-sup', 'p-superior', 'p-team', 'p-team2']);
  expect(await codeOf(redraw(rig.client, id))).toBe('DRAW_NOT_REVEALED');
  instant = later + AHEAD + 1;
  const again = await announced(later + 1);
  expect((await drawOverview(rig.db, later + 2)).at(-1)).toMatchObject({ id: again, standing: 'announced', announced: { inPlaceOf: id } });
  // Nobody did anything since: whoever commits now could know the history already.
  await commitToDraw(rig.client, again, sha256('another secret of some length'), { person: 'p-team', at: instant - 30 * HOUR_MS });
  expect(await codeOf(revealDraw(rig.client, again, 'another secret of some length', { ...AFTER, at: instant }))).toBe('DRAW_VOID');
  expect((await drawOverview(rig.db, instant)).at(-1)).toMatchObject({ standing: 'void', why: 'foreseeable' });
});
