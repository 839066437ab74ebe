import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likeness, similarAmong, trigrams } from './similarity.ts';

const text = fc.array(fc.constantFrom(...'党委会议事决策制度不健全，执行“三重一大”走过场abcＡ。 '), { maxLength: 40 }).map((signs) => signs.join(''));
const scoreOf = (a: string, b: string): number => similarAmong([{ id: 'b', text: b }])(a, 0, 1)[0]?.score ?? 0;

describe('the likeness of two findings', () => {
  it('is symmetric, between 0 and 1, and 1 of a text with itself', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(scoreOf(a, b)).toBe(scoreOf(b, a));
        expect(scoreOf(a, b) >= 0 && scoreOf(a, b) <= 1).toBe(true);
        if (trigrams(a).size > 0) expect(scoreOf(a, a)).toBe(1);
      }),
    );
  });

  it('is the same whichever way it is measured: pair by pair, or by the index', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(likeness(a, b)).toBe(scoreOf(a, b));
      }),
    );
  });

  it('does not see width, case, spaces or punctuation, wherever they stand', () => {
    const wide = (signs: string): string => signs.replace(/[a-zA-Z0-9]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
    const noise = fc.array(fc.constantFrom('，', '。', '、', '“', '”', '（', '）', ' ', '　', '；', '-', '.'), { maxLength: 3 }).map((signs) => signs.join(''));
    fc.assert(
      fc.property(text, fc.array(noise, { minLength: 41, maxLength: 41 }), (a, noises) => {
        const other = [...wide(a).toUpperCase()].map((sign, at) => `${sign}${noises[at] ?? ''}`).join('');
        expect(likeness(a, other)).toBe(trigrams(a).size === 0 ? 0 : 1);
      }),
    );
  });

  it('is what counting by hand gives', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [own, other] = [trigrams(a), trigrams(b)];
        const shared = [...own].filter((gram) => other.has(gram)).length;
        const expected = shared === 0 ? 0 : Math.round((200 * shared) / (own.size + other.size)) / 100;
        expect(scoreOf(a, b)).toBe(expected);
      }),
    );
  });

  it('sees through punctuation, width and spaces, and not through other words', () => {
    expect(scoreOf('“三重一大”决策不规范。', '三重一大 决策不规范')).toBe(1);
    expect(scoreOf('便民服务大厅中午无人值守，群众办事多跑一趟', '便民服务中心中午无人值守，群众需多跑一趟')).toBeGreaterThan(0.5);
    expect(scoreOf('便民服务大厅中午无人值守', '集镇污水管网改造进度滞后')).toBe(0);
    expect(scoreOf('', '')).toBe(0);
  });

  it('finds the best first, no more than asked for, and none below the mark', () => {
    const earlier = [
      { id: 'r1/1', text: '议事决策制度不健全，执行走过场' },
      { id: 'r1/2', text: '议事决策制度不健全' },
      { id: 'r1/3', text: '村级账目公开不及时' },
    ];
    const find = similarAmong(earlier);
    expect(find('议事决策制度不健全', 0.35, 5).map((one) => one.id)).toEqual(['r1/2', 'r1/1']);
    expect(find('议事决策制度不健全', 0.35, 1)).toEqual([{ id: 'r1/2', score: 1 }]);
    expect(find('议事决策制度不健全', 0.99, 5)).toHaveLength(1);
  });
});
