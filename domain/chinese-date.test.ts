import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chineseNumber, endOfTerm, findChineseDates, readDeadline } from './chinese-date.ts';
import { addDays, isDay } from './time.ts';

const DAY = '2024-05-10';
const due = (text: string, day = DAY): string | null => readDeadline(text, { day }).due;

test.each([
  ['2023年3月底前', '2023-03-31'],
  ['2026年底', '2026-12-31'],
  ['年底前', '2024-12-31'],
  ['8月底', '2024-08-31'],
  ['5月初', '2024-05-10'],
  ['2025年2月中旬', '2025-02-20'],
  ['3月中下旬', '2025-03-31'],
  ['2025年2月上旬', '2025-02-10'],
  ['2024年2月下旬', '2024-02-29'],
  ['第一季度末', '2025-03-31'],
  ['2025年三季度', '2025-09-30'],
  ['2025年上半年', '2025-06-30'],
  ['下半年', '2024-12-31'],
  ['2024年12月前', '2024-12-31'],
  ['2025.12', '2025-12-31'],
  ['2025-12-31', '2025-12-31'],
  ['2025/6/3', '2025-06-03'],
  ['２０２５年１２月', '2025-12-31'],
  ['二〇二六年三月', '2026-03-31'],
  ['二○二六年十二月三十一日', '2026-12-31'],
  ['明年3月', '2025-03-31'],
  ['今年底', '2024-12-31'],
  ['次年6月底', '2025-06-30'],
  ['本月底', '2024-05-31'],
  ['月底前', '2024-05-31'],
  ['国庆节前', '2024-09-30'],
  ['2025年国庆节前', '2025-09-30'],
  ['2025年元旦前', '2024-12-31'],
  ['明年五一前', '2025-04-30'],
  ['2024年6月30日前', '2024-06-30'],
  ['6月5日至7日', '2024-06-07'],
  ['12月28日至1月5日', '2025-01-05'],
  ['3个月内', '2024-08-10'],
  ['半年内', '2024-11-10'],
  ['一年内', '2025-05-10'],
  ['10日内', '2024-05-20'],
  ['两周内', '2024-05-24'],
  ['15个工作日内', null],
  ['长期坚持', null],
  ['近期', null],
  ['每月5日前', null],
  ['每年3月底前', null],
  ['立行立改', null],
  ['', null],
])('%s is due %s', (text, wanted) => {
  expect(due(text)).toBe(wanted);
});

test('a phrase keeps its words, its kind and its edge', () => {
  const seen = findChineseDates('自2024年1月起每季度通报，截至2024年3月底已完成，余下于6月底前完成并长期坚持，近期复查，2025年春节前回访，2024年秋季学期开学前验收。', { day: DAY });
  expect(seen.map(({ text, kind, edge, yearPrinted }) => [text, kind, edge, yearPrinted])).toEqual([
    ['自2024年1月起', 'date', 'since', true],
    ['每季度', 'cadence', null, false],
    ['截至2024年3月底', 'date', 'as-of', true],
    ['6月底前', 'date', 'by', false],
    ['长期坚持', 'sustained', null, false],
    ['近期', 'vague', null, false],
    ['2025年春节前', 'vague', null, false],
    ['2024年秋季学期开学前', 'vague', null, false],
  ]);
});

test('figures that are no dates are left alone', () => {
  for (const text of [
    '投入2025.12万元',
    '凭证5820051018638号',
    '3个月',
    '2.5公里',
    '完成率98.71%',
    '第十八次会议',
    '一是加强学习',
    '2024号',
  ])
    expect(findChineseDates(text, { day: DAY }).filter((date) => date.kind === 'date')).toEqual([]);
});

test('working days ask the day table', () => {
  const term = { amount: 15, unit: 'working-day' } as const;
  expect(endOfTerm(term, { day: DAY })).toBeNull();
  expect(readDeadline('15个工作日内', { day: DAY, addWorkingDays: (from, days) => addDays(from, days + 6) }).due).toBe('2024-05-31');
});

test('Chinese numerals', () => {
  expect(['一', '十', '十二', '二十', '二十三', '九十九', '一百', '一百零五', '二〇二六', '１２', '两', ''].map(chineseNumber)).toEqual([
    1,
    10,
    12,
    20,
    23,
    99,
    100,
    105,
    2026,
    12,
    2,
    Number.NaN,
  ]);
});

const dayArbitrary = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2090-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test('any day printed in full is read back, in figures and in numerals', () => {
  const numerals = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
  const small = (value: number): string =>
    `${value >= 20 ? numerals[Math.floor(value / 10)] : ''}${value >= 10 ? '十' : ''}${value % 10 === 0 ? '' : numerals[value % 10]}`;
  fc.assert(
    fc.property(dayArbitrary, dayArbitrary, fc.constantFrom('前', '之前', '', '前完成'), (day, reference, tail) => {
      const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
      const printed = [
        `${year}年${month}月${date}日${tail}`,
        `${[...String(year)].map((sign) => numerals[Number(sign)]).join('')}年${small(month)}月${small(date)}日${tail}`,
      ];
      for (const text of printed)
        expect(findChineseDates(`计划于${text}。`, { day: reference })[0]).toMatchObject({
          due: day,
          from: day,
          yearPrinted: true,
          grain: 'day',
        });
    }),
  );
});

test('a month without a year is the first one that does not end before the reference', () => {
  fc.assert(
    fc.property(dayArbitrary, fc.integer({ min: 1, max: 12 }), (reference, month) => {
      const found = due(`${month}月底前`, reference) ?? '';
      expect(isDay(found) && found >= reference && found < addDays(reference, 366) && Number(found.slice(5, 7)) === month).toBe(true);
    }),
  );
});

test('whatever the text: places are right, dates never overlap, spans are in order', () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom(
      '2024年',
      '3月',
      '底前',
      '第一季度',
      '每月',
      '5日',
      '至',
      '个工作日内',
      '年底',
      '十',
      '二〇',
      '上半年',
      '长期坚持',
      '2025.1',
      '-',
      '明年',
      '本月底',
      '内',
    ),
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join('')),
      dayArbitrary,
      (text, day) => {
        let end = 0;
        for (const date of findChineseDates(text, { day })) {
          expect(date.at).toBeGreaterThanOrEqual(end);
          expect(text.slice(date.at).trimStart().startsWith(date.text)).toBe(true);
          end = date.at + date.text.length;
          if (date.due !== null) expect(isDay(date.due)).toBe(true);
          if (date.from !== null && date.due !== null) expect(date.from <= date.due).toBe(true);
        }
      },
    ),
    { numRuns: 500 },
  );
});
