import type { Page } from 'playwright-core';
import { ACT_NAMES } from '../../client/act-words.ts';
import { EVENT_NAMES } from '../../client/event-words.ts';
import { ROUND_ACT_NAMES, ROUND_EVENT_NAMES } from '../../client/round-words.ts';
import { COMMON_EVENT_NAMES, DELIVERY_NAMES } from '../../client/words.ts';
import { STATUS_NAMES } from '../../domain/acts/context.ts';
import * as FIELD from '../../domain/field-words.ts';
import { ROLE_NAMES } from '../../domain/permissions.ts';
import { DEADLINE_NAMES, NOTICE_NAMES } from '../../domain/words.ts';
import { DELIVERY_REASONS } from '../../ledger/delivery-reasons.ts';
import { W as COMMON } from '../../web/common/words.ts';
import { W as IMPORT } from '../../web/import/words.ts';
import { W as LOOK_BACKS } from '../../web/look-backs/words.ts';
import { D as DRAWS } from '../../web/rounds/draw-words.ts';
import { W as ROUNDS } from '../../web/rounds/words.ts';
import { EN } from '../../web/words/en.ts';
import { ZH, type WordKey } from '../../web/words/zh.ts';

type Pair = { readonly zh: string; readonly en: string };
const isPair = (value: object): value is Pair => 'zh' in value && 'en' in value && typeof value.zh === 'string';
const pairsIn = (value: unknown): readonly Pair[] => (typeof value !== 'object' || value === null ? [] : isPair(value) ? [value] : Object.values(value).flatMap(pairsIn));

const FILLED = /\{\w+\}/;
/** Anything may stand where a word is filled in. */
const patternOf = (word: string): RegExp => new RegExp(`^${word.split(FILLED).map((piece) => piece.replace(/[^\p{L}\p{N}]/gu, '\\$&')).join('.+')}$`, 's');
const hanOf = (word: string): number => word.replaceAll(/\{\w+\}/g, '').match(/\p{Script=Han}/gu)?.length ?? 0;

/** What the rules and the API bring along. */
const API = [ACT_NAMES, EVENT_NAMES, ROUND_ACT_NAMES, ROUND_EVENT_NAMES, COMMON_EVENT_NAMES, DELIVERY_NAMES, STATUS_NAMES, ROLE_NAMES, DEADLINE_NAMES, NOTICE_NAMES, DELIVERY_REASONS];

/** What the page says in Chinese and otherwise in English; a single character says too little to be told from a name. */
const PATTERNS = [...(Object.keys(ZH) as WordKey[]).map((key): Pair => ({ zh: ZH[key], en: EN[key] })), ...pairsIn([COMMON, IMPORT, LOOK_BACKS, DRAWS, ROUNDS, FIELD, API])]
  .filter(({ zh, en }) => zh !== en && hanOf(zh) >= 2)
  .map(({ zh }) => patternOf(zh));

/** Each text that stands in the page by itself, and what is read out or shown for an element. */
const TEXTS = `(() => {
  const texts = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) if (walk.currentNode.parentElement.closest('script, style, noscript, [lang]:not(html)') === null) texts.push(walk.currentNode.data);
  for (const one of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]')) for (const name of ['aria-label', 'placeholder', 'title', 'alt']) texts.push(one.getAttribute(name) ?? '');
  return [...new Set(texts.map((text) => text.trim()))];
})()`;

const BETWEEN = /\s*(?:·|，|；|：|、|→|; |, |: |[()（）])\s*/;
const isOwn = (text: string): boolean => hanOf(text) >= 2 && PATTERNS.some((pattern) => pattern.test(text));

/**
 * The page's and the API's own words that stand in it in Chinese, alone or joined to others in a line. What people wrote is
 * Chinese in either language: whatever `written` has (without it only what stands alone is looked at) word for word, such as the events of the round and the directory;
 * `names`: of those, what reads like a word of the page.
 */
export const chineseWordsOf = async (page: Page, names: readonly string[], written?: string): Promise<readonly string[]> => {
  // The name of a file is a name.
  const texts = (await page.evaluate<readonly string[]>(TEXTS)).map((text) => text.replaceAll(/\S+\.(?:docx|xlsx|pdf|txt)/g, '')).filter((text) => !names.includes(text));
  if (written === undefined) return texts.filter(isOwn);
  const foreign = (text: string): boolean => (text.match(/\p{Script=Han}{2,}/gu) ?? []).some((words) => !written.includes(words));
  return texts.filter((text) => isOwn(text) || text.split(BETWEEN).some((part) => !names.includes(part) && !written.includes(part) && isOwn(part)) || foreign(text));
};
