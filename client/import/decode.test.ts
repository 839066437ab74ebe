import { expect, test } from 'vitest';
import { Refusal } from '../../domain/refusal.ts';
import { decodeText, MAX_REPORT_BYTES } from './decode.ts';
import { parseReport, readReport } from './parse-report.ts';

const TEXT =
  '中共某镇委员会关于巡察整改情况的通报\n2024年1月2日反馈意见。\n1.关于学习不够的问题。\n整改情况：已完成。\n2.关于台账混乱的问题。\n整改情况：正在整改。\n';
const utf8 = new TextEncoder().encode(TEXT);
const utf16 = (little: boolean, mark: boolean): Uint8Array => {
  const codes = [...(mark ? ['\ufeff'] : []), ...TEXT].map((sign) => sign.charCodeAt(0));
  return new Uint8Array(codes.flatMap((code) => (little ? [code & 255, code >> 8] : [code >> 8, code & 255])));
};
/** 中文 and the rest of GB 2312 by asking the decoder: there is no encoder in the platform. */
const gbTable = (): Map<string, number[]> => {
  const table = new Map<string, number[]>();
  const decoder = new TextDecoder('gb18030');
  for (let high = 0xa1; high <= 0xf7; high += 1)
    for (let low = 0xa1; low <= 0xfe; low += 1) table.set(decoder.decode(new Uint8Array([high, low])), [high, low]);
  return table;
};
const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'none';
};

test('UTF-8, UTF-16 and GB18030 give the same text', () => {
  const table = gbTable();
  const gb = new Uint8Array([...TEXT].flatMap((sign) => table.get(sign) ?? [sign.charCodeAt(0)]));
  const marked = new Uint8Array([0xef, 0xbb, 0xbf, ...utf8]);
  const read = (bytes: Uint8Array): [string, string] => {
    const { text, encoding } = decodeText(bytes, 'a.txt');
    return [text, encoding];
  };
  expect(read(utf8)).toEqual([TEXT, 'utf-8']);
  expect(read(marked)).toEqual([TEXT, 'utf-8']);
  expect(read(utf16(true, true))).toEqual([TEXT, 'utf-16le']);
  expect(read(utf16(false, true))).toEqual([TEXT, 'utf-16be']);
  expect(read(utf16(true, false))).toEqual([TEXT, 'utf-16le']);
  expect(read(gb)).toEqual([TEXT, 'gb18030']);
});

test('what is no report is refused, with the place and the way out', () => {
  expect(codeOf(() => readReport(new Uint8Array(), 'a.txt'))).toBe('IMPORT_EMPTY');
  expect(codeOf(() => readReport(new TextEncoder().encode(' \n\u3000\n'), 'a.txt'))).toBe('IMPORT_EMPTY');
  expect(codeOf(() => readReport(new Uint8Array([0x50, 0x4b, 3, 4, 20, 0]), 'a.docx'))).toBe('IMPORT_BINARY');
  expect(
    codeOf(() =>
      readReport(
        Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919 + 13) % 256),
        'a.bin',
      ),
    ),
  ).toBe('IMPORT_BINARY');
  expect(codeOf(() => readReport(new Uint8Array(MAX_REPORT_BYTES + 1), 'a.txt'))).toBe('IMPORT_TOO_LARGE');
  expect(codeOf(() => readReport(new TextEncoder().encode('今日天气晴。\n明天有雨。'), 'a.txt'))).toBe('IMPORT_NOT_A_REPORT');
  expect(codeOf(() => parseReport('我单位召开巡察动员会，部署有关工作。'))).toBe('IMPORT_NOT_A_REPORT');
});

test('long lines and long documents take linear time', () => {
  const started = performance.now();
  for (const unit of [
    '整改情况',
    '一二三四五',
    '（（（',
    '2024年',
    '已完成，',
    '关于',
    '未',
    '1.',
    ' ',
    '第一',
    '“',
    '每月',
    '问题',
    '|',
    '计划',
  ]) {
    const line = unit.repeat(60_000 / unit.length);
    codeOf(() => parseReport(`${TEXT}${line}\n3.${line}\n整改情况：${line}`));
  }
  codeOf(() => parseReport(`${TEXT}${'3.关于账目不清的问题。\n整改情况：已完成。\n'.repeat(5000)}`));
  expect(performance.now() - started).toBeLessThan(20_000);
});
