/** Asking a parse5 tree. */
import { defaultTreeAdapter } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';

export type Element = DefaultTreeAdapterTypes.Element;
export type ChildNode = DefaultTreeAdapterTypes.ChildNode;

export const isElement = (node: ChildNode | Element): node is Element => defaultTreeAdapter.isElementNode(node);
export const attribute = (element: Element, name: string): string | undefined => element.attrs.find((one) => one.name === name)?.value;

/** Words of scripts and styles are no text of the page. */
export const SILENT = new Set(['script', 'style', 'noscript', 'template', 'svg', 'math', 'object', 'iframe', 'head', 'input', 'textarea']);
export const BLOCKS = new Set(
  'address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);

/** Spaces as a browser shows them; a line break between two Chinese signs is none. */
export const visible = (text: string): string =>
  text
    .replace(/(?<=[\p{Script=Han}，。；：、！？”’）》】])[ \t]*[\r\n][ \t\r\n]*(?=[\p{Script=Han}“‘（《【])/gu, '')
    .replace(/[ \t\r\n\f]+/g, ' ');

/** All words below an element, as a browser shows them. */
export const textOf = (element: Element): string => {
  let text = '';
  const pending: ChildNode[] = [element];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (defaultTreeAdapter.isTextNode(node)) text += node.value;
    else if (isElement(node) && !SILENT.has(node.tagName)) {
      if (BLOCKS.has(node.tagName) && text !== '') text += ' ';
      for (let at = node.childNodes.length - 1; at >= 0; at -= 1) {
        const child = node.childNodes[at];
        if (child !== undefined) pending.push(child);
      }
    }
  }
  return visible(text).trim();
};

/** All elements below one that answer to a test, in order, without going into those that do. */
export const findAll = (element: Element, test: (one: Element) => boolean): Element[] => {
  const found: Element[] = [];
  const pending: ChildNode[] = element.childNodes.toReversed();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!isElement(node)) continue;
    if (test(node)) found.push(node);
    else pending.push(...node.childNodes.toReversed());
  }
  return found;
};
