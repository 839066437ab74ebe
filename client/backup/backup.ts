import { createWriteStream, existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { refuse } from '../../domain/refusal.ts';
import { dumpHead, withSnapshot } from '../../ledger/dump.ts';
import { copyEvidence } from '../../ledger/evidence-copy.ts';
import { LineSum, rowLines, sequenceStates, tableShapes, type TableShape, type TableSum } from '../../ledger/table-dump.ts';
import { PRODUCT_VERSION } from '../product-version.ts';
import { MANIFEST, tableFile, type Manifest } from './manifest.ts';
import { fileProblem } from '../../ledger/file-problem.ts';

/** Of the data folder: words of the unit's own, which come along. */
export const TEMPLATES = 'templates';
/** Of the data folder: keys and settings with secrets in them, which come along only where somebody says so. */
const SECRET_FILES = ['codec-keys.json', 'web-secret', 'channels.yaml', 'sign-in.yaml'] as const;

export type BackupOptions = {
  readonly ledgerUrl: string;
  readonly dataFolder: string;
  /** A folder that does not exist yet. */
  readonly to: string;
  readonly withKeys: boolean;
  readonly madeAt: string;
  readonly onProgress?: (done: number, total: number) => void;
};

export type Backup = { readonly folder: string; readonly manifest: Manifest; /** Of {@link SECRET_FILES}, what is there and was left out. */ readonly leftOut: readonly string[] };

/**
 * Backs up a system that may be running: the ledger as it is at one instant, then every piece of evidence that belongs to that
 * instant (none is ever taken away, so all of them are still there). Written aside; the folder has its name when it is whole.
 * @throws Refusal BACKUP_EXISTS, FILE_NOT_WRITTEN, EVIDENCE_DISK_FULL
 */
export const backUp = async (options: BackupOptions): Promise<Backup> => {
  const to = resolve(options.to);
  if (existsSync(to)) refuse('BACKUP_EXISTS', `${to} 已存在：备份不覆盖任何内容，请换一个文件夹名（例如加上日期）`, `${to} is there already: a backup overwrites nothing; choose another name, with the date in it for example`, { folder: to });
  const aside = await mkdir(dirname(to), { recursive: true })
    .then(() => mkdtemp(join(dirname(to), `.${basename(to)}-`)))
    .catch((error: unknown) => refuse('FILE_NOT_WRITTEN', `无法在 ${dirname(to)} 建立备份：${fileProblem(error).zh}`, `a backup cannot be made in ${dirname(to)}: ${fileProblem(error).en}`, { folder: dirname(to) }));
  try {
    const backup = await withSnapshot(options.ledgerUrl, (client) => writeInto(aside, client, options));
    await rename(aside, to);
    return { ...backup, folder: to };
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    throw error;
  }
};

const writeInto = async (folder: string, client: pg.Client, { dataFolder, withKeys, madeAt, onProgress = () => undefined }: BackupOptions): Promise<Omit<Backup, 'folder'>> => {
  await mkdir(join(folder, 'ledger'));
  const head = await dumpHead(client);
  const shapes = await tableShapes(client);
  const total = shapes.length + head.evidence.length;
  const tables: Manifest['tables'] = [];
  for (const shape of shapes) {
    tables.push({ name: shape.name, columns: [...shape.columns], key: [...shape.key], ...(await writeTable(tableFile(folder, shape.name), client, shape)) });
    onProgress(tables.length, total);
  }
  const sequences = await sequenceStates(client);
  const evidence = await copyEvidence(head.evidence, join(dataFolder, 'evidence'), join(folder, 'evidence'), (done) => onProgress(shapes.length + done, total));
  if (existsSync(join(dataFolder, TEMPLATES))) await cp(join(dataFolder, TEMPLATES), join(folder, TEMPLATES), { recursive: true });
  const present = SECRET_FILES.filter((name) => existsSync(join(dataFolder, name)));
  const keys = withKeys ? present : [];
  if (keys.length > 0) await mkdir(join(folder, 'keys'), { mode: 0o700 });
  for (const name of keys) await cp(join(dataFolder, name), join(folder, 'keys', name));
  const manifest: Manifest = { format: 1, version: PRODUCT_VERSION, madeAt, postgres: head.postgres, migrations: [...head.migrations], tables, sequences, evidence, keys: [...keys] };
  // Last: a folder with a manifest is whole.
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
  return { manifest, leftOut: withKeys ? [] : present };
};

const writeTable = async (file: string, client: pg.Client, shape: TableShape): Promise<TableSum> => {
  const sum = new LineSum();
  const text = async function* (): AsyncGenerator<string> {
    for await (const lines of rowLines(client, shape)) {
      for (const line of lines) sum.add(line);
      yield `${lines.join('\n')}\n`;
    }
  };
  await pipeline(Readable.from(text()), createGzip(), createWriteStream(file, { flush: true }));
  return sum.total();
};
