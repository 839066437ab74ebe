import { createHmac } from 'node:crypto';
import type { Instant } from '../domain/time.ts';
import { keepLinks } from '../ledger/action-links.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import type { ClaimedItem, ClaimedMail } from '../ledger/claimed-mails.ts';
import { escapeHtml } from './markdown.ts';
import { oneLine } from './one-line.ts';
import { subjectOf, type NoticeLine } from './notice-text.ts';
import type { WrittenMail } from './templates.ts';

/** What links in mails are made of: where people reach the page (no slash at the end), and the key that their secrets come from. */
export type LinkMaker = { readonly address: string; readonly key: Uint8Array };

/** The address that a link opens; what stands behind `?` is in no log of ours. */
export const ACKNOWLEDGE_PATH = '/acknowledge';

/** An issue or a round has somebody to confirm it to; a post or a draw has no such act. */
const isConfirmable = ({ acknowledge, issueId }: ClaimedItem): boolean => acknowledge && /^(issue|round)\//.test(issueId);

/**
 * 256 bits out of the key and the notice's id, which itself is made of issue, cycle, step and person: every attempt and every
 * process writes the same link, so that the same mail stays the same, and nobody has to keep the secret.
 */
export const tokenOf = (key: Uint8Array, deliveryId: string): string => createHmac('sha256', key).update(`acknowledge ${deliveryId}`).digest('base64url');

/** The links that a mail has to carry, by the id of the notice; kept (as hashes) before the mail leaves. */
export const linksFor = async (db: LedgerDatabase, { address, key }: LinkMaker, mail: Pick<ClaimedMail, 'items'>, now: Instant): Promise<ReadonlyMap<string, string>> => {
  const links = mail.items.filter(isConfirmable).map(({ deliveryId }) => ({ delivery: deliveryId, token: tokenOf(key, deliveryId) }));
  if (links.length > 0) await keepLinks(db, links, now);
  return new Map(links.map(({ delivery, token }) => [delivery, `${address}${ACKNOWLEDGE_PATH}?t=${token}`]));
};

/** Where the page shows what a mail is about: the issue, the round, or all that is to do. Opening it asks to sign in. */
const pageOf = (address: string, items: readonly ClaimedItem[]): string => {
  const [first] = items;
  const [kind = '', round = '', number = ''] = items.length === 1 && first !== undefined ? first.issueId.split('/').map(encodeURIComponent) : [];
  if (kind === 'issue') return `${address}/#/issue/${round}/${number}`;
  return kind === 'round' ? `${address}/#/rounds/${round}` : `${address}/#/todo`;
};

export type MailLinks = { readonly maker: LinkMaker; readonly items: readonly ClaimedItem[]; readonly confirm: ReadonlyMap<string, string> };

/** The mail with its links below the text: also one that a unit's own template wrote. */
export const withLinks = (mail: WrittenMail, lines: readonly NoticeLine[], { maker, items, confirm }: MailLinks): WrittenMail => {
  const asked = items.flatMap(({ deliveryId }, at) => {
    const [url, line] = [confirm.get(deliveryId), lines[at]];
    return url === undefined || line === undefined ? [] : [{ url, ...subjectOf(line), title: oneLine(line.title) }];
  });
  const page = pageOf(maker.address, items);
  const text = [
    '-----',
    ...(asked.length === 0 ? [] : ['签收（不必登录，30天内有效；打开后请按“签收”）| Acknowledge without signing in (30 days; press the button on the page):', ...asked.map(({ zh, en, title, url }) => `${zh} ${title} (${en})\n${url}`), '']),
    '在系统中办理（须登录）| Open in the system (sign in):',
    page,
  ];
  const html = [
    '<hr>',
    ...asked.map(({ zh, en, title, url }) => `<p><a href="${escapeHtml(url)}"><b>签收 Acknowledge</b></a> ${escapeHtml(`${zh} ${title} (${en})`)}<br>不必登录，30天内有效；打开后请按“签收”。No signing in, valid for 30 days; press the button on the page.</p>`),
    `<p><a href="${escapeHtml(page)}">在系统中办理（须登录）| Open in the system (sign in)</a></p>`,
  ];
  return { ...mail, text: `${mail.text}\n${text.join('\n')}\n`, html: mail.html.replace('</body>', `${html.join('\n')}\n</body>`) };
};
