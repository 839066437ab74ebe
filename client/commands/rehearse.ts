import type { Command } from 'commander';
import { action } from './context.ts';
import { wholeFrom } from './parse.ts';
import { table } from './table.ts';

type RehearseOptions = { sample?: boolean; round?: string; months: number };

/** `huitoukan rehearse [FILE]`: what a round would send if nobody acted, before it is opened or from where it stands. */
export const addRehearseCommand = (program: Command): void => {
  program
    .command('rehearse [file]')
    .description('沙盘推演：无人办理时会发出哪些提醒、何时、给谁 / play a round forward with nobody acting')
    .option('--sample', '用自带的示例轮次 / the sample round')
    .option('--round <round>', '已开立的轮次 / a round that runs')
    .option('--months <n>', '推演几个月 / how far', wholeFrom(1, 60), 18)
    .action(
      action(async (context, file: string | undefined, { sample, round, months }: RehearseOptions) => {
        const [{ rehearse }, { rehearsalOfFile, rehearsalOfRound }, { SAMPLE_ROUND }, { addMonths, dayOf }, { NOTICE_NAMES, DEADLINE_NAMES }, { EVENT_NAMES }, { refuse }] = await Promise.all([
          import('../rehearsal.ts'),
          import('../rehearsal-input.ts'),
          import('../round-file.ts'),
          import('../../domain/time.ts'),
          import('../../domain/words.ts'),
          import('../event-words.ts'),
          import('../../domain/refusal.ts'),
        ]);
        const at = Date.now();
        const from = sample === true ? SAMPLE_ROUND : file;
        const input =
          round !== undefined
            ? await rehearsalOfRound(await context.client(), round)
            : await rehearsalOfFile(from ?? refuse('USAGE', '请给出轮次文件、--sample 或 --round', 'name a round file, --sample or --round'), at);
        const result = rehearse(input.issues, at, addMonths(dayOf(at), months), input.whoIs);
        const topics: Readonly<Record<string, { readonly zh: string }>> = { ...EVENT_NAMES, ...DEADLINE_NAMES };
        const { worstDay, worstPersonDay } = result;
        context.answer(result, () =>
          [
            table(result.notices, [
              { head: '日期', value: (row) => row.day },
              { head: '收件人', value: (row) => input.nameOf(row.person), max: 16 },
              { head: '文种', value: (row) => NOTICE_NAMES[row.kind].zh },
              { head: '事项', value: (row) => topics[row.topic]?.zh ?? row.topic },
              { head: '问题', value: (row) => row.issue.slice('issue/'.length), max: 30 },
              { head: '步骤', value: (row) => row.step },
            ]),
            '',
            `${result.from} 至 ${result.until}，${result.issues}个问题，无人办理时共${result.notices.length}条通知：${Object.entries(result.byKind).map(([kind, count]) => `${NOTICE_NAMES[kind as keyof typeof NOTICE_NAMES].zh}${count}`).join('、')}`,
            ...(worstDay === null ? [] : [`最忙的一天 ${worstDay.day}：${worstDay.notices}条，合并为${worstDay.mails}封，${worstDay.people}人 / the heaviest day`]),
            ...(worstPersonDay === null ? [] : [`一人一天最多：${input.nameOf(worstPersonDay.person)} ${worstPersonDay.day}，${worstPersonDay.notices}条、${worstPersonDay.mails}封 / the heaviest day of one person`]),
            ...(result.unheard === 0 ? [] : [`各级岗位均空缺、无人收到：${result.unheard}条 / heard by nobody`]),
            ...result.dueOnDaysOff.map((one) => `时限在休息日：${one.issue.slice('issue/'.length)} ${one.day} ${one.title.slice(0, 30)} / due on a day off`),
            ...(result.unpublishedYears.length === 0 ? [] : [`${result.unpublishedYears.join('、')}年放假安排尚未公布，届时日期可能变动 / no holiday notice yet`]),
          ].join('\n'),
        );
      }),
    );
};
