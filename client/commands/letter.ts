import { join } from 'node:path';
import { Argument, InvalidArgumentError, Option, type Command } from 'commander';
import { PAPER_KINDS, paperName, type PaperKind } from '../letters/paper.ts';
import { action } from './context.ts';
import { issueIdFrom } from './parse.ts';
import { table } from './table.ts';

type PrintOptions = { round?: string; issue?: string; kind?: PaperKind[]; template?: string; redHead?: string; out?: string };

const KIND_LIST = PAPER_KINDS.map((kind) => `${kind} ${paperName(kind).zh}`).join(' · ');

/** `huitoukan letter print|template|check`: papers in official form. */
export const addLetterCommands = (program: Command): void => {
  const letter = program.command('letter').description('文书（.docx）：督办函、约谈通知、整改通知书、责任交接书、销号审批表、回头看记录表 / papers in official form');
  letter
    .command('print [number]')
    .description('打印一份编号文书，或一个轮次、一个问题的全部文书 / one letter by its number, or the papers of a round or an issue')
    .option('--round <round>', '轮次 / round')
    .option('--issue <issue>', '问题 / issue', issueIdFrom)
    .addOption(new Option('--kind <kind>', `只打印此种，可多次：${KIND_LIST} / this kind only`).argParser((kind: string, before: PaperKind[] | undefined) => [...(before ?? []), kindFrom(kind)]))
    .option('--template <file>', '用此模板（.docx） / with this template')
    .option('--red-head <text>', '红头单位名称 / the name in the red head')
    .option('--out <file|folder>', '写入 .docx、.zip 或文件夹 / where to write')
    .action(
      action(async (context, number: string | undefined, { round, issue, kind, ...options }: PrintOptions) => {
        const [{ runPrint }, folder] = await Promise.all([import('../letters/run-print.ts'), templatesFolder(context.options.data)]);
        const person = context.person();
        const { ledger } = await context.client();
        const result = await runPrint(ledger, person, folder, {
          ...options,
          ...(number === undefined ? {} : { letter: number }),
          ...(round === undefined ? {} : { round }),
          ...(issue === undefined ? {} : { issueId: issue }),
          ...(kind === undefined ? {} : { kinds: kind }),
        });
        context.answer(result, () => [`已写出 ${result.papers.length} 份：${result.out} / written`, ...result.papers.slice(0, 20).map((one) => `  ${one.name}`)].join('\n'));
      }),
    );
  letter
    .command('template')
    .description('导出自带模板，改好后放入数据文件夹的 templates / a shipped template to begin from')
    .addArgument(new Argument('<kind>', KIND_LIST).choices(PAPER_KINDS))
    .option('--out <file>', '写入文件 / file to write')
    .action(
      action(async (context, kind: PaperKind, { out }: { out?: string }) => {
        const { exportTemplate } = await import('../letters/templates.ts');
        const file = out ?? `${kind}.docx`;
        await exportTemplate(kind, file);
        context.answer({ kind, file }, `已写出 ${file} / written`);
      }),
    );
  letter
    .command('check [file]')
    .description('检查一个模板，或数据文件夹中全部 .docx 模板 / check one template, or all of the data folder')
    .action(
      action(async (context, file: string | undefined) => {
        const { loadTemplate, ownTemplates } = await import('../letters/templates.ts');
        const folder = await templatesFolder(context.options.data);
        const files = file === undefined ? [...(await ownTemplates(folder)).values()] : [file];
        for (const one of files) await loadTemplate(one);
        context.answer({ folder, checked: files, ok: true }, () => (files.length === 0 ? `${folder}：没有本单位的 .docx 模板 / no own templates` : table(files.map((one) => ({ one })), [{ head: '无误 / fine', value: (row) => row.one, max: 120 }])));
      }),
    );
};

const kindFrom = (kind: string): PaperKind => {
  const known = PAPER_KINDS.find((one) => one === kind || paperName(one).zh === kind);
  if (known === undefined) throw new InvalidArgumentError(KIND_LIST);
  return known;
};

const templatesFolder = async (data: string | undefined): Promise<string> => {
  const [{ TEMPLATES_FOLDER }, { dataFolderPath }] = await Promise.all([import('../../activities/templates.ts'), import('../../worker/data-folder.ts')]);
  return join(dataFolderPath(data), TEMPLATES_FOLDER);
};
