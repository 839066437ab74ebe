import { expect, test } from 'vitest';
import { Refusal } from '../../../domain/refusal.ts';
import { abstractList, docxOf, level, list, paragraph, run } from '../testing/docx-of.ts';
import type { DocxParts } from '../testing/docx-of.ts';
import { readDocx } from './docx-reader.ts';
import { chineseCounting, listNumber } from './list-number.ts';

const texts = async (parts: DocxParts): Promise<string[]> => (await readDocx(docxOf(parts), 'a.docx')).lines.map((line) => line.text);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const codeOf = async (parts: DocxParts): Promise<string> =>
  readDocx(docxOf(parts), 'a.docx').then(
    () => 'none',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );

test('lists of several levels come out with the numbers that Word prints', async () => {
  const numbering =
    abstractList(
      1,
      level(0, 'chineseCounting', '%1、') +
        level(1, 'chineseCounting', '（%2）') +
        level(2, 'decimal', '%3.') +
        level(3, 'decimalEnclosedCircle', '%4'),
    ) + list(1, 1);
  const at = (words: string, depth: number): string => paragraph(words, { num: 1, level: depth });
  const body = [
    at('甲', 0),
    at('乙', 1),
    at('丙', 2),
    at('丁', 2),
    at('戊', 3),
    paragraph('正文'),
    at('己', 1),
    at('庚', 2),
    at('', 2),
    at('辛', 2),
    at('壬', 0),
  ].join('');
  expect(await texts({ body, numbering })).toEqual([
    '一、甲',
    '（一）乙',
    '1.丙',
    '2.丁',
    '①戊',
    '正文',
    '（二）己',
    '1.庚',
    '3.辛',
    '二、壬',
  ]);
});

test('a list that starts anew, one that runs on, one bound to a style, decimal levels and one without restart', async () => {
  const numbering =
    abstractList(1, level(0, 'decimal', '%1.')) +
    abstractList(2, level(0, 'chineseCounting', '第%1条 ', '<w:pStyle w:val="Article"/>')) +
    abstractList(
      3,
      level(0, 'chineseCounting', '%1、') +
        level(1, 'decimal', '%1.%2', '<w:isLgl/>') +
        level(2, 'decimal', '（%3）', '<w:lvlRestart w:val="0"/>'),
    ) +
    list(1, 1) +
    list(2, 1, 1) +
    list(3, 1) +
    list(4, 2) +
    list(5, 3);
  const styles =
    '<w:style w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style><w:style w:styleId="Article"><w:basedOn w:val="Base"/></w:style>';
  const body = [
    paragraph('甲', { num: 1 }),
    paragraph('乙', { num: 1 }),
    paragraph('丙', { num: 2 }),
    paragraph('丁', { num: 3 }),
    paragraph('戊', undefined, 'Article'),
    paragraph('己', { num: 0 }, 'Article'),
    paragraph('庚', undefined, 'Article'),
    ...['子', '丑'].flatMap((words) => [
      paragraph(words, { num: 5 }),
      paragraph('寅', { num: 5, level: 1 }),
      paragraph('卯', { num: 5, level: 2 }),
    ]),
  ].join('');
  expect(await texts({ body, numbering, styles })).toEqual([
    '1.甲',
    '2.乙',
    '1.丙',
    '2.丁',
    '第一条 戊',
    '己',
    '第二条 庚',
    '一、子',
    '1.1寅',
    '（1）卯',
    '二、丑',
    '2.1寅',
    '（2）卯',
  ]);
});

test('numbers in every system of lists', () => {
  expect([1, 10, 11, 20, 21, 100, 105, 110, 1000].map(chineseCounting)).toEqual([
    '一',
    '十',
    '十一',
    '二十',
    '二十一',
    '一百',
    '一百〇五',
    '一百一十',
    '一千',
  ]);
  const at = (format: string): string => [1, 4, 21, 27].map((n) => listNumber(n, format)).join(' ');
  expect(at('decimalEnclosedCircle')).toBe('① ④ ㉑ ㉗');
  expect(at('upperRoman')).toBe('I IV XXI XXVII');
  expect(at('lowerLetter')).toBe('a d u aa');
  expect(at('ideographTraditional')).toBe('甲 丁 甲 庚');
  expect(at('chineseLegalSimplified')).toBe('壹 肆 贰拾壹 贰拾柒');
  expect(at('decimalZero')).toBe('01 04 21 27');
});

