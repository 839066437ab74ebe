import { Option, type Command } from 'commander';
import { doAct } from './act.ts';
import { action } from './context.ts';
import { dayFrom, wholeFrom } from './parse.ts';
import { table } from './table.ts';

type Result = 'held' | 'partly' | 'rebounded';

/** `huitoukan review record|list`: look-backs. */
export const addReviewCommands = (program: Command): void => {
  const review = program.command('review').description('回头看 / look-backs');
  review
    .command('record <issue>')
    .description('记录一次回头看 / record one')
    .addOption(new Option('--result <result>', 'held 保持 · partly 部分反弹 · rebounded 反弹').choices(['held', 'partly', 'rebounded']).makeOptionMandatory())
    .requiredOption('--findings <text>', '情况 / what was found')
    .requiredOption('--how <text>', '方式 / on site, from files, by asking people')
    .action(action((context, issue: string, options: { result: Result; findings: string; how: string }) => doAct(context, issue, { type: 'record-look-back', ...options })));
  review
    .command('list')
    .description('到期的回头看和复查 / look-backs that are due')
    .option('--by <day>', '至此日（默认今天）/ by this day, today by default', dayFrom)
    .option('--round <round>', '轮次 / round')
    .option('--limit <n>', '最多 / at most', wholeFrom(1, 10_000), 200)
    .action(
      action(async (context, { by, round, limit }: { by?: string; round?: string; limit: number }) => {
        const [{ listIssues }, { dayOf }] = await Promise.all([import('../../ledger/register.ts'), import('../../domain/time.ts')]);
        const day = by ?? dayOf(Date.now());
        const rows = await listIssues((await context.client()).ledger, { lookBackBy: day, limit, ...(round === undefined ? {} : { round }) });
        const due = rows
          .map((row) => ({ issue: row.id, day: row.next_look_back, status: row.status, title: row.title }))
          .toSorted((a, b) => (a.day ?? '').localeCompare(b.day ?? ''));
        context.answer({ by: day, lookBacks: due }, () =>
          table(due, [
            { head: '日期', value: (row) => row.day },
            { head: '问题', value: (row) => row.issue.slice('issue/'.length), max: 30 },
            { head: '类别', value: (row) => (row.status === 'sustained' ? '复查' : '回头看') },
            { head: '反馈问题', value: (row) => row.title, max: 60 },
          ]),
        );
      }),
    );
};
