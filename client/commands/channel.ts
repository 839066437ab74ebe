import type { Command } from 'commander';
import { action, type CommandContext } from './context.ts';
import { outOption, writeList } from './list-out.ts';
import { table } from './table.ts';

const settingsOf = async (context: CommandContext) => {
  const [{ loadChannelSettings }, { dataFolderPath }] = await Promise.all([import('../../worker/channel-settings.ts'), import('../../worker/data-folder.ts')]);
  return loadChannelSettings(dataFolderPath(context.options.data));
};

/** `huitoukan channel list|test` */
export const addChannelCommands = (program: Command): void => {
  const channel = program.command('channel').description('通知通道：邮件与群机器人 / channels: mail and group robots');
  channel
    .command('list')
    .description('通道及其近况（不显示密钥）/ channels and how they fare; no keys are shown')
    .addOption(outOption())
    .action(
      action(async (context, { out }: { out?: string }) => {
        const [{ listChannels }, { standingInWords }, { dataFolderPath, isInstanceRunning }] = await Promise.all([
          import('../channel-list.ts'),
          import('../channel-words.ts'),
          import('../../worker/data-folder.ts'),
        ]);
        const settings = await settingsOf(context);
        const running = isInstanceRunning(dataFolderPath(context.options.data));
        const channels = await listChannels(settings, running ? (await context.client()).ledger : null);
        if (out !== undefined) return await writeList(context, out, { name: '通知通道', columns: (await import('../lists/settings.ts')).CHANNEL_COLUMNS, rows: channels });
        context.answer({ prefer: settings.prefer, channels }, () =>
          table(channels, [
            { head: '编号', value: (row) => row.id, max: 32 },
            { head: '种类', value: (row) => row.kind },
            { head: '主机', value: (row) => row.host, max: 40 },
            { head: '单位/岗位', value: (row) => [...row.units, ...row.posts].join('、'), max: 30 },
            { head: '限速', value: (row) => row.limits.map(({ count, seconds }) => `${count}/${seconds}s`).join(' ') },
            { head: '近况', value: (row) => (row.standing === null ? '' : standingInWords(row.standing).zh), max: 80 },
          ]),
        );
      }),
    );
  channel
    .command('test <channel>')
    .description('经该通道发一条测试消息 / send one test message: mail, or a robot’s id')
    .option('--to <address>', '测试邮件的收件地址 / where a test mail goes')
    .option('--person <id>', '在群里点名的人员编号 / whom the robot calls')
    .action(
      action(async (context, name: string, { to, person }: { to?: string; person?: string }) => {
        const { testChannel } = await import('../channel-test.ts');
        const answer = await testChannel(await settingsOf(context), name, { at: Date.now(), ...(to === undefined ? {} : { to }), ...(person === undefined ? {} : { person }) });
        context.answer({ channel: name, answer }, `已接收 / accepted: ${answer}`);
      }),
    );
};
