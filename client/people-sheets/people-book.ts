import type { Day } from '../../domain/time.ts';
import type { Absence } from '../../ledger/absences.ts';
import type { Directory } from '../../ledger/directory-view.ts';
import type { CellValue } from '../sheets/table.ts';
import { listBook, type ListSheet } from '../sheets/write-book.ts';
import { SHAPES, type TableKind } from './fields.ts';
import type { ChatEntry } from './people-cells.ts';
import type { PeoplePlan, PlannedPerson } from './plan-people.ts';

/** The directory as a workbook to fill in: what is on record stands in it, so that only what is new or different has to be typed. */
export const peopleTemplate = async (directory: Directory, absences: readonly Absence[], chat: Readonly<Record<string, ChatEntry>>, on: Day): Promise<Uint8Array> => {
  const rows: Readonly<Record<TableKind, readonly Readonly<Record<string, CellValue>>[]>> = {
    unit: directory.units.map(({ id, name, superior }) => ({ id, name, superior })),
    person: directory.people.map(({ id, name, email, leftOn }) => ({ id, name, email, leftOn, ...chat[id] })),
    post: directory.posts.flatMap(({ id, title, unit, unitId, heads, holders }) => {
      const post = { id, title, unit: unitId ?? unit, heads: heads ? '是' : null };
      const live = holders.filter(({ to }) => to === null || to > on);
      return live.length === 0 ? [{ ...post, holder: '空缺' }] : live.map(({ person, from, to }) => ({ ...post, holder: person, from, to }));
    }),
    absence: absences.filter(({ cancelledFrom, last }) => cancelledFrom === null && last >= on).map(({ person, deputy, from, last, reason }) => ({ person, deputy, from, last, reason })),
  };
  const sheet = (kind: TableKind): ListSheet => {
    const { zh } = SHAPES[kind];
    // Posts have a sheet of their own here.
    const fields = SHAPES[kind].fields.filter(({ key }) => kind !== 'person' || !['unit', 'title', 'from'].includes(key));
    return { name: zh, head: fields.map((field) => field.zh), widths: fields.map(() => 18), rows: rows[kind].map((row) => fields.map(({ key }) => row[key] ?? null)), above: [HINTS[kind]] };
  };
  return await listBook((['unit', 'person', 'post', 'absence'] as const).map(sheet), { title: '人员和岗位', on });
};

const HINTS: Readonly<Record<TableKind, string>> = {
  unit: '填单位编号或名称；上级单位写编号或名称。未列出的单位不变。',
  person: '没有编号的，按姓名对应已有人员，新人员以姓名为编号。空白的格不改变原有内容。',
  post: '一人一行，或用顿号并列；空白表示任职人不变，“空缺”表示无人任职。日期写作 2026-03-31。',
  absence: '自、至均含当日；事由空白记作“休假”。',
};

const OUTCOMES = { new: '新增', same: '一致', different: '变更', failed: '未导入' } as const;
export const reasonsInWords = ({ reasons, changes }: PlannedPerson): string => [...reasons.map(({ zh }) => zh), ...changes.map(({ zh, have, says }) => `${zh}：${have === '' ? '（空）' : have} → ${says === '' ? '（空）' : says}`)].join('；');

/** What became of each row. */
export const peopleResultBook = async ({ rows }: PeoplePlan, on: Day): Promise<Uint8Array> =>
  await listBook(
    [{ name: '逐行结果', head: ['工作表', '行', '内容', '编号', '名称', '结果', '说明'], widths: [16, 8, 10, 18, 18, 10, 70], rows: rows.map((row) => [row.sheet, row.row, SHAPES[row.kind].zh, row.id, row.name, OUTCOMES[row.outcome], reasonsInWords(row)]) }],
    { title: '人员导入结果', on },
  );
