/** Registers printed as tables: each row becomes one line with labels, so that the same rules read it. */
import { parseLabel } from './labels.ts';
import type { Paragraph } from './lines.ts';
import { parseMarker } from './numbering.ts';

const CELLS = /\s*[|｜│┃]\s*|\t+| {3,}/;
const NUMBER_COLUMN = /^(?:序号|编号|No\.?|号)$/i;
const TITLE_COLUMN = /问题|具体内容|整改事项|整改任务|重点内容/;
const HEADER_WORDS = /序号|编号|问题|措施|情况|时限|时间|责任|状态|领导|单位|部门|完成|整改/;

const cellsOf = (text: string): string[] => {
  const cells = text.split(CELLS).map((cell) => cell.trim());
  if (cells[0] === '' && /^\s*[|｜│┃]/.test(text)) cells.shift();
  if (cells.at(-1) === '' && /[|｜│┃]\s*$/.test(text)) cells.pop();
  return cells;
};

const isHeader = (cells: readonly string[]): boolean =>
  (cells.length >= 3 || (cells.length === 2 && parseLabel(`${cells[1]}：`) !== null)) &&
  cells.every((cell) => cell.length <= 16) &&
  cells.filter((cell) => HEADER_WORDS.test(cell)).length >= cells.length * 0.6 &&
  cells.some((cell) => TITLE_COLUMN.test(cell));

const isRule = (text: string): boolean => /^[\s|｜│┃:+=—-]+$/.test(text) && text.includes('-');

/** The column whose cells are the findings: 具体问题 rather than 问题类别. */
const titleColumn = (header: readonly string[]): number => {
  const at = header.findIndex((name) => TITLE_COLUMN.test(name) && !/类|方面|性质|序号|编号/.test(name));
  return at >= 0 ? at : header.findIndex((name) => TITLE_COLUMN.test(name));
};

const rowText = (header: readonly string[], cells: readonly string[]): string | null => {
  const title = titleColumn(header);
  const number = header.findIndex((name) => NUMBER_COLUMN.test(name));
  const words = cells[title] ?? '';
  if (words === '') return null;
  const fields = cells.flatMap((cell, at) => {
    const name = header[at] ?? '';
    if (at === title || at === number || cell === '') return [];
    return [
      parseLabel(`${name}：`) === null
        ? `${/时限|时间|期限/.test(name) ? '整改时限' : /人|领导|单位|部门/.test(name) ? '责任单位' : '整改情况'}：${cell}`
        : `${name}：${cell}`,
    ];
  });
  const figure = number < 0 ? '' : (cells[number] ?? '').replace(/[.、．]$/, '');
  // XC-03 and the like are numbers that no system counts.
  const head = figure === '' ? '●' : parseMarker(`${figure}. 问题`) === null ? `编号：${figure}` : `${figure}.`;
  return [`${head} ${words}`, ...fields].join(' ');
};

/** A form instead of a register: the name of a field stands before its words, once or several times in a row. */
const formText = (cells: readonly string[]): string | null => {
  if (cells.length === 0 || cells.length % 2 !== 0) return null;
  const fields = cells.flatMap((name, at) => (at % 2 === 0 ? [{ name, words: cells[at + 1] ?? '' }] : []));
  const texts = fields.map(({ name, words }) => {
    if (/^[0-9０-９]{1,3}$/.test(name)) return `${name}. ${words}`;
    return name.length <= 16 && (parseLabel(`${name}：`) !== null || parseMarker(`${name}：`)?.rest === '') ? `${name}：${words}` : null;
  });
  return texts.every((text) => text !== null) ? texts.join(' ') : null;
};

/** Turns the rows of tables into labelled lines; header rows and rules are handed back on their own. */
export const unfoldTables = (paragraphs: readonly Paragraph[]): { paragraphs: Paragraph[]; headers: Paragraph[] } => {
  const [kept, headers]: [Paragraph[], Paragraph[]] = [[], []];
  let header: string[] | null = null;
  for (const paragraph of paragraphs) {
    const cells = cellsOf(paragraph.text);
    if (isHeader(cells)) {
      header = cells;
      headers.push(paragraph);
    } else if (header !== null && isRule(paragraph.text)) headers.push(paragraph);
    else {
      const fits = header !== null && cells.length >= Math.min(3, header.length) && cells.length <= header.length + 1;
      const row: string | null =
        header !== null && fits ? rowText(header, cells) : /^[|｜│┃]/.test(paragraph.text) ? formText(cells) : null;
      kept.push(row === null ? paragraph : { ...paragraph, text: row });
    }
  }
  return { paragraphs: kept, headers };
};
