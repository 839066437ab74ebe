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

const SIGNS = 28;
const LINES = 22;
const [LEFT, TOP, STEP, SIZE] = [74, 760, 29, 16];

/** Sets paragraphs into pages: indented, broken at the margin, with a running head and a page number. */
export const setPages = (paragraphs: readonly string[], head: string | null): Placed[][] => {
  const lines = paragraphs.flatMap((text) => {
    const signs = [...text];
    const rows = [{ text: signs.slice(0, SIGNS - 2).join(''), x: LEFT + 2 * SIZE }];
    for (let at = SIGNS - 2; at < signs.length; at += SIGNS) rows.push({ text: signs.slice(at, at + SIGNS).join(''), x: LEFT });
    return rows;
  });
  const count = Math.ceil(lines.length / LINES);
  return Array.from({ length: count }, (_, page) => [
    ...(head === null ? [] : [{ text: head, x: LEFT, y: 805, size: 10 }]),
    ...lines.slice(page * LINES, (page + 1) * LINES).map(({ text, x }, at) => ({ text, x, y: TOP - at * STEP, size: SIZE })),
    { text: `— ${page + 1} —`, x: 275, y: 40, size: 12 },
  ]);
};
