import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { linesOfSource, paragraphsOf } from '../lines.ts';
import { parseReport } from '../parse-report.ts';
import type { ParsedReport } from '../parsed-report.ts';
import { docxWithLists } from '../testing/docx-of.ts';
import { htmlOf } from '../testing/html-of.ts';
import { pdfOf, setColumns, setPages } from '../testing/pdf-of.ts';
import { readDocx } from './docx-reader.ts';
import { readHtml } from './html-reader.ts';
import { readPdf } from './pdf-reader.ts';
import type { SourceDocument } from './source-document.ts';
import { linesOfText } from './text-reader.ts';

const FOLDER = new URL('../../../samples/reports/', import.meta.url);
const SAMPLES = readdirSync(FOLDER).filter((name) => name.endsWith('.txt'));
const textOf = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');
const paragraphs = (text: string): string[] => paragraphsOf(linesOfSource(linesOfText(text))).paragraphs.map((one) => one.text);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What a reader of the report sees of it, without the places. */
const seen = (report: ParsedReport): unknown => ({
  unit: report.unit,
  feedback: report.feedbackDate,
  signed: report.signedDate,
  issues: report.issues.map((issue) => [
    issue.number,
    issue.title,
    issue.status,
    issue.promises.map((promise) => promise.due),
    issue.subItems.length,
  ]),
});
/** Every line of the file is held somewhere. */
const nothingLost = (document: SourceDocument, report: ParsedReport): void => {
  const held = new Set([
    ...report.issues.flatMap((issue) => issue.lines),
    ...report.record.map((one) => one.line),
    ...report.unassigned.map((one) => one.line),
  ]);
  if (report.issues.length > 0)
    expect(document.lines.flatMap((line, at) => (line.text.trim() === '' || held.has(at + 1) ? [] : [line.text]))).toEqual([]);
};

// A single line that is the whole report is cut and numbered anew: its lines are not those of the file. A table is one in the file, too: below.
const APART = ['township-one-line.txt', 'bureau-table.txt', 'logistic-group-matrix.txt'];
test.each(SAMPLES.filter((name) => !APART.includes(name)))(
  '%s reads the same out of Word lists, a web page, an old web page and a PDF',
  async (name) => {
    const plain = paragraphs(textOf(name));
    const wanted = seen(parseReport(plain.join('\n')));
    const documents = {
      docx: await readDocx(docxWithLists(plain), 'a.docx'),
      html: await readHtml(utf8(htmlOf(plain)), 'a.html'),
      old: await readHtml(utf8(htmlOf(plain, true)), 'a.html'),
      pdf: await readPdf(pdfOf(setPages(plain, '整改进展情况的通报（公开稿）')), 'a.pdf'),
    };
    for (const [kind, document] of Object.entries(documents)) {
      const report = parseReport(document);
      expect([kind, seen(report)]).toEqual([kind, wanted]);
      nothingLost(document, report);
    }
  },
);

test('tables with merged cells read as the same table in text does', async () => {
  const plain = paragraphs(textOf('bureau-table.txt'));
  const wanted = seen(parseReport(plain.join('\n')));
  const rows = plain
    .filter((text) => text.includes('\t') || text.includes('|'))
    .map((text) => text.split(/\t+|\s*\|\s*/).filter((cell) => cell !== ''));
  const around = (inner: string): string => {
    const first = plain.findIndex((text) => text.includes('\t') || text.includes('|'));
    const html = (texts: readonly string[]): string => texts.map((text) => `<p>${text}</p>`).join('');
    return `<html><body>${html(plain.slice(0, first))}${inner}${html(plain.slice(first + rows.length))}</body></html>`;
  };
  expect(rows.length).toBeGreaterThan(5);
  const table = `<table>${rows.map((cells) => `<tr>${cells.map((cell) => `<td><p>${cell}</p></td>`).join('')}</tr>`).join('')}</table>`;
  expect(seen(parseReport(await readHtml(utf8(around(table)), 'a.html')))).toEqual(wanted);
});

// Long enough for a page of two columns; a table in columns is none.
const COLUMNS = ['county-bureau-two-levels.txt', 'university-measures-results.txt', 'hospital-plain-headings.txt', 'port-company-numbers-come-back.txt', 'maternity-hospital-feedback-answer.txt', 'water-institute-trailing-fields.txt'];
test.each(COLUMNS)('%s reads the same out of a PDF of two columns', async (name) => {
  const plain = paragraphs(textOf(name));
  const document = await readPdf(pdfOf(setColumns(plain)), 'a.pdf');
  const report = parseReport(document);
  expect(seen(report)).toEqual(seen(parseReport(plain.join('\n'))));
  nothingLost(document, report);
});
