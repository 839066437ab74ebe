import { Option, type Command } from 'commander';
import type { RoundActInput } from '../../domain/round/act-schema.ts';
import type { RoundActResult } from '../../workflows/messages.ts';
import { action, type CommandContext } from './context.ts';
import { evidenceFolder } from './evidence.ts';
import { reason } from './issue-acts.ts';
import { entryOption, outcomeAct, outcomeOptions, type RecordOptions } from './outcome.ts';
import { collect, pointsFrom } from './parse.ts';

const tell = async (context: CommandContext, round: string, result: RoundActResult): Promise<void> => {
  const { ROUND_EVENT_NAMES } = await import('../round-words.ts');
  const happened = result.events.map((type) => ROUND_EVENT_NAMES[type].zh).join('、');
  context.answer({ round, ...result }, happened === '' ? `无变化，第${result.seq}版 / nothing changed` : `${happened}；第${result.seq}版 / ${result.events.join(', ')}, version ${result.seq}`);
};

const doRoundAct = async (context: CommandContext, round: string, act: RoundActInput): Promise<void> => {
  const person = context.actor();
  await tell(context, round, await (await context.client()).actOnRound(round, person, act, context.actOptions()));
};

type HandInOptions = { summary: string; file?: readonly string[] };

/** A command that hands in a plan or a report, with files. */
const handInCommand = (parent: Command, description: string, what: 'submit-plan' | 'submit-report'): void => {
  parent
    .command('submit <round>')
    .description(description)
    .requiredOption('--summary <text>', '内容摘要 / what it says in short')
    .option('--file <file>', '文件，可多次 / a file; may be given several times', collect)
    .action(
      action(async (context, round: string, { summary, file }: HandInOptions) => {
        const { handIn } = await import('../hand-in.ts');
        const person = context.actor();
        const folder = await evidenceFolder(context.options.data);
        await tell(context, round, await handIn(await context.client(), { round, person, what, summary, files: file ?? [], folder }, context.actOptions()));
      }),
    );
};

type ReviewOptions = { grade: 'good' | 'fair' | 'poor'; note: string; return?: boolean };
type AssessOptions = { grade: string; note: string; points?: Readonly<Record<string, number>>; veto?: string };

/** `huitoukan round plan|report|assess|outcome|acknowledge`: acts on the round itself. */
export const addRoundActs = (round: Command): void => {
  const plan = round.command('plan').description('整改方案 / the plan of the round');
  handInCommand(plan, '报送整改方案（被巡察单位）/ hand in the plan', 'submit-plan');
  plan
    .command('review <round>')
    .description('审核整改方案：好、中、差，或退单（巡察机构）/ review the plan')
    .addOption(new Option('--grade <grade>', 'good 好 · fair 中 · poor 差').choices(['good', 'fair', 'poor']).makeOptionMandatory())
    .requiredOption('--note <text>', '审核意见 / findings')
    .option('--return', '退单：无论等次，退回重报 / send it back whatever the grade')
    .action(action((context, id: string, { grade, note, return: sendBack }: ReviewOptions) => doRoundAct(context, id, { type: 'review-plan', grade, note, sendBack: sendBack === true })));

  const report = round.command('report').description('进展情况报告 / the progress report');
  handInCommand(report, '报送集中整改进展情况报告（被巡察单位）/ hand in the report', 'submit-report');

  round
    .command('assess <round>')
    .description('评估整改成效（巡察机构）/ assess the rectification')
    .requiredOption('--grade <id>', '等次，见办法 / a grade of the policy')
    .requiredOption('--note <text>', '评估意见 / findings')
    .option('--points <indicator=points>', '指标得分，可多次 / points of an indicator; may be given several times', pointsFrom)
    .option('--veto <text>', '一票否决的理由 / why the grade is lower than the points say')
    .action(action((context, id: string, { grade, note, points, veto }: AssessOptions) => doRoundAct(context, id, { type: 'assess', grade, note, points: points ?? {}, ...(veto === undefined ? {} : { veto }) })));

  round
    .command('acknowledge <round>')
    .description('签收本轮次的督办 / acknowledge a step of the round’s ladder')
    .requiredOption('--step <step>', '督办步骤 / the step, as the notice names it')
    .action(action((context, id: string, { step }: { step: string }) => doRoundAct(context, id, { type: 'acknowledge', step })));

  const outcome = round.command('outcome').description('不属于某一问题的信访、线索、问责、挽回损失 / petitions, leads, accountability, money of the round as a whole');
  outcomeOptions(outcome.command('record <round>').description('登记一条 / record one')).action(action((context, id: string, options: RecordOptions) => doRoundAct(context, id, outcomeAct(options))));
  entryOption(reason(outcome.command('reverse <round>').description('冲销登错的一条 / a counter-entry for a wrong one')), 'round show').action(
    action((context, id: string, options: { entry: number; reason: string }) => doRoundAct(context, id, { type: 'reverse-outcome', ...options })),
  );
};
