/** Whole files of every kind that is read, to be broken: made of a sample report. */
import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { csvText } from '../../client/csv.ts';
import { paragraphsOf, linesOfSource } from '../../client/import/lines.ts';
import { linesOfText } from '../../client/import/readers/text-reader.ts';
import { docxEntriesWithLists } from '../../client/import/testing/docx-of.ts';
import { htmlOf } from '../../client/import/testing/html-of.ts';
import { pdfOf, setPages } from '../../client/import/testing/pdf-of.ts';
import { zipOf } from '../../client/import/testing/zip-of.ts';
import type { ZipEntry } from '../../client/import/testing/zip-of.ts';
import { openSafeZip } from '../../client/import/safe-zip.ts';
import { listBook } from '../../client/sheets/write-book.ts';
import { mutateXml } from './mutate-xml.ts';
import { mutate, mutateInside } from './mutate.ts';

const TEXT = readFileSync(new URL('../../samples/reports/county-bureau-two-levels.txt', import.meta.url), 'utf8');
const PARAGRAPHS = paragraphsOf(linesOfSource(linesOfText(TEXT))).paragraphs.map((one) => one.text);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const DOCX: readonly ZipEntry[] = docxEntriesWithLists(PARAGRAPHS);
const PDF = pdfOf(setPages(PARAGRAPHS, '整改进展情况的通报'));
const HEAD = ['反馈问题编号', '问题类别', '反馈问题（原文）', '整改措施', '责任领导', '责任人', '整改时限', '完成状态'];
const ROWS = Array.from({ length: 12 }, (_, at) => [String(at + 1), at < 6 ? '政治建设' : '作风建设', PARAGRAPHS[at + 4] ?? '档案管理混乱', '立行立改，建立台账', '分管领导', '张三、李四', at % 2 === 0 ? '2026年6月底前' : 2026.9, '已完成']);
const BOOK = await listBook([{ name: '台账', above: ['中共白石镇委员会反馈问题整改台账', '反馈时间：2026年3月2日'], head: HEAD, widths: HEAD.map(() => 16), rows: ROWS }], { title: '台账', on: '2026-03-02' });
const zip = await openSafeZip(BOOK, 'register.xlsx');
const XLSX: readonly ZipEntry[] = await Promise.all(zip.names.map(async (name) => ({ name, data: await zip.read(name) })));
const CSV = utf8(csvText([HEAD, ...ROWS]));

/** `door`: which importer it is handed to. */
export type BrokenFile = { readonly name: string; readonly bytes: Uint8Array; readonly door: 'report' | 'register' };

const DOCX_WORDS = DOCX.findIndex((entry) => entry.name === 'word/document.xml');
/** The XML of a container broken as XML: mostly the part with the words, else any. */
const withBrokenXml = (entries: readonly ZipEntry[], words: number, seed: number): Uint8Array => {
  const at = seed % 3 === 0 ? seed % entries.length : words;
  return zipOf(entries.map((entry, index) => (index === at ? { ...entry, data: utf8(mutateXml(new TextDecoder().decode(entry.data), seed)) } : entry)));
};

/** The file of a seed: kinds in turn; of containers every second one is broken inside. */
export const brokenFile = (seed: number): BrokenFile => {
  const inside = seed % 2 === 0;
  switch (Math.floor(seed / 2) % 6) {
    case 0:
      return { name: `${seed}.docx`, door: 'report', bytes: inside ? zipOf(mutateInside(DOCX, seed)) : mutate(zipOf(DOCX), seed) };
    case 1:
      return { name: `${seed}.pdf`, door: 'report', bytes: mutate(PDF, seed) };
    case 2:
      return { name: `${seed}.xlsx`, door: 'register', bytes: inside ? zipOf(mutateInside(XLSX, seed)) : mutate(BOOK, seed) };
    case 3:
      return { name: `${seed}.html`, door: 'report', bytes: mutate(utf8(htmlOf(PARAGRAPHS)), seed) };
    case 4:
      return { name: `${seed}.csv`, door: 'register', bytes: mutate(CSV, seed) };
    default:
      return inside
        ? { name: `${seed}.xml.docx`, door: 'report', bytes: withBrokenXml(DOCX, DOCX_WORDS, seed) }
        : { name: `${seed}.xml.xlsx`, door: 'register', bytes: withBrokenXml(XLSX, XLSX.findIndex((entry) => entry.name.includes('worksheets/sheet1')), seed) };
  }
};

