import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connect, type LedgerDatabase } from './database.ts';
import { evidencePath, storeEvidence, storeEvidenceFile, verifyEvidence } from './evidence.ts';
import { freshDatabase, type FreshDatabase } from './test-cluster.ts';

const AT = Date.UTC(2026, 2, 2);
let database: FreshDatabase;
let db: LedgerDatabase;
let home: string;
let folder: string;
beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
  rmSync(home, { recursive: true, force: true });
});
beforeEach(async () => {
  await db.deleteFrom('evidence').execute();
  home = mkdtempSync(join(tmpdir(), 'huitoukan-evidence-'));
  folder = join(home, 'evidence');
});

const sha = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
const rows = () => db.selectFrom('evidence').selectAll().execute();
const files = (): string[] => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => one.name);

test('a piece lies by its content, once, however often it is handed in', async () => {
  const sha256 = sha('会议纪要');
  for (let again = 0; again < 2; again += 1) expect(await storeEvidence(db, folder, [Buffer.from('会议'), Buffer.from('纪要')], AT)).toEqual({ sha256, size: 12 });
  expect(files()).toEqual([sha256]);
  expect(await rows()).toEqual([{ sha256, size: 12, stored_at: AT }]);
});

test('ten at once with the same content do not get in one another’s way', async () => {
  await Promise.all(Array.from({ length: 10 }, () => storeEvidence(db, folder, [Buffer.from('同一份')], AT)));
  expect(files()).toEqual([sha('同一份')]);
  expect(await rows()).toHaveLength(1);
});

test('an empty file and one of 50 MB are refused in both languages, and nothing is left of them', async () => {
  await expect(storeEvidence(db, folder, [], AT)).rejects.toMatchObject({ code: 'EVIDENCE_EMPTY', zh: expect.stringContaining('空'), en: expect.stringContaining('empty') });
  const chunk = Buffer.alloc(1024 * 1024, 1);
  const stream = async function* () {
    for (let at = 0; at < 50; at += 1) yield chunk;
  };
  await expect(storeEvidence(db, folder, stream(), AT)).rejects.toMatchObject({ code: 'EVIDENCE_TOO_LARGE', where: { maxBytes: 32 * 1024 * 1024 } });
  const file = join(home, 'big.pdf');
  writeFileSync(file, Buffer.alloc(50 * 1024 * 1024));
  await expect(storeEvidenceFile(db, folder, file, AT)).rejects.toMatchObject({ code: 'EVIDENCE_TOO_LARGE', where: { size: 50 * 1024 * 1024 } });
  expect(files()).toEqual([]);
  expect(await rows()).toEqual([]);
});

test('with a higher limit the 50 MB are taken', async () => {
  const file = join(home, '会议录像.bin');
  const bytes = Buffer.alloc(50 * 1024 * 1024, 7);
  writeFileSync(file, bytes);
  expect(await storeEvidenceFile(db, folder, file, AT, { maxBytes: 64 * 1024 * 1024 })).toEqual({ sha256: sha(bytes), size: bytes.length, name: '会议录像.bin' });
});

test('a file that is not there, and a folder, are refused', async () => {
  await expect(storeEvidenceFile(db, folder, join(home, 'none.pdf'), AT)).rejects.toMatchObject({ code: 'EVIDENCE_UNREADABLE' });
  await expect(storeEvidenceFile(db, folder, home, AT)).rejects.toMatchObject({ code: 'EVIDENCE_UNREADABLE' });
});

test('a source that breaks off leaves nothing behind', async () => {
  const broken = async function* () {
    yield Buffer.from('一半');
    throw new Error('connection reset');
  };
  await expect(storeEvidence(db, folder, broken(), AT)).rejects.toThrow('connection reset');
  expect(files()).toEqual([]);
  expect(await rows()).toEqual([]);
});

test('reading everything again finds what is missing, damaged, or listed nowhere', async () => {
  const stored = await Promise.all(['甲', '乙', '丙'].map((text) => storeEvidence(db, folder, [Buffer.from(text)], AT)));
  const [first, second] = stored.map((one) => one.sha256);
  rmSync(evidencePath(folder, first!));
  writeFileSync(evidencePath(folder, second!), '换掉');
  writeFileSync(join(folder, 'stray'), 'x');
  const steps: number[] = [];
  const check = await verifyEvidence(db, folder, (done) => steps.push(done));
  expect(check).toMatchObject({ checked: 3, missing: [first], damaged: [second], unlisted: ['stray'] });
  expect(steps).toEqual([1, 2, 3]);
  // Handed in again, the sound copy takes the damaged one's place.
  await storeEvidence(db, folder, [Buffer.from('乙')], AT);
  expect((await verifyEvidence(db, folder)).damaged).toEqual([]);
});

const mount = (path: string): boolean => process.getuid?.() === 0 && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path]).status === 0;

test('on a full disk nothing is kept: no file, no row, no rest', async (context) => {
  if (!mount(home)) return context.skip('a disk of 1 MB needs root and the right to mount');
  try {
    const sizes = Array.from({ length: 3 }, () => Buffer.alloc(1024 * 1024, 3));
    await expect(storeEvidence(db, folder, sizes, AT)).rejects.toMatchObject({ code: 'EVIDENCE_DISK_FULL', zh: expect.stringContaining('已满') });
    expect(files()).toEqual([]);
    expect(await rows()).toEqual([]);
    expect((await storeEvidence(db, folder, [Buffer.from('够小')], AT)).size).toBe(6);
  } finally {
    spawnSync('umount', [home]);
  }
});
