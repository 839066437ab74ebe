import { InvalidArgumentError, type Command } from 'commander';
import type { UnitToHandTo } from '../hand-out.ts';
import { doAct } from './act.ts';
import type { BulkItem } from '../bulk.ts';
import type { CommonRef } from '../reword-common.ts';
import { action, type CommandContext } from './context.ts';
import { dayFrom, issueIdFrom, partyFrom } from './parse.ts';
import { table } from './table.ts';

/** `finance`, `finance=p-zhang` or `finance=p-zhang,post:bureau-deputy`: a unit, its owner, its responsible leader. */
const unitFrom = (text: string, before: readonly UnitToHandTo[] = []): readonly UnitToHandTo[] => {
  const match = /^([^=,\s]+)(?:=([^,\s]+)(?:,([^,\s]+))?)?$/.exec(text);
  if (match?.[1] === undefined) throw new InvalidArgumentError('单位写作“单位[=责任人[,责任领导]]” / a unit is written UNIT[=OWNER[,LEADER]]');
  const [, unit, owner, leader] = match;
  return [...before, { unit, ...(owner === undefined ? {} : { owner: partyFrom(owner) }), ...(leader === undefined ? {} : { leader: partyFrom(leader) }) }];
};

/** Each part has a version of its own. */
const withoutSeen = (context: CommandContext) => {
  const { seen: _, ...options } = context.actOptions();
  return options;
};

const refOf = (text: string): { readonly round: string; readonly number: string } => {
  const [, round = '', number = ''] = issueIdFrom(text).split('/');
  return { round, number };
};

/** `huitoukan common ...`: one finding, many units. The acts on a unit's part are those on any issue. */
export const addCommonCommands = (program: Command): void => {
  const common = program.command('common').description('共性问题：一个问题交多个单位，各办各的一件 / common issues: one finding, a part for each unit');

  common
    .command('list')
    .description('共性问题清单及进度 / common issues and how far their units are')
    .option('--round <round>', '轮次 / round')
    .action(
      action(async (context, { round }: { round?: string }) => {
        const [{ commonViews, progressInWords }, { dayOf }, { COMMON_PHASE_NAMES, LIGHT_NAMES }] = await Promise.all([import('../common-view.ts'), import('../../domain/time.ts'), import('../words.ts')]);
        const views = await commonViews((await context.client()).ledger, dayOf(Date.now()), round);
        context.answer({ common: views.map(({ row, whole }) => ({ ...row, ...whole })) }, () =>
          table(views, [
            { head: '问题', value: ({ row }) => `${row.round}/${row.number}`, max: 30 },
            { head: '现状', value: ({ row }) => COMMON_PHASE_NAMES[row.phase].zh },
            { head: '灯', value: ({ whole }) => (whole.light === null ? '' : LIGHT_NAMES[whole.light].zh) },
            { head: '进度', value: ({ whole }) => progressInWords(whole) },
            { head: '最近时限', value: ({ whole }) => whole.nextDue },
            { head: '问题', value: ({ row }) => row.title, max: 40 },
          ]),
        );
      }),
    );

  common
    .command('show <issue>')
    .description('一个共性问题：各单位、亮灯、经过 / one common issue: its parts with their lights, its moments')
    .action(
      action(async (context, ref: string) => {
        const { round, number } = refOf(ref);
        const { showCommon } = await import('../common-view.ts');
        const view = await showCommon((await context.client()).ledger, round, number);
        context.answer(view.json, view.text);
      }),
    );

  common
    .command('hand-out <issue>')
    .description('把尚未着手的问题分交多个单位，或为共性问题增加单位（督查室）/ hand an issue that nobody has begun to several units, or add units to a common one')
    .requiredOption('--unit <unit[=owner[,leader]]>', '单位及其责任人、责任领导，可多次 / a unit with its owner and leader; may be given several times', unitFrom)
    .option('--due <day>', '各单位的时限（默认沿用原时限；后增加的单位自今日起算）/ due date of these parts', dayFrom)
    .requiredOption('--reason <text>', '理由 / reason')
    .action(
      action(async (context, ref: string, { unit, due, reason }: { unit: readonly UnitToHandTo[]; due?: string; reason: string }) => {
        const person = context.actor();
        const { handOut } = await import('../hand-out.ts');
        const units = due === undefined ? unit : unit.map((one) => ({ ...one, due }));
        const result = await handOut(await context.client(), { ...refOf(ref), person, units, reason }, context.actOptions());
        context.answer(result, `已分交${result.parts.length}个单位 / handed to ${result.parts.length} units${result.parts.map((part) => `\n  ${part.slice('issue/'.length)}`).join('')}`);
      }),
    );

  const each = (name: string, description: string, work: (context: CommandContext, ref: CommonRef, options: never) => Promise<readonly BulkItem[]>): Command =>
    common
      .command(`${name} <issue>`)
      .description(description)
      .action(
        action(async (context, ref: string, options: object) => {
          const items = await work(context, { ...refOf(ref), person: context.actor() }, options as never);
          const { itemsInWords, exitCodeOfItems } = await import('./bulk.ts');
          context.answer({ items }, itemsInWords(items));
          return exitCodeOfItems(items);
        }),
      );
  each('correct', '更正共性问题的文字：逐单位提出更正申请，另一方批准 / reword all parts: a correction is proposed for each, for another party to approve', async (context, ref, options: { title?: string; category?: string; reason: string }) => {
    const { correctCommon } = await import('../reword-common.ts');
    return await correctCommon(await context.client(), ref, options, withoutSeen(context));
  })
    .option('--title <text>', '更正后的问题 / the finding as it should read')
    .option('--category <text>', '更正后的类别 / category')
    .requiredOption('--reason <text>', '理由 / reason');
  each('approve-correction', '批准各单位同一文字的更正 / approve the wording that the parts wait for, part by part', async (context, ref) => {
    const { decideCommonCorrection } = await import('../reword-common.ts');
    return await decideCommonCorrection(await context.client(), ref, { approve: true }, withoutSeen(context));
  });
  each('refuse-correction', '不予更正 / refuse it', async (context, ref, { reason }: { reason: string }) => {
    const { decideCommonCorrection } = await import('../reword-common.ts');
    return await decideCommonCorrection(await context.client(), ref, { approve: false, reason }, withoutSeen(context));
  }).requiredOption('--reason <text>', '理由 / reason');

  common
    .command('remove <issue> <unit>')
    .description('撤出一个单位：撤销其一件，须经批准的照批 / take a unit out: its part is withdrawn, approved by another party where the policy says so')
    .requiredOption('--reason <text>', '理由 / reason')
    .action(
      action(async (context, ref: string, unit: string, { reason }: { reason: string }) => {
        const { round, number } = refOf(ref);
        await doAct(context, `${round}/${number}.${unit}`, { type: 'withdraw', reason });
      }),
    );
};
