import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { feedFile, loadFeedEntries } from '../../client/calendar-feed/feed.ts';
import { icsOf } from '../../client/calendar-feed/ics.ts';
import { feedOfToken, issueFeedToken, revokeFeedToken } from '../../client/calendar-feed/tokens.ts';
import { runDossier } from '../../client/dossier/run-dossier.ts';
import { openSafeZip } from '../../client/import/safe-zip.ts';
import { papersOf } from '../../client/letters/print.ts';
import { runPrint } from '../../client/letters/run-print.ts';
import { countsOf } from '../../client/report/figures.ts';
import { loadRoundRecord } from '../../client/report/record.ts';
import { runBuild } from '../../client/report/run-build.ts';
import { runCheck } from '../../client/report/run-check.ts';
import { withheldOf } from '../../client/report/withheld.ts';
import { roundCounts } from '../../client/round-counts.ts';
import { addDays } from '../../domain/time.ts';
import { storeEvidence } from '../../ledger/evidence.ts';
import { listExports } from '../../ledger/exports.ts';
import { PaperRound } from '../paper-round.ts';

let paper: PaperRound;
let folder: string;
const out = (name: string): string => join(folder, name);
const [DONE, WITHHELD, EXTENDED, SILENT, KEPT] = ['1', '2', '3', '4', '5'] as const;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'huitoukan-documents-'));
  paper = await PaperRound.open([{ title: '理论学习流于形式' }, { title: '一宗在办案件' }, { title: '惠农补贴发放不及时', category: '服务群众' }, { title: '公务接待清单要素不全', category: '服务群众' }, { title: '信访回访不及时', category: '服务群众', kind: 'sustained', standing: 'sustained' }]);
  const { sha256, size } = await storeEvidence(paper.db, out('evidence'), [Buffer.from('补学记录')], paper.now);
  await paper.act(DONE, 'p-owner', { type: 'accept' });
  await paper.act(DONE, 'p-owner', { type: 'report-progress', note: '对村民王大山反映的事项已答复' });
  await paper.act(DONE, 'p-owner', { type: 'add-evidence', sha256, name: '补学/记录.txt', size });
  await paper.act(DONE, 'p-owner', { type: 'submit-for-closure', rating: 'done', summary: '张三牵头补学四次' });
  await paper.act(DONE, 'p-sup', { type: 'sign', rating: 'done', note: '属实' });
  await paper.act(DONE, 'p-team', { type: 'sign', rating: 'largely', note: '同意销号' });
  await paper.act(DONE, 'p-sup', { type: 'record-outcome', kind: 'accountability', count: 2, sanction: 'admonition', source: '县纪委通报' });
  await paper.act(DONE, 'p-sup', { type: 'record-outcome', kind: 'recovered', fen: 7_132_050, source: '县财政局' });
  await paper.close(WITHHELD);
  await paper.act(WITHHELD, 'p-head', { type: 'propose-withholding', ground: 'case-under-way', reason: '县纪委正在办理' });
  await paper.act(WITHHELD, 'p-superior', { type: 'approve-withholding' });
  await paper.act(EXTENDED, 'p-owner', { type: 'accept' });
  await paper.act(EXTENDED, 'p-owner', { type: 'request-extension', to: addDays(paper.state(EXTENDED).due.current.day, 60), reason: '资金分两批到位' });
  await paper.act(EXTENDED, 'p-leader', { type: 'grant-extension' });
  await paper.act(EXTENDED, 'p-sup', { type: 'grant-extension' });
  await paper.act(EXTENDED, 'p-sup', { type: 'hand-over', to: 'p-second', reason: '调离' });
  for (const who of ['p-owner', 'p-second']) await paper.act(EXTENDED, who, { type: 'sign-hand-over' });
  // Nobody takes the fourth: its ladder climbs, and its letters get their numbers when they are claimed.
  await paper.pass(60);
  await paper.claim();
  await paper.act(KEPT, 'p-team', { type: 'record-look-back', result: 'held', findings: '台账完整', how: '现场查看', asked: { count: 7, confirmed: 6, who: '信访群众' } }).catch(() => undefined);
}, 60_000);
afterAll(async () => {
  await paper.drop();
  rmSync(folder, { recursive: true, force: true });
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('the report', () => {
  test('counts as the ledger’s own statements do', async () => {
    const { stories } = await loadRoundRecord(paper.db, 'r1');
    const { happened: _happened, deliveries: _deliveries, ...counts } = await roundCounts(paper.db, 'r1');
    expect(countsOf('r1', stories.map((story) => story.state))).toMatchObject(counts);
  });

  test('is written, agrees with the ledger when it is read from its file, and is logged with who took it', async () => {
    const { value } = await runBuild(paper.db, 'p-sup', { round: 'r1', out: out('report.docx') });
    expect(value).toMatchObject({ written: true, figures: { counted: 5, withheld: 0, shown: 5 }, readBack: { agrees: true } });
    expect(await runCheck(paper.db, out('report.docx'), 'r1')).toMatchObject({ agrees: true, items: 5, mismatches: [] });
    expect(await listExports(paper.db, { subject: 'r1', limit: 1 })).toMatchObject([{ by: 'p-sup', kind: 'report', sha256: sha256(readFileSync(out('report.docx'))) }]);
    await expect(runBuild(paper.db, 'nobody', { round: 'r1' })).rejects.toMatchObject({ code: 'UNKNOWN_PERSON' });
    await expect(runBuild(paper.db, 'p-sup', { round: 'r9' })).rejects.toMatchObject({ code: 'UNKNOWN_ROUND' });
  });

  test('is the same bytes for the same ledger, also from the past', async () => {
    const day = addDays('2026-03-02', 3);
    for (const asOf of [undefined, day]) {
      const options = { round: 'r1', ...(asOf === undefined ? {} : { asOf }) };
      await runBuild(paper.db, 'p-sup', { ...options, out: out('a.docx') });
      await runBuild(paper.db, 'p-team', { ...options, out: out('b.docx') });
      expect(readFileSync(out('a.docx')).equals(readFileSync(out('b.docx')))).toBe(true);
    }
  });

  test('that was changed by hand is found out, each count with both values', async () => {
    await runBuild(paper.db, 'p-sup', { round: 'r1', out: out('report.txt') });
    const text = readFileSync(out('report.txt'), 'utf8');
    writeFileSync(out('changed.txt'), text.replace('诫勉2人', '诫勉1人').replace('71320.50元', '7.2万元').replace('已完成整改2个', '已完成整改3个'));
    const { agrees, mismatches } = await runCheck(paper.db, out('changed.txt'), 'r1');
    expect(agrees).toBe(false);
    expect(mismatches.map(({ what, report, ledger }) => [what, report, ledger])).toEqual([
      ['done', 3, 2],
      ['admonition', 1, 2],
      ['recovered', 7_200_000, 7_132_050],
    ]);
  });

  test('for the public shows first what it masks, then is written for that code only; it holds no name', async () => {
    writeFileSync(
      out('facts.yaml'),
      ['period: { from: 2025-11-03, to: 2025-12-26 }', 'organisation: 镇党委研究部署整改。', 'leader: 赵六同志带头领办。', 'next: 持续整改。', 'contact: { phone: 0543-2345678, address: 青石镇, postcode: "256500", email: qs@example.com }', 'issues:', '  3: { done: 已补发第一批, next: 补发第二批 }', '  4: { done: 正在核对, reason: 尚未认领, next: 明确责任人 }', '  5: { done: 建立台账 }'].join('\n'),
    );
    const options = { round: 'r1', public: true, facts: out('facts.yaml'), out: out('public.docx') };
    const { value } = await runBuild(paper.db, 'p-sup', options);
    expect(value).toMatchObject({ written: false, withheld: ['2'], gaps: [], masked: [{ text: '王大山', mask: '王某某', by: 'pattern' }, { text: '张三' }, { text: '赵六' }] });
    expect(() => statSync(out('public.docx'))).toThrow();
    await expect(runBuild(paper.db, 'p-sup', { ...options, confirm: 'abc' })).rejects.toMatchObject({ code: 'REPORT_NOT_CONFIRMED' });
    const { confirm } = value as { confirm: string };
    expect((await runBuild(paper.db, 'p-sup', { ...options, confirm })).value).toMatchObject({ written: true, figures: { counted: 5, withheld: 1, shown: 4 } });
    const mammoth = await import('mammoth');
    const { value: text } = await mammoth.default.extractRawText({ path: out('public.docx') });
    for (const secret of ['王大山', '张三', '赵六', '在办案件']) expect(text).not.toContain(secret);
    expect(await runCheck(paper.db, out('public.docx'), 'r1')).toMatchObject({ agrees: true, items: 4 });
    const [logged] = await listExports(paper.db, { subject: 'r1', limit: 1 });
    expect(logged).toMatchObject({ kind: 'public-report', detail: { withheld: ['2'], confirmed: confirm, masked: 3 } });
    const { rows } = await withheldOf(paper.db, 'r1');
    expect(rows).toEqual([{ number: '2', title: '一宗在办案件', ground: 'case-under-way', reason: '县纪委正在办理', proposedBy: 'p-head', approvedBy: 'p-superior' }]);
  });
});

describe('papers', () => {
  test('every one that the record calls for, with number, addressee and date', async () => {
    const papers = await papersOf(paper.db, 'r1');
    const kinds = Map.groupBy(papers, (one) => one.kind);
    expect([...kinds].map(([kind, of]) => [kind, of.length])).toEqual(expect.arrayContaining([['rectification-notice', 4], ['closure', 2], ['hand-over', 1], ['supervision-letter', expect.any(Number)]]));
    const letter = papers.find((one) => one.kind === 'supervision-letter' && one.data.issue?.number === SILENT);
    expect(letter?.data).toMatchObject({ letter: expect.stringMatching(/^督办函〔2026〕第\d+号$/), what: expect.any(String), overdueDays: expect.stringMatching(/^\d+$/), office: '督查室主任', round: { unit: '青石镇党委' } });
    expect(`${letter?.data.to}${letter?.data.copies}`).toMatch(/赵六|孙八/);
    const closure = papers.find((one) => one.kind === 'closure' && one.data.issue?.number === DONE);
    expect(closure?.data).toMatchObject({ result: '同意销号', own: { name: '张三', summary: '张三牵头补学四次' }, signatures: [{ name: '李四', rating: '已完成', note: '属实' }, { name: '王五', rating: '基本完成' }], evidence: [{ name: '补学/记录.txt' }] });
    const handOver = papers.find((one) => one.kind === 'hand-over');
    expect(handOver?.data).toMatchObject({ handOver: { from: '张三', to: '钱七', reason: '调离' }, signatures: [{ role: '监交人（上级）', name: '李四' }, { role: '移交人', name: '张三' }, { role: '接任人', name: '钱七' }] });
  });

  test('are printed one by one or all at once, the same bytes every time; what there is not is refused', async () => {
    const [letter] = (await papersOf(paper.db, 'r1', { kinds: ['supervision-letter'] })).map((one) => one.data.letter);
    const print = (options: object) => runPrint(paper.db, 'p-sup', out('templates'), options);
    await print({ letter, out: out('l1.docx') });
    await print({ letter: letter?.replace('〔', '-').replace('〕第', '-').replace('号', ''), out: out('l2.docx') });
    expect(readFileSync(out('l1.docx')).equals(readFileSync(out('l2.docx')))).toBe(true);
    const { papers } = await print({ round: 'r1', out: out('all.zip') });
    expect(papers.length).toBeGreaterThan(7);
    expect(new Set(papers.map((one) => one.name)).size).toBe(papers.length);
    expect((await print({ issueId: paper.id(SILENT), kinds: ['reminder'], out: out('r.docx') })).papers).toMatchObject([{ kind: 'reminder' }]);
    await expect(print({ letter: '督办函-1999-1' })).rejects.toMatchObject({ code: 'UNKNOWN_LETTER' });
    await expect(print({ round: 'r1', kinds: ['circular'] })).rejects.toMatchObject({ code: 'NO_PAPERS' });
    await expect(print({})).rejects.toMatchObject({ code: 'USAGE' });
  });
});

describe('a dossier', () => {
  test('holds the whole story; its manifest names every file with its hash; the same ledger makes the same bytes', async () => {
    const request = { issueId: paper.id(DONE), templates: out('templates'), evidence: out('evidence') };
    const first = await runDossier(paper.db, 'p-sup', { ...request, out: out('d1.zip') });
    const second = await runDossier(paper.db, 'p-team', { ...request, out: out('d2.zip') });
    expect(second.sha256).toBe(first.sha256);
    const zip = await openSafeZip(readFileSync(out('d1.zip')), 'd1.zip');
    const text = async (name: string): Promise<string> => Buffer.from(await zip.read(name)).toString('utf8');
    const { files } = JSON.parse(await text('清单.json')) as { files: { name: string; sha256: string; bytes: number }[] };
    expect(files.map((file) => file.name)).toEqual(expect.arrayContaining(['经过.md', '经过.json', '告知.csv', '佐证材料.csv', '文书/销号审批表-第1号-8.docx']));
    for (const file of files) expect(sha256(await zip.read(file.name)), file.name).toBe(file.sha256);
    expect(zip.names.filter((name) => !['清单.json', 'SHA256SUMS'].includes(name)).toSorted()).toEqual(files.map((file) => file.name).toSorted());
    const piece = files.find((file) => file.name.startsWith('佐证材料/'));
    expect(piece?.name).toMatch(/^佐证材料\/[0-9a-f]{12}-补学_记录\.txt$/);
    expect(await text(piece?.name ?? '')).toBe('补学记录');
    expect(await text('佐证材料.csv')).toContain(piece?.sha256);
    expect(await text('经过.md')).toContain('张三牵头补学四次');
  });

  test('of a round has a folder an issue; evidence that is not in its place is said, not left out', async () => {
    const result = await runDossier(paper.db, 'p-sup', { round: 'r1', templates: out('templates'), out: out('round.zip') });
    expect(result).toMatchObject({ issues: 5 });
    const zip = await openSafeZip(readFileSync(out('round.zip')), 'round.zip');
    expect(zip.names).toEqual(expect.arrayContaining(['第1号/经过.md', '第5号/告知.csv']));
    expect(await listExports(paper.db, { subject: 'r1', limit: 1 })).toMatchObject([{ kind: 'dossier', sha256: result.sha256 }]);
    await expect(runDossier(paper.db, 'p-sup', { issueId: paper.id(WITHHELD), templates: out('templates'), evidence: out('evidence'), out: out('x.zip') })).rejects.toMatchObject({ code: 'EVIDENCE_FILE_AWAY' });
    expect(() => statSync(out('x.zip'))).toThrow();
  });
});

describe('a calendar feed', () => {
  test('has a person’s own dates and no others, without what a finding says unless that was asked for', async () => {
    const entries = await loadFeedEntries(paper.db, 'p-second', false, Date.now());
    expect(entries.map((one) => one.summary)).toEqual(['完成整改：第3号']);
    expect((await loadFeedEntries(paper.db, 'p-team', false, Date.now())).map((one) => one.summary)).toEqual(expect.arrayContaining(['回头看第1次：第1号', '长期坚持复查：第5号']));
    const ics = icsOf(entries);
    expect(ics).not.toContain('惠农补贴');
    expect(icsOf(await loadFeedEntries(paper.db, 'p-second', true, Date.now()))).toContain('惠农补贴');
    expect(icsOf(await loadFeedEntries(paper.db, 'p-second', false, Date.now()))).toBe(ics);
    expect(ics).toMatch(/DTSTART;VALUE=DATE:\d{8}/);
  });

  test('a date that moves keeps its UID and gets a higher SEQUENCE', async () => {
    const [before] = await loadFeedEntries(paper.db, 'p-second', false, Date.now());
    await paper.act(EXTENDED, 'p-second', { type: 'request-extension', to: addDays(paper.state(EXTENDED).due.current.day, 10), reason: '验收' });
    await paper.act(EXTENDED, 'p-leader', { type: 'grant-extension' });
    await paper.act(EXTENDED, 'p-sup', { type: 'grant-extension' });
    const [after] = await loadFeedEntries(paper.db, 'p-second', false, Date.now());
    expect(after?.uid).toBe(before?.uid);
    expect(after?.sequence).toBeGreaterThan(before?.sequence ?? Number.POSITIVE_INFINITY);
    expect(after?.day).toBe(addDays(before?.day ?? '', 10));
  });

  test('opens by its secret only: 256 bits, kept as a hash, one a person, revocable', async () => {
    const at = Date.now();
    const first = await issueFeedToken(paper.db, { person: 'p-second', titles: false, by: 'p-sup', at });
    expect(Buffer.from(first.token, 'base64url')).toHaveLength(32);
    const stored = await paper.db.selectFrom('calendar_feed').selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(first.token);
    expect(await feedFile(paper.db, first.token, at)).toContain('BEGIN:VEVENT');
    const second = await issueFeedToken(paper.db, { person: 'p-second', titles: false, by: 'p-sup', at });
    expect(second.revoked).toBe(1);
    expect(await feedOfToken(paper.db, first.token, at)).toBeUndefined();
    expect(await feedOfToken(paper.db, second.token, at)).toMatchObject({ personId: 'p-second' });
    await revokeFeedToken(paper.db, 'p-second', 'p-sup', at);
    for (const token of [first.token, second.token, '', 'x', `${second.token}x`]) expect(await feedFile(paper.db, token, at)).toBeUndefined();
    await expect(revokeFeedToken(paper.db, 'p-second', 'p-sup', at)).rejects.toMatchObject({ code: 'NO_FEED' });
    await expect(issueFeedToken(paper.db, { person: 'nobody', titles: false, by: 'p-sup', at })).rejects.toMatchObject({ code: 'UNKNOWN_PERSON' });
  });
});

test('the log of exports cannot be changed', async () => {
  await expect(paper.db.deleteFrom('export_log').execute()).rejects.toThrow(/append-only/);
});
