import type { Command } from 'commander';
import { action } from './context.ts';
import { dayFrom } from './parse.ts';

type ImportOptions = { dryRun?: boolean; round?: string; policy: string; feedback?: string };

/** `huitoukan import FILE`: reads a published report; without `--dry-run` it becomes a round. */
export const addImportCommand = (program: Command): void => {
  program
    .command('import <file>')
    .description('导入已公布的整改通报（.docx .pdf .html .md .txt）/ take in a published report')
    .option('--dry-run', '只解析，不写入 / parse only')
    .option('--round <id>', '轮次编号 / id of the round')
    .option('--policy <name|file>', '办法 / policy', 'default')
    .option('--feedback <day>', '反馈日期（报告中读不出时）/ feedback date where the report names none', dayFrom)
    .action(
      action(async (context, file: string, options: ImportOptions) => {
        const [{ readReportFile }, { reportWords }] = await Promise.all([import('../import/read-report.ts'), import('../import/report-words.ts')]);
        const report = await readReportFile(file);
        if (options.dryRun === true) {
          context.answer(report, () => reportWords(report));
          return;
        }
        const [{ adoptReport }, { loadPolicy }, { currentDayTable }] = await Promise.all([import('../adopt.ts'), import('../policies.ts'), import('../calendar.ts')]);
        const by = context.person();
        const client = await context.client();
        const { entry, triage } = adoptReport(report, {
          policy: await loadPolicy(options.policy),
          days: await currentDayTable(client.ledger),
          at: Date.now(),
          ...(options.round === undefined ? {} : { id: options.round }),
          ...(options.feedback === undefined ? {} : { feedback: options.feedback }),
        });
        await client.openRound(entry, by);
        context.answer({ round: entry.head.id, issues: entry.drafts.length, triage, unassigned: report.unassigned }, () =>
          [
            `已导入为轮次 ${entry.head.id}，${entry.drafts.length}个问题 / taken in as round ${entry.head.id}`,
            ...report.source.remarks.map((one) => `注意：${one.zh} / ${one.en}`),
            ...(triage.length === 0 ? [] : [`需先处理 ${triage.length} 项 / to be looked at first:`, ...triage.map((one) => `  第${one.number}号 ${one.title.slice(0, 40)}：${one.zh}`)]),
          ].join('\n'),
        );
      }),
    );
};
