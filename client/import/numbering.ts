/** The numbers that stand before headings: which system, which number, which words follow. */
import { chineseNumber } from '../../domain/chinese-date.ts';

export type MarkerKind =
  | 'part'
  | 'roman'
  | 'letter'
  | 'cn'
  | 'cn-paren'
  | 'aspect'
  | 'problem'
  | 'ordinal'
  | 'arabic'
  | 'decimal2'
  | 'dashed'
  | 'letter-number'
  | 'decimal3'
  | 'arabic-paren'
  | 'circled'
  | 'bullet'
  | 'plain'
  | HeadingKind;
/** Headings by style, without a printed number. */
export type HeadingKind = 'h1' | 'h2' | 'h3' | 'h4' | 'h5' | 'h6';
export type Marker = { readonly kind: MarkerKind; readonly number: number | null; readonly printed: string; readonly rest: string };

/** The usual order of systems, outermost first; a document may keep its own. */
export const RANK: Readonly<Record<MarkerKind, number>> = {
  part: 0,
  roman: 0.5,
  letter: 2.7,
  cn: 1,
  'cn-paren': 2,
  aspect: 2.5,
  problem: 3,
  ordinal: 4,
  plain: 4,
  arabic: 5,
  dashed: 6,
  'letter-number': 6,
  decimal2: 6,
  decimal3: 7,
  'arabic-paren': 8,
  circled: 9,
  bullet: 10,
  h1: 0,
  h2: 1.5,
  h3: 3,
  h4: 4.5,
  h5: 7,
  h6: 9,
};

