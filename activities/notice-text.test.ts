import { describe, expect, test } from 'vitest';
import type { ClaimedItem } from '../ledger/claimed-mails.ts';
import type { OutgoingMessage } from './channel.ts';
import { composeMail } from './mail-message.ts';
import { writeMail } from './notice-text.ts';
import { NEWS } from './notice-words.ts';

const NOW = Date.UTC(2026, 2, 2, 1);
const to = { id: 'p-owner', name: '张三', email: 'owner@example.com' };
const item = (change: Partial<ClaimedItem> = {}): ClaimedItem => ({
  deliveryId: 'd1',
  issueId: 'issue/r1/12',
  role: 'owner',
  kind: 'reminder',
  topic: 'due',
  step: 'due#1:T-10',
  day: '2026-03-12',
  light: 'yellow',
  acknowledge: false, onBehalfOf: null, deputy: null,
  letter: null,
  content: null,
  notBefore: NOW,
  issue: { number: '12', title: '学用结合不紧密' },
  round: { title: '十三届县委第三轮巡察', unit: '青石镇党委' },
  ...change,
});

describe('a letter', () => {
  test('says what, by when, how long that is, and what to do; Chinese first', () => {
    const { subject, text, html } = writeMail({ to, items: [item()] }, NOW);
    expect(subject).toBe('【提醒】第12号：完成整改，还剩10天 学用结合不紧密 | Reminder: issue 12');
    expect(text).toContain('时限 By：2026年3月12日（还剩10天） / 2026-03-12 (10 days left)');
    expect(text).toContain('青石镇党委 十三届县委第三轮巡察');
    expect(text).toContain('申请销号');
    expect(text).toContain('是因为您是以上问题的责任人');
    expect(html).toContain('🟡 黄灯');
  });

  test.each(['information', 'reminder', 'urging', 'supervision-letter', 'guidance-letter', 'warning-letter', 'interview-notice', 'accountability-notice', 'circular'])('of a round, %s speaks of the round and of no issue', (kind) => {
    const { subject, text } = writeMail({ to, items: [item({ issueId: 'round/r1', kind, topic: 'round-plan', role: 'head', step: 'round-plan#1:T+5', issue: null, letter: '某字〔2026〕第3号' })] }, NOW);
    expect(subject).toContain('整改轮次');
    expect(text).toContain('十三届县委第三轮巡察');
    expect(`${subject} ${text}`.replaceAll('第3号', '')).not.toMatch(/问题|第\S*号|\bissue\b|\bfinding\b/i);
  });

  test.each([
    ['2026-03-02', '今天到期', 'due today'],
    ['2026-03-01', '已逾期1天', 'overdue by 1 day'],
    ['2026-02-20', '已逾期10天', 'overdue by 10 days'],
    ['2026-03-03', '还剩1天', '1 day left'],
  ])('%s: %s', (day, zh, en) => {
    const { subject, text } = writeMail({ to, items: [item({ day })] }, NOW);
    expect(subject).toContain(zh);
    expect(text).toContain(`(${en})`);
  });

  test('tells why: the reason or the note that came with what happened, on one line and not without end', () => {
    const words = `沟渠未清，\n请补照片${'。'.repeat(600)}`;
    const { text } = writeMail({ to, items: [item({ kind: 'urging', topic: 'reminded', step: 'event:7', words })] }, NOW);
    expect(text).toContain('事项 Matter：催办 / ');
    expect(text).toMatch(/说明 Note：沟渠未清， ?请补照片。+…\n/);
    expect(writeMail({ to, items: [item()] }, NOW).text).not.toContain('说明');
  });

  test('of a vacant post speaks of the post and of since when, not of an issue or of a term', () => {
    const vacancy = item({ issueId: 'post/leader', role: 'supervision', kind: 'information', topic: 'vacancy', step: 'vacant:2026-02-20', day: '2026-02-20', light: null, issue: { number: 'leader', title: '分管副镇长（青石镇）' } });
    const { subject, text } = writeMail({ to, items: [vacancy] }, NOW);
    expect(subject).toBe('【通知】岗位“分管副镇长（青石镇）”：岗位空缺，提醒已转上一级 | Notice: post “分管副镇长（青石镇）”');
    expect(text).toContain('- 事由 About：岗位“分管副镇长（青石镇）” / post “分管副镇长（青石镇）”');
    expect(text).toContain('说明 Note：自2026-02-20起空缺 (vacant since then)');
    expect(`${subject}${text}`).not.toMatch(/第leader号|逾期|时限/);
    const bundle = writeMail({ to, items: [vacancy, item()] }, NOW).text;
    expect(bundle).toContain('【通知】岗位“分管副镇长（青石镇）”');
    expect(bundle).not.toContain('第leader号');
  });

  test('those above are asked to see to it, not to do it', () => {
    expect(writeMail({ to, items: [item({ role: 'head', kind: 'urging' })] }, NOW).text).toContain('请督促责任人完成整改');
  });

  test('a letter that must be acknowledged says so', () => {
    expect(writeMail({ to, items: [item({ acknowledge: true })] }, NOW).text).toContain('签收');
  });

  test.each([
    ['owner', '请完成整改'],
    ['leader', '请督促责任人完成整改'],
    ['head', '请督促责任人完成整改'],
    ['supervision', '请跟踪督办，待重新申请销号后再行核查'],
    ['team', '请跟踪督办'],
  ])('of a reopened issue the %s hears what is his to do', (role, next) => {
    expect(writeMail({ to, items: [item({ topic: 'reopened', kind: 'urging', role })] }, NOW).text).toContain(`下一步 Next：${next}`);
  });

  test.each(Object.keys(NEWS))('news of %s has words', (topic) => {
    const { subject, text } = writeMail({ to, items: [item({ topic, kind: 'information' })] }, NOW);
    expect(subject).toContain(NEWS[topic as keyof typeof NEWS]?.what.zh);
    expect(text).not.toContain('undefined');
  });
});

