/** Parts of an office document as trees. Declarations of entities are refused, whatever they would stand for. */
import { DOMParser } from '@xmldom/xmldom';
import type { Document as XmlDocument, Element as XmlElement, Node as XmlNode } from '@xmldom/xmldom';
import { refuse } from '../../../domain/refusal.ts';

export type { XmlDocument, XmlElement };

/** The text of a part, in whichever of the encodings of XML it is. */
export const textOfPart = (bytes: Uint8Array): string => {
  const [first = 0, second = 0] = bytes;
  const encoding =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : first === 0x3c && second === 0
          ? 'utf-16le'
          : first === 0 && second === 0x3c
            ? 'utf-16be'
            : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
};

/** Word nests some dozens of elements; a parser that recurses would run out of stack on thousands. */
const DEEPEST = 1000;
const isTooDeep = (text: string): boolean => {
  let depth = 0;
  for (const [tag] of text.matchAll(/<[^!?<>][^<>]*>/g)) {
    if (tag.startsWith('</')) depth -= 1;
    else if (!tag.endsWith('/>')) depth += 1;
    if (depth > DEEPEST) return true;
  }
  return false;
};

/** Office writes no document type; entities of one could read files or multiply for ever. */
export const declaresEntities = (xml: string): boolean => /<!(?:DOCTYPE|ENTITY)/i.test(xml);

/** @throws Refusal IMPORT_ENTITIES */
export const refuseEntities = (xml: string, file: string, part: string): void => {
  if (declaresEntities(xml))
    refuse(
      'IMPORT_ENTITIES',
      `“${file}”的 ${part} 含有外部实体或文档类型声明，已拒绝读取。请用 Word 或 WPS 打开原件，另存后再导入。`,
      `${part} in "${file}" declares entities or a document type and was not read. Open the original in Word or WPS, save it anew, and import that.`,
      { file, entry: part },
    );
};

/** The tree of a part. Throws a Refusal IMPORT_ENTITIES; what is no XML throws the parser's error. */
export const parseXml = (bytes: Uint8Array, file: string, part: string): XmlDocument => {
  const text = textOfPart(bytes);
  refuseEntities(text, file, part);
  if (isTooDeep(text)) throw new Error(`${part}: 嵌套过深 / nested too deeply`);
  const parser = new DOMParser({
    onError: (level, message) => {
      if (level !== 'warning') throw new Error(`${part}: ${message.split('\n')[0] ?? ''}`);
    },
  });
  return parser.parseFromString(text, 'text/xml');
};

const isXmlElement = (node: XmlNode): node is XmlElement => node.nodeType === 1;

/** Child elements, in order. */
export const childrenOf = (parent: XmlNode): XmlElement[] => {
  const found: XmlElement[] = [];
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) if (isXmlElement(node)) found.push(node);
  return found;
};

export const childOf = (parent: XmlElement | undefined, name: string): XmlElement | undefined =>
  parent === undefined ? undefined : childrenOf(parent).find((one) => one.localName === name);

/** An attribute by its local name, whatever prefix the producer chose. */
export const attributeOf = (element: XmlElement | undefined, name: string): string | undefined => {
  if (element === undefined) return undefined;
  return element.getAttributeNS(element.namespaceURI, name) ?? element.getAttribute(name) ?? undefined;
};

/** All elements of a local name below a node, in order of the document; `skip` keeps it out of whole branches. */
export const allBelow = (root: XmlNode, name: string, skip: (element: XmlElement) => boolean = () => false): XmlElement[] => {
  const found: XmlElement[] = [];
  const pending = childrenOf(root).toReversed();
  for (let element = pending.pop(); element !== undefined; element = pending.pop()) {
    if (skip(element)) continue;
    if (element.localName === name) found.push(element);
    pending.push(...childrenOf(element).toReversed());
  }
  return found;
};

/** Targets of a part of relations that are fetched without anybody's doing. */
export const outsideTargets = (relations: XmlDocument): string[] =>
  allBelow(relations, 'Relationship')
    .filter((one) => one.getAttribute('TargetMode')?.toLowerCase() === 'external' && one.getAttribute('Type')?.endsWith('/hyperlink') !== true)
    .map((one) => one.getAttribute('Target') ?? '');
