import { oneLine } from './one-line.ts';
import { subjectOf, type NoticeLine } from './notice-text.ts';

/** A message for a group, before it is cut to what one vendor takes. */
export type ChatText = {
  readonly title: string;
  /** A word that the robot demands; it stands in the text in any case. */
  readonly keyword: string | undefined;
  readonly items: readonly ChatItem[];
};

/** One notice, from its whole words down to its number, which is never cut. */
export type ChatItem = { readonly full: string; readonly short: string; readonly number: string };

/**
 * Text of strangers' making in a chat: nothing in it may call anybody or be taken for markup. The signs that could are replaced
 * by their full-width likenesses.
 */
export const plain = (text: string): string =>
  oneLine(text)
    .replace(/[<>@[\]`*#~|\\]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0))
    .replaceAll('://', '：//');

/** `show`: whether a group may read what the finding is, or its number only. */
export const writeChat = (lines: readonly NoticeLine[], { show, keyword }: { readonly show: 'number' | 'title'; readonly keyword?: string | undefined }): ChatText => {
  const [only] = lines;
  const title = lines.length === 1 && only !== undefined ? `【${only.letter ?? only.kind.zh}】${plain(subjectOf(only).zh)}` : `【提醒】${lines.length}项事项待办`;
  return { title, keyword, items: lines.map((line) => itemOf(line, show)) };
};

const itemOf = (line: NoticeLine, show: 'number' | 'title'): ChatItem => {
  const number = plain(subjectOf(line).zh);
  const day = line.day === null || line.left === null ? '' : `，${line.day}（${line.left.zh}）`;
  const short = `【${line.letter ?? line.kind.zh}】${number}：${line.what.zh}${day}`;
  const title = show === 'title' && line.title !== '' ? `\n${plain(line.title)}` : '';
  const acknowledge = line.acknowledge ? `请登录系统签收${line.again === null ? '' : `（第${line.again}次催签）`}。` : '';
  return { full: `${short}${title}\n${line.next.zh}。${acknowledge}`, short, number };
};

/** As it stands in JSON: a line break takes two bytes there, a quotation mark as well. */
const bytesOf = (text: string): number => Buffer.byteLength(JSON.stringify(text), 'utf8') - 2;
const MORE = '内容有删减，详见系统。 / Shortened; see the system.';

/**
 * The most that fits: everything in full; then in short; then as many in short as leave room for the bare numbers of the
 * rest. When not even the numbers fit the group must not be told half: null, and mail tells it.
 */
export const fitText = ({ title, keyword, items }: ChatText, { head, maxBytes, lineBreak = '\n' }: { readonly head: string; readonly maxBytes: number; readonly lineBreak?: string }): string | null => {
  const write = (lines: readonly string[]): string => {
    const text = [head + title, ...lines].join('\n').replaceAll('\n', lineBreak);
    return keyword === undefined || text.includes(keyword) ? text : `${text}${lineBreak}${keyword}`;
  };
  const fits = (text: string): boolean => bytesOf(text) <= maxBytes;
  const full = write(items.map((item) => item.full));
  if (fits(full)) return full;
  for (let kept = items.length; kept >= 0; kept -= 1) {
    const rest = items.slice(kept).map((item) => item.number);
    const text = write([...items.slice(0, kept).map((item) => item.short), ...(rest.length === 0 ? [] : [rest.join('、')]), MORE]);
    if (fits(text)) return text;
  }
  return null;
};
