import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Where in a session something goes wrong, in order. `end` is after the final dot, `done` after a whole 250. */
export const POSITIONS = ['banner', 'ehlo', 'mail', 'rcpt', 'data', 'body', 'dot', 'end', 'half', 'done'] as const;
export type Position = (typeof POSITIONS)[number];
/** What the server does there instead of what it should. */
export const FAULTS = ['cut', 'stall', '421', '451', '550', 'garbage'] as const;
export type Fault = (typeof FAULTS)[number];

export type Plan = {
  readonly at: Position;
  readonly fault: Fault;
  /** How many sessions go wrong before the server is well again. */
  readonly times: number;
  /** Read nothing of the body, so that a large message cannot leave the sender. */
  readonly deaf?: boolean;
  /** The part of the reply that is still sent at `half`. */
  readonly half?: string;
};

/** A message that this server took: the dot was read, and it was not refused. */
export type Taken = { readonly messageId: string; readonly recipient: string; readonly at: number; readonly answered: boolean };

export type FaultServer = { readonly port: number; readonly taken: readonly Taken[]; readonly sessions: () => number; readonly close: () => Promise<void> };

const REPLIES: Partial<Record<Fault, string>> = {
  '421': '421 4.3.2 closing down\r\n',
  '451': '451 4.7.1 greylisted, come back later\r\n',
  '550': '550 5.1.1 no such user\r\n',
  garbage: '\u0007ha ha, not SMTP at all\r\n',
};

/**
 * An SMTP server by script, on raw sockets: it can break off in the middle of anything, which no library's server does. What
 * it took and whether its 250 left are noted, for whoever judges.
 */
export const startFaultServer = async (plan: Plan | null): Promise<FaultServer> => {
  const taken: Taken[] = [];
  const sockets = new Set<Socket>();
  let sessions = 0;
  const server = createServer((socket) => {
    sessions += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    serve(socket, plan !== null && sessions <= plan.times ? plan : null, taken);
  });
  await listen(server);
  return {
    port: (server.address() as AddressInfo).port,
    taken,
    sessions: () => sessions,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};

const listen = (server: Server): Promise<void> => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

const serve = (socket: Socket, plan: Plan | null, taken: Taken[]): void => {
  let buffer = '';
  let inBody = false;
  let dead = false;
  let spoilt = false;
  let recipient = '';
  /** Does the fault happen here? Then it has happened. */
  const failsAt = (position: Position): boolean => {
    if (plan?.at !== position || dead) return false;
    const reply = REPLIES[plan.fault];
    if (reply !== undefined) socket.write(reply);
    if (plan.fault === 'cut') socket.destroy();
    else if (plan.fault === '421') socket.end();
    dead = plan.fault === 'cut' || plan.fault === 'stall' || plan.fault === '421';
    return true;
  };
  const answer = (position: Position, reply: string): void => {
    if (!failsAt(position)) socket.write(reply);
  };
  const take = (message: string): void => {
    const note = (answered: boolean): void => {
      const messageId = /^message-id: *(<[^>]*>)/im.exec(message)?.[1] ?? '';
      taken.push({ messageId, recipient, at: Date.now(), answered });
    };
    const refused = plan?.at === 'end' && ['421', '451', '550'].includes(plan.fault);
    if (plan?.at === 'end' || plan?.at === 'half') {
      if (!refused) note(false);
      if (plan.at === 'half') socket.write(plan.half ?? '25');
      failsAt(plan.at);
      return;
    }
    note(true);
    socket.write('250 2.0.0 queued\r\n', () => failsAt('done'));
  };
  const command = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') answer('ehlo', '250-fault.example\r\n250 8BITMIME\r\n');
    else if (verb === 'HELO') socket.write('250 fault.example\r\n');
    else if (verb === 'MAIL') answer('mail', '250 2.1.0 ok\r\n');
    else if (verb === 'RCPT') {
      recipient = /<([^>]*)>/.exec(line)?.[1] ?? '';
      answer('rcpt', '250 2.1.5 ok\r\n');
    } else if (verb === 'DATA') {
      if (failsAt('data')) return;
      inBody = true;
      if (plan?.deaf === true) socket.pause();
      socket.write('354 go ahead\r\n');
      // A deaf server breaks off without having read anything.
      if (plan?.deaf === true) setTimeout(() => failsAt('body'), 100);
    } else if (verb === 'QUIT') socket.end('221 bye\r\n');
    else socket.write('500 what?\r\n');
  };
  const body = (): void => {
    // What it objected to in the middle, it does not take either.
    if (!spoilt && failsAt('body')) spoilt = true;
    const end = buffer.indexOf('\r\n.\r\n');
    if (dead || spoilt || end < 0 || failsAt('dot')) return;
    const message = buffer.slice(0, end);
    buffer = buffer.slice(end + 5);
    inBody = false;
    take(message);
  };
  socket.on('data', (chunk) => {
    if (dead) return;
    buffer += chunk.toString('latin1');
    while (!dead && !inBody && buffer.includes('\r\n')) {
      const end = buffer.indexOf('\r\n');
      const line = buffer.slice(0, end);
      buffer = buffer.slice(end + 2);
      command(line);
    }
    if (inBody && buffer.length > 0) body();
  });
  answer('banner', '220 fault.example ESMTP\r\n');
};
