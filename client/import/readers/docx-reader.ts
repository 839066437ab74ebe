/** Word documents: mammoth reads the words, the numbers of lists are written out before. Nothing in the file is run or fetched. */
import { XMLSerializer } from '@xmldom/xmldom';
import { refuse } from '../../../domain/refusal.ts';
import { openOffice, outsideReferences } from '../office-archive.ts';
import type { OfficeArchive } from '../office-archive.ts';
import type { SafeZip } from '../safe-zip.ts';
import { writeOutNumbers } from './docx-numbering.ts';
import { requireWord } from './file-kind.ts';
import { linesOfHtml } from './html-lines.ts';
import type { Reader, Remark, SourceLine } from './source-document.ts';
import { allBelow, parseXml } from './xml-part.ts';
import type { XmlDocument } from './xml-part.ts';

const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types';
const CONTENT_TYPES = `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="${TYPES}"><Default Extension="xml" ContentType="application/xml"/></Types>`;
/** Styles whose paragraphs are a table of contents: they would stand for issues a second time. */
const STYLE_MAP = [
  ...Array.from({ length: 9 }, (_, at) => `p[style-name='toc ${at + 1}'] => p.contents:fresh`),
  "p[style-name='TOC Heading'] => p.contents:fresh",
  ...Array.from({ length: 3 }, (_, at) => `p[style-name='heading ${at + 1}'] => h${at + 1}:fresh`),
];

type Part = { readonly name: string; readonly tree: XmlDocument };

const partOf = async (zip: SafeZip, name: string, file: string): Promise<Part | null> =>
  zip.has(name) ? { name, tree: parseXml(await zip.read(name), file, name) } : null;

/** The main part as the container names it; Word's usual name otherwise. */
const mainPart = async (zip: SafeZip, file: string): Promise<string> => {
  const relations = await partOf(zip, '_rels/.rels', file);
  const main =
    relations === null
      ? undefined
      : allBelow(relations.tree, 'Relationship').find((one) => one.getAttribute('Type')?.endsWith('/officeDocument') === true);
  const target = main?.getAttribute('Target')?.replace(/^\//, '');
  return target !== undefined && zip.has(target) ? target : 'word/document.xml';
};

/** Links to pictures, links and objects lead nowhere once the words stand alone. */
const cutLinks = (tree: XmlDocument): void => {
  for (const link of allBelow(tree, 'hyperlink')) {
    const id = [...link.attributes].find((one) => one.localName === 'id');
    if (id !== undefined) link.removeAttributeNode(id);
  }
  for (const name of ['blip', 'imagedata', 'OLEObject', 'altChunk', 'subDoc'])
    for (const found of allBelow(tree, name)) found.parentNode?.removeChild(found);
};

const remark = (code: string, zh: string, en: string): Remark => ({ code, zh, en });

/** What the container holds besides words, none of which is touched. */
const remarksOn = async (zip: OfficeArchive, file: string): Promise<Remark[]> => {
  const remarks: Remark[] = [];
  const { macros, embedded } = zip;
  if (macros.length > 0)
    remarks.push(
      remark(
        'MACROS_IGNORED',
        `“${file}”含有宏（${macros[0] ?? ''}），未运行，只读取文字`,
        `"${file}" holds macros (${macros[0] ?? ''}); they were not run, only its words were read`,
      ),
    );
  if (embedded.length > 0)
    remarks.push(
      remark(
        'EMBEDDED_IGNORED',
        `“${file}”嵌有其他文件（${embedded.slice(0, 3).join('、')}），未读取；如有需要请单独导入`,
        `"${file}" has other files embedded (${embedded.slice(0, 3).join(', ')}); they were not read: import them on their own if you need them`,
      ),
    );
  const outside = await outsideReferences(zip, file);
  // One remark a part is enough, however many references it has.
  for (const { part, target } of outside.filter((one, at) => outside.findIndex((other) => other.part === one.part) === at))
    remarks.push(
      remark(
        'EXTERNAL_IGNORED',
        `“${file}”引用外部文件（${part}：${target.slice(0, 100)}），未访问`,
        `"${file}" refers to an outside file (${part}: ${target.slice(0, 100)}); it was not opened`,
      ),
    );
  return remarks;
};

/** Running headers and footers: mammoth leaves them out, nothing may be lost. */
const runningLines = async (zip: SafeZip, file: string): Promise<SourceLine[]> => {
  const lines: SourceLine[] = [];
  for (const name of zip.names.filter((one) => /^word\/(?:header|footer)\d*\.xml$/.test(one))) {
    const part = await partOf(zip, name, file);
    const aside = name.startsWith('word/header') ? 'header' : 'footer';
    for (const paragraph of part === null ? [] : allBelow(part.tree, 'p')) {
      const text = allBelow(paragraph, 't')
        .map((one) => one.textContent ?? '')
        .join('')
        .trim();
      if (text !== '') lines.push({ text, place: {}, aside });
    }
  }
  return lines;
};

/** The document as mammoth gets it: words, styles and notes, nothing else of the container. */
const wordsOnly = async (zip: SafeZip, file: string): Promise<Buffer> => {
  const { default: PizZip } = await import('pizzip');
  const main = await mainPart(zip, file);
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const [document, styles, numbering, footnotes, endnotes] = await Promise.all(
    [main, `${folder}styles.xml`, `${folder}numbering.xml`, `${folder}footnotes.xml`, `${folder}endnotes.xml`].map(async (name) =>
      partOf(zip, name, file),
    ),
  );
  if (document == null)
    return refuse(
      'IMPORT_ZIP_DAMAGED',
      `“${file}”缺少正文（${main}）。请重新下载或另存后再导入。`,
      `"${file}" has no main text (${main}). Download it again or save it anew, then import it.`,
      { file, entry: main },
    );
  writeOutNumbers(document.tree, numbering?.tree ?? null, styles?.tree ?? null);
  const out = new PizZip();
  out.file('[Content_Types].xml', CONTENT_TYPES);
  const serializer = new XMLSerializer();
  const parts: ReadonlyArray<readonly [string, Part | null | undefined]> = [
    ['word/document.xml', document],
    ['word/styles.xml', styles],
    ['word/footnotes.xml', footnotes],
    ['word/endnotes.xml', endnotes],
  ];
  for (const [name, part] of parts) {
    if (part == null) continue;
    cutLinks(part.tree);
    out.file(name, serializer.serializeToString(part.tree));
  }
  return out.generate({ type: 'nodebuffer', compression: 'STORE' });
};

/** Reads a Word document: .docx, and .docm without its macros. Throws a Refusal for what is none. */
export const readDocx: Reader = async (bytes, name) => {
  const zip = await openOffice(bytes, name);
  requireWord(zip, name);
  const remarks = await remarksOn(zip, name);
  const { default: mammoth } = await import('mammoth');
  const buffer = await wordsOnly(zip, name);
  const { value } = await mammoth.convertToHtml(
    { buffer },
    { styleMap: STYLE_MAP, includeEmbeddedStyleMap: false, externalFileAccess: false },
  );
  return { kind: 'docx', lines: [...linesOfHtml(value, 'word'), ...(await runningLines(zip, name))], remarks };
};
