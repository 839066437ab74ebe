/** The counts that a report claims for itself, with the words in which it does. */
import { chineseNumber } from '../../domain/chinese-date.ts';
import type { Paragraph } from './lines.ts';

export type Claim = { readonly value: number; readonly quote: string; readonly line: number };
export type ClaimName =
  | 'total'
  | 'aspects'
  | 'done'
  | 'partialKeep'
  | 'inProgress'
  | 'notStarted'
  | 'ratePercent'
  | 'petitions'
  | 'petitionsClosed'
  | 'people'
  | 'rules';
export type Claims = Partial<Readonly<Record<ClaimName, Claim>>>;

const COUNT = '(?<n>\\d{1,4}(?:\\.\\d{1,2})?|[一二三四五六七八九十百两]{1,5})';
const UNIT = '\\s?(?:个|项|条|件)';
const rule = (body: string): RegExp => new RegExp(body, 'u');
const RULES: ReadonlyArray<readonly [ClaimName, RegExp]> = [
  [
    'total',
    rule(
      `(?:反馈|指出|移交|发现|梳理|涉及|提出|分解|细化|共)[^，。；]{0,30}?${COUNT}${UNIT}(?:具体|反馈|突出|主要)*(?:整改)?(?:问题|事项|任务)`,
    ),
  ],
  ['total', rule(`${COUNT}${UNIT}具体(?:反馈)?(?:问题|事项)`)],
  [
    'total',
    rule(`(?:反馈|指出|发现|移交|巡[察视])(?:的|了|意见)?(?:具体|突出)?(?:问题|事项)(?:共|共计|共有|总计|总数|合计)?\\s?${COUNT}${UNIT}`),
  ],
  ['aspects', rule(`${COUNT}\\s?个?大?(?:方面|大类|类)`)],
  [
    'partialKeep',
    rule(
      `(?:阶段性(?:成效|成果|进展|整改)|基本完成)[^，,。；;、\\d]{0,20}?${COUNT}${UNIT}|${COUNT}${UNIT}(?:问题|事项)?(?:已)?(?:取得阶段性|基本完成)`,
    ),
  ],
  [
    'inProgress',
    rule(
      `(?:正在(?:整改|推进)|整改中|持续(?:整改|推进)|(?:尚)?未完成(?:整改)?|部分完成|长期整改|未整改到位)[^，,。；;、\\d]{0,12}?${COUNT}${UNIT}|${COUNT}${UNIT}(?:问题|事项)?(?:正在|持续|尚未完成|未完成)(?:整改|推进)?`,
    ),
  ],
  ['notStarted', rule(`(?:尚未|未)(?:开始)?整改(?!到位)[^，,。；;、\\d]{0,8}?${COUNT}${UNIT}`)],
  [
    'done',
    rule(
      `(?<!未|未能|基本|部分|尚未)(?:已(?:全部|经)?(?:完成|整改|办结|销号)|完成整改|整改完成|整改到位)(?!率)[^，,。；;、\\d]{0,14}?${COUNT}${UNIT}(?!方面)|${COUNT}${UNIT}(?:问题|事项)?(?:已|均已|全部)?(?:全部)?(?:完成整改|整改完成|整改到位|已完成)`,
    ),
  ],
  ['ratePercent', rule('(?:整改|完成)(?:完成)?率(?:为|达到?|是)?(?<n>\\d{1,3}(?:\\.\\d{1,2})?)\\s?[%％]')],
  ['petitions', rule(`(?:信访件|问题线索|线索)${COUNT}\\s?件|${COUNT}\\s?件(?:信访件|问题线索|线索)`)],
  ['petitionsClosed', rule(`(?:已)?办结${COUNT}\\s?件`)],
  [
    'people',
    rule(
      `(?:对|处理|问责)\\s?${COUNT}\\s?名?(?:名|人)[^，。；]{0,12}?(?:作出处理|问责|处理|处分)|(?:共)?(?:处理|问责|处分)(?:相关责任人)?${COUNT}\\s?人`,
    ),
  ],
  ['rules', rule(`(?:制定|修订|完善|建立|健全|出台|新建)[^，。；\\d]{0,12}(?:制度|机制|办法|规定)(?:共|共计)?${COUNT}\\s?(?:项|个|条|件)|(?:制定|修订|完善|建立|健全|出台|新建)[^，。；\\d]{0,10}${COUNT}\\s?(?:项|个|条|件)[^，。；]{0,6}(?:制度|机制|办法|规定)`)],
];

const ABOUT_ROUND = /整改|反馈|巡[察视]|办结|处理|问责/;

/** Reads the claims out of the paragraphs of the round's record; the first of each kind counts. */
export const readClaims = (paragraphs: readonly Paragraph[]): Claims => {
  const claims: Partial<Record<ClaimName, Claim>> = {};
  for (const paragraph of paragraphs) {
    for (const sentence of paragraph.text.split(/(?<=[。；;])/)) {
      if (sentence.length > 600 || !ABOUT_ROUND.test(sentence)) continue;
      for (const [name, pattern] of RULES) {
        if (claims[name] !== undefined) continue;
        // 已办结14件 of petitions says nothing about issues.
        if (/^(?:total|done|partialKeep|inProgress|notStarted)$/.test(name) && /信访|线索|立案|审计/.test(sentence)) continue;
        const match = pattern.exec(sentence);
        // Named twice in a pattern with two orders of words: only one of them is set.
        const value =
          match === null
            ? Number.NaN
            : /\d/.test(match.groups?.['n'] ?? '')
              ? Number(match.groups?.['n'])
              : chineseNumber(match.groups?.['n'] ?? '');
        if (match === null || Number.isNaN(value)) continue;
        claims[name] = { value, quote: match[0], line: paragraph.lines[0] ?? 0 };
      }
    }
  }
  return claims;
};
