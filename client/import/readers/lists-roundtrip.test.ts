import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOfSource } from '../lines.ts';
import { parseReport } from '../parse-report.ts';
import { docxWithLists } from '../testing/docx-of.ts';
import { reportArbitrary } from '../testing/report-generator.ts';
import { readDocx } from './docx-reader.ts';
import { linesOfText } from './text-reader.ts';

test('a report whose numbers are lists of Word gives the words and issues of the same report in text', async () => {
  await fc.assert(
    fc.asyncProperty(reportArbitrary, async ({ text }) => {
      const lines = linesOfSource(linesOfText(text)).map((line) => line.text);
      const document = await readDocx(docxWithLists(lines), 'a.docx');
      const plain = (line: string): string => line.replace(/\s/g, '');
      expect(document.lines.map((line) => plain(line.text))).toEqual(lines.map(plain));
      const issues = (report: ReturnType<typeof parseReport>): unknown => report.issues.map((issue) => [issue.number, issue.status, issue.subItems.length, issue.lines.length]);
      expect(issues(parseReport(document))).toEqual(issues(parseReport(lines.join('\n'))));
    }),
    { numRuns: 12 },
  );
});
