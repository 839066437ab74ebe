import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backUp } from '../../client/backup/backup.ts';
import { restore } from '../../client/backup/restore.ts';
import { rebuild } from '../../client/rebuild.ts';
import { connect } from '../../ledger/database.ts';
import { storeEvidence } from '../../ledger/evidence.ts';
import { emptyDatabase, type FreshDatabase } from '../../ledger/test-cluster.ts';
import { temporaryFolder } from '../platform/helpers.ts';
import { firstHalf, ISSUES, ledgerOf } from '../rebuild-play.ts';
import { startRig, until, type Rig } from '../rig.ts';

let rig: Rig;
let data: string;
const databases: FreshDatabase[] = [];

beforeAll(async () => {
  rig = await startRig();
  await firstHalf(rig);
});
afterAll(async () => {
  await rig?.close();
  for (const database of databases) await database.drop();
});

const newDatabase = async (): Promise<FreshDatabase> => {
  const database = await emptyDatabase();
  databases.push(database);
  return database;
};

const dataFolder = async (): Promise<string> => {
  const folder = temporaryFolder();
  await storeEvidence(rig.db, join(folder, 'evidence'), [Buffer.from('会议纪要')], 1);
  mkdirSync(join(folder, 'templates'));
  writeFileSync(join(folder, 'templates', 'notice.md'), '---\nsubject: 提醒\n---\n');
  for (const name of ['codec-keys.json', 'web-secret']) writeFileSync(join(folder, name), 'geheim');
  return folder;
};

const backUpTo = (to: string, withKeys = false) => backUp({ ledgerUrl: rig.database.url, dataFolder: data, to, withKeys, madeAt: '2026-11-22T08:00:00Z' });

test('a half-played round, backed up while people act, comes back as it was at one instant, and a new engine goes on with it', { timeout: 120_000 }, async () => {
  data = await dataFolder();
  let acting = true;
  const acts = (async () => {
    for (let n = 0; acting; n += 1) await rig.act('issue/r1/2', 'p-owner', { type: 'report-progress', note: `第${n}次` });
  })();
  const during = join(temporaryFolder(), 'during');
  await backUpTo(during).finally(() => (acting = false));
  await acts;
  const torn = await restore({ from: during, ledgerUrl: (await newDatabase()).url, dataFolder: temporaryFolder() });
  expect(torn).toMatchObject({ brokenHistories: [], evidenceAway: [] });

  const to = join(temporaryFolder(), 'backup');
  const { manifest, leftOut } = await backUpTo(to);
  expect(leftOut).toEqual(['codec-keys.json', 'web-secret']);
  expect(readdirSync(to).toSorted()).toEqual(['evidence', 'ledger', 'manifest.json', 'templates']);
  expect(statSync(to).mode & 0o077).toBe(0);
  const [database, folder] = [await newDatabase(), temporaryFolder()];
  const restored = await restore({ from: to, ledgerUrl: database.url, dataFolder: folder });
  expect(restored).toMatchObject({ brokenHistories: [], evidenceAway: [], rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0) });
  expect(readFileSync(join(folder, 'templates/notice.md'), 'utf8')).toContain('提醒');
  expect(existsSync(join(folder, 'web-secret'))).toBe(false);

  const before = await ledgerOf(rig.db);
  const db = connect(database.url);
  expect(await ledgerOf(db)).toEqual(before);
  await db.destroy();

  // The restored ledger alone, on an engine that has never heard of it.
  const fresh = await startRig({ database });
  expect(await rebuild(fresh.client, { dispatcher: null })).toMatchObject({ issues: { open: ISSUES - 1, started: ISSUES - 1 }, rounds: { started: 1 }, failed: [] });
  expect((await fresh.act('issue/r1/2', 'p-owner', { type: 'report-progress', note: '恢复之后' })).seq).toBe((before.rows.find(({ id }) => id === 'issue/r1/2')?.seq ?? 0) + 1);
  // What nobody may rewrite cannot be rewritten there either.
  await expect(fresh.db.deleteFrom('issue_event').execute()).rejects.toThrow();
  await fresh.close();
});

