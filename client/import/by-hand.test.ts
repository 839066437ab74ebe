import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byHandSchema, settledIssues } from './by-hand.ts';
import { parseReport } from './parse-report.ts';
import { linesOfText } from './readers/text-reader.ts';

const report = parseReport(linesOfText(readFileSync(new URL('../../samples/reports/county-bureau-two-levels.txt', import.meta.url), 'utf8')), { name: 'sample' });
const many = report.issues.length;

test('an untouched report is opened as it was read', () => {
  expect(settledIssues(report).map(({ number, title, status, settled }) => ({ number, title, status, settled }))).toEqual(report.issues.map(({ title, status }, at) => ({ number: String(at + 1), title, status, settled: false })));
});

test('whoever is left out takes nobody else along: every other issue keeps its number and its words', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: many }), { maxLength: many - 1 }), fc.array(fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''), { maxLength: 3 }), (out, titles) => {
      const byHand = byHandSchema.parse({ changed: out.map((n) => ({ n, leaveOut: true })), added: titles.map((title) => ({ title })) });
      const settled = settledIssues(report, byHand);
      expect(settled).toHaveLength(many - out.length + titles.length);
      expect(new Set(settled.map(({ number }) => number)).size).toBe(settled.length);
      for (const { number, title, printed } of settled) if (printed !== null) expect([out.includes(Number(number)), title]).toEqual([false, report.issues[Number(number) - 1]?.title]);
    }),
    { numRuns: 50 },
  );
});

test('what is said of an issue that was not read is refused, and a round without issues is none', () => {
  const refused = (given: object): string => {
    try {
      settledIssues(report, byHandSchema.parse(given));
      return '';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  expect(refused({ changed: [{ n: many + 1, leaveOut: true }] })).toBe('IMPORT_NO_SUCH_ISSUE');
  expect(refused({ changed: report.issues.map((_, at) => ({ n: at + 1, leaveOut: true })) })).toBe('IMPORT_NOTHING_LEFT');
});
