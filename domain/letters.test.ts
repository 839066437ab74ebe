import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLetter, letterFromWords, letterInWords, letterSeries, letterYearOf } from './letters.ts';
import { withoutRepeat } from './notice-step.ts';
import { noticeKindSchema } from './policy-schema.ts';

const words = { office: '', words: {} };

describe('the number of a letter', () => {
  it('is read as it is printed, and as it is typed', () => {
    const number = { series: '临巡办督办函', year: 2026, number: 12 };
    expect(letterInWords(number)).toBe('临巡办督办函〔2026〕第12号');
    for (const typed of ['临巡办督办函〔2026〕第12号', '临巡办督办函[2026]12', '临巡办督办函（2026）12号', '临巡办督办函-2026-12']) expect(letterFromWords(typed)).toEqual(number);
    for (const none of ['', '督办函', '2026-12', '督办函〔26〕第1号']) expect(letterFromWords(none)).toBeNull();
  });

  it('comes back from its words, whatever the series', () => {
    const series = fc.stringMatching(/^[一-龥A-Za-z0-9-]{1,20}$/);
    fc.assert(
      fc.property(series, fc.integer({ min: 1990, max: 2999 }), fc.integer({ min: 1, max: 999_999 }), (name, year, number) => {
        expect(letterFromWords(letterInWords({ series: name, year, number }))).toEqual({ series: name, year, number });
      }),
    );
  });

  it('belongs to the year of Beijing, not of Greenwich', () => {
    expect(letterYearOf(Date.UTC(2026, 11, 31, 15, 59))).toBe(2026);
    expect(letterYearOf(Date.UTC(2026, 11, 31, 16))).toBe(2027);
  });

  it('has the words of the policy, else of its kind; what is no letter has none', () => {
    expect(letterSeries({ letters: words }, 'supervision-letter')).toBe('督办函');
    expect(letterSeries({ letters: { office: '临巡办', words: { circular: '督字' } } }, 'circular')).toBe('临巡办督字');
    const numbered = noticeKindSchema.options.filter((kind) => letterSeries({ letters: words }, kind) !== null);
    expect(numbered).toEqual(noticeKindSchema.options.filter(isLetter));
    expect(['information', 'reminder', 'urging'].filter((kind) => numbered.some((one) => one === kind))).toEqual([]);
  });
});

it('a repeat is the same letter; a step that is called like a repeat is one of its own', () => {
  expect(withoutRepeat('due#1:T+10:r2')).toBe('due#1:T+10');
  expect(withoutRepeat('due#1:r1')).toBe('due#1:r1');
  expect(withoutRepeat('due#1:r1:r1')).toBe('due#1:r1');
  expect(withoutRepeat('measure:m-1#9:T+1:r3')).toBe('measure:m-1#9:T+1');
});
