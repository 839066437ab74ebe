import type { Hands } from '../domain/party.ts';
import type { NameBook } from '../ledger/people.ts';

/** A text in both languages: the API answers both, and the page shows its own. */
export type BothWords = { readonly zh: string; readonly en: string };
export type Language = keyof BothWords;

/** What a line of text is put together with, in one language. */
export type Voice = {
  readonly names: NameBook['en'];
  /** The same said in either language. */
  readonly say: (zh: string, en: string) => string;
  /** This language's word of a pair. */
  readonly of: (words: BothWords) => string;
  /** `甲、乙`, `a, b`. */
  readonly list: (items: readonly string[]) => string;
  /** What there is to say, one after the other; what is null, false or empty is left out. */
  readonly joined: (...parts: readonly (string | null | false)[]) => string;
};

const voiceOf = (language: Language, names: NameBook): Voice => {
  const zh = language === 'zh';
  return {
    names: zh ? names : names.en,
    say: (chinese, english) => (zh ? chinese : english),
    of: (words) => words[language],
    list: (items) => items.join(zh ? '、' : ', '),
    joined: (...parts) => parts.filter((part) => typeof part === 'string' && part !== '').join(zh ? '；' : '; '),
  };
};

/** One line said in both languages; what people wrote stands in either as they wrote it. */
export const inBoth = (names: NameBook, line: (voice: Voice) => string): BothWords => ({ zh: line(voiceOf('zh', names)), en: line(voiceOf('en', names)) });

/** Who did it: `钱七`, or where a deputy acted, both: `钱七（代张三）`, `钱七 (for 张三)`. */
export const doerInBoth = ({ by, onBehalfOf }: Hands, names: NameBook): BothWords =>
  inBoth(names, ({ names: { person }, say }) => (onBehalfOf === undefined ? person(by) : say(`${person(by)}（代${person(onBehalfOf)}）`, `${person(by)} (for ${person(onBehalfOf)})`)));
