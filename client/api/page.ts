import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const BUILT = fileURLToPath(new URL('../../web/dist', import.meta.url));
/** In the built page, where the nonce of its styles and scripts belongs. */
const NONCE = '__CSP_NONCE__';

const NOT_BUILT = '<!doctype html><html lang="zh"><meta charset="utf-8"><title>回头看</title><p>页面尚未构建；接口在 <a href="/api/openapi.json">/api</a>。<p>The page has not been built; the API is at <a href="/api/openapi.json">/api</a>.';

/** The page beside the API: its files, and for `/` the page itself with the nonce that the browser will demand. */
export const addPage = async (app: FastifyInstance): Promise<void> => {
  const index = join(BUILT, 'index.html');
  const html = existsSync(index) ? readFileSync(index, 'utf8') : NOT_BUILT;
  if (existsSync(index)) await app.register(fastifyStatic, { root: join(BUILT, 'assets'), prefix: '/assets/', immutable: true, maxAge: '365d', index: false });
  app.get('/', { schema: { hide: true } }, async (_request, reply) => await reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html.replaceAll(NONCE, reply.cspNonce.style)));
};
