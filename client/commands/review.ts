import { Option, type Command } from 'commander';
import { doAct } from './act.ts';
import { action } from './context.ts';
import { addCallCommands } from './look-back-calls.ts';
import { addDrawCommands } from './draw.ts';
import { dayFrom, wholeFrom } from './parse.ts';
import { table } from './table.ts';

type Result = 'held' | 'partly' | 'rebounded';
type Recorded = { result: Result; findings: string; how: string; asked?: number; confirmed?: number; who?: string };

const CAUSES = ['interval', 'draw', 'petition', 'grade', 'new-head', 'neighbour'] as const;
type ListOptions = { by?: string; round?: string; cause?: (typeof CAUSES)[number]; overdue?: boolean; limit: number };

/** What is coming in so many days is listed, if no day is named. */
const AHEAD_DAYS = 30;

/** `huitoukan review`: look-backs, what calls for them, and the draw by lot. */
export const addReviewCommands = (program: Command): void => {
  const review = program.command('review').description('回头看 / look-backs');
  review
    .command('record <issue>')
    .description('记录一次回头看 / record one')
    .addOption(new Option('--result <result>', 'held 保持 · partly 部分反弹 · rebounded 反弹').choices(['held', 'partly', 'rebounded']).makeOptionMandatory())
    .requiredOption('--findings <text>', '情况 / what was found')
    .requiredOption('--how <text>', '方式 / on site, from files, by asking people')
    .option('--asked <n>', '询问了多少人 / how many persons were asked', wholeFrom(0, 10_000))
    .option('--confirmed <n>', '其中多少人证实（默认全部）/ how many of them confirmed it, all by default', wholeFrom(0, 10_000))
    .option('--who <text>', '询问了哪些人，如“村民代表” / who they were, as a group')
    .action(
      action((context, issue: string, { asked, confirmed, who, ...record }: Recorded) =>
        doAct(context, issue, {
          type: 'record-look-back',
          ...record,
          ...(asked === undefined ? {} : { asked: { count: asked, confirmed: confirmed ?? asked, ...(who === undefined ? {} : { who }) } }),
        }),
      ),
    );
  review
    .command('list')
    .description('回头看日程：将到期、逾期、抽中的，及其缘由 / the calendar of look-backs, overdue ones included, with their cause')
    .option('--by <day>', `至此日（默认今后${AHEAD_DAYS}天）/ by this day, ${AHEAD_DAYS} days from now by default`, dayFrom)
    .option('--round <round>', '轮次 / round')
    .addOption(new Option('--cause <cause>', '缘由 / cause').choices(CAUSES))
    .option('--overdue', '只列逾期的 / overdue ones only')
    .option('--limit <n>', '最多 / at most', wholeFrom(1, 10_000), 200)
    .action(
      action(async (context, { by, round, cause, overdue, limit }: ListOptions) => {
        const [{ listLookBacks }, { addDays, dayOf }, { CAUSE_NAMES }] = await Promise.all([
          import('../../ledger/look-backs.ts'),
          import('../../domain/time.ts'),
          import('../../domain/look-back-causes.ts'),
        ]);
        const day = by ?? addDays(dayOf(Date.now()), AHEAD_DAYS);
        const lookBacks = await listLookBacks((await context.client()).ledger, {
          by: day,
          limit,
          ...(round === undefined ? {} : { round }),
          ...(cause === undefined ? {} : { cause }),
          ...(overdue === undefined ? {} : { overdue }),
        });
        context.answer({ by: day, lookBacks }, () =>
          table(lookBacks, [
            { head: '日期', value: (row) => row.day },
            { head: '逾期', value: (row) => (row.overdueSince === null ? '' : '逾期') },
            { head: '问题', value: (row) => row.issue.slice('issue/'.length), max: 30 },
            { head: '类别', value: (row) => (row.status === 'sustained' ? '复查' : `回头看第${row.n}次`) },
            { head: '缘由', value: (row) => `${CAUSE_NAMES[row.cause].zh}${row.source === null ? '' : `：${row.source}`}`, max: 40 },
            { head: '反馈问题', value: (row) => row.title, max: 50 },
          ]),
        );
      }),
    );
  addCallCommands(review);
  addDrawCommands(review);
};
