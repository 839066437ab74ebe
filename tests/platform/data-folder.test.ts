import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { addCodecKey, loadKeyRing, useCodecKey } from '../../worker/codec-keys.ts';
import { isInstanceRunning, openDataFolder, readInstance, writeOnce } from '../../worker/data-folder.ts';
import { anotherProcess, temporaryFolder } from './helpers.ts';

const holder = (folder: string): string => `
  import { openDataFolder } from './worker/data-folder.ts';
  openDataFolder(${JSON.stringify(folder)});
  console.log('held');
  setInterval(() => {}, 1000);`;

test('a second instance is told who holds the folder; a kill -9 leaves no lock behind', async () => {
  const folder = temporaryFolder();
  const other = anotherProcess(holder(folder));
  expect(await other.line()).toBe('held');
  const { pid } = other.child;
  expect(() => openDataFolder(folder)).toThrow(expect.objectContaining({ code: 'DATA_FOLDER_IN_USE', where: { folder, pid } }));
  expect(isInstanceRunning(folder)).toBe(true);
  other.child.kill('SIGKILL');
  await other.ended;
  expect(isInstanceRunning(folder)).toBe(false);
  expect(readInstance(folder)?.pid).toBe(pid); // stale, and nobody minds
  const mine = openDataFolder(folder);
  expect(readInstance(folder)?.pid).toBe(process.pid);
  mine.release();
  expect(readInstance(folder)).toBeUndefined();
});

test('of five that start at once, exactly one gets it', async () => {
  const folder = temporaryFolder();
  const code = `
    import { openDataFolder } from './worker/data-folder.ts';
    try { openDataFolder(${JSON.stringify(folder)}); console.log('won'); } catch (error) { console.log(error.code); }
    setTimeout(() => {}, 2000);`;
  const lines = await Promise.all([1, 2, 3, 4, 5].map(() => anotherProcess(code).line()));
  expect(lines.toSorted()).toEqual([...Array<string>(4).fill('DATA_FOLDER_IN_USE'), 'won']);
});

test('another path to the same folder is the same folder; the same process does not get it twice', () => {
  const folder = temporaryFolder();
  const target = join(folder, 'data');
  mkdirSync(target);
  symlinkSync(target, join(folder, 'link'));
  const mine = openDataFolder(join(folder, 'link'));
  expect(mine.path).toBe(target);
  expect(() => openDataFolder(target)).toThrow(expect.objectContaining({ code: 'DATA_FOLDER_IN_USE' }));
  mine.announce({ address: '127.0.0.1:7233' });
  expect(readInstance(target)).toMatchObject({ pid: process.pid, address: '127.0.0.1:7233' });
  expect(statSync(join(target, 'instance.json')).mode & 0o777).toBe(0o600);
  mine.release();
  openDataFolder(target).release();
});

test('a file where the folder should be', () => {
  const file = join(temporaryFolder(), 'data');
  writeFileSync(file, '');
  expect(() => openDataFolder(file)).toThrow(expect.objectContaining({ code: 'DATA_FOLDER_UNUSABLE' }));
});

test('a file that several processes are about to make is that of the first, whole and for its owner only', () => {
  const file = join(temporaryFolder(), 'web-secret');
  writeOnce(file, 'first\n');
  writeOnce(file, 'second\n');
  expect(readFileSync(file, 'utf8')).toBe('first\n');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(dirname(file))).toEqual(['web-secret']);
});

test('codec keys: made once, for the owner only, rotated to the front, refused when damaged without quoting them', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'codec-keys.json');
  const first = loadKeyRing(folder, 'huitoukan').keys;
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(loadKeyRing(folder, 'huitoukan').keys).toEqual(first);
  const ids = (): string[] => loadKeyRing(folder, 'huitoukan').keys.map(({ id }) => id);
  const fresh = addCodecKey(folder);
  // Everybody must be able to read with it before anybody writes with it.
  expect(ids()).toEqual([first[0].id, fresh]);
  expect(() => useCodecKey(folder, 'none')).toThrow(expect.objectContaining({ code: 'CODEC_KEY_UNKNOWN' }));
  useCodecKey(folder, fresh);
  expect(ids()).toEqual([fresh, first[0].id]);
  const text = readFileSync(file, 'utf8');
  const secret = Buffer.from(loadKeyRing(folder, 'huitoukan').keys[0].key).toString('base64');
  for (const damaged of [text.slice(0, -5), text.replace(secret, secret.slice(4)), '[]']) {
    writeFileSync(file, damaged);
    expect(() => loadKeyRing(folder, 'huitoukan')).toThrow(expect.objectContaining({ code: 'CODEC_KEYS_INVALID' }));
    expect(() => loadKeyRing(folder, 'huitoukan')).not.toThrow(new RegExp(secret.slice(4, 20).replaceAll(/[+/]/g, '.')));
  }
});
