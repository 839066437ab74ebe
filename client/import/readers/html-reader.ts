/** Web pages: parse5 builds the tree, nothing in it is run or fetched. */
import { decodeText } from '../decode.ts';
import { linesOfHtml } from './html-lines.ts';
import type { Reader } from './source-document.ts';

/** Reads a page; what the web site put round the report is set aside. */
export const readHtml: Reader = async (bytes, name) => ({
  kind: 'html',
  lines: linesOfHtml(decodeText(bytes, name).text, 'page'),
  remarks: [],
});
