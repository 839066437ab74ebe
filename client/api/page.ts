import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { SESSION_COOKIE } from './caller.ts';

const PDF_FILES = dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')));
const BUILT = fileURLToPath(new URL('../../web/dist', import.meta.url));
/** In the built page, where the nonces of its styles and of its script belong. */
const NONCE = '__CSP_NONCE__';
const SCRIPT_NONCE = '__SCRIPT_NONCE__';
/** And where it is said that the browser has a session: only then something is asked before the code is there. */
const SESSION = '__SESSION__';
/** And where it is said that this is a demo, which has roles to sign in as. */
const DEMO = '__DEMO__';

const NOT_BUILT = '<!doctype html><html lang="zh"><meta charset="utf-8"><title>回头看</title><p>页面尚未构建；接口在 <a href="/api/openapi.json">/api</a>。<p>The page has not been built; the API is at <a href="/api/openapi.json">/api</a>.';

/** The page beside the API: its files, and for `/` the page itself with the nonce that the browser will demand. */
export const addPage = async (app: FastifyInstance, isDemo = false): Promise<void> => {
  const index = join(BUILT, 'index.html');
  const html = (existsSync(index) ? readFileSync(index, 'utf8') : NOT_BUILT).replace(DEMO, isDemo ? 'yes' : '');
  if (existsSync(index)) await app.register(fastifyStatic, { root: join(BUILT, 'assets'), prefix: '/assets/', immutable: true, maxAge: '365d', index: false, preCompressed: true });
  // What the viewer of PDFs reads fonts with; the program itself is in the page.
  await app.register(fastifyStatic, { root: PDF_FILES, prefix: '/pdf/', decorateReply: false, index: false, maxAge: '30d', allowedPath: (path) => /^\/(?:cmaps|standard_fonts|wasm)\/[\w.-]+$/.test(path) });
  app.get('/', { schema: { hide: true } }, async ({ headers }, reply) => await reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html.replaceAll(NONCE, reply.cspNonce.style).replace(SCRIPT_NONCE, reply.cspNonce.script).replace(SESSION, SESSION_COOKIE.test(headers.cookie ?? '') ? 'yes' : '')));
};
