import { expect, test } from 'vitest';
import { codesInMarkdown, codeTable } from './code-table.ts';

const ROWS = codeTable();

test('every code stands in docs/codes.md with its words', async () => {
  expect(ROWS.length).toBeGreaterThan(300);
  await expect(codesInMarkdown(ROWS)).toMatchFileSnapshot('../../docs/codes.md');
});

test('every code has words in Chinese and in English', () => {
  expect(ROWS.filter(({ zh, en }) => !/\p{Script=Han}|…：…/u.test(zh) || !/[a-z]{2}|…: …/.test(en)).map(({ code, zh, en }) => `${code}: ${zh} / ${en}`)).toEqual([]);
});
