import type { Command } from 'commander';
import type { Day } from '../../domain/time.ts';
import { setting } from '../../worker/settings.ts';
import type { CommandContext } from './context.ts';
import { action } from './context.ts';
import { dayFrom } from './parse.ts';
import { table } from './table.ts';
import { writeOut } from './write-out.ts';

type ImportOptions = { from?: Day; dryRun?: boolean; result?: string };

/** As many rows as a person reads on a screen. */
const SHOWN = 40;

/** `huitoukan people import|template` */
export const addPeopleImport = (people: Command): void => {
  people
    .command('import <file>')
    .description('导入人员、单位、岗位、休假（.xlsx、.csv；或 YAML、JSON：people、units、posts）/ take in people, units, posts and leave')
    .option('--from <day>', '任职起始日（默认今天）/ holders from this day, today by default', dayFrom)
    .option('--dry-run', '只预览逐行结果 / only show what would become of each row')
    .option('--result <file>', '逐行结果写入文件 / write what became of each row')
    .action(
      action(async (context, file: string, options: ImportOptions) => {
        if (/\.(?:ya?ml|json)$/i.test(file)) return await importStructured(context, file, options);
        return await importSheet(context, file, options);
      }),
    );
  people
    .command('template')
    .description('导出样表，已有人员填在其中 / write a workbook to fill in, with what is on record')
    .option('--out <file>', '写入文件 / file to write', 'people.xlsx')
    .action(
      action(async (context, { out }: { out: string }) => {
        const [{ peopleTemplate }, { loadDirectory }, { listAbsences }, { readChat }, { dayOf }] = await Promise.all([
          import('../people-sheets/people-book.ts'),
          import('../../ledger/directory-view.ts'),
          import('../../ledger/absences.ts'),
          import('../people-sheets/chat-settings.ts'),
          import('../../domain/time.ts'),
        ]);
        const { ledger } = await context.client();
        const [directory, absences, chat] = await Promise.all([loadDirectory(ledger), listAbsences(ledger), readChat(await settingsFile(context))]);
        await writeOut(out, await peopleTemplate(directory, absences, chat, dayOf(Date.now())));
        context.answer({ file: out, people: directory.people.length, posts: directory.posts.length, units: directory.units.length }, `已写入 ${out}：单位${directory.units.length}个、人员${directory.people.length}名、岗位${directory.posts.length}个 / written`);
      }),
    );
};

const settingsFile = async ({ options }: CommandContext): Promise<string> => {
  const [{ channelSettingsFile }, { dataFolderPath }] = await Promise.all([import('../../worker/channel-settings.ts'), import('../../worker/data-folder.ts')]);
  return channelSettingsFile(dataFolderPath(options.data));
};

const importStructured = async (context: CommandContext, file: string, { from }: ImportOptions): Promise<void> => {
  const [{ peopleFileSchema, readStructured }, { saveDirectory }, { dayOf }] = await Promise.all([import('../round-file.ts'), import('../../ledger/directory.ts'), import('../../domain/time.ts')]);
  const directory = await readStructured(file, peopleFileSchema, 'PEOPLE_FILE');
  await saveDirectory((await context.client()).ledger, directory.people, directory.posts, from ?? dayOf(Date.now()), directory.units);
  const { length: persons } = directory.people;
  context.answer({ people: persons, posts: directory.posts.length }, `已导入人员${persons}名、岗位${directory.posts.length}个 / ${persons} people, ${directory.posts.length} posts taken in`);
};

const importSheet = async (context: CommandContext, file: string, { from, dryRun, result }: ImportOptions): Promise<number> => {
  const [{ readFileGuarded }, { importPeople }, { peopleResultBook, reasonsInWords }, { SHAPES }, { dayOf }, path] = await Promise.all([
    import('../sheets/read-book.ts'),
    import('../people-sheets/import-people.ts'),
    import('../people-sheets/people-book.ts'),
    import('../people-sheets/fields.ts'),
    import('../../domain/time.ts'),
    import('node:path'),
  ]);
  const now = Date.now();
  const bytes = await readFileGuarded(file);
  const settings = await settingsFile(context);
  // Leave names who recorded it; the first people of all are imported by nobody of the directory.
  const person = context.options.as ?? setting('HUITOUKAN_PERSON') ?? 'import';
  const { ledger } = await context.client();
  const { sheets, plan, notes } = await importPeople(ledger, { name: path.basename(file), bytes }, { person, from: from ?? dayOf(now), dryRun: dryRun === true, settings, now });
  if (result !== undefined) await writeOut(result, await peopleResultBook(plan, dayOf(now)));
  const counts = { new: 0, same: 0, different: 0, failed: 0 };
  for (const { outcome } of plan.rows) counts[outcome] += 1;
  const attention = plan.rows.filter(({ outcome }) => outcome !== 'same');
  const read = sheets.map(({ table: { name }, kind }) => ({ sheet: name, kind }));
  context.answer({ dryRun: dryRun === true, sheets: read, counts, notes, rows: plan.rows, result: result ?? null }, () =>
    [
      `${dryRun === true ? '（预览，未写入）' : ''}${read.map(({ sheet, kind }) => `${sheet}：${SHAPES[kind].zh}`).join('，')}；新增${counts.new}，变更${counts.different}，一致${counts.same}，未导入${counts.failed}`,
      `${counts.new} new, ${counts.different} different, ${counts.same} the same, ${counts.failed} not taken`,
      ...notes.map(({ zh, en }) => `  ${zh} / ${en}`),
      ...(attention.length === 0 ? [] : [table(attention.slice(0, SHOWN), [
        { head: '表', value: (row) => row.sheet, max: 16 },
        { head: '行', value: (row) => row.row },
        { head: '编号', value: (row) => row.id, max: 24 },
        { head: '名称', value: (row) => row.name, max: 20 },
        { head: '结果', value: (row) => row.outcome },
        { head: '说明', value: reasonsInWords, max: 90 },
      ])]),
      ...(attention.length > SHOWN ? [`……另有${attention.length - SHOWN}行，见 --result 或 --json`] : []),
      ...(Object.keys(plan.chat).length === 0 || dryRun === true ? [] : [`群机器人设置已写入 ${settings}，下次启动起生效 / robot ids are in ${settings} and count from the next start`]),
    ].join('\n'),
  );
  return counts.failed > 0 ? 1 : 0;
};
