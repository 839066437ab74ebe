/** Writes small Word documents: paragraphs whose numbers are Word's own lists, tables, notes, and hostile parts. */
import { parseMarker } from '../numbering.ts';
import { zipOf } from './zip-of.ts';
import type { ZipEntry } from './zip-of.ts';

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
const xml = (body: string): Uint8Array => new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${body}`);

export type DocxParts = {
  /** Children of w:body. */
  readonly body: string;
  /** Children of w:numbering. */
  readonly numbering?: string;
  /** Children of w:styles. */
  readonly styles?: string;
  readonly more?: readonly ZipEntry[];
};

/** A run of words. */
export const run = (text: string): string => `<w:r><w:t xml:space="preserve">${escape(text)}</w:t></w:r>`;
/** A paragraph, in a list where `list` says so. */
export const paragraph = (text: string, list?: { readonly num: number; readonly level?: number }, style?: string): string =>
  `<w:p><w:pPr>${style === undefined ? '' : `<w:pStyle w:val="${style}"/>`}${list === undefined ? '' : `<w:numPr><w:ilvl w:val="${list.level ?? 0}"/><w:numId w:val="${list.num}"/></w:numPr>`}</w:pPr>${text === '' ? '' : run(text)}</w:p>`;
/** One level of a list definition. */
export const level = (at: number, format: string, text: string, more = ''): string =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:suff w:val="nothing"/><w:lvlText w:val="${text}"/></w:lvl>`;
export const abstractList = (id: number, levels: string): string => `<w:abstractNum w:abstractNumId="${id}">${levels}</w:abstractNum>`;
export const list = (id: number, abstract: number, start?: number): string =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstract}"/>${start === undefined ? '' : `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="${start}"/></w:lvlOverride>`}</w:num>`;

/** The entries of a document's container. */
const docxEntries = ({ body, numbering, styles, more = [] }: DocxParts): ZipEntry[] => {
  const kinds = ['document', ...(numbering === undefined ? [] : ['numbering']), ...(styles === undefined ? [] : ['styles'])];
  const types = kinds.map((kind) => `<Override PartName="/word/${kind}.xml" ContentType="${WORD_TYPE}.${kind === 'document' ? 'document.main' : kind}+xml"/>`).join('');
  const links = kinds.slice(1).map((kind) => `<Relationship Id="${kind}" Type="${OFFICE}/${kind}" Target="${kind}.xml"/>`).join('');
  return [
    {
      name: '[Content_Types].xml',
      data: xml(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${types}</Types>`),
    },
    { name: '_rels/.rels', data: xml(`<Relationships xmlns="${RELATIONS}"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`) },
    ...(more.some((one) => one.name === 'word/_rels/document.xml.rels') ? [] : [{ name: 'word/_rels/document.xml.rels', data: xml(`<Relationships xmlns="${RELATIONS}">${links}</Relationships>`) }]),
    { name: 'word/document.xml', data: xml(`<w:document xmlns:w="${WORD}" xmlns:r="${OFFICE}"><w:body>${body}</w:body></w:document>`) },
    ...(numbering === undefined ? [] : [{ name: 'word/numbering.xml', data: xml(`<w:numbering xmlns:w="${WORD}">${numbering}</w:numbering>`) }]),
    ...(styles === undefined ? [] : [{ name: 'word/styles.xml', data: xml(`<w:styles xmlns:w="${WORD}">${styles}</w:styles>`) }]),
    ...more,
  ];
};
export const docxOf = (parts: DocxParts): Uint8Array => zipOf(docxEntries(parts));

/** How a printed number is made by a list: format and text around it; null where Word has no such format. */
const formatOf = (printed: string): { format: string; text: string } | null => {
  if (/^[①-⑳]$/u.test(printed)) return { format: 'decimalEnclosedCircle', text: '%1' };
  const figures = /[0-9]+(?!.*[0-9])/.exec(printed);
  if (figures !== null && !/\d[.．]\d/.test(printed))
    return { format: 'decimal', text: escape(`${printed.slice(0, figures.index)}%1${printed.slice(figures.index + figures[0].length)}`) };
  const han = /[一二三四五六七八九十]+/u.exec(printed);
  return han === null
    ? null
    : { format: 'chineseCounting', text: escape(`${printed.slice(0, han.index)}%1${printed.slice(han.index + han[0].length)}`) };
};

/** The parts of a document of these paragraphs in which every printed number that Word can write is Word's, not the text's. */
export const docxEntriesWithLists = (paragraphs: readonly string[]): ZipEntry[] => {
  const abstracts = new Map<string, number>();
  const [lists, definitions]: [string[], string[]] = [[], []];
  const last = new Map<number, { num: number; number: number }>();
  const body = paragraphs.map((text) => {
    const marker = parseMarker(text);
    const made = marker === null || marker.number === null || marker.rest === '' ? null : formatOf(marker.printed);
    const rest = marker === null ? text : text.slice(text.indexOf(marker.printed) + marker.printed.length).trimStart();
    if (made === null || marker?.number == null || parseMarker(rest) !== null) return paragraph(text);
    const gap = /^\s/u.test(text.slice(text.indexOf(marker.printed) + marker.printed.length)) ? ' ' : '';
    const key = `${made.format} ${made.text}${gap}`;
    const id = abstracts.get(key) ?? abstracts.size + 1;
    if (!abstracts.has(key)) definitions.push(abstractList(id, level(0, made.format, `${made.text}${gap}`)));
    abstracts.set(key, id);
    const before = last.get(id);
    const num = before !== undefined && before.number + 1 === marker.number ? before.num : lists.length + 1;
    if (num > lists.length) lists.push(list(num, id, marker.number));
    last.set(id, { num, number: marker.number });
    return paragraph(rest, { num });
  });
  return docxEntries({ body: body.join(''), numbering: definitions.join('') + lists.join('') });
};

export const docxWithLists = (paragraphs: readonly string[]): Uint8Array => zipOf(docxEntriesWithLists(paragraphs));
