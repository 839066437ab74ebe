import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { line } from '../tests/robots/kit.ts';
import { ROBOT_PROVIDERS } from './robot-providers.ts';
import { fitText, plain, writeChat } from './robot-text.ts';

const bytes = (text: string): number => Buffer.byteLength(text);

describe('what the group reads', () => {
  test('the number, the matter and the day; the finding itself only where the settings say so', () => {
    const hidden = fitText(writeChat([line()], { show: 'number' }), { head: '张三：', maxBytes: 2048 });
    expect(hidden).toBe('张三：【提醒】第12号\n【提醒】第12号：完成整改，2026-03-12（还剩10天）\n请完成整改，上传佐证材料并申请销号。');
    expect(fitText(writeChat([line()], { show: 'title' }), { head: '', maxBytes: 2048 })).toContain('\n学用结合不紧密\n');
  });

  test('a letter with its number, and how often it is asked for again', () => {
    const text = fitText(writeChat([line({ letter: '青巡督〔2026〕第12号', again: '2', acknowledge: true })], { show: 'number' }), { head: '', maxBytes: 2048 }) ?? '';
    expect(text).toContain('【青巡督〔2026〕第12号】第12号：');
    expect(text).toContain('请登录系统签收（第2次催签）。');
  });

  test('a keyword that is missing is added, one that is there is not', () => {
    const text = (keyword: string) => fitText(writeChat([line()], { show: 'number', keyword }), { head: '', maxBytes: 2048 }) ?? '';
    expect(text('巡察').endsWith('\n巡察')).toBe(true);
    expect(text('整改').split('整改')).toHaveLength(3);
  });

  test('titles cannot call everybody, link or pass for markup', () => {
    const nasty = '<@all> @所有人 [点我](https://evil.example) **急** `x` <at user_id="all"></at>\n# 标题';
    const text = fitText(writeChat([line({ title: nasty })], { show: 'title' }), { head: '', maxBytes: 4096 }) ?? '';
    expect(text).not.toMatch(/[<>@[\]*`#]|:\/\//);
    expect(plain('第3（1）号-2.1')).toBe('第3（1）号-2.1');
  });
});

const numbers = fc.array(fc.stringMatching(/^[\u4e00-\u9fff0-9._-]{1,40}$/), { minLength: 1, maxLength: 20 });

test('cut politely: within the limit, and every issue named by its whole number, or nothing at all', () => {
  fc.assert(
    fc.property(numbers, fc.integer({ min: 100, max: 4096 }), fc.integer({ min: 0, max: 400 }), (list, maxBytes, titleLength) => {
      const lines = list.map((number) => line({ number, title: '字'.repeat(titleLength) }));
      const text = fitText(writeChat(lines, { show: 'title' }), { head: '张三：', maxBytes });
      if (text === null) return;
      expect(bytes(text)).toBeLessThanOrEqual(maxBytes);
      for (const number of list) expect(text).toContain(`第${number}号`);
    }),
    { numRuns: 200 },
  );
});

test('a cut message says so, and keeps as much in words as fits', () => {
  const lines = Array.from({ length: 20 }, (_, at) => line({ number: String(at + 1) }));
  const text = fitText(writeChat(lines, { show: 'number' }), { head: '', maxBytes: 1000 }) ?? '';
  expect(text).toContain('详见系统');
  expect(text).toContain('第1号：完成整改');
  expect(text).toMatch(/、第20号\n/);
});

test('what every vendor is sent stays within the vendor’s limit', () => {
  const limits = { wecom: 4096, dingtalk: 20_000, feishu: 20_000 };
  const lines = Array.from({ length: 20 }, (_, at) => line({ number: `${at + 1}“"`, title: '"题"'.repeat(2_000) }));
  const text = writeChat(lines, { show: 'title' });
  for (const provider of Object.values(ROBOT_PROVIDERS)) {
    const request = provider.request({ webhook: new URL('https://robot.example/x'), secret: undefined, text, mention: { name: '张三', userId: 'u'.repeat(64) }, at: 0 });
    const body = request?.body ?? expect.fail('nothing to send');
    const { text: inner } = JSON.parse(body) as { text?: { content: string } };
    expect(bytes(inner?.content ?? body), provider.kind).toBeLessThanOrEqual(inner === undefined ? limits[provider.kind] : 2048);
  }
});
