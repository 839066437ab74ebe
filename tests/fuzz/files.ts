/** Whole files of every kind that is read, to be broken: made of a sample report. */
import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { paragraphsOf, linesOfSource } from '../../client/import/lines.ts';
import { linesOfText } from '../../client/import/readers/text-reader.ts';
import { docxEntriesWithLists } from '../../client/import/testing/docx-of.ts';
import { htmlOf } from '../../client/import/testing/html-of.ts';
import { pdfOf, setPages } from '../../client/import/testing/pdf-of.ts';
import { zipOf } from '../../client/import/testing/zip-of.ts';
import type { ZipEntry } from '../../client/import/testing/zip-of.ts';
import { mutate, mutateInside } from './mutate.ts';

const TEXT = readFileSync(new URL('../../samples/reports/county-bureau-two-levels.txt', import.meta.url), 'utf8');
const PARAGRAPHS = paragraphsOf(linesOfSource(linesOfText(TEXT))).paragraphs.map((one) => one.text);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const DOCX: readonly ZipEntry[] = docxEntriesWithLists(PARAGRAPHS);
const PDF = pdfOf(setPages(PARAGRAPHS, '整改进展情况的通报'));
const sheet = PARAGRAPHS.map((text, at) => `<row r="${at + 1}"><c r="A${at + 1}" t="inlineStr"><is><t>${text}</t></is></c></row>`).join('');
const XLSX: readonly ZipEntry[] = [
  { name: '[Content_Types].xml', data: utf8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>') },
  { name: '_rels/.rels', data: utf8('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>') },
  { name: 'xl/workbook.xml', data: utf8('<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets/></workbook>') },
  { name: 'xl/worksheets/sheet1.xml', data: utf8(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${sheet}</sheetData></worksheet>`) },
];

export type BrokenFile = { readonly name: string; readonly bytes: Uint8Array };

/** The file of a seed: kinds in turn; of containers every second one is broken inside. */
export const brokenFile = (seed: number): BrokenFile => {
  const inside = seed % 2 === 0;
  switch (Math.floor(seed / 2) % 4) {
    case 0:
      return { name: `${seed}.docx`, bytes: inside ? zipOf(mutateInside(DOCX, seed)) : mutate(zipOf(DOCX), seed) };
    case 1:
      return { name: `${seed}.pdf`, bytes: mutate(PDF, seed) };
    case 2:
      return { name: `${seed}.xlsx`, bytes: inside ? zipOf(mutateInside(XLSX, seed)) : mutate(zipOf(XLSX), seed) };
    default:
      return { name: `${seed}.html`, bytes: mutate(utf8(htmlOf(PARAGRAPHS)), seed) };
  }
};

/** A file that no mutation would find: each is a known way to make a parser hang, blow up or reach out. */
export const trapFiles = (): readonly (BrokenFile & { readonly code: string })[] => {
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
    { name: 'bomb.pdf', bytes: new Uint8Array(bombPdf), code: 'IMPORT_TOO_MUCH_MEMORY' },
    { name: 'deep.html', bytes: utf8(nested(200_000)), code: 'IMPORT_DAMAGED' },
    { name: 'wide.html', bytes: utf8(`<table><tr><td rowspan=60000 colspan=60000>整改</td></tr>${'<tr><td>a</td><td>b</td></tr>'.repeat(2000)}</table>`), code: 'IMPORT_NOT_A_REPORT' },
  ];
};
