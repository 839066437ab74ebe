/** Sums of money, counts of people dealt with, and who was to act: read out of running text, each with its words. Nothing is added up here. */

export type SumKind = 'recovered' | 'paid-out' | 'involved';
/** A sum of money as the text gives it. */
export type StatedSum = { readonly kind: SumKind; readonly yuan: number; readonly text: string; readonly line: number };

export type Measure = 'case' | 'party-discipline' | 'administrative' | 'organizational' | 'admonition' | 'criticism' | 'warning-talk' | 'interview' | 'notice' | 'self-criticism' | 'judicial' | 'unspecified';
/** People dealt with. `times`: 人次, one person may be counted more than once. */
export type StatedPeople = { readonly measure: Measure; readonly count: number; readonly times: boolean; readonly text: string; readonly line: number };



const SUM = /(?<figure>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?余?(?:多)?\s?(?<unit>亿元|亿|万余?元|千元|元)(?!\/|／|每|以[上下])/gu;
const UNITS: ReadonlyArray<readonly [RegExp, number]> = [[/^亿/, 8], [/^万/, 4], [/^千/, 3], [/^元/, 0]];
const RECOVERED = /追缴|追回|收回|收缴|清收|清退|退缴|退回|退还|退赔|退出|补缴|上缴|挽回|核减|扣回|回收|缴回|缴纳|没收/g;
const PAID = /补发|兑付|发放|返还|支付|拨付|投入|争取|筹措|安排|落实资金|补助|化解|偿还|结清/g;

/** 7.132 and 万 → 71320: the point is moved, so that no fraction of a fen is made up. */
const shifted = (figure: string, places: number): number => {
  const [whole = '0', part = ''] = figure.replace(/[,，]/g, '').split('.');
  const padded = part.padEnd(places, '0');
  return Number(`${whole}${padded.slice(0, places)}${padded.length > places ? `.${padded.slice(places)}` : ''}`);
};

const clauseAt = (text: string, at: number, end: number): string => {
  const from = Math.max(...['，', ',', '。', '；', ';'].map((sign) => text.lastIndexOf(sign, at - 1))) + 1;
  const rest = text.slice(end).search(/[，,。；;]/u);
  return text.slice(from, rest < 0 ? text.length : end + rest).trim().slice(0, 120);
};

const lastAt = (words: string, pattern: RegExp): number => [...words.matchAll(pattern)].at(-1)?.index ?? -1;

/** 违规发放 is what was wrong, not what was done about it. */
const WRONGLY = /(?:违规|违反规定|超标准?|超范围|多|重复|虚报|不当)(?:发放|支付|列支|报销|领取|发|付)|(?:发放|支付|拨付|投入|安排)(?:的)?(?:不及时|不规范|不到位)/g;

/** What was done with a sum: the nearest word before it in its clause, else right after it (2万元已退还). */
const kindOf = (words: string, after: string): SumKind => {
  const before = words.replace(WRONGLY, '');
  const [back, out] = [lastAt(before, RECOVERED), lastAt(before, PAID)];
  if (back >= 0 || out >= 0) return back > out ? 'recovered' : 'paid-out';
  if (after.search(RECOVERED) >= 0) return 'recovered';
  return after.search(PAID) >= 0 ? 'paid-out' : 'involved';
};

/** Full-width figures as half-width ones, place for place. */
const narrow = (text: string): string => text.replace(/[０-９．]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

/** The sums of a paragraph. */
export const sumsIn = (printed: string, line: number): StatedSum[] => {
  const text = narrow(printed);
  return [...text.matchAll(SUM)].flatMap((match) => {
    const places = UNITS.find(([unit]) => unit.test(match.groups?.['unit'] ?? ''))?.[1] ?? 0;
    const yuan = shifted(match.groups?.['figure'] ?? '0', places);
    if (yuan === 0) return [];
    const end = match.index + match[0].length;
    const clause = clauseAt(text, match.index, end);
    const before = text.slice(Math.max(0, text.lastIndexOf(clause.slice(0, 6), match.index)), match.index);
    const after = /^[^，,。；;]{0,14}/u.exec(text.slice(end))?.[0] ?? '';
    return [{ kind: kindOf(before, after), yuan, text: clause, line }];
  });
};

const MEASURES: ReadonlyArray<readonly [Measure, string]> = [
  ['judicial', '移送(?:司法|检察)机关|移送司法|采取留置'],
  ['case', '立案(?:审查(?:调查)?|调查|查处)?'],
  ['party-discipline', '(?:党纪)(?:政务)?处分|党内(?:严重)?警告|开除党籍|留党察看|撤销党内职务|纪律处分|党纪政务处分'],
  ['administrative', '政务处分|政纪处分|行政处分|记过|记大过|降级|撤职'],
  ['admonition', '诫勉(?:谈话)?'],
  ['organizational', '组织(?:处理|调整)|免职|调离(?:岗位)?|停职|岗位调整'],
  ['notice', '通报批评|全[镇县区局市]通报|书面通报'],
  ['self-criticism', '(?:责令|作出)?(?:书面)?检[查讨]'],
  ['warning-talk', '提醒谈话|谈话提醒|警示谈话|批评谈话|提醒'],
  ['interview', '约谈|谈心谈话|廉政谈话'],
  ['criticism', '批评教育|批评帮助|教育提醒'],
  ['unspecified', '(?:作出)?处理|问责|追责(?:问责)?|处分'],
];
const COUNT = '(?<n>\\d{1,4}|[一二两三四五六七八九十]{1,3})\\s?';
/** 3名支部书记, 5人: after 名 anybody, after a bare figure only 人. */
const WHO = '(?:(?:名|位)(?<named>[\\p{Script=Han}]{1,12}?)|(?<who>人次|人)[\\p{Script=Han}]{0,8}?)';
const PATTERNS = MEASURES.map(([measure, words]) => ({
  measure,
  // 批评教育6人; 给予党纪处分2人
  after: new RegExp(`(?:${words})(?:相关|有关|责任)*(?:责任人|党员|干部|人员)?(?:共|共计|合计|了)?${COUNT}(?<who>人次|人|名)`, 'gu'),
  // 对3名责任人进行批评教育; 给予5人提醒谈话
  before: new RegExp(`${COUNT}${WHO}(?:依规依纪)?(?:进行|给予|作出|予以|分别)?(?:了)?(?:${words})(?!\\s?(?:\\d|[一二两三四五六七八九十]{1,3}\\s?人))`, 'gu'),
}));

const numberOf = (word: string): number => {
  if (/^\d+$/.test(word)) return Number(word);
  const [tens, ones] = word.includes('十') ? word.split('十') : ['', word];
  const digit = (sign: string | undefined): number => (sign === '两' ? 2 : '零一二三四五六七八九'.indexOf(sign ?? ''));
  return word.includes('十') ? (tens === '' ? 1 : digit(tens)) * 10 + (ones === '' ? 0 : digit(ones)) : digit(ones);
};

/** The people dealt with whom a paragraph counts; none is counted under two names. */
export const peopleIn = (printed: string, line: number): StatedPeople[] => {
  const text = narrow(printed);
  const taken: Array<readonly [number, number]> = [];
  const found: Array<{ readonly at: number; readonly one: StatedPeople }> = [];
  for (const side of ['after', 'before'] as const)
    for (const { measure, [side]: pattern } of PATTERNS)
      for (const match of text.matchAll(pattern)) {
        const at = match.index + match[0].indexOf(match.groups?.['n'] ?? '');
        const count = numberOf(match.groups?.['n'] ?? '');
        if (!(count > 0) || taken.some(([from, to]) => at >= from && at < to)) continue;
        taken.push([at, at + (match.groups?.['n'] ?? '').length]);
        found.push({ at, one: { measure, count, times: match.groups?.['who'] === '人次', text: clauseAt(text, match.index, match.index + match[0].length), line } });
      }
  return found.toSorted((a, b) => a.at - b.at).map(({ one }) => one);
};

const ACTOR = '(?<who>[\\p{Script=Han}（）()、“”·]{2,24}?)';
const ACTORS: ReadonlyArray<readonly [string, RegExp]> = [
  ['牵头', new RegExp(`由${ACTOR}(?:同志)?(?:统一|具体)?牵头`, 'gu')],
  ['负责', new RegExp(`由${ACTOR}(?:同志)?(?:具体|全面|统一|分别|亲自)?(?:负责|负总责|承办|包案|督办|跟进)`, 'gu')],
  ['责成', new RegExp(`(?:责成|责令|督促)${ACTOR}(?=于|在|对|限期|立即|尽快|制定|完成|开展|及时|按|整改|退|重新|作出|落实|补)`, 'gu')],
];
const NOBODY = /^(?:专人|专班|此|其|各自|谁|本人|于|他们|相关人员|上级)/;

/** Persons, posts and offices that a text says were to act, with the word that says it. */
export const actorsIn = (text: string): Array<{ readonly label: string; readonly text: string }> =>
  ACTORS.flatMap(([label, pattern]) => [...text.matchAll(pattern)].map((match) => ({ label, text: match.groups?.['who'] ?? '' }))).filter((one) => one.text !== '' && !NOBODY.test(one.text));
