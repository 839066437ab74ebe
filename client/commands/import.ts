import type { Command } from 'commander';
import type { LineageProposal } from '../../domain/lineage.ts';
import type { CommonProposal, HandOutOnImport } from '../hand-out-on-import.ts';
import type { ParsedReport } from '../import/parsed-report.ts';
import { action, type CommandContext } from './context.ts';
import { errorText } from './errors.ts';
import { dayFrom, handOutFrom } from './parse.ts';

type ImportOptions = { dryRun?: boolean; recheckOf?: string; round?: string; policy: string; feedback?: string; handOut?: HandOutOnImport };

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
    .option('--hand-out <numbers|all>', '写有多个责任单位的问题，作为共性问题分交各单位 / findings that name several units are handed out to them', handOutFrom)
    .action(
      action(async (context, file: string, options: ImportOptions) => {
        const [{ readReportFile }, { reportWords }] = await Promise.all([import('../import/read-report.ts'), import('../import/report-words.ts')]);
        const report = await readReportFile(file);
        if (options.dryRun === true) {
          const { lineage, common, words } = await besideLedgerIfAny(context, report, options);
          context.answer({ ...report, lineage, common }, () => [reportWords(report), ...words].join('\n'));
          return;
        }
        const [{ adoptReport }, { loadPolicy }, { currentDayTable }, { chosenCommon, commonInWords, proposeCommonOf, withParts }, { loadUnitTree }] = await Promise.all([import('../adopt.ts'), import('../policies.ts'), import('../calendar.ts'), import('../hand-out-on-import.ts'), import('../../ledger/units.ts')]);
        const by = context.person();
        const client = await context.client();
        const tree = await loadUnitTree(client.ledger);
        const common = proposeCommonOf(report, tree);
        const handedOut = chosenCommon(common, options.handOut);
        const { entry, triage } = adoptReport(report, {
          policy: await loadPolicy(options.policy),
          days: await currentDayTable(client.ledger),
          at: Date.now(),
          ...(options.round === undefined ? {} : { id: options.round }),
          ...(options.feedback === undefined ? {} : { feedback: options.feedback }),
          ...(options.recheckOf === undefined ? {} : { recheckOf: options.recheckOf }),
        });
        const drafts = withParts(entry.drafts, handedOut, tree);
        const lineage = await client.openRound({ ...entry, drafts }, by);
        const { proposalsInWords } = await import('../lineage-words.ts');
        context.answer({ round: entry.head.id, issues: entry.drafts.length, workflows: drafts.length, triage, unassigned: report.unassigned, lineage, common, handedOut: handedOut.map(({ number }) => number) }, () =>
          [
            `已导入为轮次 ${entry.head.id}，${entry.drafts.length}个问题 / taken in as round ${entry.head.id}`,
            ...report.source.remarks.map((one) => `注意：${one.zh} / ${one.en}`),
            ...proposalsInWords(lineage),
            ...commonInWords(common, handedOut),
            ...(triage.length === 0 ? [] : [`需先处理 ${triage.length} 项 / to be looked at first:`, ...triage.map((one) => `  第${one.number}号 ${one.title.slice(0, 40)}：${one.zh}`)]),
          ].join('\n'),
        );
      }),
    );
};

type Beside = { readonly lineage: readonly LineageProposal[] | null; readonly common: readonly CommonProposal[] | null; readonly words: readonly string[] };

/** A report is read without a running instance, too: then there is nothing to hold it against (null). */
const besideLedgerIfAny = async (context: CommandContext, report: ParsedReport, options: ImportOptions): Promise<Beside> => {
  const client = await context.client().catch((error: unknown) => {
    if (errorText(error).code === 'NOT_RUNNING') return null;
    throw error;
  });
  if (client === null) return { lineage: null, common: null, words: ['', '没有运行中的系统，未与以往轮次、单位比对 / nothing runs here: not held against earlier rounds and units'] };
  const [{ likeEarlier }, { proposalsInWords }, { loadPolicy }, { chosenCommon, commonInWords, proposeCommonOf }, { loadUnitTree }] = await Promise.all([import('../like-earlier.ts'), import('../lineage-words.ts'), import('../policies.ts'), import('../hand-out-on-import.ts'), import('../../ledger/units.ts')]);
  const head = { id: options.round ?? 'dry-run', unit: report.unit ?? '', feedback: options.feedback ?? report.feedbackDate, ...(options.recheckOf === undefined ? {} : { recheckOf: options.recheckOf }) };
  const lineage = await likeEarlier(client.ledger, head, await loadPolicy(options.policy), findingsOf(report));
  const common = proposeCommonOf(report, await loadUnitTree(client.ledger));
  return { lineage, common, words: ['', ...proposalsInWords(lineage), ...commonInWords(common, chosenCommon(common, options.handOut))] };
};

/** Numbered as the round numbers them. */
const findingsOf = ({ issues }: ParsedReport): readonly { readonly number: string; readonly title: string }[] => issues.map(({ title }, at) => ({ number: String(at + 1), title }));