test('a step that is recorded while the backup runs is in it as a whole or not at all', { timeout: 60_000 }, async () => {
  data = await dataFolder();
  const [to, database, during] = [join(temporaryFolder(), 'first'), await newDatabase(), join(temporaryFolder(), 'second')];
  await backUpTo(to);
  await restore({ from: to, ledgerUrl: database.url, dataFolder: temporaryFolder() });
  const [writer, watcher] = [new pg.Client({ connectionString: database.url }), new pg.Client({ connectionString: database.url })];
  await Promise.all([writer.connect(), watcher.connect()]);
  try {
    // The backup has the register behind it when it comes to the events, and waits there until the step is recorded.
    await writer.query('begin; lock table issue_event in access exclusive mode');
    const done = backUp({ ledgerUrl: database.url, dataFolder: data, to: during, withKeys: false, madeAt: '2026-11-22T08:00:00Z' });
    await until(async () => ((await watcher.query('select 1 from pg_locks where not granted')).rowCount ?? 0) > 0, 'the backup to wait');
    await writer.query("insert into issue_event (issue_id, seq, cycle, at, by, type, body) select issue_id, seq + 1, cycle, at, by, type, body from issue_event where issue_id = 'issue/r1/2' order by seq desc limit 1");
    await writer.query("update issue set seq = seq + 1 where id = 'issue/r1/2'; commit");
    await done;
  } finally {
    await Promise.all([writer.end(), watcher.end()]);
  }
  expect(await restore({ from: during, ledgerUrl: (await newDatabase()).url, dataFolder: temporaryFolder() })).toMatchObject({ brokenHistories: [] });
});

test('keys come along only when somebody says so; a backup overwrites nothing', async () => {
  data = await dataFolder();
  const to = join(temporaryFolder(), 'with-keys');
  expect((await backUpTo(to, true)).leftOut).toEqual([]);
  expect(readFileSync(join(to, 'keys/web-secret'), 'utf8')).toBe('geheim');
  await expect(backUpTo(to)).rejects.toMatchObject({ code: 'BACKUP_EXISTS' });
  const folder = temporaryFolder();
  await restore({ from: to, ledgerUrl: (await newDatabase()).url, dataFolder: folder });
  expect(statSync(join(folder, 'codec-keys.json')).mode & 0o777).toBe(0o600);
});

test('a piece of evidence that is away or damaged is listed, and nothing else suffers', async () => {
  data = await dataFolder();
  const bad = await storeEvidence(rig.db, join(data, 'evidence'), [Buffer.from('照片')], 2);
  writeFileSync(join(data, 'evidence', bad.sha256.slice(0, 2), bad.sha256), '别的');
  const to = join(temporaryFolder(), 'backup');
  const { manifest } = await backUpTo(to);
  expect(manifest.evidence).toMatchObject({ files: 1, missing: [], damaged: [bad.sha256] });
  const restored = await restore({ from: to, ledgerUrl: (await newDatabase()).url, dataFolder: temporaryFolder() });
  expect(restored.evidenceAway).toEqual([bad.sha256]);
  await rig.db.deleteFrom('evidence').where('sha256', '=', bad.sha256).execute();
});

test('a damaged, torn or newer backup is refused before anything is written, and so is a ledger that holds something', async () => {
  data = await dataFolder();
  const to = join(temporaryFolder(), 'backup');
  await backUpTo(to);
  const database = await newDatabase();
  const attempt = (from = to, ledgerUrl = database.url) => restore({ from, ledgerUrl, dataFolder: temporaryFolder() });
  const [manifest, events] = [join(to, 'manifest.json'), join(to, 'ledger/issue_event.jsonl.gz')];
  const [sound, rows] = [readFileSync(manifest, 'utf8'), readFileSync(events)];

  writeFileSync(events, gzipSync(gunzipSync(rows).toString().replace('p-owner', 'p-ownre')));
  await expect(attempt()).rejects.toMatchObject({ code: 'BACKUP_DAMAGED', where: { file: events } });
  writeFileSync(events, rows.subarray(0, rows.length / 2));
  await expect(attempt()).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' });
  writeFileSync(events, rows);
  writeFileSync(manifest, sound.replace('0001-spine.sql', '9999-later.sql'));
  await expect(attempt()).rejects.toMatchObject({ code: 'BACKUP_NEWER', zh: expect.stringContaining('9999-later.sql') });
  writeFileSync(manifest, sound.slice(0, 100));
  await expect(attempt()).rejects.toMatchObject({ code: 'BACKUP_UNREADABLE' });
  writeFileSync(manifest, sound);
  await expect(attempt(temporaryFolder())).rejects.toMatchObject({ code: 'BACKUP_UNREADABLE' });
  await expect(attempt(to, rig.database.url)).rejects.toMatchObject({ code: 'RESTORE_NOT_EMPTY' });
  await expect(attempt()).resolves.toMatchObject({ brokenHistories: [] });
});
