import type { Command } from 'commander';
import type { BulkAct } from '../../domain/bulk.ts';
import type { BulkItem } from '../bulk.ts';
import { refuse } from '../../domain/refusal.ts';
import { action, type CommandContext } from './context.ts';
import { EXIT, exitCodeOf } from './errors.ts';
import { issueIdFrom, partyFrom } from './parse.ts';

type Selection = { round?: string; common?: string; party?: string; overdue?: boolean };

/** `huitoukan bulk accept|assign|remind`: for handing out, taking on and reminding only; nothing is signed in bulk. */
export const addBulkCommands = (program: Command): void => {
  const bulk = program.command('bulk').description('批量认领、交办、催办，逐个问题记录 / accept, assign, remind many issues, each recorded for itself');
  const verb = (name: string, description: string, build: (options: never) => BulkAct): Command =>
    bulk
      .command(`${name} [issues...]`)
      .description(description)
      .option('--round <round>', '该轮次中适用的全部问题 / every issue of the round that it fits')
      .option('--common <number>', '仅该共性问题的各单位件 / the parts of this common issue only')
      .option('--party <ref>', '仅责任人、责任领导或主要负责人为其的 / of this owner, leader or head only', partyFrom)
      .option('--overdue', '仅逾期 / overdue only')
      .action(action((context, issues: readonly string[], options: Selection) => run(context, issues, options, build(options as never))));
  verb('accept', '批量认领 / accept', () => ({ type: 'accept' }));
  verb('assign', '批量交办 / assign to an owner', ({ owner, leader, note }: { owner: string; leader?: string; note?: string }) => ({
    type: 'assign',
    owner: partyFrom(owner),
    ...(leader === undefined ? {} : { leader: partyFrom(leader) }),
    ...(note === undefined ? {} : { note }),
  }))
    .requiredOption('--owner <person>', '责任人 / owner')
    .option('--leader <ref>', '责任领导 / responsible leader')
    .option('--note <text>', '说明 / note');
  verb('remind', '批量催办 / remind', ({ note }: { note: string }) => ({ type: 'remind', note })).requiredOption('--note <text>', '说明 / what is expected');
};

/** Where the selection is a round's, only issues in a status in which the act makes sense. */
const FITS = { accept: ['assigned'], assign: ['assigned'], remind: ['assigned', 'planning', 'rectifying'] } as const;

const select = async (context: CommandContext, named: readonly string[], selection: Selection, type: BulkAct['type'], most: number): Promise<readonly string[]> => {
  if (named.length > 0) return named.map(issueIdFrom);
  const { round, overdue, common } = selection;
  // One takes on only what is one's own.
  const party = selection.party ?? (type === 'accept' ? `person:${context.options.onBehalfOf ?? context.actor()}` : undefined);
  if (round === undefined) return refuse('USAGE', '请列出问题，或用 --round 指明轮次', 'name the issues, or a round with --round');
  const { listIssues } = await import('../../ledger/register.ts');
  const rows = await listIssues((await context.client()).ledger, {
    round,
    statuses: FITS[type],
    limit: most + 1,
    ...(party === undefined ? {} : { party }),
    ...(common === undefined ? {} : { common }),
    ...(overdue === undefined ? {} : { overdue }),
  });
  return rows.map((row) => row.id);
};

const run = async (context: CommandContext, named: readonly string[], selection: Selection, act: BulkAct): Promise<number> => {
  const person = context.actor();
  const { actOnMany, MAX_BULK } = await import('../bulk.ts');
  const issues = await select(context, named, selection, act.type, MAX_BULK);
  const client = await context.client();
  const { seen: _, ...options } = context.actOptions();
  const { progressBar } = await import('../progress-bar.ts');
  const bar = progressBar('办理 / working', context.json);
  const items = await actOnMany(client, issues, person, act, { ...options, onProgress: bar.update }).finally(bar.stop);
  const failed = failedOf(items);
  context.answer({ act: act.type, done: items.length - failed.length, failed: failed.length, items }, () => itemsInWords(items));
  return exitCodeOfItems(items);
};

const failedOf = (items: readonly BulkItem[]): readonly BulkItem[] => items.filter((item) => item.error !== null);

/** How many were done, and of each that was not, why. */
export const itemsInWords = (items: readonly BulkItem[]): string => {
  const failed = failedOf(items);
  const done = items.length - failed.length;
  return `${items.length}个问题，办理${done}个，未办${failed.length}个 / ${done} of ${items.length} done${failed.map(({ issue, error }) => `\n  ${issue.slice('issue/'.length)} ${error?.code}：${error?.zh}`).join('')}`;
};

/** The worst of them. */
export const exitCodeOfItems = (items: readonly BulkItem[]): number => Math.max(EXIT.ok, ...failedOf(items).map(({ error }) => exitCodeOf(error?.code ?? 'INTERNAL')));
