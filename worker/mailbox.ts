import { createHash } from 'node:crypto';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';

export type Mailbox = {
  /** On 127.0.0.1. */
  readonly port: number;
  readonly stop: () => Promise<void>;
};

export type MailboxOptions = {
  /** Takes the messages as `.eml` files, and `receipts.jsonl`: one line for every message accepted. */
  readonly folder: string;
  /** A free one by default. */
  readonly port?: number;
};

/** Far above any notice; an evidence file does not travel by mail. */
const MAX_MESSAGE_BYTES = 5 * 1024 * 1024;

/**
 * The embedded mail server: where no mail server of the unit is configured (the demo, a first look), notices end here as
 * files. It listens on this machine only and passes nothing on.
 */
export const startMailbox = async ({ folder, port = 0 }: MailboxOptions): Promise<Mailbox> => {
  await mkdir(folder, { recursive: true });
  let count = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: MAX_MESSAGE_BYTES,
    logger: false,
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', callback);
      stream.on('end', () => {
        if (stream.sizeExceeded) return callback(Object.assign(new Error('message too large'), { responseCode: 552 }));
        const raw = Buffer.concat(chunks);
        count += 1;
        keep(folder, `${process.pid}-${String(count).padStart(6, '0')}`, raw, session.envelope.rcptTo.map((to) => to.address)).then(() => callback(null), callback);
      });
    },
  });
  // A client that goes away in mid-conversation is its own business.
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
};

const keep = async (folder: string, name: string, raw: Buffer, to: readonly string[]): Promise<void> => {
  const file = `${name}.eml`;
  await writeFile(join(folder, file), raw);
  const messageId = /^message-id:\s*(\S+)/im.exec(raw.toString('latin1'))?.[1] ?? null;
  const receipt = { at: Date.now(), messageId, to, file, sha256: createHash('sha256').update(raw).digest('hex') };
  await appendFile(join(folder, 'receipts.jsonl'), `${JSON.stringify(receipt)}\n`);
};
