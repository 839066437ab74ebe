#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { addAccountCommands } from './commands/account.ts';
import { addBackupCommands } from './commands/backup.ts';
import { addBulkCommands } from './commands/bulk.ts';
import { addCalendarCommands } from './commands/calendar.ts';
import { addChannelCommands } from './commands/channel.ts';
import { addCommonCommands } from './commands/common.ts';
import { addDeliveryCommands } from './commands/delivery.ts';
import { addDossierCommands } from './commands/dossier.ts';
import { addEvidenceCommands } from './commands/evidence.ts';
import { addExtensionCommands } from './commands/extension.ts';
import { addImportCommand } from './commands/import.ts';
import { addIssueCommands } from './commands/issue.ts';
import { addKeyCommands } from './commands/keys.ts';
import { addLetterCommands } from './commands/letter.ts';
import { addNoticeCommands } from './commands/notice.ts';
import { addLineageCommands } from './commands/lineage.ts';
import { addOperateCommands } from './commands/operate.ts';
import { addOutcomeCommands } from './commands/outcome.ts';
import { addPeopleCommands } from './commands/people.ts';
import { addPolicyCommands } from './commands/policy.ts';
import { addRegisterCommands } from './commands/register.ts';
import { addRehearseCommand } from './commands/rehearse.ts';
import { addReportCommands } from './commands/report.ts';
import { addReviewCommands } from './commands/review.ts';
import { addRollupCommands } from './commands/rollup.ts';
import { addRoundCommands } from './commands/round.ts';
import { addTemplateCommands } from './commands/template.ts';
import { addWebhookCommands } from './commands/webhook.ts';
import { reportError } from './commands/context.ts';
import { EXIT } from './commands/errors.ts';
import { wholeFrom } from './commands/parse.ts';
import { Refusal } from '../domain/refusal.ts';

/** Everything heavy (engine client, database, workbooks) is loaded by the command that needs it: help answers at once. */
const build = (): Command => {
  const program = new Command('huitoukan')
    .description('回头看：巡视巡察反馈问题整改跟踪 / follow-up of inspection findings')
    .option('--data <folder>', '数据文件夹（默认 ./data 或 HUITOUKAN_DATA）/ data folder')
    .option('--json', '输出 JSON / answer in JSON')
    .option('--as <person>', '由谁办理：人员编号（或 HUITOUKAN_PERSON）/ who acts')
    .option('--on-behalf-of <person>', '代谁办理：休假的人，须为其代理人 / a deputy acts for this person on leave')
    .option('--key <key>', '幂等键：同一键只办一次 / idempotency key: the same act under it happens once')
    .option('--seen <version>', '所见版本，已变则拒绝 / the version you saw; refused if it has moved on', wholeFrom(0, 1_000_000))
    .option('--debug', '出错时附调用栈 / show the stack of an error')
    .showHelpAfterError('（--help 查看用法 / see --help）')
    .helpCommand(false);
  const parts = [
    addRoundCommands,
    addIssueCommands,
    addCommonCommands,
    addBulkCommands,
    addExtensionCommands,
    addEvidenceCommands,
    addReviewCommands,
    addLineageCommands,
    addOutcomeCommands,
    addRegisterCommands,
    addReportCommands,
    addDeliveryCommands,
    addChannelCommands,
    addNoticeCommands,
    addLetterCommands,
    addDossierCommands,
    addRollupCommands,
    addPeopleCommands,
    addAccountCommands,
    addWebhookCommands,
    addCalendarCommands,
    addPolicyCommands,
    addImportCommand,
    addRehearseCommand,
    addTemplateCommands,
    addOperateCommands,
    addBackupCommands,
    addKeyCommands,
  ];
  for (const add of parts) add(program);
  return program;
};

/** Commander's own errors, in our form. */
const overrideExits = (command: Command, json: boolean): void => {
  command.exitOverride();
  if (json) command.configureOutput({ writeErr: () => undefined, outputError: () => undefined });
  for (const inner of command.commands) overrideExits(inner, json);
};

/** Runs one command line; answers the exit code. */
export const main = async (argv: readonly string[]): Promise<number> => {
  const program = build();
  const json = argv.includes('--json');
  overrideExits(program, json);
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportError(error, { json });
    if (error.exitCode === 0) return EXIT.ok;
    if (!json) return EXIT.badInput;
    const message = error.message.replace(/^error: /, '');
    return reportError(new Refusal({ code: 'USAGE', zh: `命令行有误：${message}`, en: `the command line is wrong: ${message}`, where: { kind: error.code } }), { json });
  }
  return Number(process.exitCode ?? EXIT.ok);
};

// As a program; a test runs many command lines in one process.
if (import.meta.main) {
  // `huitoukan ... | head` closes the pipe early: that is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(EXIT.ok);
  });
  process.exitCode = await main(process.argv.slice(2));
}
