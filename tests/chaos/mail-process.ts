// A mail server that can be killed, and that withholds some of its answers by itself. Writes down every message that it takes
// before it answers, and every answer that it gave: the raw receipts. Arguments: port, receipts file, seed, share withheld.
import { appendFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { randomOf } from './random.ts';

const [port = '0', receipts = '', seed = '1', withheld = '0'] = process.argv.slice(2);
const random = randomOf(Number(seed));
let copies = 0;

const log = (entry: object): void => appendFileSync(receipts, `${JSON.stringify({ at: Date.now(), ...entry })}\n`);

const take = (socket: Socket, recipient: string, message: string): void => {
  const head = message.slice(0, message.indexOf('\r\n\r\n')).replaceAll('\r\n ', ' ');
  const messageId = /^message-id: *(\S+)/im.exec(head)?.[1] ?? '';
  const notices = /^x-huitoukan-notices: *(.*)$/im.exec(head)?.[1]?.trim().split(/ +/) ?? [];
  const copy = `${process.pid}-${(copies += 1)}`;
  log({ event: 'taken', copy, messageId, recipient, notices });
  if (random() < Number(withheld)) return void socket.destroy();
  socket.write('250 2.0.0 queued\r\n', (error) => {
    if (!error) log({ event: 'answered', copy });
  });
};

createServer((socket) => {
  let buffer = '';
  let inBody = false;
  let recipient = '';
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    buffer += chunk.toString('latin1');
    for (;;) {
      const mark = inBody ? '\r\n.\r\n' : '\r\n';
      const end = buffer.indexOf(mark);
      if (end < 0) return;
      const text = buffer.slice(0, end);
      buffer = buffer.slice(end + mark.length);
      if (inBody) {
        inBody = false;
        take(socket, recipient, text);
        continue;
      }
      const verb = text.slice(0, 4).toUpperCase();
      if (verb === 'RCPT') recipient = /<([^>]*)>/.exec(text)?.[1] ?? '';
      inBody = verb === 'DATA';
      if (verb === 'QUIT') socket.end('221 bye\r\n');
      else socket.write(inBody ? '354 go ahead\r\n' : verb === 'EHLO' ? '250 chaos.example\r\n' : '250 ok\r\n');
    }
  });
  socket.write('220 chaos.example ESMTP\r\n');
}).listen(Number(port), '127.0.0.1', () => process.send?.('ready'));
