import type { Command } from 'commander';
import { action } from './context.ts';
import { dayFrom, wholeFrom } from './parse.ts';
import { table } from './table.ts';

type ShowOptions = { week?: boolean; month?: boolean; day?: string };

/** `huitoukan rollup show|list`: the weekly roll-up and the monthly task list of a round. */
export const addRollupCommands = (program: Command): void => {
  const rollup = program.command('rollup').description('周报与月度任务清单 / weekly roll-up and monthly task list');
  rollup
    .command('show <round>')
    .description('此刻的周报（近七天）或本月任务清单，不发送 / as it would read now; nothing is sent')
    .option('--week', '周报 / what moved in seven days, what did not, who is late')
    .option('--month', '月度任务清单 / what falls due until the end of the month')
    .option('--day <day>', '截至某日（默认今天）/ as of a day', dayFrom)
    .action(
      action(async (context, round: string, { week, month, day }: ShowOptions) => {
        const [{ showRollup }, { refuse }] = await Promise.all([import('../rollup-view.ts'), import('../../domain/refusal.ts')]);
        if ((week === true) === (month === true)) return refuse('USAGE', '请用 --week 或 --month', 'say --week or --month');
        const { view, text } = await showRollup((await context.client()).ledger, round, week === true ? 'week' : 'month', day);
        context.answer(view, text);
        return 0;
      }),
    );
  rollup
    .command('list <round>')
    .description('已生成的周报与清单 / those that were made')
    .option('--limit <n>', '最多 / at most', wholeFrom(1, 10_000), 100)
    .action(
      action(async (context, round: string, { limit }: { limit: number }) => {
        const [{ listRollups }, { loadRound }, { instantInWords }] = await Promise.all([import('../../ledger/rollups.ts'), import('../../ledger/rounds.ts'), import('../../domain/time.ts')]);
        const { ledger } = await context.client();
        await loadRound(ledger, round);
        const rollups = await listRollups(ledger, round, limit);
        context.answer({ round, rollups, limit }, () =>
          table(rollups, [
            { head: '种类', value: (row) => (row.kind === 'week' ? '周报' : '月度清单') },
            { head: '期', value: (row) => row.period },
            { head: '涵盖自', value: (row) => instantInWords(row.from) },
            { head: '至', value: (row) => instantInWords(row.to) },
            { head: '补期', value: (row) => row.missed },
            { head: '收件', value: (row) => row.people },
            { head: '送达', value: (row) => row.told },
          ]),
        );
      }),
    );
};
