import { expect, test } from 'vitest';
import { Refusal } from '../../domain/refusal.ts';
import { openSafeZip, ZIP_LIMITS } from './safe-zip.ts';
import { zipOf, type ZipEntry } from './testing/zip-of.ts';

const codeOf = async (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'none',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code;
      throw error;
    },
  );
const open = async (entries: readonly ZipEntry[], read = 'a.xml'): Promise<string> =>
  codeOf(openSafeZip(zipOf(entries), 'x.docx').then(async (zip) => zip.read(read)));
const text = (words: string): Uint8Array => new TextEncoder().encode(words);

test('an honest container gives its entries, each inflated when it is asked for', async () => {
  const zip = await openSafeZip(
    zipOf([
      { name: 'word/', data: text('') },
      { name: 'word/a.xml', data: text('通报'.repeat(9000)) },
      { name: 'b.txt', data: text('x'), stored: true },
    ]),
    'x.docx',
  );
  expect(zip.names).toEqual(['word/a.xml', 'b.txt']);
  expect(zip.has('word/b.xml')).toBe(false);
  expect(new TextDecoder().decode(await zip.read('word/a.xml'))).toBe('通报'.repeat(9000));
  expect(new TextDecoder().decode(await zip.read('b.txt'))).toBe('x');
});

test('a bomb is refused before it goes off: by ratio, by size, by number, by overlap, and where the directory lies', async () => {
  const zeros = new Uint8Array(8 * 1024 * 1024);
  expect(await open([{ name: 'a.xml', data: zeros }])).toBe('IMPORT_ZIP_BOMB');
  expect(await open([{ name: 'a.xml', data: text('x'), claimedSize: ZIP_LIMITS.entryBytes + 1 }])).toBe('IMPORT_ZIP_BOMB');
  expect(await open([{ name: 'a.xml', data: text('x'.repeat(5000)), claimedSize: 10 }])).toBe('IMPORT_ZIP_BOMB');
  expect(await open(Array.from({ length: ZIP_LIMITS.entries + 1 }, (_, at) => ({ name: `${at}.xml`, data: text('') })))).toBe(
    'IMPORT_ZIP_BOMB',
  );
  expect(
    await open(
      Array.from({ length: 50 }, (_, at) => ({ name: `${at}.xml`, data: text('x'.repeat(400)), stored: true, samePlace: at > 0 })),
    ),
  ).toBe('IMPORT_ZIP_BOMB');
});

test('names that lead out of the archive, or that stand twice, are refused', async () => {
  for (const name of ['../a.xml', '/etc/passwd', 'C:/a.xml', 'word/../../a.xml', 'word\\a.xml'])
    expect(await open([{ name, data: text('x') }], name)).toBe('IMPORT_ZIP_NAME');
  expect(
    await open([
      { name: 'a.xml', data: text('x') },
      { name: 'A.xml', data: text('y') },
    ]),
  ).toBe('IMPORT_ZIP_NAME');
});

test('what is encrypted, cut off, altered or missing is refused by name', async () => {
  expect(await open([{ name: 'a.xml', data: text('x'), encrypted: true }])).toBe('IMPORT_ENCRYPTED');
  const whole = zipOf([{ name: 'a.xml', data: text('整改'.repeat(500)) }]);
  expect(await codeOf(openSafeZip(whole.subarray(0, whole.length - 30), 'x.docx'))).toBe('IMPORT_ZIP_DAMAGED');
  const altered = whole.slice();
  altered[40] = (altered[40] ?? 0) ^ 0xff;
  expect(await codeOf(openSafeZip(altered, 'x.docx').then(async (zip) => zip.read('a.xml')))).toBe('IMPORT_ZIP_DAMAGED');
  expect(await open([{ name: 'b.xml', data: text('x') }])).toBe('IMPORT_ZIP_DAMAGED');
});
