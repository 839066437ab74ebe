import { createReadStream, existsSync } from 'node:fs';
import { chmod, cp } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { refuse } from '../../domain/refusal.ts';
import { dumpHead } from '../../ledger/dump.ts';
import { copyEvidence } from '../../ledger/evidence-copy.ts';
import type { StoredEvidence } from '../../ledger/evidence.ts';
import { migrate, migrationNames } from '../../ledger/migrate.ts';
import { LineSum, SAME_TEXTS, sumOf, type TableShape } from '../../ledger/table-dump.ts';
import { brokenHistories, isFreeFor, loadLines, setSequences, withoutGuards } from '../../ledger/table-load.ts';
import { withClient } from '../../ledger/with-client.ts';
import { TEMPLATES } from './backup.ts';
import { readManifest, tableFile, type Manifest } from './manifest.ts';

export type RestoreOptions = {
  readonly from: string;
  /** An empty database. */
  readonly ledgerUrl: string;
  readonly dataFolder: string;
  readonly onProgress?: (done: number, total: number) => void;
};

export type Restored = {
  readonly manifest: Manifest;
  readonly rows: number;
  /** Pieces of evidence that the backup should have and has not, by hash. */
  readonly evidenceAway: readonly string[];
  /** Issues whose history was not whole when it was backed up. */
  readonly brokenHistories: readonly string[];
};

type Table = Manifest['tables'][number];
const BATCH = 500;

/**
 * Puts a backup into an empty database and a data folder: looked through as a whole first, then all rows in one transaction
 * that ends only when every table reads exactly as it did, then brought to this program's schema. Cut short it leaves a
 * ledger without rows, and may be run again; pieces of evidence that are there already are the same.
 * @throws Refusal BACKUP_UNREADABLE, BACKUP_DAMAGED, BACKUP_NEWER, RESTORE_NOT_EMPTY, EVIDENCE_DISK_FULL
 */
export const restore = async ({ from, ledgerUrl, dataFolder, onProgress = () => undefined }: RestoreOptions): Promise<Restored> => {
  const manifest = await readManifest(from);
  await demandKnown(manifest);
  const total = 2 * manifest.tables.length + manifest.evidence.files;
  for (const [at, table] of manifest.tables.entries()) {
    await demandWhole(from, table);
    onProgress(at + 1, total);
  }
  await demandFree(ledgerUrl, manifest.migrations);
  await migrate(ledgerUrl, manifest.migrations);
  const { broken, pieces } = await fill(from, ledgerUrl, manifest, (done) => onProgress(manifest.tables.length + done, total));
  await migrate(ledgerUrl);
  const evidenceAway = await restoreFiles(from, dataFolder, { manifest, pieces }, (done) => onProgress(2 * manifest.tables.length + done, total));
  return { manifest, rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0), evidenceAway, brokenHistories: broken };
};

const demandKnown = async ({ migrations, version }: Manifest): Promise<void> => {
  const known = await migrationNames();
  const unknown = migrations.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    refuse('BACKUP_NEWER', `备份由更新的版本（${version}）所做，本程序没有 ${unknown.join('、')}：请先升级程序`, `the backup was made by a newer version (${version}); this program has no ${unknown.join(', ')}: upgrade it first`, { version });
};

/** Split here rather than by a reader of lines, which would not hear of a pipe that breaks off in the middle. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const unpacked = pipeline(createReadStream(file), createGunzip(), () => undefined).setEncoding('utf8');
  let rest = '';
  for await (const chunk of unpacked as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

const damaged = (file: string, problem: string): never => refuse('BACKUP_DAMAGED', `备份文件 ${file} 已损坏（${problem}）：请用另一份备份`, `${file} of the backup is damaged (${problem}): use another backup`, { file });

const demandWhole = async (folder: string, { name, rows, sha256 }: Table): Promise<void> => {
  const file = tableFile(folder, name);
  const sum = new LineSum();
  try {
    for await (const line of linesOf(file)) sum.add(line);
  } catch (error) {
    damaged(file, String(error));
  }
  const found = sum.total();
  if (found.rows !== rows || found.sha256 !== sha256) damaged(file, `${found.rows}/${rows}`);
};

const demandFree = async (ledgerUrl: string, migrations: readonly string[]): Promise<void> => {
  if (!(await withClient(ledgerUrl, (client) => isFreeFor(client, migrations))))
    refuse('RESTORE_NOT_EMPTY', '目标数据库不是空的：恢复不覆盖任何内容，请用新的数据文件夹（--data），或新建的空数据库（DATABASE_URL）', 'the database is not empty: a restore overwrites nothing; take a new data folder (--data), or a new empty database (DATABASE_URL)');
};

const fill = async (folder: string, ledgerUrl: string, { tables, sequences }: Manifest, onProgress: (done: number) => void): Promise<{ readonly broken: readonly string[]; readonly pieces: readonly StoredEvidence[] }> =>
  await withClient(ledgerUrl, async (client) => {
    await client.query('begin');
    await client.query(SAME_TEXTS);
    const putBack = await withoutGuards(client, tables);
    for (const [at, table] of tables.entries()) {
      await fillTable(client, tableFile(folder, table.name), table);
      const { sha256 } = await sumOf(client, table);
      if (sha256 !== table.sha256) damaged(tableFile(folder, table.name), 'differs after loading');
      onProgress(at + 1);
    }
    await putBack();
    await setSequences(client, sequences);
    const broken = await brokenHistories(client);
    const { evidence } = await dumpHead(client);
    await client.query('commit');
    return { broken, pieces: evidence };
  });

const fillTable = async (client: pg.Client, file: string, shape: TableShape): Promise<void> => {
  let batch: string[] = [];
  for await (const line of linesOf(file)) {
    batch.push(line);
    if (batch.length < BATCH) continue;
    await loadLines(client, shape, batch);
    batch = [];
  }
  if (batch.length > 0) await loadLines(client, shape, batch);
};

/** Evidence, the unit's own templates, and keys where the backup has them and the folder has none. Answers the hashes that are away. */
type Files = { readonly manifest: Manifest; readonly pieces: readonly StoredEvidence[] };
const restoreFiles = async (folder: string, dataFolder: string, { manifest, pieces }: Files, onProgress: (done: number) => void): Promise<readonly string[]> => {
  const { missing, damaged: spoilt } = await copyEvidence(pieces, join(folder, 'evidence'), join(dataFolder, 'evidence'), onProgress);
  if (existsSync(join(folder, TEMPLATES))) await cp(join(folder, TEMPLATES), join(dataFolder, TEMPLATES), { recursive: true, force: false });
  for (const name of manifest.keys) {
    const target = join(dataFolder, name);
    await cp(join(folder, 'keys', name), target, { force: false });
    await chmod(target, 0o600);
  }
  return [...missing, ...spoilt];
};
