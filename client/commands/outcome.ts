import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ActOf } from '../../domain/command-schema.ts';
import type { Form, OutcomeKind, Sanction } from '../../domain/outcome.ts';
import { act, reason } from './issue-acts.ts';
import { wholeFrom } from './parse.ts';

const KINDS = ['petition-received', 'petition-settled', 'lead-referred', 'lead-settled', 'accountability', 'recovered', 'rule'] as const satisfies readonly OutcomeKind[];
const SANCTIONS = ['criticism', 'admonition', 'organisational', 'party-discipline', 'government-discipline'] as const satisfies readonly Sanction[];

export type RecordOptions = { kind: OutcomeKind; count?: number; form?: Form; sanction?: Sanction; yuan?: number; note?: string; source: string };

/** `71320` or `71320.50` yuan as fen, digit by digit: no float touches money. */
const fenFrom = (text: string): number => {
  const match = /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(text);
  if (match === null) throw new InvalidArgumentError('金额写作“71320.50”（元） / a sum is written 71320.50 (yuan)');
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
};

/** The options that say what was decided, of an issue or of a round. */
export const outcomeOptions = (command: Command): Command =>
  command
    .addOption(new Option('--kind <kind>', '类别 / kind').choices(KINDS).makeOptionMandatory())
    .option('--count <n>', '件、人、项 / how many', wholeFrom(1, 1_000_000))
    .option('--yuan <sum>', '挽回损失，元 / money recovered, in yuan', fenFrom)
    .option('--form <n>', '第几种形态 / which of the four forms', wholeFrom(1, 4))
    .addOption(new Option('--sanction <sanction>', '处理方式 / sanction').choices(SANCTIONS))
    .option('--note <text>', '如制度名称 / such as the name of the rule')
    .requiredOption('--source <text>', '来源、依据 / who decided it, and where it stands');

export const entryOption = (command: Command, shownBy: string): Command =>
  command.requiredOption('--entry <n>', `登记号（${shownBy} 可见）/ its number, as ${shownBy} tells`, wholeFrom(1, 1_000_000));

export const outcomeAct = ({ yuan, ...options }: RecordOptions): ActOf<'record-outcome'> => ({ type: 'record-outcome', ...options, ...(yuan === undefined ? {} : { fen: yuan }) });

/** `huitoukan outcome record|reverse`: what others decided, with its source. For a round as a whole: `round outcome`. */
export const addOutcomeCommands = (program: Command): void => {
  const outcome = program.command('outcome').description('信访、线索、问责、挽回损失、建章立制（只记录） / petitions, leads, accountability, money, rules: recorded only');
  outcomeOptions(act(outcome, 'record', '登记一条 / record one', outcomeAct));
  entryOption(reason(act(outcome, 'reverse', '冲销登错的一条 / a counter-entry for a wrong one', (options: { entry: number; reason: string }) => ({ type: 'reverse-outcome', ...options }))), 'issue show');
};
