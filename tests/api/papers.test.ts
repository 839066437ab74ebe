import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HuitoukanClient } from '../../client/client.ts';
import type { ReportPage } from '../../client/api/routes/reports.ts';
import { makeDossier } from '../../client/dossier/dossier.ts';
import { readDocx } from '../../client/import/readers/docx-reader.ts';
import { openSafeZip } from '../../client/import/safe-zip.ts';
import type { PaperLine } from '../../client/letters/list-papers.ts';
import { storeEvidence } from '../../ledger/evidence.ts';
import { listExports } from '../../ledger/exports.ts';
import { PaperRound } from '../paper-round.ts';
import { ApiKit, type Send } from './kit.ts';

/** Papers, dossiers and reports over HTTP, out of the ledger alone: no engine runs here. */
const [CLOSED, SILENT, WITHHELD] = ['1', '2', '3'] as const;
let paper: PaperRound;
let kit: ApiKit;
let office: Send;
let team: Send;
let cookie: string;

beforeAll(async () => {
  paper = await PaperRound.open([{ title: '理论学习流于形式' }, { title: '公务接待清单要素不全' }, { title: '一宗在办案件' }]);
  kit = await ApiKit.start({ ledger: paper.db } as unknown as HuitoukanClient, { now: () => paper.now });
  const stored = await storeEvidence(paper.db, kit.evidence, [Buffer.from('补学记录')], paper.now);
  await paper.act(CLOSED, 'p-owner', { type: 'accept' });
  await paper.act(CLOSED, 'p-owner', { type: 'add-evidence', ...stored, name: '补学记录.txt' });
  await paper.act(CLOSED, 'p-owner', { type: 'report-progress', note: '对村民王大山反映的事项已答复' });
  await paper.act(CLOSED, 'p-owner', { type: 'submit-for-closure', rating: 'done', summary: '张三牵头补学四次' });
  await paper.act(CLOSED, 'p-sup', { type: 'sign', rating: 'done', note: '属实' });
  await paper.act(CLOSED, 'p-team', { type: 'sign', rating: 'done', note: '同意销号' });
  await paper.close(WITHHELD);
  await paper.act(WITHHELD, 'p-head', { type: 'propose-withholding', ground: 'case-under-way', reason: '县纪委正在办理' });
  // Nobody takes the second: its ladder climbs, and its letters get their numbers when they are claimed.
  await paper.pass(60);
  await paper.claim();
  [office, team] = (await Promise.all(['p-sup', 'p-team'].map(async (person) => await kit.person(person)))) as [Send, Send];
  cookie = await kit.cookiesOf('p-sup');
}, 60_000);
afterAll(async () => {
  await kit?.close();
  await paper?.drop();
});

const papersAt = async (who: Send, path: string): Promise<readonly PaperLine[]> => (await who('GET', path)).body['papers'] as PaperLine[];
const wordsOf = async (bytes: Uint8Array): Promise<string> => (await readDocx(bytes, 'x.docx')).lines.map(({ text }) => text).join('\n');
const logged = async (person: string): Promise<readonly string[]> => ((await office('GET', `/api/access-log?person=${person}`)).body['entries'] as { action: string }[]).map(({ action }) => action);

