import { Option, type Command } from 'commander';
import { WITHHOLDING_GROUNDS, WITHHOLDING_NAMES, type WithholdingGround } from '../../domain/publication.ts';
import { action, type CommandContext } from './context.ts';
import { act, reason } from './issue-acts.ts';
import { collect, dayFrom } from './parse.ts';
import { table } from './table.ts';

type BuildOptions = {
  round: string;
  public?: boolean;
  confirm?: string;
  keep?: readonly string[];
  mask?: readonly string[];
  facts?: string;
  asOf?: string;
  date?: string;
  text?: boolean;
  out?: string;
};

/** `huitoukan report build|check|withhold|withheld`: the progress report of a round and its public version. */
export const addReportCommands = (program: Command): void => {
  const report = program.command('report').description('整改进展情况通报、社会公开稿 / the progress report and its public version');
  report
    .command('build')
    .description('按台账生成整改进展情况通报（.docx） / write the progress report from the ledger')
    .requiredOption('--round <round>', '轮次 / round')
    .option('--facts <file>', '台账没有的内容（YAML）：巡察起止、组织情况、下一步、联系方式等 / what the ledger does not hold')
    .option('--as-of <day>', '统计截止日，默认至最近一次办理 / counts up to this day', dayFrom)
    .option('--date <day>', '落款日期，默认同统计截止日 / the day it is signed on', dayFrom)
    .option('--public', '社会公开稿：隐去个人姓名和不予公开的问题，先列出供核对 / the public version; what is masked is shown first')
    .option('--confirm <code>', '核对无误后填确认码，写出公开稿 / the code of the list that you have looked at')
    .option('--keep <name>', '不隐去，可多次 / not to be masked; may be given several times', collect)
    .option('--mask <name>', '另须隐去，可多次 / to be masked, too; may be given several times', collect)
    .option('--text', '写成纯文本 / as plain text')
    .option('--out <file>', '写入文件，默认 report.docx / file to write')
    .action(action(build));
  report
    .command('check <file>')
    .description('核对一份通报（.docx、.txt 等）的数字和问题是否与台账一致 / do the counts and issues of a report agree with the ledger?')
    .requiredOption('--round <round>', '轮次 / round')
    .option('--as-of <day>', '按此日台账核对，默认按文中“截至”日 / against the ledger as of this day', dayFrom)
    .action(action(check));
  addWithholdCommands(report);
};

const build = async (context: CommandContext, options: BuildOptions): Promise<void> => {
  const { runBuild } = await import('../report/run-build.ts');
  const person = context.person();
  const { ledger } = await context.client();
  const { value, text } = await runBuild(ledger, person, options);
  context.answer(value, text);
};

const check = async (context: CommandContext, file: string, { round, asOf }: { round: string; asOf?: string }): Promise<number> => {
  const { runCheck } = await import('../report/run-check.ts');
  const result = await runCheck((await context.client()).ledger, file, round, asOf);
  context.answer(result, () =>
    result.agrees
      ? `与台账一致：核对了${result.checked.length}项数字、${result.items}个问题（台账截至 ${result.asOf}）/ agrees with the ledger`
      : [`与台账不一致 ${result.mismatches.length} 处（台账截至 ${result.asOf}）/ ${result.mismatches.length} differences:`, ...result.mismatches.map((one) => `  ${one.zh} / ${one.en}`)].join('\n'),
  );
  return result.agrees ? 0 : 1;
};

const addWithholdCommands = (report: Command): void => {
  const withhold = report.command('withhold').description('不予公开：五种情形，单位说明，另一方批准 / withhold an issue from publication');
  const grounds = WITHHOLDING_GROUNDS.map((ground) => `${ground} ${WITHHOLDING_NAMES[ground].zh}`).join(' · ');
  reason(act(withhold, 'propose', '申请不予公开 / ask for it', (options: { ground: WithholdingGround; reason: string }) => ({ type: 'propose-withholding', ...options }))).addOption(
    new Option('--ground <ground>', grounds).choices(WITHHOLDING_GROUNDS).makeOptionMandatory(),
  );
  act(withhold, 'approve', '批准不予公开 / approve', () => ({ type: 'approve-withholding' }));
  reason(act(withhold, 'refuse', '不予批准，照常公开 / refuse', (options: { reason: string }) => ({ type: 'refuse-withholding', ...options })));
  reason(act(withhold, 'lift', '改为公开 / publish it after all', (options: { reason: string }) => ({ type: 'lift-withholding', ...options })));
  report
    .command('withheld <round>')
    .description('不予公开的问题，及由谁申请、由谁批准 / what is withheld, on which ground, asked for and approved by whom')
    .action(
      action(async (context, round: string) => {
        const { withheldOf } = await import('../report/withheld.ts');
        const { rows, names } = await withheldOf((await context.client()).ledger, round);
        context.answer({ round, withheld: rows }, () =>
          table(rows, [
            { head: '编号', value: (row) => row.number },
            { head: '情形', value: (row) => WITHHOLDING_NAMES[row.ground].zh },
            { head: '申请', value: (row) => names.person(row.proposedBy) },
            { head: '批准', value: (row) => (row.approvedBy === null ? '待批' : names.person(row.approvedBy)) },
            { head: '理由', value: (row) => row.reason, max: 50 },
          ]),
        );
      }),
    );
};
