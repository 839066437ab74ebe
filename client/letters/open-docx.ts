import { refuse } from '../../domain/refusal.ts';
import { openOffice } from '../import/office-archive.ts';
import { declaresEntities, outsideTargets, parseXml, textOfPart } from '../import/readers/xml-part.ts';
import type { ZipLimits } from '../import/safe-zip.ts';

const MEGABYTE = 1024 * 1024;
/** A template is a page or two with a seal and a logo. */
const TEMPLATE_LIMITS: ZipLimits = { entries: 400, entryBytes: 10 * MEGABYTE, totalBytes: 30 * MEGABYTE, ratio: 250 };

const hostile = (file: string, place: string, zh: string, en: string): never =>
  refuse('TEMPLATE_HOSTILE', `模板 ${file} 含有${zh}（${place}），不予使用。请在 Word 或 WPS 中去除后另存为 .docx`, `the template ${file} holds ${en} (${place}) and is not used. Remove it in Word or WPS and save it anew as .docx`, { file, place });

/** Fields that fetch or run something when the paper is opened. */
const FIELDS = /\b(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|MACROBUTTON|DATABASE|RD)\b/;
const instructions = (xml: string): string => [...xml.matchAll(/<w:instrText[^>]*>([^<]*)</g), ...xml.matchAll(/<w:fldSimple[^>]*w:instr="([^"]*)"/g)].map((match) => match[1] ?? '').join('');

/**
 * The parts of a .docx that somebody put into the templates folder: looked over before anything of it is used. What people
 * print must not fetch, run or carry anything.
 * @throws Refusal TEMPLATE_HOSTILE, TEMPLATE_NOT_DOCX, IMPORT_ZIP_*
 */
export const openDocx = async (bytes: Uint8Array, file: string): Promise<ReadonlyMap<string, Uint8Array>> => {
  if (Buffer.from(bytes.subarray(0, 2)).toString('latin1') !== 'PK') return refuse('TEMPLATE_NOT_DOCX', `模板 ${file} 不是 .docx 文件`, `the template ${file} is not a .docx file`, { file });
  const zip = await openOffice(bytes, file, TEMPLATE_LIMITS);
  const [macro] = [...zip.macros, ...zip.names.filter((name) => /\.bin$/i.test(name))];
  if (macro !== undefined) return hostile(file, macro, '宏或控件', 'macros or controls');
  if (zip.embedded[0] !== undefined) return hostile(file, zip.embedded[0], '嵌入的文件', 'embedded files');
  const parts = new Map<string, Uint8Array>();
  for (const name of zip.names) parts.set(name, await zip.read(name));
  if (!parts.has('word/document.xml') || !parts.has('[Content_Types].xml')) return refuse('TEMPLATE_NOT_DOCX', `模板 ${file} 不是 .docx 文件（没有 word/document.xml）`, `the template ${file} is not a .docx file (no word/document.xml)`, { file });
  for (const [name, content] of parts) if (/\.(?:xml|rels)$/i.test(name)) demandHarmless(file, name, content);
  return parts;
};

const demandHarmless = (file: string, name: string, content: Uint8Array): void => {
  const xml = textOfPart(content);
  if (declaresEntities(xml)) hostile(file, name, '文档类型声明', 'a document type declaration');
  if (name === '[Content_Types].xml' && /macroEnabled|vnd\.ms-office\.vbaProject/i.test(xml)) hostile(file, name, '宏', 'macros');
  if (name.endsWith('.rels') && outsideTargets(parseXml(content, file, name)).length > 0) hostile(file, name, '外部引用', 'a reference to the outside');
  if (/<w:(?:altChunk|subDoc|object|control)\b|<o:OLEObject\b/.test(xml)) hostile(file, name, '嵌入对象', 'embedded objects');
  if (FIELDS.test(instructions(xml))) hostile(file, name, '自动取外部内容的域', 'fields that fetch something');
};
