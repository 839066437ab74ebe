import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeXlsx, type CellValue } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importPeople } from '../../client/people-sheets/import-people.ts';
import { peopleTemplate } from '../../client/people-sheets/people-book.ts';
import { startOfDay } from '../../domain/time.ts';
import { listAbsences } from '../../ledger/absences.ts';
import { connect, type LedgerDatabase } from '../../ledger/database.ts';
import { loadDirectory } from '../../ledger/directory-view.ts';
import { freshDatabase, type FreshDatabase } from '../../ledger/test-cluster.ts';

let database: FreshDatabase;
let db: LedgerDatabase;
let home: string;
beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url);
  home = mkdtempSync(join(tmpdir(), 'huitoukan-people-'));
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
  rmSync(home, { recursive: true, force: true });
});

const book = async (sheets: Readonly<Record<string, CellValue[][]>>): Promise<Uint8Array> => await writeXlsx({ sheets: Object.entries(sheets).map(([name, rows]) => ({ name, rows })) });
const take = async (bytes: Uint8Array, dryRun = false) => {
  const { plan } = await importPeople(db, { name: '人员.xlsx', bytes }, { person: 'p-clerk', from: '2026-11-22', dryRun, settings: join(home, 'channels.yaml'), now: startOfDay('2026-11-22') });
  return plan.rows.map(({ outcome }) => outcome).join(' ');
};

test('a workbook fills the directory; the same again and the template change nothing; a new holder ends the old one’s term', async () => {
  writeFileSync(join(home, 'channels.yaml'), '# 群机器人\nprefer: mail\n');
  const sheets = {
    单位: [['单位编号', '单位名称', '上级单位'], ['county', '临江县', ''], ['town', '青石镇', '临江县']],
    人员: [['编号', '姓名', '邮箱', '手机'], ['p-clerk', '白露', 'bai@example.com', '13900002222'], ['p-he', '何立', '', '']],
    岗位: [['岗位编号', '岗位名称', '单位', '任职人', '任职起', '单位负责人'], ['clerk', '党政办主任', '青石镇', '白露', '2026-01-01', ''], ['head', '书记', '青石镇', '何立', '', '是']],
    休假: [['休假人', '代理人', '自', '至', '事由'], ['何立', '白露', '2026-12-01', '2026-12-05', '培训']],
  };
  expect(await take(await book(sheets), true)).toBe('new new new new new new new');
  expect((await loadDirectory(db)).people).toEqual([]);
  expect(await take(await book(sheets))).toBe('new new new new new new new');
  expect(await take(await book(sheets))).toBe('same same same same same same same');
  const directory = await loadDirectory(db);
  expect(directory.units).toEqual([{ id: 'county', name: '临江县', superior: null }, { id: 'town', name: '青石镇', superior: 'county' }]);
  expect(directory.posts[0]).toMatchObject({ id: 'clerk', unitId: 'town', holders: [{ person: 'p-clerk', from: '2026-01-01', to: null }] });
  expect(await listAbsences(db)).toMatchObject([{ person: 'p-he', deputy: 'p-clerk', recordedBy: 'p-clerk' }]);
  expect(readFileSync(join(home, 'channels.yaml'), 'utf8')).toBe('# 群机器人\nprefer: mail\npeople:\n  p-clerk:\n    mobile: "13900002222"\n');
  expect(await take(await peopleTemplate(directory, await listAbsences(db), { 'p-clerk': { mobile: '13900002222' } }, '2026-11-22'))).toBe('same same same same same same same');

  expect(await take(await book({ 岗位: [['岗位编号', '岗位名称', '单位', '任职人', '任职起'], ['clerk', '党政办主任', '青石镇', '何立', '2026-12-01']] }))).toBe('different');
  expect((await loadDirectory(db)).posts[0]?.holders).toEqual([{ person: 'p-clerk', from: '2026-01-01', to: '2026-12-01' }, { person: 'p-he', from: '2026-12-01', to: null }]);
});
