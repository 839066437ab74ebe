import type { Instant } from '../domain/time.ts';
import type { ClaimedMail } from '../ledger/claimed-mails.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { linksFor, withLinks, type LinkMaker } from './action-links.ts';
import type { OutgoingMessage, SendOutcome } from './channel.ts';
import { linesOf, writeMail, type NoticeLine } from './notice-text.ts';
import type { Templates, WrittenMail } from './templates.ts';

type Retry = Extract<SendOutcome, { kind: 'retry' }>;

type Words = { readonly lines: readonly NoticeLine[]; readonly written: WrittenMail };

/**
 * A mail in words. One that cannot be written (a newer version planned it, a fault in its words) is tried again later, as if the
 * server had deferred it: it must not stop those behind it.
 */
export const inWords = (mail: ClaimedMail, at: Instant, templates: Templates | undefined): Words | Retry => {
  try {
    return { lines: linesOf(mail, at), written: writeMail(mail, at, templates) };
  } catch (error) {
    return { kind: 'retry', class: 'deferred', response: `通知无法成文，稍后再试 / the notice could not be written, to be tried again: ${error instanceof Error ? error.message : String(error)}` };
  }
};

/** What a channel hands over. `links`: into the page, for one person alone. */
export const messageOf = async (db: LedgerDatabase, mail: ClaimedMail, { lines, written }: Words, links: LinkMaker | undefined, at: Instant): Promise<OutgoingMessage> => ({
  deliveryId: mail.id,
  messageId: mail.messageId,
  notices: mail.items.map((item) => item.deliveryId),
  to: { person: mail.to.id, name: mail.to.name, address: mail.to.email },
  at,
  lines,
  ...(links === undefined ? written : withLinks(written, lines, { maker: links, items: mail.items, confirm: await linksFor(db, links, mail, at) })),
});
