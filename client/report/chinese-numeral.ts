const DIGITS = '零一二三四五六七八九';

/** 1 to 999 as they number headings: 一, 十, 十一, 二十, 一百零一. */
export const chineseNumeral = (number: number): string => {
  const [hundreds, tens, ones] = [Math.floor(number / 100), Math.floor(number / 10) % 10, number % 10];
  const digit = (value: number): string => DIGITS.charAt(value);
  const last = ones === 0 ? '' : digit(ones);
  if (hundreds === 0) return tens === 0 ? digit(ones) : `${tens === 1 ? '' : digit(tens)}十${last}`;
  const middle = tens > 0 ? `${digit(tens)}十` : ones > 0 ? '零' : '';
  return `${digit(hundreds)}百${middle}${last}`;
};

/** 一是…。二是…。; a single deed needs no number. */
export const enumerated = (sentences: readonly string[]): string => {
  const ended = sentences.map((sentence) => (/[。！？…]$/u.test(sentence) ? sentence : `${sentence.replace(/[，,、；;：:\s.]+$/u, '')}。`));
  return ended.length < 2 ? ended.join('') : ended.map((sentence, at) => `${chineseNumeral(at + 1)}是${sentence}`).join('');
};
