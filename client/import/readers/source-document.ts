/** What every reader makes of a file: its lines in reading order, each with its place in the file, none dropped. */

export type FileKind = 'txt' | 'md' | 'html' | 'docx' | 'pdf';

/** Where a line stands in its file, counted from 1; what a kind of file does not have is left out. */
export type Place = {
  readonly page?: number;
  /** Line of the file, or of the page. */
  readonly line?: number;
  readonly paragraph?: number;
  readonly table?: number;
  readonly row?: number;
  readonly note?: number;
};

/** Why a line is no part of the text: it was printed round it, or it stands elsewhere in the file. */
export type Aside = 'navigation' | 'header' | 'footer' | 'page-number' | 'contents' | 'note' | 'hidden';

export type SourceLine = {
  readonly text: string;
  readonly place: Place;
  readonly aside?: Aside;
  /** Level of the heading style, 1 the outermost; left out where the file marks it as plain text. */
  readonly heading?: number;
};

/** What people should know of a file or of what was read in it. */
export type Remark = { readonly code: string; readonly zh: string; readonly en: string };

export type SourceDocument = {
  readonly kind: FileKind;
  readonly lines: readonly SourceLine[];
  /** What was left out or set aside on reading, for people: macros, external references. */
  readonly remarks: readonly Remark[];
};

/** A reader of one kind of file. Throws a Refusal for what it cannot read. */
export type Reader = (bytes: Uint8Array, name: string) => Promise<SourceDocument>;

/** A place in words, 第3页第12行, page 3 line 12. */
export const placeWords = (place: Place): { readonly zh: string; readonly en: string } => {
  const parts: Array<readonly [string, string]> = [];
  if (place.page !== undefined) parts.push([`第 ${place.page} 页`, `page ${place.page}`]);
  if (place.note !== undefined) parts.push([`脚注 ${place.note}`, `note ${place.note}`]);
  if (place.table !== undefined) parts.push([`表 ${place.table}`, `table ${place.table}`]);
  if (place.row !== undefined) parts.push([`第 ${place.row} 行`, `row ${place.row}`]);
  if (place.paragraph !== undefined) parts.push([`第 ${place.paragraph} 段`, `paragraph ${place.paragraph}`]);
  if (place.line !== undefined) parts.push([`第 ${place.line} 行`, `line ${place.line}`]);
  return { zh: parts.map(([zh]) => zh).join(''), en: parts.map(([, en]) => en).join(' ') };
};
