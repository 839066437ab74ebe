import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPrivate, maskName, maskText } from './masking.ts';

const found = (text: string, names: readonly string[] = []) => findPrivate([text], { style: 'each', names });
const masked = (text: string, names: readonly string[] = []): string => maskText(text, found(text, names));

describe('a name', () => {
  it('is masked in three ways; compound surnames stay whole', () => {
    expect(['王小明', '李四', '欧阳锋', '欧阳一凡'].map((name) => maskName(name, 'each'))).toEqual(['王某某', '李某', '欧阳某', '欧阳某某']);
    expect(['王小明', '欧阳一凡'].map((name) => maskName(name, 'surname'))).toEqual(['王某', '欧阳某']);
    expect(maskName('王小明', 'whole')).toBe('某某');
  });

  it('is found by the people table wherever it stands', () => {
    expect(masked('责成顾明远牵头，顾明远负责。', ['顾明远'])).toBe('责成顾某某牵头，顾某某负责。');
    expect(found('责成顾明远牵头，顾明远负责。', ['顾明远'])).toMatchObject([{ text: '顾明远', by: 'directory', times: 2 }]);
  });

  it('is found by what people are called before and after it', () => {
    expect(masked('对村民王大山、会计李芳进行了批评。')).toBe('对村民王某某、会计李某进行了批评。');
    expect(masked('走访低保户赵铁柱家，党员孙丽华已退缴。')).toBe('走访低保户赵某某家，党员孙某某已退缴。');
    expect(masked('村民王大山旁听，户主钱文斌当场拆除。')).toBe('村民王某某旁听，户主钱某某当场拆除。');
    expect(masked('给予周文博党内警告处分；由郑志强同志负责。')).toContain('郑某某同志负责');
  });

  it('is not seen in words that only begin like one', () => {
    for (const text of ['落实主任务清单，加强安全管理。', '负责人高度重视，支部书记严格把关。', '走访养殖户黄牛繁育点，村民周边环境改善。', '村干部任期届满，党员马上整改。']) expect(masked(text), text).toBe(text);
  });

  it('numbers of identity cards and mobile phones go, telephones of offices stay', () => {
    expect(masked('联系13812345678，身份证110101199003071234，监督电话0543-2345678。')).toBe('联系138****5678，身份证110101************，监督电话0543-2345678。');
  });
});

describe('what a person says', () => {
  it('comes before what the rules find', () => {
    const text = '学习楷模雷大锋同志，村民王大山反映。';
    const options = { style: 'each', names: [], keep: ['雷大锋'], also: ['大山'] } as const;
    expect(findPrivate([text], options).map((one) => one.text)).toEqual(['王大山', '大山']);
    expect(maskText(text, findPrivate([text], options))).toBe('学习楷模雷大锋同志，村民王某某反映。');
  });
});

describe('a masked text', () => {
  const name = fc.tuple(fc.constantFrom('王', '李', '欧阳', '沈'), fc.constantFrom('小明', '芳', '志强', '一凡')).map((parts) => parts.join(''));
  it('holds no name of the people table, and masking it again changes nothing', () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 6 }), fc.array(fc.constantFrom('由', '、', '负责', '同志', '村民', '，', '会计'), { minLength: 1, maxLength: 30 }), (names, words) => {
        const text = words.map((word, at) => `${word}${at % 3 === 0 ? (names[at % names.length] ?? '') : ''}`).join('');
        const options = { style: 'each', names } as const;
        const once = maskText(text, findPrivate([text], options));
        for (const one of names) expect(once).not.toContain(one);
        expect(maskText(once, findPrivate([once], options))).toBe(once);
        expect([...once].length).toBe([...text].length);
      }),
      { numRuns: 200 },
    );
  });
});
