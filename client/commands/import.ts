import type { Command } from 'commander';
import type { LineageProposal } from '../../domain/lineage.ts';
import type { ParsedReport } from '../import/parsed-report.ts';
import { action, type CommandContext } from './context.ts';
import { errorText } from './errors.ts';
import { dayFrom } from './parse.ts';

type ImportOptions = { dryRun?: boolean; recheckOf?: string; round?: string; policy: string; feedback?: string };

/** `huitoukan import FILE`: reads a published report; without `--dry-run` it becomes a round. */
export const addImportCommand = (program: Command): void => {
  program
    .command('import <file>')
    .description('导入已公布的整改通报（.docx .pdf .html .md .txt）/ take in a published report')
    .option('--dry-run', '只解析，不写入 / parse only')
    .option('--round <id>', '轮次编号 / id of the round')
    .option('--recheck-of <round>', '本轮回头看的原轮次 / the earlier round that this one re-checks')
    .option('--policy <name|file>', '办法 / policy', 'default')
    .option('--feedback <day>', '反馈日期（报告中读不出时）/ feedback date where the report names none', dayFrom)
    .action(
      action(async (context, file: string, options: ImportOptions) => {
        const [{ readReportFile }, { reportWords }] = await Promise.all([import('../import/read-report.ts'), import('../import/report-words.ts')]);
        const report = await readReportFile(file);
        if (options.dryRun === true) {
          const lineage = await likeEarlierIfAny(context, report, options);
          context.answer({ ...report, lineage: lineage.proposals }, () => [reportWords(report), ...lineage.words].join('\n'));
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
          ...(options.recheckOf === undefined ? {} : { recheckOf: options.recheckOf }),
        });
        const lineage = await client.openRound(entry, by);
        const { proposalsInWords } = await import('../lineage-words.ts');
        context.answer({ round: entry.head.id, issues: entry.drafts.length, triage, unassigned: report.unassigned, lineage }, () =>
          [
            `已导入为轮次 ${entry.head.id}，${entry.drafts.length}个问题 / taken in as round ${entry.head.id}`,
            ...report.source.remarks.map((one) => `注意：${one.zh} / ${one.en}`),
            ...proposalsInWords(lineage),
            ...(triage.length === 0 ? [] : [`需先处理 ${triage.length} 项 / to be looked at first:`, ...triage.map((one) => `  第${one.number}号 ${one.title.slice(0, 40)}：${one.zh}`)]),
          ].join('\n'),
        );
      }),
    );
};

/** A report is read without a running instance, too: then there is nothing to compare it with (null). */
const likeEarlierIfAny = async (context: CommandContext, report: ParsedReport, options: ImportOptions): Promise<{ readonly proposals: readonly LineageProposal[] | null; readonly words: readonly string[] }> => {
  const client = await context.client().catch((error: unknown) => {
    if (errorText(error).code === 'NOT_RUNNING') return null;
    throw error;
  });
  if (client === null) return { proposals: null, words: ['', '没有运行中的系统，未与以往轮次比对 / nothing runs here: not compared with earlier rounds'] };
  const [{ likeEarlier }, { proposalsInWords }, { loadPolicy }] = await Promise.all([import('../lineage.ts'), import('../lineage-words.ts'), import('../policies.ts')]);
  const head = { id: options.round ?? 'dry-run', unit: report.unit ?? '', feedback: options.feedback ?? report.feedbackDate, ...(options.recheckOf === undefined ? {} : { recheckOf: options.recheckOf }) };
  // Numbered as the round would number them.
  const findings = report.issues.map(({ title }, at) => ({ number: String(at + 1), title }));
  const proposals = await likeEarlier(client.ledger, head, await loadPolicy(options.policy), findings);
  return { proposals, words: ['', ...proposalsInWords(proposals)] };
};
