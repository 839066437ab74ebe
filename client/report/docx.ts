import type { Paragraph } from 'docx';
import type { Day } from '../../domain/time.ts';
import { docxBytes, partsOf, printable } from '../docx-bytes.ts';
import { INDENT, LINE, PAGE, RUNS } from '../paper-style.ts';
import type { Block } from './document.ts';

export type DocxReport = { readonly blocks: readonly Block[]; readonly author: string; readonly date: Day };

/** The pieces of a text, gaps apart. */
const pieces = (text: string): readonly string[] => text.split(/(（待补：[^）]*）)/u).filter((piece) => piece !== '');

/** A report as .docx; the same blocks are the same bytes. The library is loaded when it is needed. */
export const reportDocx = async ({ blocks, author, date }: DocxReport): Promise<Buffer> => {
  const docx = await import('docx');
  const { AlignmentType, Document, Footer, Packer, PageNumber, TextRun } = docx;
  const runs = (kind: Block['kind'], text: string) =>
    pieces(printable(text)).map((piece) => new TextRun({ ...RUNS[kind], text: piece, ...(piece.startsWith('（待补：') ? { highlight: 'yellow' as const } : {}) }));
  const paragraph = (block: Block, at: number): Paragraph => {
    const children = runs(block.kind, block.text);
    if (block.kind === 'title') return new docx.Paragraph({ children, alignment: AlignmentType.CENTER, spacing: { line: 640, lineRule: 'exact', after: 480 } });
    if (block.kind === 'sign') return new docx.Paragraph({ children, alignment: AlignmentType.RIGHT, spacing: { ...LINE, ...(blocks[at - 1]?.kind === 'sign' ? {} : { before: 560 }) }, indent: { right: 640 }, keepNext: at < blocks.length - 1 });
    const heading = block.kind !== 'text';
    return new docx.Paragraph({ children, alignment: heading ? AlignmentType.LEFT : AlignmentType.BOTH, spacing: LINE, indent: INDENT, keepNext: heading, ...(block.kind === 'part' ? { outlineLevel: 0 } : block.kind === 'aspect' ? { outlineLevel: 1 } : {}) });
  };
  const footer = new Footer({
    children: [new docx.Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ font: RUNS.text.font, size: 28, children: ['— ', PageNumber.CURRENT, ' —'] })] })],
  });
  const title = blocks.find((block) => block.kind === 'title')?.text ?? '';
  const document = new Document({
    creator: author,
    title,
    styles: { default: { document: { run: RUNS.text } } },
    sections: [{ properties: PAGE, footers: { default: footer }, children: blocks.map(paragraph) }],
  });
  return await docxBytes(await partsOf(await Packer.toBuffer(document)), { title, author, day: date });
};
