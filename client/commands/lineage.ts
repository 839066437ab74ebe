import { Option, type Command } from 'commander';
import type { LineageKind } from '../../domain/lineage.ts';
import type { ActResult } from '../../workflows/messages.ts';
import type { Pair } from '../lineage.ts';
import { action, type CommandContext } from './context.ts';
import { reason } from './issue-acts.ts';
import { issueIdFrom } from './parse.ts';

const KINDS = ['not-fixed', 'rebounded', 'repeated'] as const satisfies readonly LineageKind[];
const kindOption = () => new Option('--kind <kind>', 'not-fixed 上次未整改到位 · rebounded 反弹回潮 · repeated 他处重复发生').choices(KINDS);

type PairAct = (context: CommandContext, pair: Pair, options: never) => Promise<ActResult>;

/** A command about an issue and an earlier one. */
const pairCommand = (parent: Command, verb: string, description: string, work: PairAct): Command =>
  parent
    .command(`${verb} <issue> <earlier>`)
    .description(description)
    .action(
      action(async (context, issue: string, earlier: string, options: object) => {
        const pair = { issue: issueIdFrom(issue), earlier: issueIdFrom(earlier) };
        const [result, { EVENT_NAMES }] = [await work(context, pair, options as never), await import('../event-words.ts')];
        const happened = result.events.map((type) => EVENT_NAMES[type].zh).join('、');
        context.answer({ ...pair, ...result }, `${pair.issue} → ${pair.earlier}：${happened === '' ? '无变化 / nothing changed' : `${happened} / ${result.events.join(', ')}`}`);
      }),
    );

/** `huitoukan lineage list|propose|confirm|reject|link|unlink`: where a finding comes from. Nothing is linked without a person. */
export const addLineageCommands = (program: Command): void => {
  const lineage = program.command('lineage').description('与以往轮次问题的关联 / where findings come from');
  lineage
    .command('list <round>')
    .description('与以往轮次相似的问题，附相似度和双方原文 / findings like earlier ones, with scores and both texts')
    .action(
      action(async (context, round: string) => {
        const [{ countLineage, listProposals }, { loadRound }, { lineageCountsInWords, proposalsInWords }] = await Promise.all([import('../../ledger/lineage.ts'), import('../../ledger/rounds.ts'), import('../lineage-words.ts')]);
        const { ledger } = await context.client();
        await loadRound(ledger, round);
        const [proposals, counts] = await Promise.all([listProposals(ledger, round), countLineage(ledger, round)]);
        context.answer({ counts, proposals }, () => [lineageCountsInWords(counts), ...proposalsInWords(proposals.filter((one) => one.state === 'open'))].join('\n'));
      }),
    );
  lineage
    .command('propose <round>')
    .description('再与以往轮次比对一遍（补录了更早轮次之后）/ compare again, after an older round came in')
    .action(
      action(async (context, round: string) => {
        const { proposeAgain } = await import('../lineage.ts');
        const fresh = await proposeAgain((await context.client()).ledger, round);
        context.answer({ round, proposed: fresh }, `新找到相似问题 ${fresh} 项 / ${fresh} new proposals`);
      }),
    );
  pairCommand(lineage, 'confirm', '确认相似问题的关联（督查室、巡察组）/ confirm a proposed link', async (context, pair, options: { kind?: LineageKind; note?: string }) => {
    const { confirmProposal } = await import('../lineage.ts');
    return await confirmProposal(await context.client(), pair, context.person(), options, context.actOptions());
  })
    .addOption(kindOption())
    .option('--note <text>', '说明 / note');
  reason(
    pairCommand(lineage, 'reject', '认定无关联 / say that the likeness means nothing', async (context, pair, options: { reason: string }) => {
      const { rejectProposal } = await import('../lineage.ts');
      return await rejectProposal(await context.client(), pair, context.person(), options.reason, context.actOptions());
    }),
  );
  pairCommand(lineage, 'link', '关联未被提示的以往问题 / link to an earlier finding that was not proposed', async (context, pair, options: { kind: LineageKind; note?: string }) => {
    const { linkIssues } = await import('../lineage.ts');
    return await linkIssues(await context.client(), pair, context.person(), options, context.actOptions());
  })
    .addOption(kindOption().makeOptionMandatory())
    .option('--note <text>', '说明 / note');
  reason(
    pairCommand(lineage, 'unlink', '解除关联 / take a link back', async (context, { issue, earlier }, options: { reason: string }) =>
      await (await context.client()).act(issue, context.person(), { type: 'unlink', issue: earlier, ...options }, context.actOptions())),
  );
};
