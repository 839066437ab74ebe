import { ACKNOWLEDGE_PATH } from '../../activities/action-links.ts';
import { escapeHtml } from '../../activities/markdown.ts';
import type { LinkStanding } from '../../domain/action-link.ts';
import { dayInWords, instantInWords } from '../../domain/time.ts';
import type { FoundLink } from '../../ledger/action-links.ts';
import { kindInWords, topicInWords } from '../topic-words.ts';
import { plainPage, wordsHtml, type PageWords } from './plain-page.ts';

/** What the page behind a link of a mail says, in every state. */
const SAID: Readonly<Record<Exclude<LinkStanding, 'open' | 'confirmed'> | 'unknown' | 'done', PageWords>> = {
  done: { zh: '已签收，谢谢。现在可以关闭本页。', en: 'Acknowledged, thank you. You may close this page.' },
  expired: { zh: '链接已过期（30天）。请登录系统，在“我的待办”中签收。', en: 'The link has expired (30 days). Please sign in and acknowledge it among what is yours to do.' },
  past: { zh: '该事项已结束或已进入下一轮整改，无须再签收。', en: 'The matter has ended or begun anew; there is nothing left to acknowledge.' },
  unknown: { zh: '链接无效：请使用邮件中的完整链接，或登录系统签收。', en: 'The link is not valid: use the whole link of the mail, or sign in to acknowledge.' },
};

/** What is to be confirmed, as the mail named it. */
const matterOf = ({ issue, round, kind, topic, day, personName, onBehalfOf }: FoundLink): string => {
  const facts: [string, string][] = [
    ['收件人 / For', onBehalfOf === null ? personName : `${personName}（代 / deputy）`],
    ['轮次 / Round', round === null ? '' : `${round.unit} ${round.title}`],
    ['问题 / Issue', issue === null ? '' : `第${issue.number}号 ${issue.title}`],
    ['文书 / Notice', kindInWords(kind).zh],
    ['事项 / Matter', topicInWords(topic).zh],
    ['时限 / Day', day === null ? '' : dayInWords(day)],
  ];
  return `<dl>\n${facts.flatMap(([name, value]) => (value === '' ? [] : [`<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`])).join('\n')}\n</dl>`;
};

/** The page of a link, before anything is done: only its button does. */
export const linkPage = (link: FoundLink, standing: LinkStanding, token: string, nonce: string): string => {
  if (standing === 'confirmed' && link.confirmedAt !== null) {
    const at = instantInWords(link.confirmedAt);
    return plainPage('已签收 / Acknowledged', `${wordsHtml({ zh: `已于${at}签收，无须再办。`, en: `Acknowledged at ${at}; there is nothing more to do.` })}\n${matterOf(link)}`, nonce);
  }
  if (standing !== 'open') return messagePage(standing === 'confirmed' ? 'done' : standing, nonce);
  const form = `<form method="post" action="${ACKNOWLEDGE_PATH}"><input type="hidden" name="t" value="${escapeHtml(token)}"><p><button type="submit">签收 / Acknowledge</button></p></form>`;
  return plainPage('签收 / Acknowledge', `${matterOf(link)}\n${form}\n<p>打开本页不会签收；按下按钮后才签收，记录在案。<br>Opening this page confirms nothing; pressing the button does, and is on record.</p>`, nonce);
};

export const messagePage = (what: keyof typeof SAID, nonce: string): string => plainPage('签收 / Acknowledge', wordsHtml(SAID[what]), nonce);

/** What the rules refused, in their own words. */
export const refusedPage = (words: PageWords, nonce: string): string => plainPage('未能签收 / Not acknowledged', wordsHtml(words), nonce);
