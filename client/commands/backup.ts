import type { Command } from 'commander';
import { action } from './context.ts';

const listed = (names: readonly string[]): string => names.map((name) => `\n    ${name}`).join('');

/** `huitoukan backup TO` and `huitoukan restore FROM` */
export const addBackupCommands = (program: Command): void => {
  program
    .command('backup <folder>')
    .description('备份台账和佐证材料到新文件夹；系统可以在运行 / ledger and evidence into a new folder; the system may be running')
    .option('--with-keys', '连同密钥和通道设置（含密码，请妥善保管）/ with keys and channel settings: they hold secrets')
    .action(
      action(async (context, to: string, { withKeys }: { withKeys?: boolean }) => {
        const [{ backUp }, { withLedger }, { progressBar }] = await Promise.all([import('../backup/backup.ts'), import('../backup/which-ledger.ts'), import('../progress-bar.ts')]);
        const bar = progressBar('备份 / backing up', context.json);
        const { folder, manifest, leftOut } = await withLedger(context.options.data, (ledger) => backUp({ ...ledger, to, withKeys: withKeys === true, madeAt: new Date().toISOString(), onProgress: bar.update })).finally(bar.stop);
        const { files, bytes, missing, damaged } = manifest.evidence;
        const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
        const away = [...missing, ...damaged];
        context.answer({ folder, rows, evidence: manifest.evidence, keys: manifest.keys, leftOut, migrations: manifest.migrations.length }, () =>
          [
            `已备份到 ${folder}：台账${rows}行，佐证材料${files}份、${bytes}字节 / backed up: ${rows} rows, ${files} pieces of evidence`,
            ...(away.length === 0 ? [] : [`  佐证材料缺失${missing.length}份、损坏${damaged.length}份，未能备份 / evidence missing or damaged, not in the backup:${listed(away)}`]),
            leftOut.length === 0 && manifest.keys.length === 0
              ? '  密钥在环境变量中，不在备份里，请另行保存 / keys are in the environment, not in the backup; keep them elsewhere'
              : manifest.keys.length > 0
                ? `  含密钥和设置，请按密码保管 / holds keys and settings; guard it like a password:${listed(manifest.keys)}`
                : `  未包含密钥和设置（--with-keys 可包含），请另行保存；没有 web-secret 时动态验证码须重新绑定 / keys and settings are not in it (--with-keys takes them along); keep them elsewhere. Without web-secret second factors have to be set up again:${listed(leftOut)}`,
            '  引擎的数据不备份：恢复后由 huitoukan rebuild 从台账重建 / the engine’s data is not backed up: huitoukan rebuild starts it again from the ledger',
          ].join('\n'),
        );
        return away.length > 0 ? 1 : 0;
      }),
    );
  program
    .command('restore <folder>')
    .description('把备份恢复到新的数据文件夹（或 DATABASE_URL 指明的空数据库）/ a backup into a new data folder, or the empty database that DATABASE_URL names')
    .action(
      action(async (context, from: string) => {
        const [{ readManifest }, { restore }, { withNewLedger }, { progressBar }] = await Promise.all([import('../backup/manifest.ts'), import('../backup/restore.ts'), import('../backup/which-ledger.ts'), import('../progress-bar.ts')]);
        // What is no backup is refused before a data folder is made for it.
        await readManifest(from);
        const bar = progressBar('恢复 / restoring', context.json);
        const { manifest, rows, evidenceAway, brokenHistories } = await withNewLedger(context.options.data, (ledger) => restore({ ...ledger, from, onProgress: bar.update })).finally(bar.stop);
        context.answer({ madeAt: manifest.madeAt, rows, evidence: manifest.evidence.files, evidenceAway, brokenHistories, keys: manifest.keys }, () =>
          [
            `已恢复 ${manifest.madeAt} 的备份：台账${rows}行，逐表核对无误 / the backup of ${manifest.madeAt} is restored: ${rows} rows, each table compared`,
            ...(evidenceAway.length === 0 ? [] : [`  佐证材料缺${evidenceAway.length}份 / evidence that is not there:${listed(evidenceAway)}`]),
            ...(brokenHistories.length === 0 ? [] : [`  历史不完整的问题 / issues whose history is not whole:${listed(brokenHistories)}`]),
            `下一步：启动系统，再执行 huitoukan rebuild。备份之后的办理不在其中；备份之后发出的提醒可能再发一次（同一 Message-ID）。`,
            'Next: start the system, then huitoukan rebuild. What was done after the backup is not in it; notices sent since may go out once more (under the same Message-ID).',
          ].join('\n'),
        );
        return evidenceAway.length + brokenHistories.length > 0 ? 1 : 0;
      }),
    );
};
