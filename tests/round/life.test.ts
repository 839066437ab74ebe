import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadPolicy } from '../../client/policies.ts';
import { roundCounts } from '../../client/round-counts.ts';
import { showRound } from '../../client/round-view.ts';
import { loadRoundState } from '../../client/round-state.ts';
import type { RoundActInput } from '../../domain/round/act-schema.ts';
import type { RoundState } from '../../domain/round/state.ts';
import { addDays, dayOf, HOUR_MS, startOfDay, type Day } from '../../domain/time.ts';
import { appoint } from '../../ledger/directory.ts';
import { listDeliveries } from '../../ledger/delivery-lists.ts';
import { makeRoundId } from '../../workflows/messages.ts';
import { startRig, until, type Rig } from '../rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ policy: await loadPolicy('default') });
});
afterAll(() => rig.close());

const stateOf = async (round: string): Promise<RoundState> => (await loadRoundState(rig.db, round)).state;
const act = (round: string, person: string, what: RoundActInput, key?: string) =>
  rig.client.actOnRound(round, person, what, { at: rig.travel.now(makeRoundId(round)), ...(key === undefined ? {} : { key }) });
const code = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );
const plan = { type: 'submit-plan', summary: '整改方案' } as const;
const review = (grade: 'good' | 'poor') => ({ type: 'review-plan', grade, note: '逐条对照' }) as const;

/** Goes from wake to wake until nine in the morning of a day. */
const passTo = async (round: string, day: Day): Promise<void> => {
  const [id, end] = [makeRoundId(round), startOfDay(day) + 9 * HOUR_MS];
  for (;;) {
    const row = await rig.db.selectFrom('round').select(['next_at', 'seq']).where('id', '=', round).executeTakeFirstOrThrow();
    if (row.next_at === null || row.next_at > end) break;
    await rig.travel.toWake(id, row.next_at);
    await until(async () => (await rig.db.selectFrom('round').select('seq').where('id', '=', round).executeTakeFirstOrThrow()).seq > row.seq, 'the round to wake');
  }
  await rig.travel.jump(id, end);
};
const stepsOf = async (round: string): Promise<string[]> =>
  (await listDeliveries(rig.db, { roundId: round, limit: 1000 })).filter((row) => row.issueId === makeRoundId(round)).map((row) => `${row.recipient} ${row.step.replace(/^.*:/, '')} ${row.state}`);

