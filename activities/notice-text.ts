import type { CommonEvent } from '../domain/common.ts';
import type { EventType } from '../domain/events.ts';
import { isLetter } from '../domain/letters.ts';
import { ROLE_NAMES } from '../domain/permissions.ts';
import type { Addressee } from '../domain/issue.ts';
import type { DeadlineKind, Light, NoticeKind } from '../domain/policy-schema.ts';
import { dayInWords, dayOf, daysBetween, type Day, type Instant } from '../domain/time.ts';
import { DEADLINE_NAMES, NOTICE_NAMES } from '../domain/words.ts';
import type { ClaimedItem, ClaimedMail } from '../ledger/claimed-mails.ts';
import type { DrawTopic } from '../domain/draw-notices.ts';
import type { RoundEventType } from '../domain/round/events.ts';
import { oneLine } from './one-line.ts';
import { COMMON_NEWS, DEEDS, DRAW_NEWS, LIGHT_WORDS, NEWS, ROUND_NEWS, VACANCY, type Phrase } from './notice-words.ts';
import type { TemplateData } from './template.ts';
import { loadTemplates, writeFrom, type Templates, type WrittenMail } from './templates.ts';

const SHIPPED = loadTemplates();

/** What a mail says: one notice as a letter of its kind, several in one list. Pure; `now` is the duty clock. */
export const writeMail = (mail: Pick<ClaimedMail, 'items' | 'to'>, now: Instant, templates: Templates = SHIPPED): WrittenMail => {
  const lines = linesOf(mail, now);
  const head = { name: oneLine(mail.to.name), today: dayInWords(dayOf(now)), role: rolesOf(lines) };
  const [only] = lines;
  const rounds = mail.items.flatMap((item) => (item.content === null ? [] : [item.content as TemplateData]));
  if (rounds.length > 0) {
    const name = mail.items[0]?.topic === 'rollup-month' ? 'rollup-month' : 'rollup-week';
    return writeFrom(templates[name], { ...head, rounds, several: rounds.length > 1 ? rounds.length : null });
  }
  if (lines.length > 1 || only === undefined) return writeFrom(templates.bundle, { ...head, ...listOf(lines) });
  const kind = mail.items[0]?.kind as NoticeKind;
  return writeFrom(templates[isLetter(kind) ? kind : 'notice'], { ...head, ...matterOf(only) });
};

/** Its notices in words, one by one. */
export const linesOf = (mail: Pick<ClaimedMail, 'items'>, now: Instant): readonly NoticeLine[] => mail.items.map((item) => describe(item, now));

/** A notice in words, ready for any form: a letter, an entry of a list, a line in a chat. */
export type NoticeLine = {
  readonly kind: Phrase;
  /** Its number, where it is a letter. */
  readonly letter: string | null;
  /** Empty where it is not about an issue. */
  readonly number: string;
  /** What it is about, where that is neither an issue nor the round itself: a post, a draw. */
  readonly about?: Phrase | undefined;
  readonly title: string;
  readonly round: { readonly unit: string; readonly title: string } | null;
  readonly what: Phrase;
  readonly day: Day | null;
  readonly left: Phrase | null;
  readonly overdue: boolean;
  readonly light: Light | null;
  readonly next: Phrase;
  /** The reason or note given with what it tells of. */
  readonly words: string | null;
  readonly acknowledge: boolean;
  /** The how manieth time it is asked for again; null the first time. */
  readonly again: string | null;
  readonly role: Phrase;
};

const describe = (item: ClaimedItem, now: Instant): NoticeLine => {
  const role = item.role as Addressee;
  const ofRound = item.issueId.startsWith('round/');
  const about = aboutOf(item);
  // A vacancy has a day since when, and no term.
  const days = item.day === null || item.topic === 'vacancy' ? null : daysBetween(dayOf(now), item.day);
  const { what, next } = standIn(item, isDeadline(item.topic) ? deadlineWords(item.topic, role) : newsWords(item.topic, role));
  return {
    kind: NOTICE_NAMES[item.kind as NoticeKind] ?? NOTICE_NAMES.information,
    letter: item.letter,
    number: ofRound || about !== undefined ? '' : oneLine(item.issue?.number ?? item.issueId),
    title: about === undefined ? oneLine((ofRound ? item.round?.title : item.issue?.title) ?? '') : '',
    about,
    round: item.round,
    what,
    day: item.day,
    left: days === null ? null : daysLeft(days),
    overdue: isDeadline(item.topic) && days !== null && days < 0,
    light: item.light as Light | null,
    next,
    words: wordsOf(item),
    acknowledge: item.acknowledge,
    again: /#\d+:[^:]+:r(\d+)$/.exec(item.step)?.[1] ?? null,
    role: ROLE_NAMES[role] ?? ROLE_NAMES.owner,
  };
};

