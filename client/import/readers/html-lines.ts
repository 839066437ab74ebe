/** A tree of HTML to lines in reading order: of web pages, and of what mammoth makes of Word documents. */
import { defaultTreeAdapter, parse } from 'parse5';
import { parseMarker } from '../numbering.ts';
import { linesOfTable } from './grid.ts';
import { attribute, BLOCKS, findAll, isElement, SILENT, textOf, visible } from './html-tree.ts';
import type { ChildNode, Element } from './html-tree.ts';
import type { Aside, Place, SourceLine } from './source-document.ts';

type Mode = 'page' | 'word';
type Surrounding = { readonly aside: Aside | undefined; readonly heading: number | undefined; readonly note: number | undefined };
/** Number of lists that the browser, not the author, wrote: put back into the words. */
type List = { readonly style: string; next: number };

const FURNITURE_NAME =
  /(?:^|[-_\s])(?:nav|menu|crumbs?|breadcrumb|footer|foot|bottom|sidebar|copyright|share|toolbar|search|links?|related|prev|next|header|top|login|pager)(?:$|[-_\s])/i;
const KEPT_IN_HEADER = /(?:发布|发表|公开|更新|成文)?(?:时间|日期)|来源/;
/** Of all words of the page; what holds more is no decoration, whatever its name. */
const MOST_OF_FURNITURE = 0.3;

const letters = (n: number): string => (n <= 0 ? '' : letters(Math.floor((n - 1) / 26)) + String.fromCharCode(97 + ((n - 1) % 26)));
const listNumber = ({ style, next }: List): string =>
  `${style === 'a' ? letters(next) : style === 'A' ? letters(next).toUpperCase() : String(next)}.`;

class Walker {
  readonly lines: SourceLine[] = [];
  private text = '';
  private linked = 0;
  private startLine = 1;
  private paragraphs = 0;
  private tables = 0;
  private readonly mode: Mode;
  private readonly total: number;
  private readonly lists: List[] = [];
  private marker = '';

  constructor(mode: Mode, root: Element) {
    this.mode = mode;
    this.total = Math.max(1, mode === 'page' ? textOf(root).length : 1);
  }

  /** Recursion is as deep as the tree; a tree deeper than the stack is refused by the caller as damaged. */
  walk(node: ChildNode, around: Surrounding, inLink = false): void {
    if (defaultTreeAdapter.isTextNode(node)) {
      if (this.text === '') this.startLine = node.sourceCodeLocation?.startLine ?? this.startLine;
      this.text += node.value;
      if (inLink) this.linked += node.value.trim().length;
      return;
    }
    if (!isElement(node) || SILENT.has(node.tagName)) return;
    const inner = this.inside(node, around);
    if (node.tagName === 'table' && this.isData(node)) {
      this.flush(around);
      this.table(node, inner);
      return;
    }
    if (this.mode === 'word' && node.tagName === 'sup' && /^\[\d+\]$/.test(textOf(node))) return;
    const block = BLOCKS.has(node.tagName);
    if (block) this.flush(around);
    this.open(node);
    for (const child of node.childNodes) this.walk(child, inner, inLink || node.tagName === 'a');
    if (block) this.flush(inner);
    if (node.tagName === 'ol' || node.tagName === 'ul') this.lists.pop();
  }

  private open(element: Element): void {
    const { tagName } = element;
    if (tagName === 'ol')
      this.lists.push({ style: attribute(element, 'type') ?? '1', next: Number.parseInt(attribute(element, 'start') ?? '1', 10) || 1 });
    else if (tagName === 'ul') this.lists.push({ style: '', next: 0 });
    else if (tagName === 'li') {
      const list = this.lists.at(-1);
      if (list === undefined || list.style === '') return;
      list.next = Number.parseInt(attribute(element, 'value') ?? '', 10) || list.next;
      this.marker = listNumber(list);
      list.next += 1;
    }
  }

  private inside(element: Element, around: Surrounding): Surrounding {
    const { tagName } = element;
    const level = /^h([1-6])$/.exec(tagName)?.[1];
    const heading = level === undefined ? around.heading : Number(level);
    if (this.mode === 'word') {
      const note = /^(?:footnote|endnote)-(\d+)$/.exec(attribute(element, 'id') ?? '')?.[1];
      const contents = attribute(element, 'class') === 'contents';
      return {
        heading,
        note: note === undefined ? around.note : Number(note),
        aside: note !== undefined ? 'note' : contents ? 'contents' : around.aside,
      };
    }
    return { ...around, heading, aside: around.aside ?? this.asideOf(element) };
  }