describe('a round on the engine', { timeout: 120_000 }, () => {
  test('its acts are answered when recorded, once a key, by whom the rules allow; its notices follow', async () => {
    await rig.openRound([{}], 'r1');
    expect((await stepsOf('r1')).toSorted()).toEqual(['p-head 1 planned', 'p-head T-10 planned', 'p-head T-5 planned']);
    expect(await code(act('r1', 'p-team', plan))).toBe('NOT_ALLOWED');
    expect(await act('r1', 'p-head', plan, 'k1')).toMatchObject({ seq: 2, events: ['round-plan-submitted'] });
    expect(await act('r1', 'p-head', plan, 'k1')).toMatchObject({ seq: 2, events: ['round-plan-submitted'] });
    // Recorded before answered.
    expect((await stateOf('r1')).plan).toMatchObject({ due: null, submission: { n: 1, by: 'p-head' } });
    expect(await stepsOf('r1')).toContain('p-head T-5 withdrawn');
    expect(await code(act('r1', 'p-head', review('good')))).toBe('NOT_ALLOWED');
    await act('r1', 'p-team', review('poor'));
    expect((await stateOf('r1')).plan).toMatchObject({ returns: 1, due: { day: expect.any(String) } });
    await act('r1', 'p-head', plan);
    expect(await code(rig.client.actOnRound('r1', 'p-team', review('good'), { seen: 2 }))).toBe('STALE_VERSION');
    await act('r1', 'p-team', review('good'));
    expect(await code(act('r1', 'p-head', plan))).toBe('PLAN_BOUND');
    expect(await code(act('nowhere', 'p-head', plan))).toBe('UNKNOWN_ROUND');
    const shown = await showRound(rig.client, 'r1', { person: 'p-head' });
    expect(shown.json).toMatchObject({ phase: 'concentrated', plan: { grade: 'good' }, may: ['submit-plan', 'submit-report', 'record-outcome', 'reverse-outcome', 'acknowledge'] });
    expect(shown.text).toContain('整改方案审核通过 · 王五：评定好；逐条对照');
  });

  test('silence climbs the ladder; a poor grade takes the open issues into a second period', async () => {
    const [silent = '', done = ''] = await rig.openRound([{}, {}], 'r2');
    await rig.closeIssue(done);
    const { milestones } = await stateOf('r2');
    const due = milestones.find((one) => one.id === 'plan-due')?.day ?? '';
    await passTo('r2', addDays(due, 10));
    const told = await stepsOf('r2');
    expect(told).toEqual(expect.arrayContaining(['p-head T+1 planned', 'p-superior T+5 planned', 'p-sup T+5 planned']));
    await act('r2', 'p-head', { type: 'acknowledge', step: `round-plan#1:T+5` });
    const confirmed = await rig.db.selectFrom('delivery').select('acknowledged_at').where('issue_id', '=', 'round/r2').where('recipient', '=', 'p-head').where('step', '=', 'round-plan#1:T+5').executeTakeFirstOrThrow();
    expect(confirmed.acknowledged_at).not.toBeNull();
    await act('r2', 'p-head', plan);
    await act('r2', 'p-team', review('good'));
    const end = milestones.find((one) => one.id === 'concentrated-end')?.day ?? '';
    await passTo('r2', addDays(end, 3));
    await act('r2', 'p-sup', { type: 'assess', grade: 'poor', note: '整改不力' });
    await until(async () => (await rig.events(silent)).includes('term-renewed'), 'the open issue to be told');
    await until(async () => (await stateOf('r2')).renewing === null, 'the round to have told them');
    const { term } = await stateOf('r2');
    expect(term).toMatchObject({ n: 2, over: false });
    expect(await rig.row(silent)).toMatchObject({ due_current: term.end });
    expect(await rig.events(done)).not.toContain('term-renewed');
    const events = (await loadRoundState(rig.db, 'r2')).stored.events.map((event) => event.type);
    expect(events.slice(-4)).toEqual(['round-assessed', 'round-term-begun', 'round-look-backs-forced', 'round-issues-told']);
  });

  test('petitions, persons and money of the round itself count in its figures, with those of its issues, also when it is closed', async () => {
    const [issue = ''] = await rig.openRound([{}], 'r3');
    await act('r3', 'p-head', { type: 'record-outcome', kind: 'petition-received', count: 12, source: '县信访局' });
    await act('r3', 'p-team', { type: 'record-outcome', kind: 'accountability', count: 2, form: 1, sanction: 'admonition', source: '县纪委' });
    const { seq } = await act('r3', 'p-sup', { type: 'record-outcome', kind: 'recovered', fen: 10_050, source: '县财政局' });
    await rig.act(issue, 'p-sup', { type: 'record-outcome', kind: 'recovered', fen: 7, source: '县财政局' });
    expect((await roundCounts(rig.db, 'r3')).outcomes).toMatchObject({ petitions: { received: 12 }, accountability: { persons: 2, forms: { 1: 2 }, sanctions: { admonition: 2 } }, recoveredFen: 10_057 });
    await act('r3', 'p-sup', { type: 'reverse-outcome', entry: seq, reason: '计入他轮' });
    expect((await roundCounts(rig.db, 'r3')).outcomes.recoveredFen).toBe(7);
    expect((await showRound(rig.client, 'r3', { person: null })).text).toContain(`成果 第${seq}号 挽回损失100.50元；据县财政局（已冲销）`);
    // Closed, its workflow is gone; what others decide is still recorded, once a key, and nothing else is.
    await rig.client.engine.workflow.getHandle(makeRoundId('r3')).terminate('closed');
    const closed = { round_id: 'r3', seq: seq + 2, at: Date.now(), by: 'system', type: 'round-closed', body: '{}' };
    await rig.db.insertInto('round_event').values(closed).execute();
    await rig.db.updateTable('round').set({ status: 'closed', seq: closed.seq }).where('id', '=', 'r3').execute();
    const settled = { type: 'record-outcome', kind: 'petition-settled', count: 11, source: '县信访局' } as const;
    expect(await rig.client.actOnRound('r3', 'p-sup', settled, { key: 'late' })).toMatchObject({ status: 'closed', events: ['round-outcome-recorded'] });
    expect((await roundCounts(rig.db, 'r3')).outcomes.petitions).toEqual({ received: 12, settled: 11 });
    expect(await code(rig.client.actOnRound('r3', 'p-head', plan))).toBe('ROUND_CLOSED');
  });

  test('a vacant seat of the round is acted from by the next one up, who then judges nothing of it', async () => {
    await rig.openRound([{}], 'r4');
    const today = dayOf(rig.travel.now(makeRoundId('r4')));
    expect(await code(act('r4', 'p-superior', plan))).toBe('NOT_ALLOWED');
    await appoint(rig.db, 'head', [], today);
    expect((await showRound(rig.client, 'r4', { person: 'p-superior' })).json.may).toContain('submit-plan');
    expect(await act('r4', 'p-superior', plan)).toMatchObject({ events: ['round-plan-submitted'] });
    await appoint(rig.db, 'team', [], today);
    // Nobody sits in the team: the supervision office reviews, as it does anyway, and for the team as well.
    expect(await act('r4', 'p-sup', review('good'))).toMatchObject({ events: ['round-plan-bound'] });
    await appoint(rig.db, 'superior', [], today);
    // Now the office hands in for the unit as well; then it does not assess.
    await act('r4', 'p-sup', { type: 'submit-report', summary: '进展' });
    await passTo('r4', addDays((await stateOf('r4')).term.end, 3));
    expect(await code(act('r4', 'p-sup', { type: 'assess', grade: 'good', note: '好' }))).toBe('FOUR_EYES');
    for (const [post, holders] of [['head', ['p-head']], ['team', ['p-team', 'p-team2']], ['superior', ['p-superior']]] as const) await appoint(rig.db, post, holders, today);
  });
});
