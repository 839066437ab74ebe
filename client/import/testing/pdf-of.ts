/** Writes small PDFs with Chinese text: set in lines and pages as a word processor would, without a font embedded. */

export type Placed = { readonly text: string; readonly x: number; readonly y: number; readonly size?: number };

const hex = (text: string): string => [...text].map((sign) => (sign.codePointAt(0) ?? 63).toString(16).padStart(4, '0')).join('');

/** The bytes of a PDF with these words on its pages. */
export const pdfOf = (pages: ReadonlyArray<readonly Placed[]>): Uint8Array => {
  const first = 6;
  const objects: string[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, at) => `${first + at * 2} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 5 0 R >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    ...pages.flatMap((words, at) => {
      const content = words.map(({ text, x, y, size = 16 }) => `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm <${hex(text)}> Tj ET`).join('\n');
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${first + at * 2 + 1} 0 R >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  let out = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = out.length;
    out += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')}`;
  out += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return new TextEncoder().encode(out);
};

type Setting = { readonly signs: number; readonly lines: number; readonly top: number; readonly step: number; readonly size: number };
const PAGE: Setting = { signs: 28, lines: 22, top: 760, step: 29, size: 16 };
const COLUMN: Setting = { signs: 18, lines: 40, top: 720, step: 16, size: 12 };
const LEFT = 74;

/** Paragraphs indented and broken at the margin. */
const broken = (paragraphs: readonly string[], { signs: width, size }: Setting, left: number): Array<{ text: string; x: number }> =>
  paragraphs.flatMap((text) => {
    const signs = [...text];
    const rows = [{ text: signs.slice(0, width - 2).join(''), x: left + 2 * size }];
    for (let at = width - 2; at < signs.length; at += width) rows.push({ text: signs.slice(at, at + width).join(''), x: left });
    return rows;
  });

const placed = (rows: ReadonlyArray<{ text: string; x: number }>, { top, step, size }: Setting, shift = 0): Placed[] =>
  rows.map(({ text, x }, at) => ({ text, x: x + shift, y: top - at * step, size }));
const pageNumber = (page: number): Placed => ({ text: `— ${page + 1} —`, x: 275, y: 40, size: 12 });

/** Sets paragraphs into pages: with a running head and a page number. */
export const setPages = (paragraphs: readonly string[], head: string | null): Placed[][] => {
  const rows = broken(paragraphs, PAGE, LEFT);
  return Array.from({ length: Math.ceil(rows.length / PAGE.lines) }, (_, page) => [
    ...(head === null ? [] : [{ text: head, x: LEFT, y: 805, size: 10 }]),
    ...placed(rows.slice(page * PAGE.lines, (page + 1) * PAGE.lines), PAGE),
    pageNumber(page),
  ]);
};

/** The same in two columns, as papers set them; the title runs over both. */
export const setColumns = ([title = '', ...paragraphs]: readonly string[]): Placed[][] => {
  const left = 56;
  const rows = broken(paragraphs, COLUMN, left);
  const aside = COLUMN.signs * COLUMN.size + 30;
  return Array.from({ length: Math.ceil(rows.length / COLUMN.lines / 2) }, (_, page) => {
    const from = page * COLUMN.lines * 2;
    return [
      ...(page === 0 ? [{ text: title, x: left, y: 780, size: 14 }] : []),
      ...placed(rows.slice(from, from + COLUMN.lines), COLUMN),
      ...placed(rows.slice(from + COLUMN.lines, from + COLUMN.lines * 2), COLUMN, aside),
      pageNumber(page),
    ];
  });
};
