import { ACKNOWLEDGE_PATH } from '../../activities/action-links.ts';
import { escapeHtml } from '../../activities/markdown.ts';
import type { LinkStanding } from '../../domain/action-link.ts';
import { NOTICE_NAMES } from '../../domain/words.ts';
import type { NoticeKind } from '../../domain/policy-schema.ts';
import { dayInWords, instantInWords } from '../../domain/time.ts';
import type { FoundLink } from '../../ledger/action-links.ts';
import { topicInWords } from '../notice-record.ts';

type Words = { readonly zh: string; readonly en: string };

/** What the page behind a link of a mail says, in every state. */
const SAID: Readonly<Record<Exclude<LinkStanding, 'open' | 'confirmed'> | 'unknown' | 'done', Words>> = {
  done: { zh: '已签收，谢谢。现在可以关闭本页。', en: 'Acknowledged, thank you. You may close this page.' },
  expired: { zh: '链接已过期（30天）。请登录系统，在“我的待办”中签收。', en: 'The link has expired (30 days). Please sign in and acknowledge it among what is yours to do.' },
  past: { zh: '该事项已结束或已进入下一轮整改，无须再签收。', en: 'The matter has ended or begun anew; there is nothing left to acknowledge.' },
  unknown: { zh: '链接无效：请使用邮件中的完整链接，或登录系统签收。', en: 'The link is not valid: use the whole link of the mail, or sign in to acknowledge.' },
};

const wordsHtml = ({ zh, en }: Words): string => `<p><b>${escapeHtml(zh)}</b><br>${escapeHtml(en)}</p>`;

/** A plain page: no script, no picture, nothing to load; old browsers and phones show it. `nonce` lets its few styles in. */
const pageOf = (title: string, body: string, nonce: string): string =>
  `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">body{font:16px/1.6 sans-serif;max-width:34em;margin:2em auto;padding:0 1em;color:#1f1f1f}dt{color:#595959}dd{margin:0 0 .6em}button{font:inherit;font-weight:bold;padding:.6em 2.4em;color:#fff;background:#0958d9;border:0;border-radius:4px}</style>
<h1>${escapeHtml(title)}</h1>
${body}
<p><a href="/">登录系统 / Sign in</a></p>
</html>
`;

/** What is to be confirmed, as the mail named it. */
const matterOf = ({ issue, round, kind, topic, day, personName, onBehalfOf }: FoundLink): string => {
  const facts: [string, string][] = [
    ['收件人 / For', onBehalfOf === null ? personName : `${personName}（代 / deputy）`],
    ['轮次 / Round', round === null ? '' : `${round.unit} ${round.title}`],
    ['问题 / Issue', issue === null ? '' : `第${issue.number}号 ${issue.title}`],
    ['文书 / Notice', NOTICE_NAMES[kind as NoticeKind]?.zh ?? kind],
    ['事项 / Matter', topicInWords(topic)],
    ['时限 / Day', day === null ? '' : dayInWords(day)],
  ];
  return `<dl>\n${facts.flatMap(([name, value]) => (value === '' ? [] : [`<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`])).join('\n')}\n</dl>`;
};

/** The page of a link, before anything is done: only its button does. */
export const linkPage = (link: FoundLink, standing: LinkStanding, token: string, nonce: string): string => {
  if (standing === 'confirmed' && link.confirmedAt !== null) {
    const at = instantInWords(link.confirmedAt);
    return pageOf('已签收 / Acknowledged', `${wordsHtml({ zh: `已于${at}签收，无须再办。`, en: `Acknowledged at ${at}; there is nothing more to do.` })}\n${matterOf(link)}`, nonce);
  }
  if (standing !== 'open') return messagePage(standing === 'confirmed' ? 'done' : standing, nonce);
  const form = `<form method="post" action="${ACKNOWLEDGE_PATH}"><input type="hidden" name="t" value="${escapeHtml(token)}"><p><button type="submit">签收 / Acknowledge</button></p></form>`;
  return pageOf('签收 / Acknowledge', `${matterOf(link)}\n${form}\n<p>打开本页不会签收；按下按钮后才签收，记录在案。<br>Opening this page confirms nothing; pressing the button does, and is on record.</p>`, nonce);
};

export const messagePage = (what: keyof typeof SAID, nonce: string): string => pageOf('签收 / Acknowledge', wordsHtml(SAID[what]), nonce);

/** What the rules refused, in their own words. */
export const refusedPage = (words: Words, nonce: string): string => pageOf('未能签收 / Not acknowledged', wordsHtml(words), nonce);
