import type { Command } from 'commander';
import type { PartyRef } from '../../domain/party.ts';
import type { Day } from '../../domain/time.ts';
import { commonInWords, type HandOutOnImport } from '../hand-out-on-import.ts';
import { proposalsInWords } from '../lineage-words.ts';
import { countRows, registerAnswer } from '../register-in/answer.ts';
import type { RegisterImport, RegisterImportOptions } from '../register-in/import-register.ts';
import type { RowOutcome } from '../register-in/plan.ts';
import { columnLetter } from '../sheets/table.ts';
import { usualSeats } from '../usual-seats.ts';
import { action } from './context.ts';
import { dayFrom, handOutFrom, partyFrom } from './parse.ts';
import { table } from './table.ts';
import { writeOut } from './write-out.ts';

type ImportOptions = {
  round: string;
  dryRun?: boolean;
  mapping?: string;
  saveMapping?: string;
  forgetMapping?: boolean;
  sheet?: string;
  result?: string;
  failed?: string;
  handOut?: HandOutOnImport;
  correct?: string;
  policy: string;
  feedback?: Day;
  unit?: string;
  inspector?: string;
  title?: string;
  head?: PartyRef;
  superior?: PartyRef;
  supervision?: PartyRef;
  team?: PartyRef;
  wait?: boolean;
};

/** As many rows as a person reads on a screen; the result file and `--json` have them all. */
const SHOWN = 20;

/** `huitoukan register import FILE --round R` */
export const addRegisterImport = (register: Command): void => {
  register
    .command('import <file>')
    .description('导入台账（.xlsx、.csv）：开立轮次，或补充问题、列出出入 / open a round from a table, or add what it lacks and list what differs')
    .requiredOption('--round <id>', '轮次编号；没有则开立 / the round; opened where there is none')
    .option('--dry-run', '只预览：各列的对应和逐行结果 / only show what the columns are taken for and what would become of each row')
    .option('--mapping <file>', '列的对应（YAML、JSON），导入后记住 / what the columns are; remembered once imported')
    .option('--save-mapping <file>', '把看出的对应写成文件，供修改 / write the mapping that was found, to be mended')
    .option('--forget-mapping', '不用记住的对应 / read the header anew')
    .option('--sheet <name>', '工作表 / sheet')
    .option('--result <file>', '逐行结果（默认 文件名-导入结果.xlsx）/ what became of each row')
    .option('--failed <file>', '未导入的行（默认 文件名-未导入.xlsx），改正后可再导入 / the rows that were not taken, to be mended and imported again')
    .option('--correct <reason>', '把问题、类别的出入作为更正申请提出，由另一方批准 / propose what differs in finding and category as corrections')
    .option('--hand-out <numbers|all>', '写有多个责任单位的问题，作为共性问题分交各单位 / findings that name several units are handed out to them', handOutFrom)
    .option('--wait', '问题很多时也等到全部开立 / wait for the last issue of a large table, too')
    .option('--policy <name|file>', '开立轮次所用办法 / policy of a new round', 'default')
    .option('--feedback <day>', '反馈日期 / feedback date of a new round', dayFrom)
    .option('--unit <name>', '被巡察单位 / unit of a new round')
    .option('--inspector <name>', '巡察组 / inspection team of a new round')
    .option('--title <text>', '轮次名称 / title of a new round')
    .option('--head <ref>', '主要负责人 / head, such as post:secretary', partyFrom)
    .option('--superior <ref>', '上级分管领导 / superior', partyFrom)
    .option('--supervision <ref>', '督查室（巡察办）/ supervision office', partyFrom)
    .option('--team <ref>', '巡察组岗位 / inspection team', partyFrom)
    .action(
      action(async (context, file: string, options: ImportOptions) => {
        const [{ readFileGuarded }, { importRegister }, { progressBar }, path] = await Promise.all([import('../sheets/read-book.ts'), import('../register-in/import-register.ts'), import('../progress-bar.ts'), import('node:path')]);
        const person = context.person();
        const bytes = await readFileGuarded(file);
        const bars = { plan: progressBar('逐行核对 / reading rows', context.json), open: progressBar('开立 / opening', context.json) };
        const wanted: RegisterImportOptions = { ...(await importOptions(options, person)), onProgress: (stage, done, total) => bars[stage].update(done, total) };
        const result = await importRegister(await context.client(), { name: path.basename(file), bytes }, wanted).finally(() => {
          bars.plan.stop();
          bars.open.stop();
        });
        const files = await writeFiles(file, result, options, path);
        context.answer({ dryRun: options.dryRun === true, ...registerAnswer(result), files }, () => wordsOf(result, options, files));
        return result.plan.rows.some((row) => row.outcome === 'failed') || result.corrections.some((one) => one.error !== null) ? 1 : 0;
      }),
    );
};