/** A file that no mutation would find: each is a known way to make a parser hang, blow up or reach out. */
export const trapFiles = (): readonly (Omit<BrokenFile, 'door'> & { readonly code: string; readonly door?: BrokenFile['door'] })[] => {
  const nested = (count: number): string => `${'<div>'.repeat(count)}整改`;
  const deep = (count: number): Uint8Array => utf8(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${'<w:sdt><w:sdtContent>'.repeat(count)}${'</w:sdtContent></w:sdt>'.repeat(count)}</w:body></w:document>`);
  const withDocument = (data: Uint8Array): Uint8Array => zipOf(DOCX.map((entry) => (entry.name === 'word/document.xml' ? { ...entry, data, stored: true } : entry)));
  const laughs = `<!DOCTYPE a [<!ENTITY b "${'整改'.repeat(50)}">${Array.from({ length: 9 }, (_, at) => `<!ENTITY b${at} "${`&b${at === 0 ? '' : at - 1};`.repeat(10)}">`).join('')}]><a>&b8;</a>`;
  const packed = deflateSync(Buffer.alloc(300_000_000));
  const bombPdf = Buffer.concat([Buffer.from(`%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>\nendobj\n4 0 obj\n<</Filter/FlateDecode/Length ${packed.length}>>\nstream\n`), packed, Buffer.from('\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n')]);
  return [
    { name: 'laughs.docx', bytes: withDocument(utf8(laughs)), code: 'IMPORT_ENTITIES' },
    { name: 'outside.docx', bytes: withDocument(utf8('<!DOCTYPE a SYSTEM "http://evil.example/a.dtd"><a/>')), code: 'IMPORT_ENTITIES' },
    { name: 'deep.docx', bytes: withDocument(deep(60_000)), code: 'IMPORT_DAMAGED' },
    { name: 'bomb.docx', bytes: zipOf([{ name: 'word/document.xml', data: new Uint8Array(30_000_000) }]), code: 'IMPORT_ZIP_BOMB' },
    { name: 'escape.docx', bytes: zipOf([...DOCX, { name: 'word/../../../etc/cron.d/a', data: utf8('x') }]), code: 'IMPORT_ZIP_NAME' },
    { name: 'bomb.pdf', bytes: new Uint8Array(bombPdf), code: 'IMPORT_PDF_BOMB' },
    { name: 'laughs.xlsx', door: 'register', bytes: zipOf(XLSX.map((entry) => (entry.name.includes('sheet1.xml') ? { ...entry, data: utf8(laughs) } : entry))), code: 'IMPORT_ENTITIES' },
    { name: 'merged.xlsx', door: 'register', bytes: zipOf(XLSX.map((entry) => (entry.name.endsWith('worksheets/sheet1.xml') ? { ...entry, data: utf8(new TextDecoder().decode(entry.data).replace('</sheetData>', '</sheetData><mergeCells><mergeCell ref="A5:XFD1048576"/></mergeCells>')) } : entry))), code: 'result' },
    { name: 'deep.html', bytes: utf8(nested(200_000)), code: 'IMPORT_DAMAGED' },
    { name: 'wide.html', bytes: utf8(`<table><tr><td rowspan=60000 colspan=60000>整改</td></tr>${'<tr><td>a</td><td>b</td></tr>'.repeat(2000)}</table>`), code: 'IMPORT_NOT_A_REPORT' },
  ];
};
