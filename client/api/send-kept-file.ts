import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { FastifyReply } from 'fastify';
import { refuse } from '../../domain/refusal.ts';
import { mediaTypeOf } from './file-kinds.ts';

/**
 * Gives a kept file out under the name that it was handed in with. Never shown inside our own page: a file may hold scripts.
 * @throws Refusal UNKNOWN_EVIDENCE where the file itself is away
 */
export const sendKeptFile = async (reply: FastifyReply, path: string, name: string, media = mediaTypeOf(name)): Promise<void> => {
  const facts = await stat(path).catch(() => refuse('UNKNOWN_EVIDENCE', '佐证材料文件缺失，请联系管理员（huitoukan evidence verify）', 'the file of this evidence is missing; tell the administrator (huitoukan evidence verify)', { name }));
  reply.hijack();
  reply.raw.writeHead(200, {
    'content-type': media,
    'content-length': facts.size,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  });
  await pipeline(createReadStream(path), reply.raw);
};
