import type { Day } from '../domain/time.ts';
import { zipBytes } from './zip-write.ts';

export type DocxFacts = { readonly title: string; readonly author: string; /** The day that the paper bears. */ readonly day: Day };

/** What XML cannot hold is left out: control characters, halves of characters. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, (sign) => (['\t', '\n', '\r'].includes(sign) ? sign : ''));

const xml = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Its properties as the paper says, not as the machine's clock: the same record makes the same bytes. */
const coreProperties = ({ title, author, day }: DocxFacts): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xml(title)}</dc:title><dc:creator>${xml(author)}</dc:creator><cp:lastModifiedBy>${xml(author)}</cp:lastModifiedBy><cp:revision>1</cp:revision><dcterms:created xsi:type="dcterms:W3CDTF">${day}T00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${day}T00:00:00Z</dcterms:modified></cp:coreProperties>`;

/**
 * The fonts of official papers with what stands in for them where they are not installed. Word takes the alternative from
 * here; LibreOffice and WPS have lists of their own.
 */
const FONTS: ReadonlyArray<readonly [string, string]> = [
  ['方正小标宋简体', 'SimSun'],
  ['仿宋_GB2312', 'FangSong'],
  ['楷体_GB2312', 'KaiTi'],
  ['黑体', 'SimHei'],
];
const FONT_TABLE = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${FONTS.map(([name, alternative]) => `<w:font w:name="${name}"><w:altName w:val="${alternative}"/><w:charset w:val="86"/></w:font>`).join('')}</w:fonts>`;

/** A document's parts, written so that they are the same bytes whenever they say the same. */
export const docxBytes = async (parts: ReadonlyMap<string, Uint8Array>, facts: DocxFacts): Promise<Buffer> => {
  const fixed = new Map(parts);
  fixed.set('docProps/core.xml', Buffer.from(coreProperties(facts)));
  if (fixed.has('word/fontTable.xml')) fixed.set('word/fontTable.xml', Buffer.from(FONT_TABLE));
  const first = (name: string): number => (name === '[Content_Types].xml' ? 0 : 1);
  const entries = [...fixed].map(([name, bytes]) => ({ name, bytes })).toSorted((a, b) => first(a.name) - first(b.name) || (a.name < b.name ? -1 : 1));
  return await zipBytes(entries);
};

/** The parts of a document that our own libraries have just made; hostile files go through `letters/open-docx.ts`. */
export const partsOf = async (bytes: Buffer): Promise<Map<string, Uint8Array>> => {
  const { default: PizZip } = await import('pizzip');
  const zip = new PizZip(bytes);
  return new Map(Object.entries(zip.files).flatMap(([name, file]) => (file.dir ? [] : [[name, file.asUint8Array()] as const])));
};
