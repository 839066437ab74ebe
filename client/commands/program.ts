import { Command } from 'commander';
import { addAccountCommands } from './account.ts';
import { addAuditCommands } from './audit.ts';
import { addBackupCommands } from './backup.ts';
import { addBulkCommands } from './bulk.ts';
import { addCalendarCommands } from './calendar.ts';
import { addChannelCommands } from './channel.ts';
import { addCommonCommands } from './common.ts';
import { addDeliveryCommands } from './delivery.ts';
import { addDossierCommands } from './dossier.ts';
import { addEvidenceCommands } from './evidence.ts';
import { addExtensionCommands } from './extension.ts';
import { addImportCommand } from './import.ts';
import { addIssueCommands } from './issue.ts';
import { addKeyCommands } from './keys.ts';
import { addLetterCommands } from './letter.ts';
import { addNoticeCommands } from './notice.ts';
import { addLineageCommands } from './lineage.ts';
import { addOperateCommands } from './operate.ts';
import { addOutcomeCommands } from './outcome.ts';
import { addPeopleCommands } from './people.ts';
import { addPolicyCommands } from './policy.ts';
import { addRegisterCommands } from './register.ts';
import { addRehearseCommand } from './rehearse.ts';
import { addReportCommands } from './report.ts';
import { addReviewCommands } from './review.ts';
import { addRollupCommands } from './rollup.ts';
import { addRoundCommands } from './round.ts';
import { addTemplateCommands } from './template.ts';
import { addTodoCommand } from './todo.ts';
import { addWebhookCommands } from './webhook.ts';
import { wholeFrom } from './parse.ts';

/** Everything heavy (engine client, database, workbooks) is loaded by the command that needs it: help answers at once. */
export const buildProgram = (): Command => {
  const program = new Command('huitoukan')
    .description('回头看：巡视巡察反馈问题整改跟踪 / follow-up of inspection findings')
    .option('--data <folder>', '数据文件夹（默认 ./data 或 HUITOUKAN_DATA）/ data folder')
    .option('--json', '输出 JSON / answer in JSON')
    .option('--as <person>', '由谁办理：人员编号（或 HUITOUKAN_PERSON）/ who acts')
    .option('--on-behalf-of <person>', '代谁办理：休假的人，须为其代理人 / a deputy acts for this person on leave')
    .option('--key <key>', '幂等键：同一键只办一次 / idempotency key: the same act under it happens once')
    .option('--seen <version>', '所见版本，已变则拒绝 / the version you saw; refused if it has moved on', wholeFrom(0, 1_000_000))
    .option('--debug', '出错时附调用栈 / show the stack of an error')
    .helpCommand(false);
  const parts = [
    addTodoCommand,
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
    addAuditCommands,
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