  private asideOf(element: Element): Aside | undefined {
    const { tagName } = element;
    if (attribute(element, 'hidden') !== undefined || /display\s*:\s*none/i.test(attribute(element, 'style') ?? '')) return 'hidden';
    if (tagName === 'nav' || tagName === 'select' || tagName === 'button') return 'navigation';
    const named = FURNITURE_NAME.test(`${attribute(element, 'class') ?? ''} ${attribute(element, 'id') ?? ''}`);
    if (tagName !== 'header' && tagName !== 'footer' && tagName !== 'aside' && !named) return undefined;
    if (textOf(element).length > this.total * MOST_OF_FURNITURE) return undefined;
    return tagName === 'footer' ? 'footer' : tagName === 'header' ? 'header' : 'navigation';
  }

  /** A table of data, not one that only arranges the page: several columns, no table inside, no long text of several paragraphs in a cell. */
  private isData(table: Element): boolean {
    const rows = findAll(table, (one) => one.tagName === 'tr');
    const widest = rows.reduce(
      (most, row) => Math.max(most, findAll(row, (one) => one.tagName === 'td' || one.tagName === 'th').length),
      0,
    );
    if (widest < 2 || findAll(table, (one) => one.tagName === 'table').length > 0) return false;
    if (this.mode === 'word' || rows.length > 3) return true;
    return rows.every((row) => findAll(row, (one) => one.tagName === 'p' || /^h[1-6]$/.test(one.tagName)).length <= 8);
  }

  private table(table: Element, around: Surrounding): void {
    this.tables += 1;
    const rows = findAll(table, (one) => one.tagName === 'tr');
    const span = (cell: Element, name: string): number => Math.max(1, Number.parseInt(attribute(cell, name) ?? '1', 10) || 1);
    const cells = rows.map((row) =>
      findAll(row, (one) => one.tagName === 'td' || one.tagName === 'th').map((cell) => ({
        text: textOf(cell),
        columns: span(cell, 'colspan'),
        rows: span(cell, 'rowspan'),
      })),
    );
    for (const { text, row } of linesOfTable(cells)) {
      const line = rows[row - 1]?.sourceCodeLocation?.startLine;
      this.push(text, { table: this.tables, row, ...(this.mode === 'page' && line !== undefined ? { line } : {}) }, around);
    }
  }

  private flush(around: Surrounding): void {
    const text = visible(this.text)
      .replace(/\u2191\s*$/u, this.mode === 'word' ? '' : '\u2191')
      .trim();
    const [linked, start] = [this.linked, this.startLine];
    [this.text, this.linked] = ['', 0];
    if (text === '') return;
    const numbered = this.marker !== '' && around.note === undefined && parseMarker(text) === null ? `${this.marker} ${text}` : text;
    this.marker = '';
    const allLinks = this.mode === 'page' && linked > text.length * 0.8 && text.length < 80 && around.heading === undefined;
    const aside = around.aside === undefined && allLinks ? 'navigation' : around.aside;
    if (around.note === undefined) this.paragraphs += 1;
    const place =
      this.mode === 'page' ? { line: start } : around.note === undefined ? { paragraph: this.paragraphs } : { note: around.note };
    this.push(numbered, place, { ...around, aside });
  }

  private push(text: string, place: Place, { aside, heading }: Surrounding): void {
    // A page's own header may hold the title and the day of publication.
    const kept =
      (aside === 'header' || aside === 'navigation') &&
      this.mode === 'page' &&
      ((heading !== undefined && heading <= 2) || (KEPT_IN_HEADER.test(text) && /20\d{2}/.test(text) && text.length < 120));
    this.lines.push({ text, place, ...(aside === undefined || kept ? {} : { aside }), ...(heading === undefined ? {} : { heading }) });
  }

  finish(): SourceLine[] {
    this.flush({ aside: undefined, heading: undefined, note: undefined });
    return this.lines;
  }
}

/** The lines of a page (`page`: places are lines of its source) or of mammoth's HTML (`word`: places are paragraphs, tables, notes). */
export const linesOfHtml = (html: string, mode: Mode): SourceLine[] => {
  const document = parse(html, { sourceCodeLocationInfo: mode === 'page' });
  const root = document.childNodes.find((node): node is Element => isElement(node) && node.tagName === 'html');
  if (root === undefined) return [];
  const walker = new Walker(mode, root);
  walker.walk(root, { aside: undefined, heading: undefined, note: undefined });
  const lines = walker.finish();
  const [title] = findAll(root, (one) => one.tagName === 'title');
  const name =
    title === undefined
      ? ''
      : visible(title.childNodes.map((node) => (defaultTreeAdapter.isTextNode(node) ? node.value : '')).join('')).trim();
  if (mode === 'word' || name === '') return lines;
  // The title of the window mostly repeats the heading, with the site's name behind it.
  const repeated = lines.some((line) => line.aside === undefined && line.text.length > 6 && name.includes(line.text.replace(/\s/g, '')));
  return [
    { text: name, place: { line: title?.sourceCodeLocation?.startLine ?? 1 }, ...(repeated ? { aside: 'header' as const } : {}) },
    ...lines,
  ];
};
