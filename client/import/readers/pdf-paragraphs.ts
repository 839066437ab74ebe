/** Lines of pages to paragraphs: joined inside sentences and over page breaks, running heads and page numbers set aside. */
import { parseLabel } from '../labels.ts';
import { isPageNumber } from '../lines.ts';
import { parseMarker } from '../numbering.ts';
import type { PageLine } from './pdf-lines.ts';
import type { Aside, SourceLine } from './source-document.ts';

/** Lines at the top and the foot of a page among which running lines stand. */
const EDGE_LINES = 2;
const FEWEST_PAGES_TO_REPEAT = 2;

const plain = (text: string): string => text.replace(/[\d０-９一二三四五六七八九十〇]+/g, '#').replace(/\s/g, '');

const isEdge = (lines: readonly PageLine[], at: number): boolean => at < EDGE_LINES || at >= lines.length - EDGE_LINES;

/** What returns at the edge of at least half the pages is printed round the text. */
const runningWords = (pages: ReadonlyArray<readonly PageLine[]>): Set<string> => {
  const seen = new Map<string, number>();
  for (const lines of pages)
    for (const words of new Set(lines.filter((_, at) => isEdge(lines, at)).map((line) => plain(line.text))))
      seen.set(words, (seen.get(words) ?? 0) + 1);
  return new Set(
    [...seen]
      .filter(([words, count]) => words.length > 2 && count >= FEWEST_PAGES_TO_REPEAT && count * 2 >= pages.length && pages.length > 1)
      .map(([words]) => words),
  );
};

const asideOf = (lines: readonly PageLine[], at: number, running: ReadonlySet<string>): Aside | undefined => {
  const line = lines[at];
  if (line === undefined || !isEdge(lines, at)) return undefined;
  if (isPageNumber(line.text)) return 'page-number';
  return running.has(plain(line.text)) ? (at < EDGE_LINES ? 'header' : 'footer') : undefined;
};

type Column = {
  readonly left: number;
  readonly right: number;
  readonly size: number;
  /** Are paragraphs indented? Then a line at the edge never begins one. */ readonly indents: boolean;
};

/** The edges between which most lines stand. */
const columnOf = (lines: readonly PageLine[]): Column => {
  const most = (values: readonly number[]): number => {
    const counts = new Map<number, number>();
    for (const value of values) counts.set(Math.round(value), (counts.get(Math.round(value)) ?? 0) + 1);
    return [...counts].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 0;
  };
  const size = most(lines.map((line) => line.size));
  const text = lines.filter((line) => Math.abs(line.size - size) <= 1 && !line.columns);
  const rights = text.map((line) => line.right).toSorted((a, b) => a - b);
  // Short paragraphs are mostly first lines, indented: the edge is further left, where any line stands at all.
  const lefts = text.map((line) => line.left).toSorted((a, b) => a - b);
  const left = lefts[Math.min(1, Math.floor(lefts.length / 20))] ?? 0;
  const indented = lefts.filter((one) => one > left + size * 1.2 && one < left + size * 2.8).length;
  return { left, right: rights[Math.floor(rights.length * 0.9)] ?? 0, size, indents: indented >= 2 && indented * 8 >= lefts.length };
};

const CLOSED = /[。！？；;：:!?”’）)》】]$/;

const SIGNED = /^中共[\p{Script=Han}]{2,40}(?:委员会|党组|党工委|支部|党总支)$/u;
const beginsAnew = (text: string): boolean =>
  parseMarker(text) !== null || parseLabel(text) !== null || /^(?:关于|针对).{4,120}?问题/.test(text) || SIGNED.test(text);
/** In the middle of a sentence or of brackets; a comma ends no paragraph. */
const OPEN = /[，,、（(《“‘]$/;
/** A title that fills its line, and the first words of the text. */
const endsTitle = (before: string, after: string): boolean =>
  /(?:整改|巡[视察]).*(?:通报|报告|公告|公示)$/.test(before) && /^(?:根据|按照|经|为|20\d{2}|[（(]?20\d{2}|发布|来源|日期)/.test(after);

const goesOn = (before: PageLine, line: PageLine, column: Column): boolean => {
  if (before.columns || line.columns || Math.abs(before.size - line.size) > 1.5) return false;
  const em = Math.max(line.size, 1);
  const full = before.right >= column.right - em * 2.2;
  const indented = line.left > column.left + em * 0.8;
  const samePage = before.page === line.page;
  if (samePage && before.y - line.y > em * 2.6) return false;
  // A centred heading of two lines.
  if (indented && before.left > column.left + em * 2.5 && line.left > column.left + em * 2.5)
    return !CLOSED.test(before.text) && parseMarker(line.text) === null;
  if (indented || !full) return false;
  if (endsTitle(before.text, line.text)) return false;
  // Without indents a full line may be the last of its paragraph: the next line's words decide.
  return column.indents || OPEN.test(before.text) || !beginsAnew(line.text);
};

const glue = (before: string, after: string): string =>
  /[A-Za-z0-9]$/.test(before) && /^[A-Za-z]/.test(after) ? `${before} ${after}` : before + after;

/** The lines of a document, each with page and line of its beginning. */
export const paragraphsOfPages = (pages: ReadonlyArray<readonly PageLine[]>): SourceLine[] => {
  const running = runningWords(pages);
  const column = columnOf(pages.flat());
  const result: SourceLine[] = [];
  let last: PageLine | null = null;
  let open = -1;
  for (const lines of pages)
    lines.forEach((line, at) => {
      const place = { page: line.page, line: line.line };
      const aside = asideOf(lines, at, running);
      if (aside !== undefined) {
        result.push({ text: line.text, place, aside });
        return;
      }
      const current = result[open];
      if (last !== null && current !== undefined && goesOn(last, line, column))
        result[open] = { ...current, text: glue(current.text, line.text) };
      else {
        open = result.length;
        result.push({ text: line.columns ? `| ${line.text} |` : line.text, place });
      }
      last = line;
    });
  return result;
};
