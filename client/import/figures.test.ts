import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { actorsIn, peopleIn, sumsIn } from './figures.ts';
import { parseReport } from './parse-report.ts';
import type { ParsedReport } from './parsed-report.ts';

const report = (name: string, change: (text: string) => string = (text) => text): ParsedReport => parseReport(change(readFileSync(new URL(`../../samples/reports/${name}`, import.meta.url), 'utf8')));

test('sums of money are read to the fen, with what was done with them', () => {
  const read = (text: string): unknown => sumsIn(text, 1).map((one) => [one.kind, one.yuan]);
  expect(read('追缴资金7.132万元，补发补贴1,200.5元。')).toEqual([
    ['recovered', 71320],
    ['paid-out', 1200.5],
  ]);
  expect(read('涉及资金1.05亿元，其中2.3万元已退还')).toEqual([
    ['involved', 105_000_000],
    ['recovered', 23_000],
  ]);
  expect(read('清退违规发放津贴5.26万元')).toEqual([['recovered', 52_600]]);
  expect(read('房价每平方米3000元/月，补助标准以上500元以上')).toEqual([]);
  expect(read('投入0元')).toEqual([]);
});

test('people dealt with are counted by what happened to them, 人 and 人次 apart, nobody twice', () => {
  const read = (text: string): unknown => peopleIn(text, 1).map((one) => [one.measure, one.count, one.times]);
  expect(read('对监管不力的2名责任人进行约谈，批评教育6人，提醒谈话12人次。')).toEqual([
    ['interview', 2, false],
    ['criticism', 6, false],
    ['warning-talk', 12, true],
  ]);
  expect(read('立案3人，给予党纪处分两人、政务处分1人，诫勉谈话十二人')).toEqual([
    ['case', 3, false],
    ['party-discipline', 2, false],
    ['administrative', 1, false],
    ['admonition', 12, false],
  ]);
  expect(read('对3名支部书记通报批评；给予1名工作人员党内警告处分')).toEqual([
    ['notice', 3, false],
    ['party-discipline', 1, false],
  ]);
  expect(read('新增缴存人员2140人，参训160人次，走访群众340户')).toEqual([]);
});

test('who was to act is read out of sentences', () => {
  expect(actorsIn('由分管副局长牵头，每周调度；责成办公室按季通报；由市场建设科负责；由专人负责。')).toEqual([
    { label: '牵头', text: '分管副局长' },
    { label: '负责', text: '市场建设科' },
    { label: '责成', text: '办公室' },
  ]);
});

test('figures belong to their issue, and to the round', () => {
  const read = report('city-bureau-later-part-by-number.txt');
  expect(read.issues[1]).toMatchObject({ responsible: [{ label: '负责', text: '市场建设科' }], people: [{ measure: 'interview', count: 2 }] });
  expect(read.issues[2]).toMatchObject({ sums: [{ kind: 'recovered', yuan: 132_000, line: 17 }], people: [{ measure: 'party-discipline', count: 1 }, { measure: 'criticism', count: 3 }] });
  expect(read.claimed).toMatchObject({ people: { value: 7 }, rules: { value: 11 } });
  expect(read.sums).toMatchObject([{ kind: 'recovered', yuan: 184_600 }]);
  expect(read.differences).toEqual([]);
});

test('items that add up to more than the report claims are a difference', () => {
  const less = report('city-bureau-later-part-by-number.txt', (text) => text.replace('追缴资金18.46万元', '追缴资金18.45万元').replace('处理相关责任人7人', '处理相关责任人0人'));
  expect(less.differences.map((one) => [one.code, one.claimed, one.found, one.issues])).toEqual([
    ['MORE_PEOPLE_THAN_CLAIMED', 0, 1, ['3']],
    ['MORE_MONEY_THAN_CLAIMED', 184_500, 184_600, ['3', '5']],
  ]);
  expect(less.differences[1]?.zh).toContain('第 3 行');
});
