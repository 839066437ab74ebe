import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../domain/refusal.ts';
import { oneLine } from './one-line.ts';
import { AS_MARKDOWN, AS_TEXT, tidyText, toHtml } from './markdown.ts';
import { parseTemplate, renderTemplate, type Shape, type TemplateData } from './template.ts';

const SHAPE: Shape = { name: 'text', round: { unit: 'text' }, empty: 'text', items: [{ title: 'text', at: 'text' }] };
const DATA: TemplateData = { name: '张三', round: { unit: '青石镇' }, empty: null, items: [{ title: '甲', at: 1 }, { title: '乙', at: 2 }] };
const parse = (source: string, line = 1) => parseTemplate(source, SHAPE, { file: 'own.md', line });
const text = (source: string, data = DATA): string => renderTemplate(parse(source), data, AS_TEXT);
const html = (source: string, data = DATA): string => toHtml(renderTemplate(parse(source), data, AS_MARKDOWN));
const refusalOf = (source: string, line?: number): Refusal => {
  try {
    parse(source, line);
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  return expect.fail(`nothing was refused: ${source}`);
};

describe('a template', () => {
  test('gives values, parts that are there, parts that are not, and lists', () => {
    expect(text('{{ name }}，{{round.unit}}')).toBe('张三，青石镇');
    expect(text('{{#empty}}有{{/empty}}{{^empty}}无{{/empty}}{{! 说明 }}')).toBe('无');
    expect(text('{{#items}}{{at}}.{{title}}（{{name}}） {{/items}}{{^items}}无{{/items}}')).toBe('1.甲（张三） 2.乙（张三） ');
  });

  test('a tag on a line of its own leaves no line behind', () => {
    expect(text('a\n{{#items}}\n- {{title}}\n{{/items}}\nb\n')).toBe('a\n- 甲\n- 乙\nb\n');
  });

  test.each([
    ['{{nmae}}', 1, 'nmae'],
    ['第一行\n  {{#items}}{{titel}}{{/items}}', 2, 'titel'],
    ['{{round.unti}}', 1, 'round.unti'],
    ['{{title}}', 1, 'title'],
    ['{{round}}', 1, 'round'],
    ['{{items}}', 1, 'items'],
    ['{{name.zh}}', 1, 'name.zh'],
    ['{{constructor}}', 1, 'constructor'],
    ['a\n\n{{#items}}x', 3, 'items'],
    ['{{/items}}', 1, 'items'],
    ['{{#items}}{{#name}}{{/items}}{{/name}}', 1, 'items'],
    ['a {{ b', 1, ''],
    ['a\nb }}', 2, ''],
    ['{{{name}}}', 1, ''],
    ['{{& name}}', 1, '& name'],
  ])('%j is refused, with its place', (source, line, placeholder) => {
    const refusal = refusalOf(source, 4);
    expect(refusal.code).toBe('TEMPLATE_INVALID');
    expect(refusal.where).toMatchObject({ file: 'own.md', line: line + 3, placeholder });
    expect(refusal.message).toContain('own.md');
  });

  test('names the column, and what could have been meant', () => {
    const refusal = refusalOf('你好 {{nmae}}');
    expect(refusal.where).toMatchObject({ line: 1, column: 4 });
    expect(refusal.message).toContain('round.unit');
  });
});

describe('whatever a value says is a word and never a sign', () => {
  const bare = html('- {{name}}\n\n{{name}}\n', { ...DATA, name: '词' });
  const shapeOf = (page: string): string => page.replace(/>[^<]*/g, '>');

  test('no value changes the page around it, nor gets out of its place', () => {
    const nasty = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('<script>', '**x**', '# x', '- x', '1. x', '---', '{{name}}', '&lt;b&gt;', 'a\n\n# b', '"\'><img src=x>'));
    fc.assert(
      fc.property(nasty, (value) => {
        fc.pre(oneLine(value) !== '');
        expect(shapeOf(html('- {{name}}\n\n{{name}}\n', { ...DATA, name: value }))).toBe(shapeOf(bare));
        expect(text('{{name}}', { ...DATA, name: value })).not.toMatch(/[\n\r]/);
      }),
    );
  });

  test('it reads in HTML as it was written', () => {
    const value = `<b>"A" & 'B'</b> **1.** #2 - [x](y) \\ {{z}}`;
    const read = html('{{name}}', { ...DATA, name: value }).replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
    expect(read).toContain(`<p>${value}</p>`);
  });
});

test('Markdown becomes simple HTML, and reads well as text', () => {
  const source = '# 督办函\n\n**注意**：a\nb <c>\n\n- 一\n  续\n- 二\n\n1. 甲\n2. 乙\n\n---\n\n完\n';
  expect(html(source)).toContain(
    ['<h1>督办函</h1>', '<p><b>注意</b>：a<br>b &lt;c&gt;</p>', '<ul>\n<li>一<br>续</li>\n<li>二</li>\n</ul>', '<ol>\n<li>甲</li>\n<li>乙</li>\n</ol>', '<hr>', '<p>完</p>'].join('\n'),
  );
  expect(tidyText(text(source))).toBe('督办函\n\n注意：a\nb <c>\n\n- 一\n  续\n- 二\n\n1. 甲\n2. 乙\n\n---\n\n完\n');
});
