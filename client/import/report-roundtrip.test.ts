import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refusal } from '../../domain/refusal.ts';
import { parseReport } from './parse-report.ts';
import type { ParsedReport } from './parsed-report.ts';
import { reportArbitrary } from './testing/report-generator.ts';

const everyLine = (text: string, report: ParsedReport): void => {
  const wanted = text
    .split(/\r\n|\n|\r|\u2028|\u2029/)
    .flatMap((line, at) => (line.replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '').trim() === '' ? [] : [at + 1]));
  const held = [
    ...report.issues.flatMap((issue) => issue.lines),
    ...report.record.map((one) => one.line),
    ...report.unassigned.map((one) => one.line),
  ];
  expect([...new Set(held)].toSorted((a, b) => a - b)).toEqual(wanted);
};

test('reports written in random systems of numbers are read back whole', () => {
  fc.assert(
    fc.property(reportArbitrary, (written) => {
      const report = parseReport(written.text);
      const seen = report.issues.map((issue) => ({
        title: issue.title,
        status: issue.status,
        dues: issue.promises.flatMap((promise) => (promise.due === null ? [] : [promise.due])),
        subItems: issue.subItems.length,
        followUps: issue.followUps.length,
        yuan: issue.sums.reduce((sum, one) => sum + one.yuan, 0),
        people: issue.people.reduce((sum, one) => sum + one.count, 0),
        responsible: issue.responsible.map((one) => one.text),
      }));
      expect(report.feedbackDate).toBe(written.feedbackDate);
      expect(report.unit).toBe(written.unit);
      expect(seen).toEqual(
        written.issues.map((issue) => ({
          ...issue,
          title: expect.stringContaining(issue.title.replace(/。$/, '')),
          dues: [...issue.dues],
          responsible: [...issue.responsible],
        })),
      );
      everyLine(written.text, report);
    }),
    { numRuns: 300 },
  );
});

test('no line is lost, whatever stands in the text', () => {
  const line = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom(
      '一、整改情况',
      '（一）关于学习不够的问题',
      '1.关于台账混乱的问题。',
      '（1）组织培训。',
      '整改情况：已完成。',
      '整改时限：2025年底',
      '— 3 —',
      '',
      '　',
      '版权所有',
      '二、下一步打算',
      '①',
      '3.',
      '序号\t问题\t措施\t状态',
      '1\t不严\t整改\t完成',
      '关于作风不实的问题。',
      '四、需要进一步整改的事项',
      '1.关于第1点台账混乱问题。',
      '中共某镇委员会',
      '202462',
    ),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
      const text = lines.join('\n');
      try {
        everyLine(text, parseReport(text));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    }),
    { numRuns: 300 },
  );
});
