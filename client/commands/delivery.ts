import type { Command } from 'commander';
import { DELIVERY_STATES, TROUBLED_STATES, type DeliveryState } from '../../domain/delivery-states.ts';
import { action } from './context.ts';
import { noted } from './noted.ts';
import { issueIdFrom, wholeFrom, wordsFrom } from './parse.ts';
import { table } from './table.ts';

type ListOptions = { state?: readonly DeliveryState[]; troubled?: boolean; recipient?: string; issue?: string; round?: string; limit: number };

/** `huitoukan delivery list|show|counts` */
export const addDeliveryCommands = (program: Command): void => {
  const delivery = program.command('delivery').description('通知与投递 / notices and their delivery');
  delivery
    .command('list')
    .description('通知清单 / notices, the newest first')
    .option('--state <state>', `状态，可逗号并列 / ${DELIVERY_STATES.join(', ')}`, wordsFrom(DELIVERY_STATES))
    .option('--troubled', '需要有人处理的 / rejected, uncertain, suppressed')
    .option('--recipient <person>', '收件人 / recipient')
    .option('--issue <issue>', '问题 / issue', issueIdFrom)
    .option('--round <round>', '轮次 / round')
    .option('--limit <n>', '最多 / at most', wholeFrom(1, 10_000), 200)
    .action(
      action(async (context, { state, troubled, recipient, issue, round, limit }: ListOptions) => {
        const [{ listDeliveries }, { reasonInWords }, { channelInWords, DELIVERY_NAMES }, { instantInWords }] = await Promise.all([
          import('../../ledger/delivery-lists.ts'),
          import('../../ledger/delivery-reasons.ts'),
          import('../words.ts'),
          import('../../domain/time.ts'),
        ]);
        if (recipient !== undefined) await noted(context, 'delivery list', recipient);
        const states = troubled === true ? TROUBLED_STATES : state;
        const deliveries = await listDeliveries((await context.client()).ledger, {
          limit,
          ...(states === undefined ? {} : { states }),
          ...(recipient === undefined ? {} : { recipient }),
          ...(issue === undefined ? {} : { issueId: issue }),
          ...(round === undefined ? {} : { roundId: round }),
        });
        context.answer({ deliveries, limit }, () =>
          table(deliveries, [
            { head: '编号', value: (row) => row.id.slice(0, 10) },
            { head: '时间', value: (row) => instantInWords(row.notBefore) },
            { head: '问题', value: (row) => row.issueId.replace(/^issue\//, ''), max: 24 },
            { head: '步骤', value: (row) => row.step, max: 24 },
            { head: '收件人', value: (row) => row.recipient, max: 20 },
            { head: '方式', value: (row) => channelInWords(row.via).zh, max: 20 },
            { head: '状态', value: (row) => DELIVERY_NAMES[row.state].zh },
            { head: '原因', value: (row) => (row.reason === null ? '' : reasonInWords(row.reason).zh), max: 40 },
          ]),
        );
      }),
    );
  delivery
    .command('show <id>')
    .description('一条通知（编号的开头即可）/ one notice, by the beginning of its id')
    .action(
      action(async (context, id: string) => {
        const { showDelivery } = await import('../delivery-view.ts');
        const view = await showDelivery((await context.client()).ledger, id);
        context.answer({ delivery: view.delivery }, view.text);
      }),
    );
  delivery
    .command('counts')
    .description('各状态的条数 / how many stand in which state')
    .option('--round <round>', '轮次 / round')
    .action(
      action(async (context, { round }: { round?: string }) => {
        const [{ countDeliveries }, { DELIVERY_NAMES }] = await Promise.all([import('../../ledger/delivery-lists.ts'), import('../words.ts')]);
        const counts = await countDeliveries((await context.client()).ledger, round);
        const rows = Object.entries(counts) as [DeliveryState, number][];
        context.answer({ round: round ?? null, counts }, () =>
          table(rows, [
            { head: '状态', value: ([state]) => `${DELIVERY_NAMES[state].zh} ${state}` },
            { head: '条数', value: ([, count]) => count },
          ]),
        );
      }),
    );
};
