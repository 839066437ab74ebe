import { Option, type Command } from 'commander';
import { refuse } from '../../domain/refusal.ts';
import { doAct } from './act.ts';
import { action } from './context.ts';
import { dayFrom, issueIdFrom } from './parse.ts';
import { table } from './table.ts';

const FOUND = ['grade', 'new-head', 'neighbour'] as const;
type Found = (typeof FOUND)[number];

/** `huitoukan review petition|triggers|follow|dismiss`: look-backs that something calls for. */
export const addCallCommands = (review: Command): void => {
  review
    .command('petition <issue>')
    .description('信访反映涉及该问题，安排回头看 / a petition names the matter: plan a look-back')
    .requiredOption('--source <number>', '来源编号，如“信访〔2026〕12号”；不写信访人 / its number, not the petitioner')
    .option('--by <day>', '此日前完成（默认按办法）/ by this day, by policy if not given', dayFrom)
    .action(
      action((context, issue: string, { source, by }: { source: string; by?: string }) =>
        doAct(context, issue, { type: 'plan-look-back', cause: 'petition', source, ...(by === undefined ? {} : { by }) }),
      ),
    );
  review
    .command('triggers')
    .description('查找应触发的回头看（评估等次低、主要负责人更换、同类反弹）：按办法直接安排或列出待定 / find what calls for look-backs')
    .action(
      action(async (context) => {
        const { followTriggers } = await import('../look-backs/triggers.ts');
        const { CAUSE_NAMES } = await import('../../domain/look-back-causes.ts');
        const { found, planned, notPlanned, proposed } = await followTriggers(await context.client(), context.person());
        context.answer({ found, planned, notPlanned, proposed }, () =>
          [
            `新发现${found}条；按办法直接安排${planned.length}个，未能安排${notPlanned.length}个；待定${proposed.length}个 / found, planned, waiting`,
            ...notPlanned.map(({ issue, zh }) => `  ${issue.slice('issue/'.length)} 未安排：${zh}`),
            ...(proposed.length === 0
              ? []
              : [
                  table(proposed, [
                    { head: '问题', value: (row) => row.issue.slice('issue/'.length), max: 30 },
                    { head: '缘由', value: (row) => CAUSE_NAMES[row.cause].zh },
                    { head: '来源', value: (row) => row.source, max: 40 },
                    { head: '反馈问题', value: (row) => row.title, max: 50 },
                  ]),
                ]),
          ].join('\n'),
        );
      }),
    );
  const answer = (verb: string, description: string): Command =>
    review
      .command(`${verb} <issue>`)
      .description(description)
      .addOption(new Option('--cause <cause>', '缘由 / cause').choices(FOUND).makeOptionMandatory())
      .requiredOption('--source <source>', '来源，照 review triggers 所列 / as review triggers lists it');
  answer('follow', '采纳触发建议，安排回头看 / follow a proposal: plan the look-back').action(
    action(async (context, issue: string, { cause, source }: { cause: Found; source: string }) => {
      const [{ listOpenCalls }, { planFor }, { dayOf }] = await Promise.all([import('../../ledger/look-backs.ts'), import('../../domain/look-back-calls.ts'), import('../../domain/time.ts')]);
      const issueId = issueIdFrom(issue);
      const call = (await listOpenCalls((await context.client()).ledger)).find((one) => one.issue === issueId && one.cause === cause && one.source === source);
      await doAct(context, issue, planFor(call ?? { cause, source, by: null }, dayOf(Date.now())));
    }),
  );
  answer('dismiss', '不采纳触发建议，说明理由 / do not follow a proposal, and say why')
    .requiredOption('--reason <text>', '理由 / reason')
    .action(
      action(async (context, issue: string, { cause, source, reason }: { cause: Found; source: string; reason: string }) => {
        const { dismissTrigger } = await import('../look-backs/triggers.ts');
        if (reason.trim() === '') refuse('USAGE', '请写明理由', 'say why');
        const issueId = issueIdFrom(issue);
        await dismissTrigger(await context.client(), { issue: issueId, cause, source }, context.person(), reason.trim());
        context.answer({ issue: issueId, cause, source, reason }, '已记录不采纳 / dismissed');
      }),
    );
};
