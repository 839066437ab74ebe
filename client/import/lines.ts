/** The lines of a document, and the paragraphs that they make: numbers as an editor shows them, nothing dropped. */
import { parseLabel } from './labels.ts';
import { isBareMarker, parseMarker } from './numbering.ts';
import type { SourceDocument } from './readers/source-document.ts';

export type Line = {
  readonly number: number;
  readonly text: string;
  readonly indented: boolean;
  /** Columns of white before the first sign. */ readonly indent: number;
  /** Columns that the line fills on paper, its indent included. */ readonly width: number;
  readonly pageBreak: boolean;
  /** Number of the line of the source document that it was read from; several may come from one. */
  readonly origin: number;
  /** Level of a heading style, where the file has styles. */
  readonly heading?: number;
};
export type Paragraph = { readonly lines: readonly number[]; readonly text: string; readonly heading?: number };

const INVISIBLE = /[\u200b-\u200f\u2060\ufeff\u00ad]/g;
const SPACES = /[\u00a0\u2000-\u200a\u202f\u3000]/g;

const columns = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (sign > '\u2e7f' || sign === '“' || sign === '”' || sign === '—' ? 2 : 1), 0);

/** A line without what cannot be seen; null if nothing is left. */
export const lineOf = (raw: string, number: number, origin: number): Line | null => {
  const visible = raw.replace(INVISIBLE, '');
  const clean = visible.replace(SPACES, ' ');
  const text = clean.replace(/[\f\v]/g, ' ').trim();
  return text === ''
    ? null
    : {
        number,
        origin,
        text,
        indented: /^[\f\v]?(?: {2}|\t)/.test(clean) || visible.startsWith('\u3000'),
        indent: columns(/^\s*/u.exec(visible)?.[0] ?? ''),
        pageBreak: /[\f\v]/.test(clean),
        width: columns(visible.trimEnd()),
      };
};

/** All lines of a source document that are not blank and not set aside. */
export const linesOfSource = (document: SourceDocument): Line[] => {
  const headings = document.lines.filter((one) => one.heading !== undefined && one.aside === undefined).length;
  // Where nearly everything is set as a heading the style says nothing.
  const styled = headings * 2 <= document.lines.length;
  return document.lines.flatMap(({ text, aside, heading }, at) => {
    const line = aside === undefined ? lineOf(text, at + 1, at + 1) : null;
    return line === null ? [] : [heading !== undefined && styled && line.text.length <= 120 ? { ...line, heading } : line];
  });
};

const PAGE_NUMBER = /^(?:[-—–―─·.\s]{0,6}\d{1,4}[-—–―─·.\s]{0,6}|第\s?\d{1,4}\s?页.{0,12}|\d{1,4}\s?\/\s?\d{1,4}|Page \d+.{0,10})$/i;

/** Is the line only a page number? A number with a dot is none: it may be a heading cut off from its words. */
export const isPageNumber = (text: string): boolean => PAGE_NUMBER.test(text.length > 40 ? text : text.normalize('NFKC')) && !/^\d{1,3}[.、．]$/.test(text);

const FURNITURE = new RegExp(
  '^(?:当前位置|您?(?:当前|现在)?所?在?的?位置|首页|网站首页|来源|信息来源|文章来源|作者|字体|字号|浏览|阅读|点击|访问|打印|分享|扫一扫|责任编辑|责编|编辑|审核|校对|相关链接|相关附件|附件|上一篇|下一篇|返回|版权|copyright|' +
    '备案|.{0,4}icp备|主办|承办|技术支持|网站(?:地图|标识)|联系我们|关于我们|【?(?:关闭|打印)|无障碍|关怀版|索引号|信息索引号|文件名称|发布机构|公开方式|朗读|收藏|微信|目录$|无标题)',
  'i',
);
const FOOT = /copyright|版权所有|all rights reserved|icp备\d|公网安备/i;

/** Words that the web site put round the report; they say nothing about the round. */
export const isFurniture = (text: string): boolean =>
  (text.length <= 160 && FURNITURE.test(text)) || (text.length <= 300 && FOOT.test(text));

const OPEN_END = /[，,、（(《“‘]$/;
const CLOSED_END = /[。！？；;：:!?”’）)》】…]$/;
const HEADING_END = /(?:问题|方面|情况|通报|报告|事项|打算|计划|措施)$/;

type Wrap = { readonly width: number; /** Do paragraphs begin with an indent? Then a line at the edge goes on with one. */ readonly indents: boolean };

