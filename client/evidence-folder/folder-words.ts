import { table } from '../commands/table.ts';
import type { FileOutcome, FolderResult } from './add-folder.ts';

const OUTCOMES: Readonly<Record<FileOutcome, string>> = { added: '已提交', 'would add': '将提交', already: '已有', unknown: '对不上问题', refused: '未提交' };

/** Which file went where, for people; what needs somebody first. */
export const folderInWords = ({ files, passed }: FolderResult, dryRun: boolean): string => {
  const count = (outcome: FileOutcome): number => files.filter((one) => one.outcome === outcome).length;
  const ordered = files.toSorted((a, b) => Number(a.outcome === 'added' || a.outcome === 'already') - Number(b.outcome === 'added' || b.outcome === 'already'));
  return [
    `${dryRun ? '（预览，未提交）' : ''}${files.length}个文件 = ${dryRun ? `将提交${count('would add')}` : `已提交${count('added')}`} + 已有${count('already')} + 对不上问题${count('unknown')} + 未提交${count('refused')}；略过${passed.length}个系统文件或链接`,
    `${files.length} files: ${count(dryRun ? 'would add' : 'added')} ${dryRun ? 'would be' : ''} handed in, ${count('already')} there already, ${count('unknown')} of no issue, ${count('refused')} refused; ${passed.length} passed over`,
    ...(files.length === 0 ? [] : [table(ordered, [
      { head: '文件', value: ({ path }) => path, max: 50 },
      { head: '问题', value: ({ number }) => number ?? '—', max: 16 },
      { head: '结果', value: ({ outcome }) => OUTCOMES[outcome] },
      { head: '说明', value: ({ remark, refusal }) => refusal?.zh ?? remark?.zh ?? null, max: 60 },
    ])]),
    ...passed.map((path) => `  略过 ${path}`),
  ].join('\n');
};
