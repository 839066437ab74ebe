import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingMessage } from './channel.ts';
import { oneLine } from './one-line.ts';

export type Sender = { readonly name: string; readonly address: string };

/** RFC 5322 bytes. The same message gives the same bytes: date, boundary and Message-ID all come from it. */
export const composeMail = async (message: OutgoingMessage, from: Sender): Promise<Buffer> => {
  const node = new MailComposer({
    from: { name: oneLine(from.name), address: from.address },
    to: { name: oneLine(message.to.name), address: message.to.address },
    subject: oneLine(message.subject),
    messageId: message.messageId,
    date: new Date(message.at),
    text: message.text,
    html: message.html,
    // Chinese text: base64 is smaller than quoted-printable and breaks at no odd place.
    textEncoding: 'base64',
    headers: {
      // No out-of-office answers to a machine (RFC 3834).
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'X-Huitoukan-Delivery': message.deliveryId,
      // Which notices this copy told of, for whoever has to prove it: the first 12 digits of each one's id.
      'X-Huitoukan-Notices': message.notices.map((id) => id.slice(0, 12)).join(' '),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
    baseBoundary: createHash('sha256').update(message.deliveryId).digest('hex').slice(0, 24),
  }).compile();
  return await node.build();
};