test('a bundle is one list, the most urgent first', () => {
  const items = [item(), item({ deliveryId: 'd2', day: '2026-02-27', light: 'red', issue: { number: '3', title: '制度不健全' } })];
  const { subject, text, html } = writeMail({ to, items }, NOW);
  expect(subject).toBe('【提醒】2项事项待办，其中逾期1项 | 2 matters, 1 overdue');
  expect(text.indexOf('第3号')).toBeLessThan(text.indexOf('第12号'));
  expect(html.match(/<li>/g)).toHaveLength(2);
});

describe('what a title can do to a mail', () => {
  const nasty = '标题\r\nBcc: victim@example.com\r\n\r\n<script>alert(1)</script>';
  const message = (): OutgoingMessage => ({
    deliveryId: 'd1',
    notices: ['d1'],
    messageId: '<d1@huitoukan.local>',
    to: { person: 'p-owner', name: nasty, address: 'owner@example.com' },
    lines: [],
    at: NOW,
    ...writeMail({ to: { ...to, name: nasty }, items: [item({ issue: { number: '1\r\nX: y', title: nasty } })] }, NOW),
  });

  test('no header and no recipient of its own, no markup', async () => {
    const raw = (await composeMail(message(), { name: '督查室\r\nX-Evil: 1', address: 'noreply@example.com' })).toString('utf8');
    const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replaceAll('\r\n ', ' ').replaceAll('\r', '');
    expect(head).not.toMatch(/^(bcc|x-evil|x):/im);
    expect(head).toMatch(/^To: .*<owner@example.com>$/m);
    expect(message().html).not.toContain('<script>');
    for (const line of raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
  });

  test('the same message twice is the same bytes', async () => {
    const from = { name: '督查室', address: 'noreply@example.com' };
    const [once, twice] = [await composeMail(message(), from), await composeMail(message(), from)];
    expect(once.equals(twice)).toBe(true);
    const text = once.toString('latin1');
    expect(text).toContain('Message-ID: <d1@huitoukan.local>');
    expect(text).toContain('Date: Mon, 02 Mar 2026 01:00:00 +0000');
    expect(text).toContain('Auto-Submitted: auto-generated');
    expect(once.every((byte) => byte < 128)).toBe(true);
  });
});