/** The width at which a converter broke the lines, or null where lines are paragraphs. */
const wrapOf = (lines: readonly Line[]): Wrap | null => {
  if (lines.length < 12) return null;
  const counts = new Map<number, number>();
  for (const line of lines) counts.set(line.width, (counts.get(line.width) ?? 0) + 1);
  const near = (width: number): number => [-4, -3, -2, -1, 0, 1, 2].reduce((sum, off) => sum + (counts.get(width + off) ?? 0), 0);
  const [width = 0] = [...counts.keys()].filter((length) => length >= 36 && length <= 160).toSorted((a, b) => near(b) - near(a));
  const longest = lines.reduce((most, line) => Math.max(most, line.width), 0);
  const indented = lines.filter((line) => line.indented).length;
  // Among many short headings fewer lines are full; then most of the full ones must stop inside a sentence.
  const full = lines.filter((line) => line.width >= width - 4 && line.width <= width + 2);
  const cut = full.filter((line) => !CLOSED_END.test(line.text)).length;
  const wraps = full.length >= lines.length * 0.35 || (full.length >= lines.length * 0.2 && cut >= 6 && cut >= full.length * 0.6);
  return width > 0 && wraps && longest <= width + 16
    ? { width, indents: indented >= lines.length * 0.1 && indented <= lines.length * 0.8 }
    : null;
};

const [TOP_LINES, CENTRED] = [12, 8];
/** A title of two lines, each set in the middle. */
const isBrokenTitle = (before: Line, after: Line): boolean =>
  after.number <= TOP_LINES &&
  before.number + 1 === after.number &&
  before.indent >= CENTRED &&
  after.indent >= CENTRED &&
  !CLOSED_END.test(before.text) &&
  !HEADING_END.test(before.text) &&
  !/^[（(]?\d/.test(after.text);

const joins = (before: Line, after: Line, pageBreak: boolean, wrap: Wrap | null): boolean => {
  // A number that is a field of its own stands above the fields of its issue.
  if (isBareMarker(before.text)) return parseMarker(after.text) === null && !/^(?:反馈|具体|整改)?(?:问题|事项|任务)?(?:序号|编号)/.test(before.text) && parseLabel(after.text) === null;
  if (before.heading !== after.heading) return false;
  if (parseMarker(after.text) !== null || parseLabel(after.text) !== null || isFurniture(after.text)) return false;
  if (/^(?:关于|针对).{4,120}?问题/.test(after.text.slice(0, 140))) return false;
  if (OPEN_END.test(before.text) || isBrokenTitle(before, after)) return true;
  const width = wrap?.width ?? null;
  // Converters break at a number of signs, too: figures make such a line narrower.
  if (wrap?.indents === true && !after.indented && before.width >= wrap.width * 0.8 && before.number + 1 === after.number) return true;
  if (
    CLOSED_END.test(before.text) &&
    !(width !== null && !after.indented && before.width >= width - 4 && /[；;：:”’）)》】]$/.test(before.text))
  )
    return false;
  const field = parseLabel(before.text)?.role;
  if (field !== undefined && field !== 'answer' && field !== 'reason' && field !== 'next') return false;
  // A short numbered line without an end may be a whole heading.
  if (pageBreak && before.text.length >= (parseMarker(before.text) === null ? 10 : 25) && !HEADING_END.test(before.text)) return true;
  return width !== null && before.width >= width - 4 && before.number + 1 === after.number && !after.indented;
};

/** Puts together what page breaks and converters tore apart; `wrapped`: lines may be parts of paragraphs. Page numbers are handed back on their own. */
export const paragraphsOf = (lines: readonly Line[], wrapped = true): { paragraphs: Paragraph[]; pageNumbers: Line[] } => {
  const pageNumbers = lines.filter((line) => isPageNumber(line.text));
  const kept = lines.filter((line) => !isPageNumber(line.text));
  const wrap = wrapped ? wrapOf(kept) : null;
  const groups: Line[][] = [];
  let last: Line | undefined;
  let numbersSeen = 0;
  for (const line of kept) {
    const passed = pageNumbers.filter((page, index) => index >= numbersSeen && page.number < line.number).length;
    numbersSeen += passed;
    const group = groups.at(-1);
    if (group !== undefined && last !== undefined && joins(last, line, passed > 0 || line.pageBreak, wrap)) group.push(line);
    else groups.push([line]);
    last = line;
  }
  const paragraphs = groups.map((group) => {
    const heading = group[0]?.heading;
    return {
      lines: group.map((line) => line.number),
      text: group.map((line) => line.text).join(''),
      ...(heading === undefined ? {} : { heading }),
    };
  });
  return { paragraphs, pageNumbers };
};
