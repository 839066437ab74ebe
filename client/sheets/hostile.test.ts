import fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { Refusal } from '../../domain/refusal.ts';
import { bookOf, MAX_SHEET_BYTES } from './read-book.ts';

const zipOf = async (parts: Readonly<Record<string, string | Uint8Array>>): Promise<Uint8Array> => {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name, { mtime: new Date('2026-01-01T00:00:00Z') });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};
const TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>';
const SHEET = (data: string): string => `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${data}</sheetData></worksheet>`;
const PARTS = {
  '[Content_Types].xml': TYPES,
  '_rels/.rels': '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
  'xl/workbook.xml': '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="台账" sheetId="1" r:id="r1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
};
const cell = (place: string, text: string): string => `<row r="${/\d+/.exec(place)?.[0]}"><c r="${place}" t="inlineStr"><is><t>${text}</t></is></c></row>`;

describe('a spreadsheet that somebody meant ill with', () => {
  test.each<[string, () => Promise<Uint8Array>, string]>([
    ['an old .xls, or one with a password', () => Promise.resolve(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0])), 'SHEET_OLD_FORMAT'],
    ['nothing', () => Promise.resolve(new Uint8Array()), 'SHEET_EMPTY'],
    ['too many bytes', () => Promise.resolve(new Uint8Array(MAX_SHEET_BYTES + 1)), 'SHEET_TOO_LARGE'],
    ['a Word document', () => zipOf({ '[Content_Types].xml': TYPES, 'word/document.xml': '<x/>' }), 'SHEET_NOT_A_WORKBOOK'],
    ['a bomb', () => zipOf({ ...PARTS, 'xl/worksheets/sheet1.xml': SHEET(' '.repeat(70 * 1024 * 1024)) }), 'IMPORT_ZIP_BOMB'],
    ['a path out of the archive', () => zipOf({ ...PARTS, 'xl/worksheets/sheet1.xml': SHEET(''), 'xl/a..b': 'x' }).then((bytes) => Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('xl/a..b', '../../b'), 'latin1')), 'IMPORT_ZIP_NAME'],
    ['words far below the table', () => zipOf({ ...PARTS, 'xl/worksheets/sheet1.xml': SHEET(cell('A1', '编号') + cell('A900000', '藏在这里')) }), 'SHEET_TOO_LARGE'],
    ['words far beside the table', () => zipOf({ ...PARTS, 'xl/worksheets/sheet1.xml': SHEET(cell('XFD1', '藏在这里')) }), 'SHEET_TOO_LARGE'],
    ['ten million cells', () => zipOf({ ...PARTS, 'xl/worksheets/sheet1.xml': SHEET('<c/>'.repeat(2_100_000)) }).catch(() => new Uint8Array()), 'SHEET_TOO_MANY_CELLS|IMPORT_ZIP_BOMB'],
    ['half a workbook', async () => (await zipOf({ ...PARTS, 'xl/worksheets/sheet1.xml': SHEET('') })).slice(0, 300), 'IMPORT_ZIP_DAMAGED'],
    ['a table of 300 columns in CSV', () => Promise.resolve(new TextEncoder().encode(`${'x,'.repeat(300)}\n`)), 'SHEET_TOO_LARGE'],
  ])('%s is refused, with the place, in both languages', async (_, make, code) => {
    const refusal = await bookOf(await make(), '台账.xlsx').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect((refusal as Refusal).code).toMatch(new RegExp(`^(?:${code})$`));
    expect((refusal as Refusal).zh).toContain('台账.xlsx');
    expect((refusal as Refusal).en).toContain('台账.xlsx');
  });

  test('macros are neither run nor kept, outside references not opened, formulas not computed; each is said with its place', async () => {
    const bytes = await zipOf({ ...PARTS, 'xl/worksheets/sheet1.xml': SHEET('<row r="1"><c r="A1" t="str"><f>HYPERLINK("http://x","点我")</f><v>点我</v></c></row>'), 'xl/vbaProject.bin': 'x', 'xl/externalLinks/externalLink1.xml': '<x/>' });
    const { tables, notes } = await bookOf(bytes, '台账.xlsm');
    expect(tables[0]?.rows).toEqual([['点我']]);
    expect([...notes, ...(tables[0]?.notes ?? [])].map(({ code, zh }) => `${code} ${zh}`)).toEqual([expect.stringMatching(/^SHEET_MACROS .*xl\/vbaProject\.bin/), expect.stringMatching(/^SHEET_LINKS .*externalLink1\.xml/), expect.stringMatching(/^SHEET_FORMULAS .*A1/)]);
  });

  test('borders down to the last row are no rows', async () => {
    const { tables } = await bookOf(await zipOf({ ...PARTS, 'xl/worksheets/sheet1.xml': SHEET(`${cell('A1', '编号')}<row r="1048576"><c r="A1048576" s="1"/></row>`) }), 'x.xlsx');
    expect(tables[0]?.rows).toEqual([['编号']]);
  });

  test('a workbook with flipped bits or cut off is read or refused, and nothing else', async () => {
    const whole = await writeXlsx({ sheets: [{ name: '台账', rows: [['编号', '反馈问题'], ['1', '问题甲']] }] });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }), fc.nat(whole.length), async (flips, length) => {
        const bytes = whole.slice(0, flips.length === 0 ? length : whole.length);
        for (const [at, value] of flips) bytes[at] = value;
        const answer = await bookOf(bytes, '台账.xlsx').catch((error: unknown) => error);
        if (answer instanceof Error) expect(answer).toBeInstanceOf(Refusal);
      }),
      { numRuns: 200 },
    );
  });
});
