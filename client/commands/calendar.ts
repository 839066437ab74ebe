import type { Command } from 'commander';
import { TABLE_YEARS } from '../../domain/day-table.ts';
import { refuse } from '../../domain/refusal.ts';
import { instantInWords } from '../../domain/time.ts';
import { addCalendarFeedCommands } from './calendar-feed.ts';
import { action } from './context.ts';
import { namesToday, outOption, writeList } from './list-out.ts';
import { wholeFrom } from './parse.ts';
import { table } from './table.ts';

/** As many moved dates as a person reads on a screen; `--json` has them all. */
const SHOWN_MOVES = 20;

/** `huitoukan calendar import|show|list`; feeds are in `calendar-feed.ts`. */
export const addCalendarCommands = (program: Command): void => {
  const calendar = program.command('calendar').description('放假安排与工作日 / the table of working days');

  calendar
    .command('import [file]')
    .description('放假安排公布后导入：新轮次按新表计算，在办问题逐一重排 / take in a new table; every open issue is counted anew')
    .option('--from-package', '用程序自带的最新放假安排 / the newest that came with the program')
    .option('--dry-run', '只看会变什么 / only say what would move')
    .action(
      action(async (context, file: string | undefined, options: { fromPackage?: boolean; dryRun?: boolean }) => {
        if ((file === undefined) === (options.fromPackage !== true))
          refuse('USAGE', '请给出放假安排文件，或用 --from-package（二者取一）', 'name a file with the table, or use --from-package (one of the two)');
        const [{ importCalendar }, { readCalendarFile }, { publishedDayTable }, { progressBar }] = await Promise.all([
          import('../calendar.ts'),
          import('../calendar-file.ts'),
          import('../day-tables.ts'),
          import('../progress-bar.ts'),
        ]);
        const [{ DEADLINE_NAMES }, { roundRulesInWords }] = await Promise.all([import('../../domain/words.ts'), import('../new-round-rules.ts')]);
        const person = context.person();
        const incoming = file === undefined ? publishedDayTable() : await readCalendarFile(file);
        const client = await context.client();
        const bar = progressBar('重排 / counting anew', context.json);
        const { days, ...result } = await importCalendar(client, { table: incoming, source: file ?? 'package', person, dryRun: options.dryRun === true, onProgress: bar.update }).finally(bar.stop);
        const { open, changed, already, moved, told, failed, rounds } = result;
        context.answer({ calendar: days.version, years: days.years, dryRun: options.dryRun === true, ...result }, () =>
          [
            `${options.dryRun === true ? '（试算，未改动）' : ''}${days.version}：在办${open}，重排${changed}，已按新表${already}；时限变动${moved.length}处，其中${told}个问题须告知`,
            `${open} open, ${changed} counted anew, ${already} stood on it; ${moved.length} dates moved, ${told} issues of which people are told`,
            ...(moved.length === 0 ? [] : [table(moved.slice(0, SHOWN_MOVES), [
              { head: '问题', value: (row) => row.issue.replace(/^issue\//, '') },
              { head: '事项', value: (row) => DEADLINE_NAMES[row.kind].zh },
              { head: '原', value: (row) => row.from },
              { head: '改为', value: (row) => row.to },
            ])]),
            ...(moved.length > SHOWN_MOVES ? [`……另有${moved.length - SHOWN_MOVES}处，见 --json`] : []),
            ...roundRulesInWords(rounds),
            ...failed.map((one) => `  未能重排 ${one.issue}：${one.code} ${one.zh} / ${one.en}`),
          ].join('\n'),
        );
        return failed.length + rounds.failed.length > 0 ? 1 : 0;
      }),
    );

  calendar
    .command('show')
    .description('现行放假安排 / the table that counts now')
    .option('--year <year>', '只看一年 / one year', wholeFrom(TABLE_YEARS.first, TABLE_YEARS.last))
    .action(
      action(async (context, { year }: { year?: number }) => {
        const { currentDayTable } = await import('../calendar.ts');
        const days = await currentDayTable((await context.client()).ledger);
        const within = (list: readonly string[]): readonly string[] => list.filter((day) => year === undefined || day.startsWith(`${year}-`));
        const shown = { version: days.version, years: days.years, rest: within(days.rest), work: within(days.work) };
        const latest = year ?? days.years.at(-1);
        const inYear = (list: readonly string[]): string => list.filter((day) => day.startsWith(`${latest}-`)).map((day) => day.slice(5)).join(' ');
        context.answer(shown, () => [`${days.version}；${days.years[0] ?? ''}—${days.years.at(-1) ?? ''}年`, `${latest}年 工作日放假 rest：${inYear(days.rest)}`, `${latest}年 周末上班 work：${inYear(days.work)}`].join('\n'));
      }),
    );

  calendar
    .command('list')
    .description('导入过的放假安排，在办问题各按哪一版 / the tables taken in, and how many open issues stand on which')
    .addOption(outOption())
    .action(
      action(async (context, { out }: { out?: string }) => {
        const { countByCalendar, listCalendars } = await import('../../ledger/calendars.ts');
        const { ledger } = await context.client();
        const [kept, counts] = await Promise.all([listCalendars(ledger), countByCalendar(ledger)]);
        if (out !== undefined) {
          const [{ calendarColumns }, names] = await Promise.all([import('../lists/settings.ts'), namesToday(ledger)]);
          return await writeList(context, out, { name: '放假安排', columns: calendarColumns(names, new Map(counts.map((one) => [one.version, one.open]))), rows: kept });
        }
        const calendars = kept.map(({ days, ...one }) => ({ ...one, years: days.years }));
        context.answer({ calendars, open: counts }, () =>
          [
            calendars.length === 0
              ? '没有导入过，用程序自带的 / none was taken in; the one that came with the program counts'
              : table(calendars, [
                  { head: '版本', value: (row) => row.version },
                  { head: '到', value: (row) => row.years.at(-1) ?? null },
                  { head: '来源', value: (row) => row.source, max: 40 },
                  { head: '导入', value: (row) => instantInWords(row.takenAt) },
                  { head: '由', value: (row) => row.takenBy },
                ]),
            '',
            table(counts, [
              { head: '在办问题所按', value: (row) => row.version ?? '（未注明）' },
              { head: '问题', value: (row) => row.open },
            ]),
          ].join('\n'),
        );
      }),
    );
  addCalendarFeedCommands(calendar);
};