const importOptions = async (options: ImportOptions, person: string): Promise<RegisterImportOptions> => {
  const [{ readMappingFile }, { REGISTER_FIELDS }] = await Promise.all([import('../sheets/mapping-file.ts'), import('../register-in/fields.ts')]);
  const given = options.mapping === undefined ? {} : await readMappingFile(options.mapping, REGISTER_FIELDS);
  const { round, policy, feedback, unit, inspector, title, head, superior, supervision, team } = options;
  const parties = usualSeats(round, { head, superior, supervision, team });
  return {
    round,
    person,
    policy,
    layout: { ...given, ...(options.sheet === undefined ? {} : { sheet: options.sheet }) },
    forget: options.forgetMapping === true,
    head: { parties, ...(feedback === undefined ? {} : { feedback }), ...(unit === undefined ? {} : { unit }), ...(inspector === undefined ? {} : { inspector }), ...(title === undefined ? {} : { title }) },
    dryRun: options.dryRun === true,
    ...(options.wait === true ? { wait: true } : {}),
    ...(options.handOut === undefined ? {} : { handOut: options.handOut }),
    ...(options.correct === undefined ? {} : { correct: options.correct }),
  };
};

type Files = { readonly result: string | null; readonly failed: string | null; readonly mapping: string | null };

/** A dry run leaves files only where they are asked for. */
const writeFiles = async (file: string, { register, plan, round }: RegisterImport, options: ImportOptions, path: typeof import('node:path')): Promise<Files> => {
  const [{ resultBook, failedBook }, { mappingText }, { dayOf }] = await Promise.all([import('../register-in/results.ts'), import('../sheets/mapping-file.ts'), import('../../domain/time.ts')]);
  const today = dayOf(Date.now());
  const base = `${path.basename(file, path.extname(file))}-${round}`;
  const quiet = options.dryRun === true;
  const result = options.result ?? (quiet ? null : `${base}-导入结果.xlsx`);
  const failed = options.failed ?? (quiet ? null : `${base}-未导入.xlsx`);
  const handedBack = failed === null ? null : await failedBook(register, plan, today);
  if (result !== null) await writeOut(result, await resultBook(plan, today));
  if (failed !== null && handedBack !== null) await writeOut(failed, handedBack);
  if (options.saveMapping !== undefined) await writeOut(options.saveMapping, mappingText(register.header, register.table.name));
  return { result, failed: handedBack === null ? null : failed, mapping: options.saveMapping ?? null };
};

const OUTCOMES: readonly RowOutcome[] = ['new', 'pending', 'same', 'different', 'failed'];
const CERTAINTY = { given: '指定', high: '高', medium: '中', low: '低，未采用' } as const;

const wordsOf = (result: RegisterImport, options: ImportOptions, files: Files): string => {
  const { register, plan, round, added, opening, corrections, took } = result;
  const counts = countRows(plan.rows);
  // What needs somebody first.
  const urgency = ({ outcome }: { readonly outcome: RowOutcome }): number => (outcome === 'failed' ? 0 : outcome === 'different' ? 1 : 2);
  const attention = plan.rows.filter((row) => urgency(row) < 2 || row.reasons.length > 0).toSorted((a, b) => urgency(a) - urgency(b));
  return [
    `${options.dryRun === true ? '（预览，未写入）' : ''}${register.table.name}：表头第${register.header.row + 1}行；${plan.rows.length}个问题 = 开立${counts.new} + 继续开立${counts.pending} + 一致${counts.same} + 有出入${counts.different} + 未导入${counts.failed}；轮次中另有${plan.absent.length}个不在表中`,
    `${plan.rows.length} issues in the table: ${OUTCOMES.map((one) => `${counts[one]} ${one}`).join(', ')}; ${plan.absent.length} of the round are not in it`,
    '',
    table(register.header.columns, [
      { head: '列', value: ({ column }) => columnLetter(column) },
      { head: '表头', value: ({ header }) => header, max: 30 },
      { head: '栏目', value: ({ key, perhaps }) => key ?? (perhaps === null ? '（不读）' : `（可能是 ${perhaps}）`) },
      { head: '把握', value: ({ certainty }) => (certainty === null ? null : CERTAINTY[certainty]) },
    ]),
    '',
    ...register.notes.map(({ zh, en }) => `  ${zh} / ${en}`),
    ...(attention.length === 0 ? [] : [table(attention.slice(0, SHOWN), [
      { head: '行', value: ({ rows }) => rows.join('、') },
      { head: '编号', value: ({ number }) => number, max: 16 },
      { head: '结果', value: ({ outcome }) => outcome },
      { head: '说明', value: ({ reasons, differences }) => [...reasons.map(({ zh }) => zh), ...differences.map(({ zh, have, says }) => `${zh}：${have} → ${says}`)].join('；'), max: 90 },
    ])]),
    ...(attention.length > SHOWN ? [`……另有${attention.length - SHOWN}行，见结果文件或 --json`] : []),
    ...commonInWords(result.common, result.common.filter(({ number }) => result.handedOut.includes(number))),
    ...proposalsInWords(result.lineage),
    ...corrections.map(({ number, error }) => `  第${number}号 ${error === null ? '已提出更正申请，待另一方批准 / correction proposed' : `${error.code} ${error.zh} / ${error.en}`}`),
    ...(options.dryRun === true ? [] : [`轮次 ${round} 已开立${added}个问题 / ${added} issues opened`]),
    ...(opening === 0 ? [] : [`其余${opening}个已登记，正在后台继续开立（huitoukan round show ${round} 看进度） / the other ${opening} are on record and go on opening behind this`]),
    ...(files.failed === null ? [] : [`未导入的行：${files.failed}，改正后再次导入即可 / mend these and import them again`]),
    ...(files.result === null ? [] : [`逐行结果：${files.result}`]),
    `读取${took.read} ms，核对${took.plan} ms，写入${took.write} ms，开立${took.open} ms / read, plan, write, open`,
  ].join('\n');
};
