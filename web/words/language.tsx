import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { EN } from './en.ts';
import { ZH, type WordKey } from './zh.ts';

export type Language = 'zh' | 'en';
type Filled = Readonly<Record<string, string | number>>;
type Speech = {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  /** The page's own word; `{name}` is filled in. */
  readonly t: (key: WordKey, filled?: Filled) => string;
  /** Of a pair that the rules, the API or a part of the page bring along; `{name}` is filled in. */
  readonly say: (words: { readonly zh: string; readonly en: string }, filled?: Filled) => string;
  /** At the beginning of a line or on a button: in English with a capital. */
  readonly start: (text: string) => string;
  /** `甲、乙`, `a, b`. */
  readonly list: (items: readonly string[]) => string;
  /** `（说明）`, ` (a remark)`: behind what it explains. */
  readonly aside: (text: string) => string;
};

/** `{n}` is filled in; `{n:s}` is the ending of an English plural: nothing behind a single one. */
export const fill = (text: string, filled: Filled): string =>
  text.replace(/\{(\w+)(:s)?\}/g, (whole, name: string, plural: string | undefined) => (plural === undefined ? String(filled[name] ?? whole) : Number(filled[name]) === 1 ? '' : 's'));

const KEPT = 'huitoukan.language';
const Context = createContext<Speech | null>(null);

/** Storage may be forbidden (private windows, embedded browsers); then a choice lasts as long as the page. */
export const kept = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};
export const keep = (key: string, value: string): void => {
  try {
    localStorage.setItem(key, value);
  } catch {
    // It is a convenience only.
  }
};

export const LanguageProvider = ({ children }: { readonly children: ReactNode }) => {
  const [language, choose] = useState<Language>(() => (kept(KEPT) === 'en' ? 'en' : 'zh'));
  const setLanguage = useCallback((next: Language) => {
    keep(KEPT, next);
    choose(next);
  }, []);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = (language === 'zh' ? ZH : EN).product;
  }, [language]);
  const speech = useMemo<Speech>(() => {
    const book = language === 'zh' ? ZH : EN;
    return {
      language,
      setLanguage,
      t: (key, filled = {}) => fill(book[key], filled),
      start: (text) => (language === 'zh' ? text : `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`),
      list: (items) => items.join(book.and),
      aside: (text) => (language === 'zh' ? `（${text}）` : ` (${text})`),
      say: (words, filled) => (filled === undefined ? words[language] : fill(words[language], filled)),
    };
  }, [language, setLanguage]);
  return <Context value={speech}>{children}</Context>;
};

export const useWords = (): Speech => {
  const speech = useContext(Context);
  if (speech === null) throw new Error('there is no language around this');
  return speech;
};
