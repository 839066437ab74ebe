/** A report before it has a file format: paragraphs by what they are. */
export type Block = { readonly kind: 'title' | 'part' | 'aspect' | 'issue' | 'text' | 'sign'; readonly text: string };
export type ReportDocument = { readonly blocks: readonly Block[]; readonly gaps: readonly Gap[] };

/** Something that the record does not hold; `where` is the place for people. */
export type Gap = { readonly where: string; readonly what: string };

/** A gap as it stands in the text: nothing is invented, and nobody overlooks it. */
export const gapMark = (what: string): string => `（待补：${what}）`;

/** The report as plain text, a line a paragraph: what the importer reads, and the golden texts of the tests. */
export const textOf = (blocks: readonly Block[]): string => `${blocks.map((block) => block.text).join('\n')}\n`;

/** Collects blocks and gaps while a report is written. */
export class ReportWriter {
  readonly blocks: Block[] = [];
  readonly gaps: Gap[] = [];

  add(kind: Block['kind'], text: string): void {
    this.blocks.push({ kind, text });
  }

  /** The mark of a gap, which is put on the list. */
  gap(where: string, what: string): string {
    this.gaps.push({ where, what });
    return gapMark(what);
  }
}