describe('papers', () => {
  test('are listed with number, day, addressee and issue; one is previewed in the words that it is handed over with', async () => {
    const papers = await papersAt(office, '/api/rounds/r1/papers');
    expect(papers.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['supervision-letter', 'rectification-notice', 'closure']));
    const letter = papers.find(({ kind, issue }) => kind === 'supervision-letter' && issue === SILENT);
    expect(letter).toMatchObject({ zh: '督办函', letter: expect.stringMatching(/^督办函〔2026〕第\d+号$/) as string, sent: { state: expect.any(String) as string } });
    expect(letter?.to).not.toBe('');
    // A form bears no number of a series, and a place in the record is none.
    expect(new Set(papers.filter(({ sent }) => sent === null).map((one) => one.letter))).toEqual(new Set([null]));
    const query = `paper=${encodeURIComponent(letter?.name ?? '')}&redHead=${encodeURIComponent('中共青石镇委员会文件')}`;
    const shown = (await office('GET', `/api/rounds/r1/papers/preview?${query}`)).body['lines'] as string[];
    expect(shown.join('\n')).toContain('中共青石镇委员会文件');
    expect(shown.join('\n')).toContain('公务接待清单要素不全');
    const file = await kit.file(cookie, 'GET', `/api/rounds/r1/papers/file?${query}`);
    expect(file).toMatchObject({ status: 200, name: letter?.name, type: expect.stringContaining('wordprocessingml') as string });
    expect(await wordsOf(file.bytes)).toBe(shown.join('\n'));
  });

  test('all at once are an archive; those of one issue are for whoever sees it, and a reminder is written when it is asked for', async () => {
    const all = await kit.file(cookie, 'GET', '/api/rounds/r1/papers/file');
    const papers = await papersAt(office, '/api/rounds/r1/papers');
    expect(all.type).toBe('application/zip');
    expect((await openSafeZip(all.bytes, 'all.zip')).names).toHaveLength(papers.filter(({ sent }) => sent?.state !== 'void').length);
    const owner = await kit.person('p-owner');
    expect((await owner('GET', '/api/rounds/r1/papers')).body).toMatchObject({ code: 'NOT_ALLOWED' });
    const own = await papersAt(owner, `/api/issues/r1/${CLOSED}/papers`);
    expect(own.map(({ issue }) => issue)).toEqual(own.map(() => CLOSED));
    const reminder = await owner('GET', `/api/issues/r1/${SILENT}/papers/preview?kind=reminder`);
    expect(reminder.body).toMatchObject({ name: expect.stringContaining('提醒函') as string });
    expect(own.some(({ kind }) => kind === 'reminder')).toBe(false);
    expect((await owner('GET', `/api/issues/r1/${CLOSED}/papers/preview?paper=no.docx`)).body).toMatchObject({ code: 'NO_PAPERS' });
  });

  test('leave as a list, too', async () => {
    const list = await kit.file(cookie, 'GET', '/api/rounds/r1/papers/list?format=csv');
    expect(list.bytes.toString('utf8').split('\r\n')[0]).toBe('\ufeff种类,文号,日期,问题编号,主送,状态,应签收,已签收');
    expect(list.bytes.toString('utf8')).toContain('督办函〔2026〕第');
  });
});

describe('a dossier', () => {
  test('of one issue holds its story, with the evidence where that is asked for; of a round a folder an issue', async () => {
    const bare = await openSafeZip((await kit.file(cookie, 'GET', `/api/issues/r1/${CLOSED}/dossier`)).bytes, 'x.zip');
    expect(bare.names).toEqual(expect.arrayContaining(['清单.json', 'SHA256SUMS', '经过.md', '告知.csv', '佐证材料.csv']));
    expect(bare.names.some((name) => name.startsWith('佐证材料/'))).toBe(false);
    const whole = await kit.file(cookie, 'GET', `/api/issues/r1/${CLOSED}/dossier?withFiles=true`);
    expect(whole).toMatchObject({ type: 'application/zip', name: expect.stringMatching(/^档案-r1-1-.*\.zip$/) as string });
    expect((await openSafeZip(whole.bytes, 'x.zip')).names.some((name) => name.startsWith('佐证材料/'))).toBe(true);
    const round = await openSafeZip((await kit.file(cookie, 'GET', '/api/rounds/r1/dossier')).bytes, 'x.zip');
    // More than is made while others wait is refused, with the way out.
    const request = { round: 'r1', templates: kit.evidence, evidence: kit.evidence };
    await expect(makeDossier(paper.db, { ...request, most: { issues: 2, bytes: 1_000_000 } })).rejects.toMatchObject({ code: 'DOSSIER_TOO_LARGE' });
    await expect(makeDossier(paper.db, { ...request, most: { issues: 3, bytes: 1 } })).rejects.toMatchObject({ code: 'DOSSIER_TOO_LARGE' });
    expect(round.names).toEqual(expect.arrayContaining([CLOSED, SILENT, WITHHELD].map((number) => `第${number}号/经过.md`)));
  });
});

