import { oneLine } from './one-line.ts';
import type { Writing } from './template.ts';

/**
 * The Markdown of our templates, as text and as simple HTML: headings, lists, `**bold**`, a rule, and paragraphs whose line
 * breaks stay. Whatever a value says is a word and never a sign: in HTML all signs of a value are written as entities before
 * the Markdown is read.
 */

/** For the text part: Markdown reads well as it is, without its marks. */
export const AS_TEXT: Writing = {
  text: (text) => text.replace(/^#{1,4} /gm, '').replace(/\*\*/g, ''),
  value: oneLine,
};

/** Text as HTML shows it, also between quotation marks of an attribute. */
export const escapeHtml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** For {@link toHtml}. */
export const AS_MARKDOWN: Writing = {
  text: escapeHtml,
  value: (text) => oneLine(text).replace(/[&<>"'*_#|`~+=\-\\[\]{}().!]/g, (sign) => `&#${sign.charCodeAt(0)};`),
};

/** A subject is one line, without marks. */
export const tidySubject = (text: string): string => oneLine(text);

/** No more than one empty line at a time, none at the ends. */
export const tidyText = (text: string): string => `${text.replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n').trim()}\n`;

/** HTML of Markdown whose text was escaped by {@link AS_MARKDOWN}. */
export const toHtml = (markdown: string): string => {
  const blocks = tidyText(markdown).trim().split(/\n\n/);
  return `<!doctype html>\n<html lang="zh-CN"><meta charset="utf-8"><body>\n${blocks.map(blockToHtml).join('\n')}\n</body></html>\n`;
};

const ITEM = /^(?:- |\d+\. )/;

const blockToHtml = (block: string): string => {
  const lines = block.split('\n');
  const heading = /^(#{1,4}) (.*)$/.exec(block);
  if (heading !== null && lines.length === 1) return `<h${heading[1]?.length ?? 1}>${inline(heading[2] ?? '')}</h${heading[1]?.length ?? 1}>`;
  if (/^-{3,}$/.test(block)) return '<hr>';
  const first = lines[0] ?? '';
  if (!ITEM.test(first)) return `<p>${lines.map((line) => inline(line.trim())).join('<br>')}</p>`;
  const items: string[][] = [];
  for (const line of lines) {
    if (ITEM.test(line)) items.push([line.replace(ITEM, '')]);
    else items.at(-1)?.push(line.trim());
  }
  const tag = first.startsWith('- ') ? 'ul' : 'ol';
  return `<${tag}>\n${items.map((item) => `<li>${item.map(inline).join('<br>')}</li>`).join('\n')}\n</${tag}>`;
};

const inline = (text: string): string => text.replace(/\*\*(.+?)\*\*/g, '<b>$1</b>');
