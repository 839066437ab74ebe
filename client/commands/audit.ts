import type { Command } from 'commander';
import { addDays, dayOf, instantInWords, startOfDay } from '../../domain/time.ts';
import { action } from './context.ts';
import { EXIT } from './errors.ts';
import { formatOfFile, outOption } from './list-out.ts';
import { noted } from './noted.ts';
import { dayFrom, wholeFrom } from './parse.ts';
import { table } from './table.ts';
import { writeOut } from './write-out.ts';

type HistoryOptions = { round?: string; person?: string; types?: string; from?: string; to?: string; limit: number; out?: string };
type AccessOptions = { person?: string; subject?: string; limit: number };

/** `huitoukan audit history|access|check`: everything that happened, who read or took out what, and whether the record is whole. */
export const addAuditCommands = (program: Command): void => {
  const audit = program.command('audit').description('审计：全部经过、访问记录、完整性 / everything that happened, who read what, is the record whole');
  audit
    .command('history')
    .description('全部经过，最新的在前 / everything that happened, the newest first')
    .option('--round <round>', '轮次 / round')
    .option('--person <person>', '办理人 / who did it')
    .option('--types <types>', '种类，逗号并列，如 closed,returned / kinds of events')
    .option('--from <day>', '自此日 / from this day', dayFrom)
    .option('--to <day>', '至此日 / until this day', dayFrom)
    .option('--limit <n>', '最多（写入文件时不限）/ at most, where no file is written', wholeFrom(1, 500), 100)
    .addOption(outOption())
    .action(
      action(async (context, { round, person, types, from, to, limit, out }: HistoryOptions) => {
        const { historyFile, historyPage } = await import('../history.ts');
        const { ledger } = await context.client();
        const now = Date.now();
        const filter = {
          visible: 'all' as const,
          ...(round === undefined ? {} : { round }),
          ...(person === undefined ? {} : { person }),
          ...(types === undefined ? {} : { types: types.split(',') }),
          ...(from === undefined ? {} : { from: startOfDay(from) }),
          ...(to === undefined ? {} : { to: startOfDay(addDays(to, 1)) - 1 }),
        };
        await noted(context, 'audit history', round ?? person ?? '');
        if (out !== undefined) {
          const { bytes, complete } = await historyFile(ledger, filter, formatOfFile(out), now);
          await writeOut(out, bytes);
          context.answer({ out, complete }, complete ? `已写出 ${out} / written` : `已写出 ${out}，超出上限未列全，请缩小范围 / written, not all of it: narrow it down`);
          return;
        }
        const { entries } = await historyPage(ledger, { ...filter, limit }, dayOf(now));
        context.answer({ entries }, () =>
          table(entries, [
            { head: '时间', value: (row) => instantInWords(row.at) },
            { head: '对象', value: (row) => row.subject, max: 24 },
            { head: '办理人', value: (row) => row.who.zh, max: 20 },
            { head: '事项', value: (row) => row.zh, max: 20 },
            { head: '内容', value: (row) => row.details.zh, max: 60 },
          ]),
        );
      }),
    );
  audit
    .command('access')
    .description('谁看过、导出过什么，最新的在前 / who read or took out what, the newest first')
    .option('--person <person>', '人员 / person')
    .option('--subject <subject>', '轮次、问题、人员 / a round, an issue, a person')
    .option('--limit <n>', '最多 / at most', wholeFrom(1, 10_000), 200)
    .action(
      action(async (context, { person, subject, limit }: AccessOptions) => {
        const { listAccess } = await import('../../ledger/access-log.ts');
        await noted(context, 'audit access', subject ?? person ?? '');
        const entries = await listAccess((await context.client()).ledger, { limit, ...(person === undefined ? {} : { person }), ...(subject === undefined ? {} : { subject }) });
        context.answer({ entries }, () =>
          table(entries, [
            { head: '时间', value: (row) => instantInWords(row.at) },
            { head: '人员', value: (row) => row.person ?? row.account, max: 24 },
            { head: '所看、所取', value: (row) => row.action, max: 50 },
            { head: '对象', value: (row) => row.subject, max: 30 },
          ]),
        );
      }),
    );
  audit
    .command('check')
    .description('核查历史是否完整，结果留存；不完整时退出码为1 / is the history whole? The result is kept; exit code 1 where it is not')
    .action(
      action(async (context) => {
        const by = context.person();
        const { checkIntegrity } = await import('../../ledger/integrity.ts');
        const check = await checkIntegrity((await context.client()).ledger, by, Date.now());
        context.answer(check, () => [`核查了${check.rounds}个轮次、${check.issues}个问题、${check.events}条记录：${check.faults.length === 0 ? '完整' : `${check.faults.length}处有误`} / ${check.faults.length} faults`, ...check.faults.map(({ what, subject }) => `  ${what} ${subject}`)].join('\n'));
        return check.faults.length === 0 ? EXIT.ok : EXIT.refused;
      }),
    );
};
