import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

export const newRequestId = (): string => randomUUID();

/**
 * What a line of the log may hold of a request: no headers, no query, no body. Cookies, tokens, passwords and people's words
 * are not written in the first place; `redact` is for what somebody adds without thinking.
 */
const requestLine = (request: FastifyRequest): Record<string, unknown> => ({ id: request.id, method: request.method, path: request.url.split('?')[0], address: request.ip });

/** Where lines go, and from which weight on. */
export type LogTarget = { readonly write: (line: string) => void; readonly level: 'info' | 'warn' };

export const loggerOptions = (log: LogTarget | undefined) =>
  log === undefined
    ? false
    : {
        level: log.level,
        base: null,
        stream: log,
        redact: { paths: ['*.authorization', '*.cookie', '*.password', '*.token', 'authorization', 'cookie', 'password', 'token'], censor: '…' },
        serializers: { req: requestLine, res: (reply: { statusCode: number }) => ({ status: reply.statusCode }) },
      };