describe('the report', () => {
  const draft = async (body: object): Promise<ReportPage> => (await office('POST', '/api/rounds/r1/report', body)).body as unknown as ReportPage;

  test('is shown with its gaps, takes the facts that the ledger does not hold, leaves as a file and agrees with the ledger', async () => {
    const bare = await draft({});
    expect(bare).toMatchObject({ figures: { counted: 3 }, mismatches: [], masked: [], confirm: null });
    expect(bare.gaps.length).toBeGreaterThan(0);
    const filled = await draft({ facts: { next: '持续抓好后续整改', contact: { phone: '0123-4567890' } } });
    expect(filled.gaps.length).toBeLessThan(bare.gaps.length);
    expect(filled.text).toContain('持续抓好后续整改');
    const file = await kit.file(cookie, 'POST', '/api/rounds/r1/report/file', { facts: { next: '持续抓好后续整改' } });
    expect(await wordsOf(file.bytes)).toContain('持续抓好后续整改');
    const form = (bytes: Uint8Array, name: string): FormData => {
      const made = new FormData();
      made.append('file', new File([new Uint8Array(bytes)], name));
      return made;
    };
    expect((await office('POST', '/api/rounds/r1/report/check', form(file.bytes, '通报.docx'))).body).toMatchObject({ agrees: true, items: 3 });
    const changed = filled.text.replaceAll('理论学习流于形式', '会议记录不规范不完整');
    expect((await office('POST', '/api/rounds/r1/report/check', form(Buffer.from(changed), '通报.txt'))).body).toMatchObject({ agrees: false });
    expect((await office('POST', '/api/rounds/r1/report', { asOf: 'soon' })).status).toBe(400);
  });

  test('for the public leaves only after somebody has looked at what it masks, and nothing is waiting or missing', async () => {
    const open = await draft({ public: true });
    expect(open).toMatchObject({ undecided: [WITHHELD], confirm: expect.any(String) as string });
    const take = async (confirm?: string) => await office('POST', '/api/rounds/r1/report/file', { public: true, ...(confirm === undefined ? {} : { confirm }) });
    expect((await take(open.confirm ?? '')).body).toMatchObject({ code: 'WITHHOLDING_PENDING' });
    expect((await office('GET', '/api/rounds/r1/withheld')).body['withheld']).toMatchObject([{ number: WITHHELD, approvedBy: null, proposedBy: 'p-head' }]);
    expect((await kit.file(cookie, 'GET', '/api/rounds/r1/withheld/list?format=csv')).bytes.toString('utf8')).toContain('待批');
    await paper.act(WITHHELD, 'p-superior', { type: 'approve-withholding' });
    expect((await take(open.confirm ?? '')).body).toMatchObject({ code: 'REPORT_GAPS' });
    const facts = {
      period: { from: '2026-01-05', to: '2026-02-10' },
      organisation: '党委召开专题会议研究部署',
      leader: '主要负责人逐项督办',
      next: '持续抓好后续整改',
      contact: { phone: '0123-4567890', address: '青石镇政府', postcode: '100000', email: 'zg@example.cn', until: '2026-12-31' },
      issues: { [SILENT]: { done: ['已制定清单'], reason: '人员调整', next: '年底前完成' } },
    };
    const full = await draft({ public: true, facts });
    expect(full).toMatchObject({ gaps: [], withheld: [WITHHELD] });
    expect(full.masked.map(({ text }) => text)).toContain('张三');
    expect(full.text).not.toContain('张三');
    const send = async (body: object) => await kit.file(cookie, 'POST', '/api/rounds/r1/report/file', { public: true, facts, ...body });
    // Neither without looking, nor with the code of another draft.
    for (const body of [{}, { confirm: open.confirm ?? '' }]) expect((await send(body)).status).toBe(409);
    const taken = await send({ confirm: full.confirm ?? '', format: 'txt' });
    expect(taken.bytes.toString('utf8')).toBe(full.text);
  });
});

test('whoever takes a paper, a dossier or a report stands in the log of exports and in that of access; an inspector also where he only reads', async () => {
  expect(new Set((await listExports(paper.db, { by: 'p-sup', limit: 100 })).map(({ kind }) => kind))).toEqual(new Set(['letter', 'dossier', 'report', 'public-report']));
  expect(await logged('p-sup')).toEqual(expect.arrayContaining(['GET /api/rounds/:round/papers/file', 'GET /api/issues/:round/:number/dossier', 'POST /api/rounds/:round/report/file']));
  await team('GET', '/api/rounds/r1/papers');
  await team('POST', '/api/rounds/r1/report', {});
  expect(await logged('p-team')).toEqual(expect.arrayContaining(['GET /api/rounds/:round/papers', 'POST /api/rounds/:round/report']));
});
