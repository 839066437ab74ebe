import type { Command } from 'commander';
import { action, type CommandContext } from './context.ts';

const keysOf = async (context: CommandContext) => {
  const [keys, { dataFolderPath }] = await Promise.all([import('../../worker/codec-keys.ts'), import('../../worker/data-folder.ts')]);
  return { keys, folder: dataFolderPath(context.options.data) };
};

/** `huitoukan keys list|add|use`: the keys that seal the engine's data. Nothing of a key but its id is ever shown. */
export const addKeyCommands = (program: Command): void => {
  const keys = program.command('keys').description('引擎数据的密钥 / the keys that seal the engine’s data');
  keys
    .command('list')
    .description('密钥编号，第一把用于加密 / their ids; the first one encrypts')
    .action(
      action(async (context) => {
        const { keys: codec, folder } = await keysOf(context);
        const ids = codec.listCodecKeys(folder);
        context.answer({ keys: ids }, ids.join('\n'));
      }),
    );
  keys
    .command('add')
    .description('加一把新密钥，先只用来读 / a new key, for reading only at first')
    .action(
      action(async (context) => {
        const { keys: codec, folder } = await keysOf(context);
        const id = codec.addCodecKey(folder);
        context.answer({ key: id }, `已加 ${id}。请重启全部进程，再执行 huitoukan keys use ${id} / added; restart all processes, then run huitoukan keys use ${id}`);
      }),
    );
  keys
    .command('use <id>')
    .description('改用这把密钥加密（各进程须已认识它）/ seal with this key from now on; all processes must know it')
    .action(
      action(async (context, id: string) => {
        const { keys: codec, folder } = await keysOf(context);
        codec.useCodecKey(folder, id);
        context.answer({ key: id }, `下次启动起用 ${id} 加密，请重启全部进程；旧密钥仍用于读 / ${id} seals from the next start on; restart all processes. Older keys still read`);
      }),
    );
};
