import type { Command } from 'commander';
import { refuse } from '../../domain/refusal.ts';
import { instantInWords } from '../../domain/time.ts';
import { action, type CommandContext } from './context.ts';
import { noted } from './noted.ts';
import { table } from './table.ts';

/** Whoever sits at the machine keeps them, as he keeps the accounts. */
const BY = 'command-line';

const settingsOf = async (context: CommandContext) => {
  const [{ makeWebhookGuard, webhookRules }, { keyFrom, webhookKey, webSecret }, { dataFolderPath }] = await Promise.all([import('../../activities/webhook-guard.ts'), import('../../worker/web-secret.ts'), import('../../worker/data-folder.ts')]);
  const secret = webSecret(dataFolderPath(context.options.data));
  return { guard: makeWebhookGuard(webhookRules()), keyOf: (webhook: string) => keyFrom(secret, webhookKey(webhook)) };
};

const TYPE = /^(issue|round|common)\.[a-z-]{1,60}$/;
const typesFrom = (text: string): string[] =>
  text.split(',').map((one) => one.trim()).map((one) => (TYPE.test(one) ? one : refuse('INVALID_TYPE', `“${one}”不是事件种类，如 issue.closed`, `"${one}" is no kind of event, such as issue.closed`, { type: one })));

/** `huitoukan webhook add|list|remove|test` */
export const addWebhookCommands = (program: Command): void => {
  const webhook = program.command('webhook').description('回调：告知其他系统 / webhooks: other systems that are told what happens');
  webhook
    .command('add <url>')
    .description('登记；主机须在 HUITOUKAN_WEBHOOK_HOSTS 之列 / adds one; its host has to be in HUITOUKAN_WEBHOOK_HOSTS')
    .requiredOption('--name <name>', '用途 / what it is for')
    .option('--types <list>', '事件种类，逗号并列（默认全部），如 issue.closed / kinds of events, all by default', typesFrom, [] as string[])
    .action(
      action(async (context, given: string, { name, types }: { name: string; types: string[] }) => {
        const [{ addWebhook }, { secretInWords }] = await Promise.all([import('../../ledger/webhooks.ts'), import('../../activities/webhooks.ts')]);
        const settings = await settingsOf(context);
        const url = settings.guard.demandUrl(given).href;
        const id = await addWebhook((await context.client()).ledger, { url, name, types }, BY, Date.now());
        await noted(context, 'webhook add', id);
        const secret = secretInWords(settings.keyOf(id));
        context.answer({ id, url, types, secret }, `回调 ${id}；签名密钥只显示这一次 / its signing secret, shown this once:\n${secret}`);
      }),
    );
  webhook
    .command('list')
    .description('回调及其近况 / webhooks and how they fare')
    .action(
      action(async (context) => {
        const { listWebhooks } = await import('../../ledger/webhooks.ts');
        const webhooks = await listWebhooks((await context.client()).ledger);
        context.answer({ webhooks }, () =>
          table(webhooks, [
            { head: '编号', value: (row) => row.id },
            { head: '用途', value: (row) => row.name, max: 24 },
            { head: '网址', value: (row) => row.url, max: 50 },
            { head: '种类', value: (row) => row.types.join(',') || '全部', max: 30 },
            { head: '已告知', value: (row) => row.accepted },
            { head: '待告知', value: (row) => row.waiting },
            { head: '未成', value: (row) => row.rejected },
            { head: '近况', value: (row) => (row.goneAt !== null ? '对方已停用（410）' : row.failures > 0 ? `连续失败${row.failures}次：${row.failure ?? ''}` : row.succeededAt === null ? '' : instantInWords(row.succeededAt)), max: 50 },
          ]),
        );
      }),
    );
  webhook
    .command('remove <id>')
    .description('取消，待告知的不再发 / takes it away; what waits is not sent')
    .action(
      action(async (context, id: string) => {
        const { removeWebhook } = await import('../../ledger/webhooks.ts');
        await removeWebhook((await context.client()).ledger, id, Date.now());
        await noted(context, 'webhook remove', id);
        context.answer({ removed: id }, `已取消 / removed: ${id}`);
      }),
    );
  webhook
    .command('test <id>')
    .description('发一次测试回调，立即看到对方答复 / one test call, and what the other side says')
    .action(
      action(async (context, id: string) => {
        const { testWebhook } = await import('../webhook-test.ts');
        const answer = await testWebhook((await context.client()).ledger, await settingsOf(context), id, Date.now());
        context.answer({ webhook: id, answer }, `已接收 / accepted: ${answer}`);
      }),
    );
};