test('tables, headings, contents, notes and running heads keep their words and places', async () => {
  const cell = (text: string, more = ''): string => `<w:tc><w:tcPr>${more}</w:tcPr>${paragraph(text)}</w:tc>`;
  const styles =
    '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style><w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>';
  const body = [
    paragraph('一、整改情况\t3', undefined, 'T1'),
    paragraph('整改情况', undefined, 'H2'),
    `<w:p>${run('账目不清')}<w:r><w:footnoteReference w:id="2"/></w:r>${run('的问题')}</w:p>`,
    `<w:tbl><w:tr>${cell('序号')}${cell('责任', '<w:gridSpan w:val="2"/>')}</w:tr><w:tr>${cell('1')}${cell('张局长')}${cell('财务科')}</w:tr></w:tbl>`,
  ].join('');
  const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const more = [
    {
      name: 'word/footnotes.xml',
      data: utf8(`<w:footnotes ${word}><w:footnote w:id="2">${paragraph('账外账')}</w:footnote></w:footnotes>`),
    },
    { name: 'word/header1.xml', data: utf8(`<w:hdr ${word}>${paragraph('内部资料')}</w:hdr>`) },
  ];
  const { lines } = await readDocx(docxOf({ body, styles, more }), 'a.docx');
  expect(lines).toMatchObject([
    { text: '一、整改情况 3', aside: 'contents' },
    { text: '整改情况', heading: 2, place: { paragraph: 2 } },
    { text: '账目不清的问题', place: { paragraph: 3 } },
    { text: '| 序号 | 责任 |  |', place: { table: 1, row: 1 } },
    { text: '| 1 | 张局长 | 财务科 |', place: { table: 1, row: 2 } },
    { text: '账外账', aside: 'note' },
    { text: '内部资料', aside: 'header' },
  ]);
});

test('macros and outside files are left alone and named; entities are refused', async () => {
  const relation = (type: string): string =>
    `<Relationship Id="r9" Type="http://x/${type}" Target="http://evil.example/a" TargetMode="External"/>`;
  const relations = utf8(
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation('attachedTemplate')}${relation('hyperlink')}</Relationships>`,
  );
  const drawing =
    '<w:p><w:r><w:drawing><a:blip xmlns:a="x" xmlns:r="y" r:link="r9"/></w:drawing></w:r><w:hyperlink r:id="r9"><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>';
  const document = await readDocx(
    docxOf({
      body: paragraph('正文') + drawing,
      more: [
        { name: 'word/vbaProject.bin', data: utf8('x') },
        { name: 'word/_rels/document.xml.rels', data: relations },
        { name: 'word/embeddings/a.xlsx', data: utf8('x') },
      ],
    }),
    'a.docm',
  );
  expect(document.lines.map((line) => line.text)).toEqual(['正文', '链接']);
  expect(document.remarks.map((one) => one.code)).toEqual(['MACROS_IGNORED', 'EMBEDDED_IGNORED', 'EXTERNAL_IGNORED']);
  const declared = utf8('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>');
  expect(await codeOf({ body: paragraph('正文'), more: [{ name: 'word/footnotes.xml', data: declared }] })).toBe('IMPORT_ENTITIES');
  expect(
    await codeOf({
      body: paragraph('正文'),
      more: [
        {
          name: 'word/numbering.xml',
          data: new Uint8Array([0xff, 0xfe, ...[...'<!DOCTYPE a><a/>'].flatMap((sign) => [sign.charCodeAt(0), 0])]),
        },
      ],
    }),
  ).toBe('IMPORT_ENTITIES');
});
