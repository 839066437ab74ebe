import { writeXlsx, type CellValue } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import type { Absence } from '../../ledger/absences.ts';
import type { Directory } from '../../ledger/directory-view.ts';
import { bookOf } from '../sheets/read-book.ts';
import { peopleTemplate } from './people-book.ts';
import { planPeople, type PeoplePlan, type Recorded } from './plan-people.ts';
import { readPeopleBook } from './read-people.ts';

const directory: Directory = {
  people: [
    { id: 'p-he', name: '何立', email: 'he@example.com', leftOn: null },
    { id: 'p-lu', name: '鲁岩', email: null, leftOn: null },
    { id: 'p-wei1', name: '魏来', email: null, leftOn: null },
    { id: 'p-wei2', name: '魏来', email: null, leftOn: '2026-05-01' },
  ],
  units: [{ id: 'town', name: '青石镇', superior: 'county' }, { id: 'county', name: '临江县', superior: null }],
  posts: [
    { id: 'deputy', title: '副镇长', unit: '青石镇', unitId: 'town', heads: false, holders: [{ person: 'p-lu', from: '2025-01-01', to: null }] },
    { id: 'head', title: '书记', unit: '青石镇', unitId: 'town', heads: true, holders: [] },
    { id: 'team', title: '巡察组', unit: '县委巡察办', unitId: null, heads: false, holders: [{ person: 'p-he', from: '2026-01-01', to: '2027-01-01' }, { person: 'p-wei1', from: '2026-01-01', to: null }] },
  ],
};
const leave: Absence = { id: 1, person: 'p-he', deputy: 'p-lu', from: '2026-12-01', last: '2026-12-10', reason: '培训', recordedBy: 'p-lu', recordedAt: 0, cancelledFrom: null };
const recorded: Recorded = { directory, absences: [leave], chat: { 'p-he': { mobile: '13800001111' } }, today: '2026-11-22' };

const planOf = async (sheets: Readonly<Record<string, CellValue[][]>>): Promise<PeoplePlan> => {
  const bytes = await writeXlsx({ sheets: Object.entries(sheets).map(([name, rows]) => ({ name, rows })) });
  return planPeople(readPeopleBook(await bookOf(bytes, '人员.xlsx')).rows, recorded);
};
const told = (plan: PeoplePlan): readonly (readonly [string, string, string])[] => plan.rows.map(({ id, outcome, reasons, changes }) => [id, outcome, [...reasons.map(({ code }) => code), ...changes.map(({ zh, have, says }) => `${zh}:${have}>${says}`)].join(' ')]);

describe('people and posts from a workbook', () => {
  test('the template with what is on record, imported again, changes nothing', async () => {
    const bytes = await peopleTemplate(directory, [leave], recorded.chat, '2026-11-22');
    expect(Buffer.compare(bytes, await peopleTemplate(directory, [leave], recorded.chat, '2026-11-22'))).toBe(0);
    const plan = planPeople(readPeopleBook(await bookOf(bytes, 'people.xlsx')).rows, recorded);
    expect(told(plan).filter(([, outcome]) => outcome !== 'same')).toEqual([]);
    expect(plan.rows).toHaveLength(2 + 4 + 3 + 1);
    expect([plan.units, plan.posts, plan.absences, plan.leaving, plan.chat]).toEqual([[], [], [], [], {}]);
  });

  test('new ones, changes and what cannot be taken, row by row', async () => {
    const plan = await planOf({
      单位: [['单位编号', '单位名称', '上级单位'], ['village', '石桥村', '青石镇'], ['ring', '环村', '环镇'], ['环镇', '环镇', '环村'], ['x', '孤岛', '火星']],
      人员: [['编号', '姓名', '邮箱', '手机', '离任日期'], ['', '何 立', 'he@new.example', '138-0000-1111', null], ['', '新来的', 'new@example.com', '', null], ['', '魏来', '', '', null], ['p-lu', '鲁岩', 'nonsense', '', null], ['p-wei1', '魏来', '', '', '2026.12.1']],
      岗位: [['岗位编号', '岗位名称', '单位', '任职人', '任职起', '单位负责人'], ['deputy', '副镇长', '青石镇', '新来的', '2026-12-01', ''], ['head', '书记', '青石镇', '', '', '是'], ['', '站长', '石桥村', '何立、鲁岩', null, null], ['ghost', '某岗', '青石镇', '查无此人', null, null]],
      休假: [['休假人', '代理人', '自', '至', '事由'], ['何立', '鲁岩', '2026-12-05', '2026-12-20', ''], ['鲁岩', '新来的', 46023, '2026-01-09', '年休假'], ['鲁岩', '鲁岩', '2027-01-01', '2027-01-02', '']],
    });
    expect(told(plan)).toEqual([
      ['village', 'new', ''],
      ['ring', 'failed', 'UNIT_CYCLE'],
      ['环镇', 'failed', 'UNIT_CYCLE'],
      ['x', 'failed', 'UNKNOWN_UNIT'],
      ['p-he', 'different', '邮箱:he@example.com>he@new.example'],
      ['新来的', 'new', '姓名:>新来的 邮箱:>new@example.com'],
      ['魏来', 'failed', 'PARTY_AMBIGUOUS 姓名:>魏来'],
      ['p-lu', 'failed', expect.stringMatching(/^EMAIL_INVALID/)],
      ['p-wei1', 'different', '离任日期:>2026-12-01'],
      ['ghost', 'failed', 'UNKNOWN_PERSON'],
      ['deputy', 'different', '任职:p-lu 2025-01-01起>新来的 2026-12-01起'],
      ['head', 'same', ''],
      ['石桥村-站长', 'new', expect.any(String)],
      ['p-he', 'failed', 'ABSENCE_OVERLAPS'],
      ['p-lu', 'new', ''],
      ['p-lu', 'failed', 'DEPUTY_IS_SELF'],
    ]);
    expect(plan.posts).toEqual([
      { id: 'deputy', title: '副镇长', unit: 'town', holders: [{ person: '新来的', from: '2026-12-01', to: null }], heads: false },
      { id: '石桥村-站长', title: '站长', unit: 'village', holders: ['p-he', 'p-lu'], heads: false },
    ]);
    expect(plan.absences).toEqual([{ person: 'p-lu', deputy: '新来的', from: '2026-01-01', last: '2026-01-09', reason: '年休假' }]);
    expect(plan.leaving).toEqual([{ person: 'p-wei1', on: '2026-12-01' }]);
    expect(plan.people.map(({ id }) => id)).toContain('新来的');
  });

  test('a list of telephone numbers with posts is read as people who hold them', async () => {
    const plan = await planOf({ 通讯录: [['序号', '姓名', '所在单位', '职务', '联系电话', '电子邮箱'], [1, '白露', '青石镇', '党政办主任', '13900002222', 'bai@example.com']] });
    expect(plan.people).toEqual([{ id: '白露', name: '白露', email: 'bai@example.com' }]);
    expect(plan.posts).toEqual([{ id: '青石镇-党政办主任', title: '党政办主任', unit: 'town', holders: ['白露'], heads: false }]);
    expect(plan.chat).toEqual({ 白露: { mobile: '13900002222' } });
  });

  test('a book without any such table says how to get one', async () => {
    await expect(planOf({ 菜单: [['菜', '价格'], ['鱼', 3]] })).rejects.toMatchObject({ code: 'PEOPLE_FILE_NO_TABLE' });
  });
});
