import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportPreview, ImportResult, ImportSettingsInput } from '../../client/api/imports.ts';
import { csvText } from '../../client/csv.ts';
import { bookOf } from '../../client/sheets/read-book.ts';
import { dayOf } from '../../domain/time.ts';
import { saveDirectory } from '../../ledger/directory.ts';
import { PARTIES } from '../rig-people.ts';
import { startRig, until, type Rig } from '../rig.ts';
import { ApiKit, type Answer, type Send } from './kit.ts';

let rig: Rig;
let kit: ApiKit;
let office: Send;
let owner: Send;

beforeAll(async () => {
  rig = await startRig();
  kit = await ApiKit.start(rig.client);
  // An office before its first round: by a round of its own here.
  await rig.openRound([{ title: '村级招待费超过标准' }], 'earlier');
  [office, owner] = [await kit.person('p-sup'), await kit.person('p-owner')];
}, 120_000);
afterAll(async () => {
  await kit?.close();
  await rig?.close();
}, 60_000);

const REPORT = readFileSync(new URL('../../samples/reports/township-one-line.txt', import.meta.url));
const form = (name: string, bytes: Uint8Array, settings: ImportSettingsInput = {}): FormData => {
  const body = new FormData();
  body.append('settings', JSON.stringify(settings));
  body.append('file', new Blob([new Uint8Array(bytes)]), name);
  return body;
};
const parties = { head: PARTIES.head, superior: PARTIES.superior, supervision: PARTIES.supervision, team: PARTIES.team };
const opened = async (round: string): Promise<void> => {
  await until(async () => {
    const { body } = await office('GET', `/api/rounds/${round}/opening`);
    return body['issues'] !== undefined && body['opened'] === body['issues'];
  }, `${round} to be open`);
};
const preview = ({ body }: Answer): ImportPreview => body as unknown as ImportPreview;

test('a report is previewed with what is doubtful, and nothing is written', async () => {
  const answer = await office('POST', '/api/imports/preview', form('通报.txt', REPORT));
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  const seen = preview(answer);
  if (seen.kind !== 'report') throw new Error('read as a register');
  expect(seen.head).toMatchObject({ feedback: '2022-06-10' });
  expect(seen.report.issues.map(({ n, status }) => [n, status])).toEqual([[1, 'done'], [2, 'in-progress'], [3, 'done'], [4, 'done']]);
  expect(seen.report.issues[1]).toMatchObject({ due: '2022-12-31', confidence: expect.any(String) });
  const { rounds } = (await office('GET', '/api/rounds')).body as { rounds: { id: string }[] };
  expect(rounds.map(({ id }) => id)).toEqual(['earlier']);
});

test('what was settled by hand is what the round is opened with, and stays on record beside what was printed', async () => {
  const seen = preview(await office('POST', '/api/imports/preview', form('通报.txt', REPORT)));
  const byHand = { changed: [{ n: 1, title: '耕地保护责任不落实', status: 'in-progress' as const, due: '2030-03-31' }, { n: 3, leaveOut: true }], added: [{ title: '另有一个问题', status: 'not-stated' as const }] };
  const settings = { round: 'wizard', title: '柳溪乡巡察整改', feedback: dayOf(Date.now()), parties, byHand, sha256: seen.file.sha256 };
  const answer = await office('POST', '/api/imports', form('通报.txt', REPORT, settings));
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  expect(answer.body).toMatchObject({ kind: 'report', round: 'wizard', issues: 4 });
  await opened('wizard');
  expect(await rig.row('issue/wizard/1')).toMatchObject({ title: '耕地保护责任不落实', status: 'rectifying', due_current: '2030-03-31' });
  expect(await rig.row('issue/wizard/5')).toMatchObject({ title: '另有一个问题', status: 'assigned' });
  expect(await rig.db.selectFrom('issue').select('number').where('round_id', '=', 'wizard').orderBy('number').execute()).toEqual([{ number: '1' }, { number: '2' }, { number: '4' }, { number: '5' }]);
  const { record } = await rig.db.selectFrom('round').select('record').where('id', '=', 'wizard').executeTakeFirstOrThrow();
  expect(record).toMatchObject({ printed: { length: 4 }, byHand: { changed: { length: 2 } } });
  expect((await office('POST', '/api/imports', form('通报.txt', REPORT, settings))).body).toMatchObject({ code: 'ROUND_EXISTS' });
});

test('what was settled by hand is not carried over to another file', async () => {
  const answer = await office('POST', '/api/imports', form('别的.txt', REPORT, { round: 'other', sha256: 'a'.repeat(64) }));
  expect(answer.body).toMatchObject({ status: 422, code: 'IMPORT_OTHER_FILE' });
});

test('likeness to an earlier round is shown with its score, and confirmed by a person', async () => {
  const { proposals } = (await office('GET', '/api/rounds/wizard/lineage')).body as { proposals: { issue: string; earlier: string; score: number; state: string }[] };
  expect(proposals).toEqual([expect.objectContaining({ issue: 'issue/wizard/4', earlier: 'issue/earlier/1', state: 'open', score: expect.any(Number) })]);
  expect((await owner('GET', '/api/rounds/wizard/lineage')).status).toBe(404);
  expect(await office('POST', '/api/issues/wizard/4/lineage', { decision: 'confirm', earlier: 'issue/earlier/1' })).toMatchObject({ status: 200, body: { events: ['linked'] } });
  expect((await office('POST', '/api/issues/wizard/4/lineage', { decision: 'reject', earlier: 'issue/earlier/1', reason: '不是一回事' })).body).toMatchObject({ code: 'NO_PROPOSAL' });
});

