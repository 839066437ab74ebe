/** The numbers that Word writes before the items of a list, in its own systems (ECMA-376, ST_NumberFormat). */

const DIGITS = '〇一二三四五六七八九';
const LEGAL = '零壹贰叁肆伍陆柒捌玖';
const STEMS = '甲乙丙丁戊己庚辛壬癸';
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥';

const counted = (n: number, digits: string, units: readonly [string, string, string], shortTen: boolean): string => {
  if (n <= 0 || n > 9999) return String(n);
  const figures = [...String(n)].map(Number);
  let text = '';
  figures.forEach((figure, at) => {
    const unit = ['', ...units][figures.length - 1 - at] ?? '';
    if (figure !== 0) text += (digits[figure] ?? '') + unit;
    else if (text !== '' && figures.slice(at + 1).some((later) => later !== 0) && !text.endsWith(digits[0] ?? '')) text += digits[0];
  });
  return shortTen && n >= 10 && n < 20 ? text.slice(1) : text;
};

/** 21 → 二十一, 105 → 一百〇五; 0 and what is above 9,999 in figures. */
export const chineseCounting = (n: number): string => counted(n, DIGITS, ['十', '百', '千'], true);

const roman = (n: number): string => {
  const table: ReadonlyArray<readonly [number, string]> = [
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ];
  let [rest, text] = [Math.min(n, 3999), ''];
  for (const [value, sign] of table) for (; rest >= value; rest -= value) text += sign;
  return text;
};
// After Z comes AA, then BB: Word repeats the letter.
const letter = (n: number): string => (n <= 0 ? '' : String.fromCharCode(65 + ((n - 1) % 26)).repeat(Math.min(20, Math.ceil(n / 26))));
const sign = (first: number, most: number, n: number): string => (n >= 1 && n <= most ? String.fromCodePoint(first + n - 1) : String(n));
const circled = (n: number): string =>
  n <= 20
    ? sign(0x2460, 20, n)
    : n <= 35
      ? String.fromCodePoint(0x3251 + n - 21)
      : n <= 50
        ? String.fromCodePoint(0x32b1 + n - 36)
        : String(n);

const FORMATS: Readonly<Record<string, (n: number) => string>> = {
  decimal: String,
  decimalZero: (n) => String(n).padStart(2, '0'),
  decimalFullWidth: (n) => String(n).replace(/\d/g, (figure) => String.fromCharCode(figure.charCodeAt(0) + 0xfee0)),
  decimalEnclosedCircle: circled,
  decimalEnclosedCircleChinese: circled,
  decimalEnclosedParen: (n) => sign(0x2474, 20, n),
  decimalEnclosedFullstop: (n) => sign(0x2488, 20, n),
  chineseCounting,
  chineseCountingThousand: chineseCounting,
  taiwaneseCounting: chineseCounting,
  taiwaneseCountingThousand: chineseCounting,
  japaneseCounting: chineseCounting,
  koreanCounting: chineseCounting,
  ideographDigital: (n) => [...String(n)].map((figure) => DIGITS[Number(figure)] ?? '').join(''),
  taiwaneseDigital: (n) => [...String(n)].map((figure) => DIGITS[Number(figure)] ?? '').join(''),
  japaneseDigitalTenThousand: (n) => [...String(n)].map((figure) => DIGITS[Number(figure)] ?? '').join(''),
  chineseLegalSimplified: (n) => counted(n, LEGAL, ['拾', '佰', '仟'], false),
  ideographLegalTraditional: (n) => counted(n, LEGAL, ['拾', '佰', '仟'], false),
  japaneseLegal: (n) => counted(n, LEGAL, ['拾', '佰', '仟'], false),
  ideographEnclosedCircle: (n) => sign(0x3220, 10, n),
  ideographTraditional: (n) => STEMS[(n - 1) % 10] ?? String(n),
  ideographZodiac: (n) => BRANCHES[(n - 1) % 12] ?? String(n),
  upperRoman: roman,
  lowerRoman: (n) => roman(n).toLowerCase(),
  upperLetter: letter,
  lowerLetter: (n) => letter(n).toLowerCase(),
  none: () => '',
};

/** A number in a format of Word; figures where the format is not known. */
export const listNumber = (n: number, format: string): string => (FORMATS[format] ?? String)(n);