/** A post or a draw has no number, it has a name. */
const aboutOf = ({ issueId, issue }: ClaimedItem): Phrase | undefined => {
  if (issueId.startsWith('draw/')) return { zh: `回头看抽签 ${issueId.slice('draw/'.length)}`, en: `draw ${issueId.slice('draw/'.length)}` };
  if (!issueId.startsWith('post/')) return undefined;
  const post = oneLine(issue?.title ?? issueId.slice('post/'.length));
  return { zh: `岗位“${post}”`, en: `post “${post}”` };
};

/** A mail tells why; the whole of a long report is read in the system. */
const WORDS_MAX = 500;

/** Why it happened; what a deputy did bears both names, and a vacancy says since when. */
const wordsOf = ({ words, done, topic, day }: ClaimedItem): string | null => {
  if (topic === 'vacancy') return day === null ? null : `自${day}起空缺 (vacant since then)`;
  const said = words == null ? [] : [clip(oneLine(words), WORDS_MAX)];
  const doer = done == null ? [] : [`由${oneLine(done.by)}代${oneLine(done.onBehalfOf)}办理 (${oneLine(done.by)} on behalf of ${oneLine(done.onBehalfOf)})`];
  return said.length + doer.length === 0 ? null : [...doer, ...said].join('；');
};

type Said = { readonly what: Phrase; readonly next: Phrase };

/** A deputy's mail says on whose behalf; whoever is on leave reads that it is seen to. */
const standIn = ({ onBehalfOf, deputy }: ClaimedItem, said: Said): Said => {
  if (onBehalfOf !== null) return { ...said, what: { zh: `${said.what.zh}（代${oneLine(onBehalfOf)}）`, en: `${said.what.en} (on behalf of ${oneLine(onBehalfOf)})` } };
  if (deputy !== null) return { ...said, next: { zh: `您休假期间由${oneLine(deputy)}代办，本件供您知悉`, en: `For your information: while you are on leave ${oneLine(deputy)} sees to it` } };
  return said;
};

/** What a notice is about: an issue, a post, a draw, or the round itself. */
export const subjectOf = ({ number, about }: Pick<NoticeLine, 'number' | 'about'>): Phrase => about ?? (number === '' ? { zh: '整改轮次', en: 'round' } : { zh: `第${number}号`, en: `issue ${number}` });

const isDeadline = (topic: string): topic is DeadlineKind => topic in DEEDS;

const deadlineWords = (topic: DeadlineKind, role: Addressee): { what: Phrase; next: Phrase } => {
  const deed = DEEDS[topic];
  return { what: DEADLINE_NAMES[topic], next: deed.doers.includes(role) ? deed.act : deed.urge };
};

const newsWords = (topic: string, role: Addressee): { what: Phrase; next: Phrase } => {
  const news = topic === 'vacancy' ? VACANCY : (NEWS[topic as EventType] ?? ROUND_NEWS[topic as RoundEventType] ?? DRAW_NEWS[topic as DrawTopic] ?? COMMON_NEWS[topic as CommonEvent['type']]);
  if (news === undefined) return { what: { zh: '问题有新进展', en: 'news of the issue' }, next: { zh: '请查看', en: 'Please have a look' } };
  return { what: news.what, next: news.others?.[role] ?? news.next };
};

const daysLeft = (days: number): Phrase => {
  if (days > 0) return { zh: `还剩${days}天`, en: days === 1 ? '1 day left' : `${days} days left` };
  if (days === 0) return { zh: '今天到期', en: 'due today' };
  return { zh: `已逾期${-days}天`, en: days === -1 ? 'overdue by 1 day' : `overdue by ${-days} days` };
};

/** A notice by the names that templates use; see template-shapes.ts. */
const matterOf = (line: NoticeLine): TemplateData => ({
  ...line,
  kind: { zh: line.kind.zh, en: sentence(line.kind.en) },
  subject: subjectOf(line),
  about: line.about ?? null,
  number: line.number === '' ? null : line.number,
  shortTitle: clip(line.title, 30),
  day: line.day === null ? null : dayInWords(line.day),
  date: line.day,
  light: line.light === null ? null : LIGHT_WORDS[line.light],
});

// Mail programs cut subjects anyway; a title of a whole paragraph must not push the days out of sight.
const clip = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const rolesOf = (lines: readonly NoticeLine[]): Phrase => {
  const roles = [...new Map(lines.map((line) => [line.role.zh, line.role])).values()];
  return { zh: roles.map((role) => role.zh).join('、'), en: roles.map((role) => role.en).join(', ') };
};

/** The most urgent first. */
const listOf = (lines: readonly NoticeLine[]): TemplateData => {
  const sorted = lines.toSorted((a, b) => (a.day ?? '9999').localeCompare(b.day ?? '9999') || a.number.localeCompare(b.number, 'zh', { numeric: true }));
  const overdue = sorted.filter((line) => line.overdue).length;
  return {
    count: sorted.length,
    overdue: overdue === 0 ? null : overdue,
    acknowledge: sorted.some((line) => line.acknowledge),
    items: sorted.map((line, at) => ({ ...matterOf(line), at: at + 1 })),
  };
};
