import type { Command } from 'commander';
import { action } from './context.ts';
import { dayFrom } from './parse.ts';
import { table } from './table.ts';

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
        const { readReportFile } = await import('../import/read-report.ts');
        const report = await readReportFile(file);
        const list = (): string =>
          table(report.issues, [
            { head: '行', value: (issue) => issue.line },
            { head: '编号', value: (issue) => issue.number, max: 12 },
            { head: '状态', value: (issue) => issue.status },
            { head: '承诺', value: (issue) => issue.promises.map((promise) => promise.due ?? promise.text).join(' '), max: 30 },
            { head: '问题', value: (issue) => issue.title, max: 60 },
          ]);
        if (options.dryRun === true) {
          context.answer(report, () => `${report.unit ?? '（未读出单位）'}，反馈 ${report.feedbackDate ?? '（未读出）'}，${report.issues.length}个问题，未归属${report.unassigned.length}行\n\n${list()}`);
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
            ...(triage.length === 0 ? [] : [`需先处理 ${triage.length} 项 / to be looked at first:`, ...triage.map((one) => `  第${one.number}号 ${one.title.slice(0, 40)}：${one.zh}`)]),
          ].join('\n'),
        );
      }),
    );
};
