import type { IParagraphOptions, Paragraph, Table } from 'docx';
import { partsOf } from '../docx-bytes.ts';
import { INDENT, LINE, PAGE, RUNS } from '../paper-style.ts';
import type { PaperKind } from './paper.ts';
import { SHIPPED_LINES, type TemplateLine } from './shipped-words.ts';

type Docx = typeof import('docx');

/** Width of the text on the page, in twentieths of a point. */
const TEXT_WIDTH = 8840;
/** What a label of a form takes of it. */
const LABEL = 1500;

/** A shipped template as parts of a .docx, made from its words. The library is loaded when it is needed. */
export const shippedTemplate = async (kind: PaperKind): Promise<ReadonlyMap<string, Uint8Array>> => {
  const docx = await import('docx');
  const children = SHIPPED_LINES[kind].map((line) => blockOf(docx, line));
  // A table at the very end needs a paragraph after it.
  const document = new docx.Document({ styles: { default: { document: { run: RUNS.text } } }, sections: [{ properties: PAGE, children: [...children, new docx.Paragraph({ spacing: { line: 20, lineRule: 'exact' } })] }] });
  return await partsOf(await docx.Packer.toBuffer(document));
};

const blockOf = (docx: Docx, line: TemplateLine): Paragraph | Table => {
  if (line.as === 'table') return formTable(docx, line.rows);
  if (line.as === 'list') return listTable(docx, line);
  return new docx.Paragraph(paragraphOf(docx, line.as, line.text));
};

type TextLine = Exclude<TemplateLine, { as: 'table' | 'list' }>;

const paragraphOf = (docx: Docx, as: TextLine['as'], text: string): IParagraphOptions => {
  const { AlignmentType, BorderStyle, TextRun } = docx;
  switch (as) {
    case 'redHead':
      return {
        alignment: AlignmentType.CENTER,
        spacing: { after: 200 },
        border: { bottom: { style: BorderStyle.SINGLE, size: 18, color: RUNS.redHead.color, space: 12 } },
        children: [new TextRun({ ...RUNS.redHead, text })],
      };
    case 'title':
      return { alignment: AlignmentType.CENTER, spacing: { line: 640, lineRule: 'exact', before: 120, after: 160 }, children: [new TextRun({ ...RUNS.title, text })] };
    case 'number':
      return { alignment: AlignmentType.CENTER, spacing: { ...LINE, after: 280 }, children: [new TextRun({ ...RUNS.text, text })] };
    case 'right':
      return { alignment: AlignmentType.RIGHT, spacing: { ...LINE, before: 120 }, indent: { right: 640 }, keepNext: true, children: [new TextRun({ ...RUNS.text, text })] };
    case 'small':
      return { spacing: { before: 240 }, border: { top: { style: BorderStyle.SINGLE, size: 6, color: 'auto', space: 6 }, bottom: { style: BorderStyle.SINGLE, size: 6, color: 'auto', space: 6 } }, children: [new TextRun({ ...RUNS.text, size: 28, text })] };
    case 'plain':
      return { spacing: LINE, children: [new TextRun({ ...RUNS.text, text })] };
    case 'text':
      return { alignment: AlignmentType.BOTH, spacing: LINE, indent: INDENT, children: [new TextRun({ ...RUNS.text, text })] };
  }
};

const cell = (docx: Docx, text: string, width: number, { head = false, span = 1 }: { readonly head?: boolean; readonly span?: number } = {}) =>
  new docx.TableCell({
    width: { size: width, type: docx.WidthType.DXA },
    columnSpan: span,
    verticalAlign: docx.VerticalAlignTable.CENTER,
    margins: { top: 80, bottom: 80, left: 100, right: 100 },
    children: [new docx.Paragraph({ alignment: head ? docx.AlignmentType.CENTER : docx.AlignmentType.LEFT, children: [new docx.TextRun({ ...(head ? RUNS.cellHead : RUNS.cell), text })] })],
  });

const tableOf = (docx: Docx, columnWidths: readonly number[], rows: readonly InstanceType<Docx['TableRow']>[]): Table =>
  new docx.Table({ width: { size: TEXT_WIDTH, type: docx.WidthType.DXA }, columnWidths: [...columnWidths], layout: docx.TableLayoutType.FIXED, rows: [...rows] });

/** Label, value, label, value; a row of one pair spans the rest. */
const formTable = (docx: Docx, rows: readonly (readonly string[])[]): Table => {
  const value = (TEXT_WIDTH - 2 * LABEL) / 2;
  return tableOf(
    docx,
    [LABEL, value, LABEL, value],
    rows.map(
      ([label = '', first = '', second, last = '']) =>
        new docx.TableRow({
          cantSplit: true,
          children:
            second === undefined
              ? [cell(docx, label, LABEL, { head: true }), cell(docx, first, TEXT_WIDTH - LABEL, { span: 3 })]
              : [cell(docx, label, LABEL, { head: true }), cell(docx, first, value), cell(docx, second, LABEL, { head: true }), cell(docx, last, value)],
        }),
    ),
  );
};

/** A head and a row that comes once for each entry: the loop opens in its first cell and ends in its last. */
const listTable = (docx: Docx, { of, heads, cells, widths }: Extract<TemplateLine, { as: 'list' }>): Table => {
  const columns = widths.map((percent) => Math.round((TEXT_WIDTH * percent) / 100));
  const entry = cells.map((name, at) => `${at === 0 ? `{{#${of}}}` : ''}{{${name}}}${at === cells.length - 1 ? `{{/${of}}}` : ''}`);
  return tableOf(docx, columns, [
    new docx.TableRow({ tableHeader: true, cantSplit: true, children: heads.map((head, at) => cell(docx, head, columns[at] ?? 0, { head: true })) }),
    new docx.TableRow({ cantSplit: true, children: entry.map((words, at) => cell(docx, words, columns[at] ?? 0)) }),
  ]);
};
