import type { EventType } from '../domain/events.ts';
import { ROLE_NAMES } from '../domain/permissions.ts';
import type { DeadlineKind, Light, NoticeKind, Role } from '../domain/policy-schema.ts';
import { dayInWords, dayOf, daysBetween, type Instant } from '../domain/time.ts';
import { DEADLINE_NAMES, NOTICE_NAMES } from '../domain/words.ts';
import type { ClaimedItem, ClaimedMail } from '../ledger/delivery-claims.ts';
import { oneLine } from './mail-message.ts';
import { DEEDS, LIGHT_WORDS, NEWS, type Phrase } from './notice-words.ts';

export type NoticeText = { readonly subject: string; readonly text: string; readonly html: string };

/** What a mail says: one notice as a letter, several as one table. Pure; `now` is the duty clock. */
export const writeMail = (mail: Pick<ClaimedMail, 'items' | 'to'>, now: Instant): NoticeText => {
  const lines = linesOf(mail, now);
  const [only] = lines;
  return lines.length === 1 && only !== undefined ? letter(only, mail.to.name) : bundle(lines, mail.to.name);
};

/** Its notices in words, one by one. */
export const linesOf = (mail: Pick<ClaimedMail, 'items'>, now: Instant): readonly NoticeLine[] => mail.items.map((item) => describe(item, now));

/** A notice in words, ready for any form: a letter, a row of a table, a line in a chat. */
export type NoticeLine = {
  readonly kind: Phrase;
  readonly number: string;
  readonly title: string;
  readonly round: string;
  readonly what: Phrase;
  readonly day: string | null;
  readonly left: Phrase | null;
  readonly overdue: boolean;
  readonly light: Light | null;
  readonly next: Phrase;
  readonly acknowledge: boolean;
  readonly role: Phrase;
};

const describe = (item: ClaimedItem, now: Instant): NoticeLine => {
  const role = item.role as Role;
  const days = item.day === null ? null : daysBetween(dayOf(now), item.day);
  const { what, next } = isDeadline(item.topic) ? deadlineWords(item.topic, role) : newsWords(item.topic);
  return {
    kind: NOTICE_NAMES[item.kind as NoticeKind] ?? NOTICE_NAMES.information,
    number: oneLine(item.issue?.number ?? item.issueId),
    title: oneLine(item.issue?.title ?? ''),
    round: item.round === null ? '' : oneLine(`${item.round.unit} ${item.round.title}`),
    what,
    day: item.day,
    left: days === null ? null : daysLeft(days),
    overdue: isDeadline(item.topic) && days !== null && days < 0,
    light: item.light as Light | null,
    next,
    acknowledge: item.acknowledge,
    role: ROLE_NAMES[role] ?? ROLE_NAMES.owner,
  };
};

const isDeadline = (topic: string): topic is DeadlineKind => topic in DEEDS;

const deadlineWords = (topic: DeadlineKind, role: Role): { what: Phrase; next: Phrase } => {
  const deed = DEEDS[topic];
  return { what: DEADLINE_NAMES[topic], next: deed.doers.includes(role) ? deed.act : deed.urge };
};

const newsWords = (topic: string): { what: Phrase; next: Phrase } =>
  NEWS[topic as EventType] ?? { what: { zh: '问题有新进展', en: 'news of the issue' }, next: { zh: '请查看', en: 'Please have a look' } };

const daysLeft = (days: number): Phrase => {
  if (days > 0) return { zh: `还剩${days}天`, en: days === 1 ? '1 day left' : `${days} days left` };
  if (days === 0) return { zh: '今天到期', en: 'due today' };
  return { zh: `已逾期${-days}天`, en: days === -1 ? 'overdue by 1 day' : `overdue by ${-days} days` };
};

// Mail programs cut subjects anyway; a title of a whole paragraph must not push the days out of sight.
const clip = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

const why = (lines: readonly NoticeLine[]): Phrase => {
  const roles = [...new Map(lines.map((line) => [line.role.zh, line.role])).values()];
  return {
    zh: `您收到本邮件，是因为您是以上问题的${roles.map((role) => role.zh).join('、')}，或正担任该岗位。本邮件由系统自动发出，请勿直接回复。`,
    en: `You get this because you are, or hold the post of, ${roles.map((role) => role.en).join(', ')} of the above. Sent by a machine; please do not reply.`,
  };
};

const ACKNOWLEDGE: Phrase = { zh: '请登录系统签收本通知。', en: 'Please acknowledge this notice in the system.' };

