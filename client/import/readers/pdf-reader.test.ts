import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Refusal } from '../../../domain/refusal.ts';
import { pdfOf } from '../testing/pdf-of.ts';
import { linesOfPage } from './pdf-lines.ts';
import { readPdf } from './pdf-reader.ts';

const codeOf = async (bytes: Uint8Array): Promise<string> =>
  readPdf(bytes, 'a.pdf').then(
    () => 'none',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );
const words = (pieces: ReadonlyArray<readonly [text: string, x: number, width: number]>): string =>
  linesOfPage(
    pieces.map(([text, x, width]) => ({ text, x, y: 700, width, size: 10 })),
    1,
  )
    .map((line) => line.text)
    .join('/');

test('room that a word processor leaves between Chinese signs and figures is no space; one that was typed is, and columns are kept apart', () => {
  expect(words([['共', 0, 10], [' ', 10, 2], ['2024', 12, 20], [' ', 32, 2], ['年', 34, 10]])).toBe('共2024年');
  expect(words([['办公室', 0, 30], ['12', 32.5, 10], ['件', 45, 10]])).toBe('办公室12件');
  expect(words([['整改', 0, 20], [' ', 20, 5], ['完成', 25, 20]])).toBe('整改 完成');
  expect(words([['see', 0, 15], ['page', 19, 20]])).toBe('see page');
  expect(words([['序号', 0, 20], ['问题', 60, 20], ['措施', 140, 20]])).toBe('序号 | 问题 | 措施');
});

test('a scan, a locked file and a page of pictures among pages of text', async () => {
  expect(await codeOf(pdfOf([[], []]))).toBe('IMPORT_SCANNED');
  const plain = new TextDecoder().decode(pdfOf([[{ text: '整改', x: 70, y: 700 }]]));
  const locked = plain.replace('/Root 1 0 R', `/Root 1 0 R /ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'00'.repeat(32)}> /U <${'11'.repeat(32)}> >>`);
  expect(await codeOf(new TextEncoder().encode(locked))).toBe('IMPORT_ENCRYPTED');
  const lines = Array.from({ length: 10 }, (_, at) => ({ text: '关于档案管理混乱的问题已经整改完成', x: 70, y: 700 - at * 20 }));
  const document = await readPdf(pdfOf([lines, []]), 'a.pdf');
  expect(document.remarks).toMatchObject([{ code: 'PAGES_WITHOUT_TEXT' }]);
  expect(document.lines[0]?.place).toEqual({ page: 1, line: 1 });
});

test('a stream that unpacks to far too much is refused by its size, however often it is packed', async () => {
  const withStream = (packed: Uint8Array): Uint8Array => Buffer.concat([Buffer.from('%PDF-1.4\n4 0 obj\n<</Filter/FlateDecode>>\nstream\r\n'), packed, Buffer.from('\nendstream')]);
  const bomb = deflateSync(Buffer.alloc(65 * 1024 * 1024));
  // Of this process, not of the wall: others may be at work beside it.
  const began = process.cpuUsage();
  expect(await codeOf(withStream(bomb))).toBe('IMPORT_PDF_BOMB');
  expect(await codeOf(withStream(deflateSync(deflateSync(bomb))))).toBe('IMPORT_PDF_BOMB');
  const page = deflateSync(Buffer.alloc(60 * 1024 * 1024));
  expect(await codeOf(Buffer.concat(Array.from({ length: 5 }, () => withStream(page))))).toBe('IMPORT_PDF_BOMB');
  const { user, system } = process.cpuUsage(began);
  expect((user + system) / 1e6).toBeLessThan(10);
});
