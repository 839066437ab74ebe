/** PDF with text, by pdf.js: nothing is drawn, no script is run, no font or link is fetched. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuse } from '../../../domain/refusal.ts';
import type { Piece } from './pdf-gutter.ts';
import { linesOfPage } from './pdf-lines.ts';
import type { PageLine } from './pdf-lines.ts';
import { paragraphsOfPages } from './pdf-paragraphs.ts';
import { demandReasonableStreams } from './pdf-sizes.ts';
import type { Reader, Remark } from './source-document.ts';

const MOST_PAGES = 600;
/** Signs on a page of a scan that has only a page number or a stamp of its scanner. */
const FEW_SIGNS = 12;

const asPiece = (item: object): Piece | null => {
  if (
    !('str' in item) ||
    !('transform' in item) ||
    !('width' in item) ||
    typeof item.str !== 'string' ||
    !Array.isArray(item.transform) ||
    typeof item.width !== 'number'
  )
    return null;
  const [a = 0, b = 0, , , x = 0, y = 0] = item.transform.map(Number);
  // Text that stands upright on the page only: a watermark runs aslant.
  const size = Math.hypot(a, b);
  if (![x, y, size].every(Number.isFinite) || Math.abs(b) > size * 0.05) return null;
  return { text: item.str, x, y, width: item.width, size };
};

const scanned = (name: string, pages: number): never =>
  refuse(
    'IMPORT_SCANNED',
    `“${name}”共 ${pages} 页，没有文字（应为扫描件）。请先用文字识别（OCR）软件转换，或向发文单位索取 Word 原件。`,
    `"${name}" has ${pages} pages and no text (a scan). Recognise its text first (OCR), or ask its author for the Word original.`,
    { file: name, pages },
  );

const locked = (name: string): never =>
  refuse('IMPORT_ENCRYPTED', `“${name}”有密码。请去除密码后再导入。`, `"${name}" has a password. Remove it and import again.`, {
    file: name,
  });

/** Reads a PDF. Throws a Refusal for scans, passwords, streams that unpack to too much, and more pages than a report has. */
export const readPdf: Reader = async (bytes, name) => {
  demandReasonableStreams(bytes, name);
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const home = dirname(dirname(dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs')))));
  const folder = (one: string): string => `${join(home, one)}/`;
  const task = getDocument({
    // A copy: pdf.js takes what it is given away, and takes no Buffer.
    data: new Uint8Array(bytes),
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
    wasmUrl: folder('wasm'),
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    stopAtErrors: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  const document = await task.promise.catch((error: unknown) => {
    if (error instanceof Error && error.name === 'PasswordException') return locked(name);
    throw error;
  });
  if (document.numPages > MOST_PAGES)
    refuse(
      'IMPORT_TOO_LARGE',
      `“${name}”有 ${document.numPages} 页，超过上限 ${MOST_PAGES} 页。请只导入通报正文。`,
      `"${name}" has ${document.numPages} pages; the limit is ${MOST_PAGES}. Import the report's text only.`,
      {
        file: name,
        pages: document.numPages,
        limit: MOST_PAGES,
      },
    );
  const pages: PageLine[][] = [];
  for (let at = 1; at <= document.numPages; at += 1) {
    const page = await document.getPage(at);
    const { items } = await page.getTextContent({ includeMarkedContent: false, disableNormalization: false });
    pages.push(
      linesOfPage(
        items.flatMap((item) => asPiece(item) ?? []),
        at,
      ),
    );
    page.cleanup();
  }
  const signs = pages.flat().reduce((sum, line) => sum + line.text.length, 0);
  if (signs < FEW_SIGNS * Math.max(1, document.numPages)) return scanned(name, document.numPages);
  return { kind: 'pdf', lines: paragraphsOfPages(pages), remarks: remarksOn(pages) };
};

/** A page that is only a picture is named: its words are missing from all that follows. */
const remarksOn = (pages: ReadonlyArray<readonly PageLine[]>): Remark[] => {
  const empty = pages.flatMap((lines, at) => (lines.length === 0 ? [String(at + 1)] : []));
  return empty.length === 0
    ? []
    : [
        {
          code: 'PAGES_WITHOUT_TEXT',
          zh: `第 ${empty.join('、')} 页没有文字（可能是扫描图片），其内容未读入，请核对原件`,
          en: `Page ${empty.join(', ')} has no text (perhaps a scanned picture) and was not read; check the original`,
        },
      ];
};
