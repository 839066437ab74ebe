/** Text whose line breaks were lost on the way (a page copied as one line): cut again where its headings stand. */
import { lineOf } from './lines.ts';
import type { Line } from './lines.ts';
import { parseMarker } from './numbering.ts';

/** Shorter lines are sentences with a number in them, not a whole report. */
const LONG = 400;
/** A report has more headings than this if its lines are whole. */
const FEW = 3;

const MARKERS =
  /(?<=[。；;：:！!？?）)”\s]|情况|如下)(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|[0-9]{1,2}[.．、](?=\s?[\p{Script=Han}“"《])|[（(][0-9]{1,2}[)）])/gu;
const HEADS =
  /(?<=\s)(?=(?:发布(?:时间|日期)|来源)[：:]|(?:根据|按照|经)[\p{Script=Han}、]{0,12}(?:统一|部署|安排|批准))|(?<=[。\s])(?=中共[\p{Script=Han}]{2,40}\s?20\d{2}年\d{1,2}月\d{1,2}日\s*$)/gu;
const CLOSING = /(?<=[。！])\s*(?=[\p{Script=Han}（）()]{4,40}\s?20\d{2}年\d{1,2}月\d{1,2}日\s*$)/u;

/** The places of headings: each number opens a run or goes on with it, else it belongs to a sentence. */
const cutsIn = (text: string): number[] => {
  const seen = new Map<string, number>();
  const cuts: number[] = [];
  for (const match of text.matchAll(MARKERS)) {
    const marker = parseMarker(text.slice(match.index, match.index + 60));
    if (marker?.number == null) continue;
    if (marker.number !== 1 && marker.number !== (seen.get(marker.kind) ?? 0) + 1) continue;
    seen.set(marker.kind, marker.number);
    cuts.push(match.index);
  }
  for (const match of text.matchAll(HEADS)) cuts.push(match.index);
  const closing = CLOSING.exec(text);
  if (closing !== null) cuts.push(closing.index + closing[0].length);
  return [...new Set(cuts)].filter((at) => at > 0).toSorted((a, b) => a - b);
};

/** Cuts long lines at their headings where hardly any line begins with one; the pieces are then the lines that are counted. */
export const splitRunOn = (lines: readonly Line[]): readonly Line[] => {
  if (!lines.some((one) => one.text.length >= LONG) || lines.filter((one) => parseMarker(one.text) !== null).length >= FEW) return lines;
  const pieces = lines.map((line) => {
    const bounds = line.text.length < LONG ? [0] : [0, ...cutsIn(line.text)];
    const texts = bounds.length <= FEW ? [line.text] : bounds.map((from, index) => line.text.slice(from, bounds[index + 1]));
    return texts.map((text) => ({ text, origin: line.origin }));
  });
  return pieces.every((one) => one.length === 1)
    ? lines
    : pieces.flat().flatMap(({ text, origin }, at) => lineOf(text, at + 1, origin) ?? []);
};
