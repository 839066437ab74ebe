import { createHash } from 'node:crypto';
import { appendFileSync, closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/**
 * One line of `receipts.jsonl`, written as things happen: first `taken` (the message is on the disk, nothing answered yet),
 * then `answered` once the 250 is on its way. A `taken` without its `answered` is a 250 that was withheld.
 */
export type Receipt = {
  readonly at: number;
  readonly event: 'taken' | 'answered';
  /** Names this copy: two copies of one message have two. */
  readonly copy: string;
  readonly messageId: string;
  readonly recipient: string;
  readonly file: string;
};

export type MailboxOptions = {
  readonly folder: string;
  /** 0: any free one. */
  readonly port?: number;
  /** Largest message taken, bytes. */
  readonly maxBytes?: number;
};

export type Mailbox = {
  readonly host: string;
  readonly port: number;
  readonly folder: string;
  /** Mails taken since the start. */
  readonly count: () => number;
  readonly close: () => Promise<void>;
};

const HOST = '127.0.0.1';
export const RECEIPTS_FILE = 'receipts.jsonl';

/**
 * A mail server of our own for the demo, and for a start without one configured: takes everything on the loopback address,
 * delivers nothing, keeps each message as an `.eml`. Answers 250 only when the message is on the disk.
 */
export const startMailbox = async ({ folder, port = 0, maxBytes = 10 * 1024 * 1024 }: MailboxOptions): Promise<Mailbox> => {
  mkdirSync(folder, { recursive: true });
  let count = 0;
  const log = (receipt: Receipt): void => appendFileSync(join(folder, RECEIPTS_FILE), `${JSON.stringify(receipt)}\n`);
  const server = new SMTPServer({
    banner: 'huitoukan mailbox',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: maxBytes,
    logger: false,
    closeTimeout: 1_000,
    onData: (stream, session, callback) => {
      void readAll(stream).then((raw) => {
        if (stream.sizeExceeded) return callback(Object.assign(new Error('message too large'), { responseCode: 552 }));
        count += 1;
        const receipt = store(folder, raw, session);
        log(receipt);
        callback(null, `queued as ${receipt.copy}`);
        // The reply was written to the socket in that call; whether it arrived is the sender's to know.
        log({ ...receipt, at: Date.now(), event: 'answered' });
      }, callback);
    },
  });
  // A client that vanishes in the middle of a session is no event here.
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, HOST, () => resolve());
  });
  return {
    host: HOST,
    port: (server.server.address() as AddressInfo).port,
    folder,
    count: () => count,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

const readAll = async (stream: SMTPServerDataStream): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  // Beyond the limit the rest is read and forgotten: the sender must hear 552, not a broken line.
  for await (const piece of stream as AsyncIterable<Buffer>) if (!stream.sizeExceeded) pieces.push(piece);
  return Buffer.concat(pieces);
};

let copies = 0;

/** On the disk, under its final name, before anybody hears of it. */
const store = (folder: string, raw: Buffer, session: SMTPServerSession): Receipt => {
  const at = Date.now();
  copies += 1;
  const copy = createHash('sha256').update(`${process.pid} ${copies} ${at} `).update(raw).digest('hex').slice(0, 16);
  const file = `${new Date(at).toISOString().replace(/[:.]/g, '')}-${copy}.eml`;
  const half = join(folder, `.${copy}.part`);
  const handle = openSync(half, 'w');
  try {
    writeSync(handle, raw);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(half, join(folder, file));
  const messageId = /^message-id:\s*(<[^>\r\n]*>)/im.exec(raw.subarray(0, 64 * 1024).toString('latin1'))?.[1] ?? '';
  return { at, event: 'taken', copy, messageId, recipient: session.envelope.rcptTo[0]?.address ?? '', file };
};
