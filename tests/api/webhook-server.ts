import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export type Heard = { readonly id: string; readonly at: number; readonly body: Record<string, unknown>; readonly text: string; readonly verified: boolean };
/** How the next calls are answered, in order; afterwards 200. `stall`: no answer at all. */
export type Script = (number | 'stall' | { readonly redirect: string })[];

/** The system at the other end, with its own check of the signature, written from the specification and not from our code. */
export const startWebhookServer = async (script: Script = []) => {
  const heard: Heard[] = [];
  let secret = '';
  const server = createServer((request, response) => {
    void (async () => {
      const text = await textOf(request);
      const header = (name: string): string => String(request.headers[name]);
      const [id, timestamp] = [header('webhook-id'), header('webhook-timestamp')];
      const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
      const right = `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest('base64')}`;
      heard.push({ id, at: Number(timestamp), text, body: JSON.parse(text) as Record<string, unknown>, verified: header('webhook-signature').split(' ').includes(right) });
      const next = script.shift() ?? 200;
      if (next === 'stall') return await sleep(3_000, undefined, { ref: false });
      if (typeof next === 'number') return response.writeHead(next).end();
      return response.writeHead(302, { location: next.redirect }).end();
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    heard,
    script,
    trust: (given: string) => {
      secret = given;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  const pieces: Buffer[] = [];
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
};
