import { existsSync } from 'node:fs';
import { Option, type Command } from 'commander';
import type { DayTable } from '../../domain/day-table.ts';
import type { Behaviour } from '../rehearsal/behaviour.ts';
import type { RehearsalInput } from '../rehearsal/input.ts';
import type { Comparison } from '../rehearsal/compare.ts';
import type { Rehearsal } from '../rehearsal/summary.ts';
import { action, type CommandContext } from './context.ts';
import { EXIT } from './errors.ts';
import { formatOfFile } from './list-out.ts';
import { wholeFrom } from './parse.ts';
import { writeOut } from './write-out.ts';

type RehearseOptions = { sample?: boolean; round?: string; months: number; policy?: string; script?: string; ifNobodyActs?: boolean; onEngine?: boolean; out?: string };

/** `huitoukan rehearse ROUND|FILE`: plays a round forward, before it is opened or from where it stands. */
export const addRehearseCommand = (program: Command): void => {
  program
    .command('rehearse [round-or-file]')
    .description('沙盘推演：会发出哪些提醒、函件，何时、给谁 / play a round forward: what would be sent, when, to whom')
    .option('--sample', '用自带的示例轮次 / the sample round')
    .option('--round <round>', '已开立的轮次（编号与文件同名时用） / a round that runs (where a file has its name)')
    .option('--if-nobody-acts', '无人办理（默认） / nobody acts (the default)')
    .addOption(new Option('--script <file>', '各人如何办理（情景文件，如 samples/stories.yaml） / how people behave').conflicts('ifNobodyActs'))
    .addOption(new Option('--policy <name|file>', '先按另一版办法推演，不改任何问题 / as if the round were moved to another policy first; nothing is changed').conflicts('onEngine'))
    .option('--on-engine', '在另起的流程引擎上快进推演，并与规则推演比对 / on an engine of its own, compared with the rules alone')
    .option('--months <n>', '推演几个月 / how far', wholeFrom(1, 60), 18)
    .option('--out <file>', '导出清单到 .xlsx 或 .csv / write the list to a file')
    .action(
      action(async (context, what: string | undefined, options: RehearseOptions) => {
        const [{ loadBehaviour, nobodyActs }, { addMonths, dayOf }] = await Promise.all([import('../rehearsal/behaviour.ts'), import('../../domain/time.ts')]);
        if (options.out !== undefined) formatOfFile(options.out);
        const behaviour = options.script === undefined ? nobodyActs : await loadBehaviour(options.script);
        const until = addMonths(dayOf(Date.now()), options.months);
        const began = performance.now();
        const { input, result, comparison } = options.onEngine === true ? await onEngine(context, what, options, behaviour, until) : await onPaper(context, what, options, behaviour, until);
        const tookMs = Math.round(performance.now() - began);
        if (options.out !== undefined) await writeList(options.out, result, { input });
        const { rehearsalInWords } = await import('../rehearsal/report.ts');
        const compared = comparison === undefined ? {} : { comparison };
        context.answer({ ...result, tookMs, ...compared, file: options.out ?? null }, () => rehearsalInWords(result, { ...input, ...compared, tookMs, file: options.out ?? null }));
        // A difference is a fault of the program, never of the round.
        if (comparison !== undefined && comparison.onlyRules.length + comparison.onlyEngine.length > 0) return EXIT.internal;
      }),
    );
};

type Played = { readonly input: { readonly nameOf: (person: string) => string; readonly days: DayTable }; readonly result: Rehearsal; readonly comparison?: Comparison };
type Way = (context: CommandContext, what: string | undefined, options: RehearseOptions, behaviour: Behaviour, until: string) => Promise<Played>;

/** A round file by its path, or the sample; null: a round that runs is meant. @throws Refusal USAGE */
const fileOf = async (what: string | undefined, { sample, round }: RehearseOptions): Promise<string | null> => {
  const [{ SAMPLE_ROUND }, { refuse }] = await Promise.all([import('../round-file.ts'), import('../../domain/refusal.ts')]);
  if (sample === true) return SAMPLE_ROUND;
  if (round !== undefined) return null;
  if (what === undefined) return refuse('USAGE', '请给出轮次编号、轮次文件或 --sample', 'name a round, a round file, or --sample');
  return existsSync(what) || /[\\/]|\.(ya?ml|json)$/.test(what) ? what : null;
};

const onPaper: Way = async (context, what, options, behaviour, until) => {
  const [{ rehearse }, { rehearsalOfFile, rehearsalOfRound }] = await Promise.all([import('../rehearsal/rehearse.ts'), import('../rehearsal/input.ts')]);
  const file = await fileOf(what, options);
  const at = Date.now();
  const input: RehearsalInput = file === null ? await rehearsalOfRound(await context.client(), options.round ?? what ?? '', behaviour, at) : await rehearsalOfFile(file, behaviour, at);
  const { movedTo } = await import('../rehearsal/input.ts');
  const policy = options.policy === undefined ? null : await policyFor(context, options.policy, file === null);
  const { dates: _dates, ...result } = rehearse({ ...(policy === null ? input : movedTo(input, policy)), until });
  return { input, result };
};

/** Of a round that runs the ledger's policies are known by name, too. @throws Refusal POLICY_UNKNOWN */
const policyFor = async (context: CommandContext, named: string, runs: boolean) => {
  const [{ loadPolicy }, { policyNamed }] = await Promise.all([import('../policies.ts'), import('../policy-versions.ts')]);
  return runs ? await policyNamed((await context.client()).ledger, named) : await loadPolicy(named);
};

const onEngine: Way = async (context, what, options, behaviour, until) => {
  const [{ rehearseOnEngine }, { readRoundFile }, { progressBar }] = await Promise.all([import('../rehearsal/on-engine.ts'), import('../round-file.ts'), import('../progress-bar.ts')]);
  const file = await fileOf(what, options);
  const round = file === null ? { round: options.round ?? what ?? '', ledger: (await context.client()).ledger } : { file: await readRoundFile(file, Date.now()) };
  const bar = progressBar('推演 / rehearsing', context.json);
  try {
    return await rehearseOnEngine(round, behaviour, until, { part: (zh, en) => context.note(`· ${zh}`, en), day: bar.update });
  } finally {
    bar.stop();
  }
};

/** @throws Refusal FILE_NOT_WRITTEN */
const writeList = async (file: string, result: Rehearsal, { input }: Pick<Played, 'input'>): Promise<void> => {
  const { rehearsalCsv, rehearsalWorkbook } = await import('../rehearsal/export.ts');
  await writeOut(file, formatOfFile(file) === 'csv' ? rehearsalCsv(result, input) : await rehearsalWorkbook(result, input));
};
