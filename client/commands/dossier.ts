import { join } from 'node:path';
import type { Command } from 'commander';
import { action } from './context.ts';
import { evidenceFolder } from './evidence.ts';
import { noted } from './noted.ts';
import { issueIdFrom, wholeFrom } from './parse.ts';
import { table } from './table.ts';

type ExportOptions = { round?: string; withFiles?: boolean; out: string };
type ListOptions = { subject?: string; person?: string; limit: number };

/** `huitoukan dossier export|log`: one issue, one file (一问题一档), and what has left the system. */
export const addDossierCommands = (program: Command): void => {
  const dossier = program.command('dossier').description('档案：一问题一档 / the file of an issue');
  dossier
    .command('export [issue]')
    .description('导出一个问题或整个轮次的档案（.zip）：经过、告知、文书、佐证清单、带哈希的目录 / export the file of an issue or of each issue of a round')
    .option('--round <round>', '轮次 / round')
    .option('--with-files', '附佐证材料文件 / with the evidence itself')
    .requiredOption('--out <file>', '写入 .zip / file to write')
    .action(
      action(async (context, issue: string | undefined, { round, withFiles, out }: ExportOptions) => {
        const [{ runDossier }, { progressBar }, { TEMPLATES_FOLDER }, { dataFolderPath }] = await Promise.all([
          import('../dossier/run-dossier.ts'),
          import('../progress-bar.ts'),
          import('../../activities/templates.ts'),
          import('../../worker/data-folder.ts'),
        ]);
        const person = context.person();
        const { ledger } = await context.client();
        const bar = progressBar('归档 / filing', context.json);
        const result = await runDossier(ledger, person, {
          templates: join(dataFolderPath(context.options.data), TEMPLATES_FOLDER),
          out,
          onProgress: bar.update,
          ...(round === undefined ? {} : { round }),
          ...(issue === undefined ? {} : { issueId: issueIdFrom(issue) }),
          ...(withFiles === true ? { evidence: await evidenceFolder(context.options.data) } : {}),
        }).finally(bar.stop);
        context.answer(result, `已导出 ${result.out}：${result.issues}个问题，${result.files}个文件，SHA-256 ${result.sha256} / exported`);
      }),
    );
  dossier
    .command('log')
    .description('含个人信息的导出记录：谁、何时、导出什么 / what with personal data has left the system, by whom and when')
    .option('--subject <subject>', '轮次、问题或人员 / a round, an issue, a person')
    .option('--person <person>', '导出人 / who took it')
    .option('--limit <n>', '最多 / at most', wholeFrom(1, 10_000), 200)
    .action(
      action(async (context, { subject, person, limit }: ListOptions) => {
        const [{ listExports }, { instantInWords }] = await Promise.all([import('../../ledger/exports.ts'), import('../../domain/time.ts')]);
        await noted(context, 'dossier log', subject ?? person ?? '');
        const exports = await listExports((await context.client()).ledger, { limit, ...(subject === undefined ? {} : { subject }), ...(person === undefined ? {} : { by: person }) });
        context.answer({ exports }, () =>
          table(exports, [
            { head: '时间', value: (row) => instantInWords(row.at) },
            { head: '导出人', value: (row) => row.by },
            { head: '种类', value: (row) => row.kind },
            { head: '对象', value: (row) => row.subject, max: 40 },
            { head: 'SHA-256', value: (row) => row.sha256.slice(0, 12) },
          ]),
        );
      }),
    );
};
