import { Option } from 'commander';
import { refuse } from '../../domain/refusal.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import type { NameBook } from '../../ledger/people.ts';
import type { ListFormat, PlainList } from '../sheets/list-bytes.ts';
import type { CommandContext } from './context.ts';
import { writeOut } from './write-out.ts';

/** `--out` of a command that lists: the list as a file, the very one that the page exports. */
export const outOption = (): Option => new Option('--out <file>', '写入 .xlsx 或 .csv / write to a file');

/** As what a file is written, by its name. @throws Refusal USAGE */
export const formatOfFile = (file: string): ListFormat => {
  const ending = /\.(xlsx|csv)$/i.exec(file)?.[1]?.toLowerCase();
  return ending === 'xlsx' || ending === 'csv' ? ending : refuse('USAGE', `导出文件须以 .xlsx 或 .csv 结尾（${file}）`, `the file has to end in .xlsx or .csv (${file})`, { file });
};

/** Writes a list to a file and says so. @throws Refusal USAGE, FILE_NOT_WRITTEN */
export const writeList = async <T>(context: CommandContext, file: string, list: PlainList<T>): Promise<void> => {
  const [{ listBytes }, { dayOf }] = await Promise.all([import('../sheets/list-bytes.ts'), import('../../domain/time.ts')]);
  await writeOut(file, await listBytes(formatOfFile(file), list, dayOf(Date.now())));
  context.answer({ out: file, lines: list.rows.length }, `已写出 ${file}，共${list.rows.length}项 / written`);
};

/** The names that people have today, for the columns of such a list. */
export const namesToday = async (ledger: LedgerDatabase): Promise<NameBook> => {
  const [{ loadNames }, { dayOf }] = await Promise.all([import('../../ledger/people.ts'), import('../../domain/time.ts')]);
  return await loadNames(ledger, dayOf(Date.now()));
};
