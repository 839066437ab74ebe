import type { Command } from 'commander';
import { action } from './context.ts';
import { issueIdFrom } from './parse.ts';

/** `huitoukan evidence add|add-folder|verify` */
export const addEvidenceCommands = (program: Command): void => {
  const evidence = program.command('evidence').description('佐证材料 / evidence');
  evidence
    .command('add <issue> <file>')
    .description('提交一份佐证材料 / hand in a file')
    .option('--name <text>', '名称（默认文件名）/ name shown')
    .option('--measure <id>', '措施 / measure')
    .option('--kind <kind>', '种类，如 制度文件 / what it is, in the words of the policy')
    .action(
      action(async (context, issue: string, file: string, { name, measure, kind }: { name?: string; measure?: string; kind?: string }) => {
        const { addEvidence } = await import('../add-evidence.ts');
        const [issueId, person] = [issueIdFrom(issue), context.actor()];
        const client = await context.client();
        const result = await addEvidence(client, { issueId, person, file, folder: await evidenceFolder(context.options.data), ...(name === undefined ? {} : { name }), ...(measure === undefined ? {} : { measure }), ...(kind === undefined ? {} : { kind }) }, context.actOptions());
        context.answer({ issue: issueId, ...result }, `已提交《${result.name}》${result.size}字节，SHA-256 ${result.sha256} / handed in`);
      }),
    );
  evidence
    .command('add-folder <dir>')
    .description('提交一个文件夹：文件（或子文件夹）按问题编号命名，如 3-会议纪要.pdf / hand in a folder of files named by issue number')
    .requiredOption('--round <id>', '轮次 / round')
    .option('--dry-run', '只看每个文件归哪个问题 / only show which file would go where')
    .option('--kind <kind>', '种类，如 制度文件 / what all of it is, in the words of the policy')
    .action(
      action(async (context, dir: string, { round, dryRun, kind }: { round: string; dryRun?: boolean; kind?: string }) => {
        const [{ addFolder }, { folderInWords }, { progressBar }] = await Promise.all([import('../evidence-folder/add-folder.ts'), import('../evidence-folder/folder-words.ts'), import('../progress-bar.ts')]);
        const person = context.actor();
        const client = await context.client();
        const bar = progressBar('提交 / handing in', context.json);
        const result = await addFolder(client, dir, { round, person, store: await evidenceFolder(context.options.data), dryRun: dryRun === true, onProgress: bar.update, ...(kind === undefined ? {} : { kind }) }, context.actOptions()).finally(bar.stop);
        context.answer({ round, dryRun: dryRun === true, ...result }, () => folderInWords(result, dryRun === true));
        return result.files.some(({ outcome }) => outcome === 'unknown' || outcome === 'refused') ? 1 : 0;
      }),
    );
  evidence
    .command('verify')
    .description('重新计算全部佐证材料的散列值 / read every piece again and compare its hash')
    .action(
      action(async (context) => {
        const [{ verifyEvidence }, { progressBar }] = await Promise.all([import('../../ledger/evidence.ts'), import('../progress-bar.ts')]);
        const client = await context.client();
        const bar = progressBar('核对 / checking', context.json);
        const check = await verifyEvidence(client.ledger, await evidenceFolder(context.options.data), bar.update).finally(bar.stop);
        context.answer(
          check,
          `核对${check.checked}份：缺失${check.missing.length}，损坏${check.damaged.length}，未登记${check.unlisted.length} / ${check.checked} checked, ${check.missing.length} missing, ${check.damaged.length} damaged, ${check.unlisted.length} in no row${[...check.missing, ...check.damaged].map((one) => `\n  ${one}`).join('')}`,
        );
        return check.missing.length + check.damaged.length > 0 ? 1 : 0;
      }),
    );
};

/** Where the evidence of a data folder lies. */
export const evidenceFolder = async (data: string | undefined): Promise<string> => {
  const [{ dataFolderPath }, path] = await Promise.all([import('../../worker/data-folder.ts'), import('node:path')]);
  return path.join(dataFolderPath(data), 'evidence');
};