/** The kind of an unnumbered heading by the level of its style. */
export const headingKind = (level: number): HeadingKind =>
  (['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const)[Math.min(Math.max(level, 1), 6) - 1] ?? 'h6';

const CN = '[一二三四五六七八九十百]{1,5}';
const AR = '[0-9０-９]{1,3}';
// Figures before these signs are amounts or dates, not numbers of headings.
const NO_UNIT = '(?![0-9０-９%％号万亿元]|年(?![轻龄])|月(?!度)|日(?!常)|个(?![别人体])|名(?![单称录额义])|项(?!目)|次(?!要)|条(?![例件线])|家(?!庭|长)|户(?!外|籍|厕)|人次|人，)';
const NO_FIGURE = '(?![0-9０-９%％])';
const RULES: ReadonlyArray<readonly [MarkerKind, RegExp]> = [
  ['part', new RegExp(`^第(${CN}|${AR})(?:部分|章|篇)[、，,：:.．\\s]*`, 'u')],
  // 第一方面：… stands over 第一，关于…问题: a system of its own.
  ['aspect', new RegExp(`^第(${CN}|${AR})(?:个?大?方面|大?类)(?:的?问题)?[、，,：:.．\\s]\\s*`, 'u')],
  ['ordinal', new RegExp(`^第(${CN}|${AR})(?:(?:条|项|点|个问题|个)(?:问题)?[、，,：:.．\\s]|[、，,：:.．\\s])\\s*`, 'u')],
  [
    'problem',
    new RegExp(
      `^(?:【|\\[)?(?:巡察|巡视)?(?:反馈|具体|整改)?(?:问题|事项|任务)\\s?(?:[（(]\\s?)?(${CN}|${AR})\\s?(?:[)）]\\s?)?(?:】|\\])?[：:.．、，\\s]\\s*`,
      'u',
    ),
  ],
  ['problem', new RegExp(`^(?:【|\\[)(?:巡察|巡视)?(?:反馈|具体|整改)?(?:问题|事项|任务)\\s?(${CN}|${AR})(?:】|\\])\\s*`, 'u')],
  // A field of its own: 问题序号：3.
  ['problem', new RegExp(`^(?:反馈|具体|整改)?(?:问题|事项|任务)?(?:序号|编号)\\s?[：:]?\\s?(${AR}|${CN})(?:[：:。.、，；\\s]\\s*|$)`, 'u')],
  ['problem', /^编号[：:]\s?([^\s：:，。]{1,24})\s+/u],
  ['cn', new RegExp(`^(${CN})\\s?[、.．，]\\s*`, 'u')],
  ['cn-paren', new RegExp(`^[（(〔\\[【]\\s?(${CN})\\s?[)）〕\\]】][、.．,，]?\\s*`, 'u')],
  ['cn-paren', new RegExp(`^(${CN})[)）]\\s*`, 'u')],
  // 1-1 and A1: the aspect's sign, then the issue's number.
  ['dashed', /^\d{1,2}[-－—–](\d{1,2})(?:[.．、：:]\s*|\s+)(?![月日年\d]*[月日年])/u],
  ['letter-number', /^[A-Z][-－]?(\d{1,2})(?:[.．、：:]\s*|\s+)(?=[\p{Script=Han}“"《])/u],
  ['decimal3', /^\d{1,2}[.．]\d{1,2}[.．](\d{1,3})[.．、]?\s*(?![\d%％万亿元.])/u],
  [
    'decimal2',
    /^\d{1,2}[.．](\d{1,3})(?:[.．、]\s*|\s+|(?=[\p{Script=Han}“"《]))(?![\d%％万亿元.倍吨米]|年(?![轻龄])|月(?!度)|日(?!常)|个(?![别人体])|名(?![单称录额义])|项(?!目)|次(?!要)|条(?![例件线])|家(?!庭|长)|户(?!外|籍|厕)|公里|公斤|公顷|平方|人次)/u,
  ],
  ['arabic', new RegExp(`^(${AR})\\s?[.．、,，]\\s*${NO_FIGURE}`, 'u')],
  ['arabic', new RegExp(`^(${AR})\\s+(?=[\\p{Script=Han}“"《])${NO_UNIT}`, 'u')],
  ['arabic-paren', new RegExp(`^[（(\\[【]\\s?(${AR})\\s?[)）\\]】][、.．,，]?\\s*`, 'u')],
  ['arabic-paren', new RegExp(`^(${AR})[)）]\\s*`, 'u')],
];

/** Signs that are a number by themselves: the first of a run, how many, the system. */
const SIGNS: ReadonlyArray<readonly [number, number, MarkerKind]> = [
  [0x2460, 20, 'circled'],
  [0x2776, 10, 'circled'],
  [0x2780, 10, 'circled'],
  [0x2474, 20, 'arabic-paren'],
  [0x2488, 20, 'arabic'],
  [0x3220, 10, 'cn-paren'],
  [0x2160, 12, 'roman'],
];

const LETTER = /^(?:([A-Z])[.．、：:]|[（(]([A-Z])[)）])\s*(?=[\p{Script=Han}“"《])/u;

/** The marker at the head of a line, or null. 一是 is none: it counts sentences, not headings. */
export const parseMarker = (text: string): Marker | null => {
  const code = text.codePointAt(0) ?? 0;
  const sign = SIGNS.find(([first, count]) => code >= first && code < first + count);
  if (sign !== undefined)
    return { kind: sign[2], number: code - sign[0] + 1, printed: text.slice(0, 1), rest: text.slice(1).replace(/^[、.．\s]+/, '') };
  const head = text.slice(0, 40);
  // Full-width figures count as half-width ones; what is printed stays as it is.
  const narrow = head.replace(/[０-９]/g, (figure) => String.fromCharCode(figure.charCodeAt(0) - 0xfee0));
  for (const [kind, pattern] of RULES) {
    const match = pattern.exec(narrow);
    if (match === null) continue;
    const number = chineseNumber(match[1] ?? '');
    return { kind, number: Number.isNaN(number) ? null : number, printed: head.slice(0, match[0].length).trim(), rest: text.slice(match[0].length) };
  }
  const letter = LETTER.exec(head);
  if (letter !== null) {
    const number = (letter[1] ?? letter[2] ?? '').charCodeAt(0) - 0x40;
    return { kind: 'letter', number, printed: letter[0].trim(), rest: text.slice(letter[0].length) };
  }
  // A dash begins a finding only where a finding's words follow; elsewhere it goes on with a sentence.
  const bullet = /^(?:[●■◆★▲•◇○□➢]\s*|[—–－-]{1,2}\s*(?=关于|针对|“))/u.exec(head);
  return bullet === null ? null : { kind: 'bullet', number: null, printed: bullet[0].trim(), rest: text.slice(bullet[0].length) };
};

/** Is the line a marker and nothing else (its words were torn off to the next line)? */
export const isBareMarker = (text: string): boolean => text.length <= 8 && parseMarker(text)?.rest === '' && !/^\d+$/.test(text);