const HEAD = ['编号', '事情', '方面', '整改期限', '责任人'];
const table = new TextEncoder().encode(csvText([HEAD, ['1', '公章管理不规范', '内控', '2030年6月底前', '张三'], ['2', '接待超标', '廉政', '2030年2月30日', '']]));

test('a register: what cannot be guessed is asked for, the columns are mended and remembered, what fails comes back as a workbook', async () => {
  const first = await office('POST', '/api/imports/preview', form('台账.csv', table));
  expect(first.body).toMatchObject({ status: 422, code: 'REGISTER_NO_TITLE_COLUMN' });
  const layout = { headerRow: 1, columns: { A: 'number', B: 'title', C: 'category', D: 'due', E: 'owner' } };
  const seen = preview(await office('POST', '/api/imports/preview', form('台账.csv', table, { layout })));
  if (seen.kind !== 'register') throw new Error('read as a report');
  expect(seen.head.feedback).toBeNull();
  expect(seen.register.counts).toMatchObject({ new: 1, failed: 1 });
  const missing = await office('POST', '/api/imports', form('台账.csv', table, { round: 'sheet', layout, parties, unit: '青石镇党委' }));
  expect(missing.body).toMatchObject({ status: 422, code: 'REGISTER_NO_FEEDBACK_DATE' });
  const taken = (await office('POST', '/api/imports', form('台账.csv', table, { round: 'sheet', layout, parties, unit: '青石镇党委', feedback: '2026-11-02' }))).body as unknown as ImportResult;
  if (taken.kind !== 'register') throw new Error('taken in as a report');
  expect(taken).toMatchObject({ round: 'sheet', issues: 1 });
  await opened('sheet');
  const book = await bookOf(Buffer.from(taken.register.files.failed ?? '', 'base64'), '未导入.xlsx');
  expect(book.tables[0]?.rows.flat().filter((cell) => cell === '接待超标')).toHaveLength(1);
  // The header is known from now on.
  const again = preview(await office('POST', '/api/imports/preview', form('台账.csv', table, { round: 'sheet' })));
  expect(again.kind === 'register' ? again.register.counts : null).toMatchObject({ same: 1, failed: 1 });
});

test('a report: a finding for which several units are named is proposed as a common issue, handed out where somebody says so, and not where it was left out', async () => {
  const units = [{ id: 'finance', name: '县财政局', superior: null }, { id: 'schools', name: '县教育局', superior: null }];
  await saveDirectory(rig.db, [], [], '2026-11-02', units);
  const text = '中共柳溪县委关于巡察整改进展情况的通报\n2026年11月2日，县委巡察组反馈了巡察意见。\n一、巡察反馈问题整改情况\n（一）公务接待普遍超标。责任单位：县财政局、县教育局。整改情况：正在整改，2030年6月底前完成。\n（二）差旅费报销不规范。责任单位：县财政局。整改情况：已完成。\n';
  const bytes = new TextEncoder().encode(text);
  const seen = preview(await office('POST', '/api/imports/preview', form('通报.txt', bytes)));
  if (seen.kind !== 'report') throw new Error('read as a register');
  expect(seen.report.common.map(({ number, units: named }) => [number, named.map(({ name }) => name)])).toEqual([['1', ['县财政局', '县教育局']]]);
  const settings: ImportSettingsInput = { round: 'several', feedback: '2026-11-02', parties, handOut: ['1'] };
  const leftOut = await office('POST', '/api/imports', form('通报.txt', bytes, { ...settings, byHand: { changed: [{ n: 1, leaveOut: true }] } }));
  expect(leftOut.body).toMatchObject({ code: 'IMPORT_NOT_COMMON' });
  const taken = await office('POST', '/api/imports', form('通报.txt', bytes, settings));
  expect(taken.body, JSON.stringify(taken.body)).toMatchObject({ kind: 'report', handedOut: ['1'], issues: 2 });
  await opened('several');
  expect(await rig.db.selectFrom('issue').select('number').where('round_id', '=', 'several').orderBy('number').execute()).toEqual(['1.finance', '1.schools', '2'].map((number) => ({ number })));
});

test('who is no office imports nothing; a file that is none of these is refused in words; files of the server cannot be named', async () => {
  expect((await owner('POST', '/api/imports/preview', form('通报.txt', REPORT))).status).toBe(403);
  const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  expect((await office('POST', '/api/imports/preview', form('扫描件.pdf', picture))).body).toMatchObject({ status: 415, code: 'IMPORT_KIND' });
  expect((await office('POST', '/api/imports', form('通报.txt', REPORT, { round: 'x', policy: './package.json' }))).body).toMatchObject({ code: 'POLICY_UNKNOWN' });
  expect((await office('POST', '/api/imports/preview', { settings: {} })).body).toMatchObject({ status: 415 });
});
