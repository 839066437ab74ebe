import type { Command } from 'commander';
import { action } from './context.ts';
import { table } from './table.ts';

/** `huitoukan calendar feed issue|revoke|print|list`: a person's dates for a calendar program. */
export const addCalendarFeedCommands = (calendar: Command): void => {
  const feed = calendar.command('feed').description('个人日历订阅（.ics）：到期日、回头看 / a person’s dates for a calendar program');
  feed
    .command('issue')
    .description('开通订阅：地址只显示一次，原有地址作废 / a secret address, shown once; an earlier one stops working')
    .requiredOption('--person <person>', '人员 / person')
    .option('--titles', '日程写明问题原文（会经外部日历服务器） / the entries tell what a finding says')
    .action(
      action(async (context, { person, titles }: { person: string; titles?: boolean }) => {
        const { issueFeedToken } = await import('../calendar-feed/tokens.ts');
        const by = context.person();
        const result = await issueFeedToken((await context.client()).ledger, { person, titles: titles === true, by, at: Date.now() });
        context.answer({ person, ...result }, [`${person} 的订阅地址（只显示这一次，请勿外传）/ shown once, keep it secret:`, `  ${result.path}`, ...(result.revoked === 0 ? [] : ['原有地址已作废 / the earlier address is revoked'])].join('\n'));
      }),
    );
  feed
    .command('revoke')
    .description('撤销订阅，地址立即失效 / the address stops working at once')
    .requiredOption('--person <person>', '人员 / person')
    .action(
      action(async (context, { person }: { person: string }) => {
        const { revokeFeedToken } = await import('../calendar-feed/tokens.ts');
        const by = context.person();
        await revokeFeedToken((await context.client()).ledger, person, by, Date.now());
        context.answer({ person, revoked: true }, `已撤销 ${person} 的订阅 / revoked`);
      }),
    );
  feed
    .command('print')
    .description('写出一个人的日历文件 / the file itself')
    .requiredOption('--person <person>', '人员 / person')
    .option('--titles', '日程写明问题原文 / the entries tell what a finding says')
    .option('--out <file>', '写入文件，默认 <人员>.ics / file to write')
    .action(
      action(async (context, { person, titles, out }: { person: string; titles?: boolean; out?: string }) => {
        const { printFeed } = await import('../calendar-feed/print-feed.ts');
        const by = context.person();
        const result = await printFeed((await context.client()).ledger, { person, titles: titles === true, by, out: out ?? `${person}.ics` });
        context.answer(result, `已写出 ${result.file}：${result.entries}项 / written`);
      }),
    );
  feed
    .command('list')
    .description('订阅情况 / the feeds that were issued')
    .option('--person <person>', '人员 / person')
    .action(
      action(async (context, { person }: { person?: string }) => {
        const [{ listFeeds }, { instantInWords }] = await Promise.all([import('../../ledger/calendar-feeds.ts'), import('../../domain/time.ts')]);
        const feeds = await listFeeds((await context.client()).ledger, person);
        context.answer({ feeds }, () =>
          table(feeds, [
            { head: '人员', value: (row) => row.personId },
            { head: '开通', value: (row) => instantInWords(row.issuedAt) },
            { head: '由', value: (row) => row.issuedBy },
            { head: '撤销', value: (row) => (row.revokedAt === null ? '' : instantInWords(row.revokedAt)) },
          ]),
        );
      }),
    );
};
