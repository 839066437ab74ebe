import type { Command } from 'commander';
import { doAct } from './act.ts';
import { action } from './context.ts';
import { dayFrom } from './parse.ts';

/** `huitoukan extension request|grant|refuse` */
export const addExtensionCommands = (program: Command): void => {
  const extension = program.command('extension').description('延期 / extensions of the due date');
  extension
    .command('request <issue>')
    .description('申请延期（到期前）/ ask for one, before the date')
    .requiredOption('--to <day>', '延至 / new date', dayFrom)
    .requiredOption('--reason <text>', '理由 / reason')
    .action(action((context, issue: string, { to, reason }: { to: string; reason: string }) => doAct(context, issue, { type: 'request-extension', to, reason })));
  extension
    .command('grant <issue>')
    .description('同意（本级）/ say yes at your level')
    .action(action((context, issue: string) => doAct(context, issue, { type: 'grant-extension' })));
  extension
    .command('refuse <issue>')
    .description('不予延期 / refuse')
    .requiredOption('--reason <text>', '理由 / reason')
    .action(action((context, issue: string, { reason }: { reason: string }) => doAct(context, issue, { type: 'refuse-extension', reason })));
};
