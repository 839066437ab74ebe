/** Plain text and Markdown: a line of the file is a line here, whatever encoding it is in. */
import { decodeText } from '../decode.ts';
import { isMarkdown } from './file-kind.ts';
import type { SourceDocument, SourceLine } from './source-document.ts';

const LINE_BREAK = /\r\n|\n|\r|\u2028|\u2029/;

/** Marks of Markdown that stand for looks, not for words. */
const withoutMarks = (line: string): string =>
  // Marks are closed within a sentence; a line without end is none that anybody wrote by hand.
  line.length > 20_000
    ? line
    : line
        .replace(/^\s{0,3}>\s?/, '')
        .replace(/!?\[([^[\]]{0,200})\]\([^()\s]{0,500}(?:\s"[^"]{0,200}")?\)/g, '$1')
        .replace(/(\*\*|__)(?=\S)(.{1,200}?)(?<=\S)\1/g, '$2')
        .replace(/(?<![\p{L}\p{N}*_])([*_])(?=\S)([^*_]{1,200})(?<=\S)\1(?![\p{L}\p{N}*_])/gu, '$2')
        .replace(/`([^`]{1,200})`/g, '$1')
        .replace(/<\/?(?:br|b|i|u|strong|em|sup|sub|span|font|p|div)(?:\s[^<>]{0,200})?\/?>/gi, ' ')
        .replace(/\\([\\`*_{}[\]()#+.!|-])/g, '$1')
        .trimEnd();

const lineOfMarkdown = (raw: string, number: number): SourceLine => {
  const place = { line: number };
  const heading = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(raw);
  if (heading !== null) return { text: withoutMarks(heading[2] ?? ''), place, heading: heading[1]?.length ?? 1 };
  const rule = /^\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|={3,})$/.test(raw) || /^\s{0,3}(?:`{3,}|~{3,})/.test(raw);
  return rule ? { text: raw, place, aside: 'hidden' } : { text: withoutMarks(raw), place };
};

/** What stands before the text between two rules: settings of a web site. */
const frontMatter = (lines: readonly string[]): number => {
  if (lines[0]?.trim() !== '---') return 0;
  const end = lines.findIndex((line, at) => at > 0 && line.trim() === '---');
  return end > 0 && end <= 40 && lines.slice(1, end).every((line) => /^\s*(?:[\w-]+\s*:|-\s|#|$)/.test(line)) ? end + 1 : 0;
};

/** The lines of a text that has been decoded; blank ones are kept so that numbers agree with an editor's. */
export const linesOfText = (text: string): SourceDocument => {
  const raw = text.split(LINE_BREAK);
  if (!isMarkdown(text)) return { kind: 'txt', lines: raw.map((line, at) => ({ text: line, place: { line: at + 1 } })), remarks: [] };
  const from = frontMatter(raw);
  return {
    kind: 'md',
    lines: raw.map((line, at) =>
      at < from && line.trim() !== '' ? { text: line, place: { line: at + 1 }, aside: 'hidden' } : lineOfMarkdown(line, at + 1),
    ),
    remarks: [],
  };
};

/** Reads a text file. Throws a Refusal for what is no text. */
export const readText = (bytes: Uint8Array, name: string): SourceDocument => linesOfText(decodeText(bytes, name).text);