const letter = (line: NoticeLine, name: string): NoticeText => {
  const left = line.left === null ? '' : `，${line.left.zh}`;
  const rows: [Phrase, string][] = [
    [{ zh: '问题', en: 'Issue' }, `第${line.number}号 ${line.title}`],
    ...(line.round === '' ? [] : ([[{ zh: '轮次', en: 'Round' }, line.round]] as [Phrase, string][])),
    [{ zh: '事项', en: 'Matter' }, `${line.what.zh} / ${line.what.en}`],
    ...(line.day === null || line.left === null
      ? []
      : ([[{ zh: '时限', en: 'By' }, `${dayInWords(line.day)}（${line.left.zh}） / ${line.day} (${line.left.en})`]] as [Phrase, string][])),
    ...(line.light === null
      ? []
      : ([[{ zh: '亮灯', en: 'Light' }, `${LIGHT_WORDS[line.light].zh} / ${LIGHT_WORDS[line.light].en}`]] as [Phrase, string][])),
    [{ zh: '下一步', en: 'Next' }, `${line.next.zh}。\n${line.next.en}.`],
  ];
  const close = [...(line.acknowledge ? [ACKNOWLEDGE] : []), why([line])];
  const head: Phrase = { zh: `${oneLine(name)}：`, en: '' };
  return {
    subject: `【${line.kind.zh}】第${line.number}号：${line.what.zh}${left} ${clip(line.title, 30)} | ${sentence(line.kind.en)}: issue ${line.number}`,
    text: [head.zh, '', ...rows.map(([label, value]) => `${label.zh} ${label.en}：${value}`), '', ...close.flatMap((one) => [one.zh, one.en, '']), ''].join('\n'),
    html: page([
      `<p>${escape(head.zh)}</p>`,
      table(rows.map(([label, value]) => [`<b>${label.zh}</b> ${label.en}`, coloured(value, label.zh === '亮灯' ? line.light : null)])),
      ...close.map((one) => `<p>${escape(one.zh)}<br>${escape(one.en)}</p>`),
    ]),
  };
};

const HEADINGS: readonly Phrase[] = [
  { zh: '问题', en: 'Issue' },
  { zh: '事项', en: 'Matter' },
  { zh: '时限', en: 'By' },
  { zh: '亮灯', en: 'Light' },
  { zh: '下一步', en: 'Next' },
];

const bundle = (lines: readonly NoticeLine[], name: string): NoticeText => {
  const sorted = [...lines].sort((a, b) => (a.day ?? '9999').localeCompare(b.day ?? '9999') || a.number.localeCompare(b.number, 'zh', { numeric: true }));
  const overdue = sorted.filter((line) => line.overdue).length;
  const late: Phrase = overdue === 0 ? { zh: '', en: '' } : { zh: `，其中逾期${overdue}项`, en: `, ${overdue} overdue` };
  const close = [...(sorted.some((line) => line.acknowledge) ? [ACKNOWLEDGE] : []), why(sorted)];
  const intro: Phrase = { zh: `以下${sorted.length}项需要您关注${late.zh}：`, en: `${sorted.length} matters for your attention${late.en}:` };
  return {
    subject: `【提醒】${sorted.length}项事项待办${late.zh} | ${sorted.length} matters${late.en}`,
    text: [
      `${oneLine(name)}：`,
      '',
      intro.zh,
      intro.en,
      '',
      ...sorted.flatMap((line, at) => [
        `${at + 1}. 【${line.kind.zh}】第${line.number}号 ${line.title}`,
        `   ${line.what.zh}${line.day === null || line.left === null ? '' : `：${dayInWords(line.day)}（${line.left.zh}）`}${line.light === null ? '' : ` ${LIGHT_WORDS[line.light].zh}`}`,
        `   ${line.next.zh}。`,
        `   ${sentence(line.what.en)}${line.left === null ? '' : `, ${line.left.en}`}. ${line.next.en}.`,
        ...(line.round === '' ? [] : [`   ${line.round}`]),
        '',
      ]),
      ...close.flatMap((one) => [one.zh, one.en, '']),
    ].join('\n'),
    html: page([
      `<p>${escape(oneLine(name))}：</p><p>${escape(intro.zh)}<br>${escape(intro.en)}</p>`,
      table(
        sorted.map((line) => [
          `<b>第${escape(line.number)}号</b> ${escape(line.title)}<br><small>${escape(line.round)}</small>`,
          `【${line.kind.zh}】${escape(line.what.zh)}<br><small>${escape(line.what.en)}</small>`,
          line.day === null || line.left === null ? '' : `${dayInWords(line.day)}<br>${escape(line.left.zh)}<br><small>${escape(line.left.en)}</small>`,
          line.light === null ? '' : coloured(LIGHT_WORDS[line.light].zh, line.light),
          `${escape(line.next.zh)}<br><small>${escape(line.next.en)}</small>`,
        ]),
        HEADINGS,
      ),
      ...close.map((one) => `<p>${escape(one.zh)}<br>${escape(one.en)}</p>`),
    ]),
  };
};

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const escape = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/\n/g, '<br>');
const coloured = (text: string, light: Light | null): string =>
  light === null ? escape(text) : `<span style="color:${LIGHT_WORDS[light].colour}">●</span> ${escape(text)}`;

const CELL = 'style="border:1px solid #d9d9d9;padding:4px 8px;text-align:left;vertical-align:top"';
const table = (rows: readonly (readonly string[])[], headings: readonly Phrase[] = []): string => {
  const head = headings.length === 0 ? '' : `<tr>${headings.map((one) => `<th ${CELL}>${one.zh}<br><small>${one.en}</small></th>`).join('')}</tr>`;
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td ${CELL}>${cell}</td>`).join('')}</tr>`).join('\n');
  return `<table style="border-collapse:collapse">${head}\n${body}</table>`;
};
const page = (parts: readonly string[]): string => `<!doctype html>\n<html lang="zh-CN"><meta charset="utf-8"><body>\n${parts.join('\n')}\n</body></html>\n`;
