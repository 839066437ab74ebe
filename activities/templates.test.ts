import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { noticeKindSchema, roleSchema } from '../domain/policy-schema.ts';
import { writeMail } from './notice-text.ts';
import { SAMPLE_ITEM as ITEM, SAMPLE_ITEMS, sampleMail, SAMPLE_NOW as NOW, SAMPLE_TO as TO } from './sample-notice.ts';
import { loadTemplates, TEMPLATE_NAMES, withTemplate } from './templates.ts';

const SAMPLES = noticeKindSchema.options.map((kind) => ({ ...ITEM, kind, letter: ITEM.letter }));

describe('what is shipped', () => {
  test.each(SAMPLES.map((item) => [item.kind, item] as const))('%s reads as it always did', async (kind, item) => {
    const { subject, text, html } = writeMail({ to: TO, items: [item] }, NOW);
    await expect(`${subject}\n\n${text}`).toMatchFileSnapshot(`testing/letters/${kind}.txt`);
    if (kind === 'supervision-letter') await expect(html).toMatchFileSnapshot('testing/letters/supervision-letter.html');
  });

  test('a bundle reads as it always did', async () => {
    const { subject, text } = writeMail({ to: TO, items: SAMPLE_ITEMS }, NOW);
    await expect(`${subject}\n\n${text}`).toMatchFileSnapshot('testing/letters/bundle.txt');
  });

  test.each(TEMPLATE_NAMES)('%s can be looked at with the sample, without a gap', (name) => {
    const { subject, text } = sampleMail(name, loadTemplates());
    for (const part of [subject, text]) expect(part).not.toMatch(/undefined|null|\{\{|\}\}/);
    const own = withTemplate(loadTemplates(), name, '---\n主题：试\n---\n致{{name}}\n');
    expect(sampleMail(name, own)).toMatchObject({ subject: '试', text: '致赵六\n' });
  });

  test('no role and no kind of paper leaves a gap or a mark of the template', () => {
    for (const role of roleSchema.options)
      for (const item of SAMPLES)
        for (const change of [{}, { day: null, light: null, round: null, acknowledge: false, letter: null, step: 'event:3', topic: 'reopened' }]) {
          const { subject, text, html } = writeMail({ to: TO, items: [{ ...item, role, ...change }] }, NOW);
          for (const part of [subject, text, html]) expect(part).not.toMatch(/undefined|null|\{\{|\}\}|\*\*|：\s*$/);
        }
  });
});

describe('a unit’s own templates', () => {
  const folder = mkdtempSync(join(tmpdir(), 'huitoukan-templates-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => {
    for (const name of TEMPLATE_NAMES) rmSync(join(folder, `${name}.md`), { force: true });
    rmSync(join(folder, 'leter.md'), { force: true });
  });
  const write = (name: string, text: string): void => writeFileSync(join(folder, `${name}.md`), text);

  test('go in the place of the shipped ones; the others stay', () => {
    write('supervision-letter', '---\n主题：{{letter}} {{title}}\n---\n中共某县委巡察办\n\n{{name}}同志：{{next.zh}}\n');
    const own = loadTemplates(folder);
    expect(writeMail({ to: TO, items: [ITEM] }, NOW, own)).toMatchObject({ subject: '督办函〔2026〕第12号 学用结合不紧密，<b>以会代训</b>', text: '中共某县委巡察办\n\n赵六同志：请督促责任人完成整改并申请销号\n' });
    const other = { to: TO, items: [{ ...ITEM, kind: 'circular' }] };
    expect(writeMail(other, NOW, own)).toEqual(writeMail(other, NOW));
    expect(TEMPLATE_NAMES.filter((name) => own[name].own)).toEqual(['supervision-letter']);
  });

  test.each([
    ['circular', '---\nsubject: {{leter}}\n---\nx\n', 'TEMPLATE_INVALID', { line: 2, placeholder: 'leter' }],
    ['circular', '---\nsubject: x\n---\n\n你好 {{naem}}\n', 'TEMPLATE_INVALID', { line: 5, column: 4, placeholder: 'naem' }],
    ['circular', '没有开头\n', 'TEMPLATE_INVALID', { line: 1 }],
    ['leter', '---\nsubject: x\n---\nx\n', 'TEMPLATE_UNKNOWN', {}],
  ])('%s with a mistake is refused when loaded, by file and place', (name, text, code, where) => {
    write(name, text);
    expect(() => loadTemplates(folder)).toThrow(expect.objectContaining({ code, where: expect.objectContaining({ ...where, file: join(folder, `${name}.md`) }) }));
  });

  test('what is no text is refused; a folder that is not there has none', () => {
    writeFileSync(join(folder, 'notice.md'), Buffer.from([0xff, 0xfe, 0x00]));
    expect(() => loadTemplates(folder)).toThrow(expect.objectContaining({ code: 'TEMPLATE_UNREADABLE' }));
    expect(loadTemplates(join(folder, 'none'))).toEqual(loadTemplates());
  });
});
