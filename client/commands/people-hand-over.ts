import type { Command } from 'commander';
import type { BulkItem } from '../bulk.ts';
import { action, type CommandContext } from './context.ts';
import { EXIT } from './errors.ts';

/** `huitoukan people hand-over|sign-hand-over|cancel-hand-over FROM TO`: everything that a person owns, issue by issue. */
export const addHandOverCommands = (people: Command): void => {
  const verb = (name: 'hand-over' | 'sign-hand-over' | 'cancel-hand-over', description: string): Command =>
    people
      .command(`${name} <from> <to>`)
      .description(description)
      .action(action((context, from: string, to: string, { reason }: { reason?: string }) => run(context, name, from, to, reason ?? '')));
  verb('hand-over', '发起交接：某人名下全部问题 / start the hand-over of everything that a person owns').requiredOption('--reason <text>', '理由 / reason');
  verb('sign-hand-over', '在某人的全部交接上签字 / sign all of it');
  verb('cancel-hand-over', '撤回某人的全部交接 / cancel all of it').requiredOption('--reason <text>', '理由 / reason');
};

const run = async (context: CommandContext, type: 'hand-over' | 'sign-hand-over' | 'cancel-hand-over', from: string, to: string, reason: string): Promise<number> => {
  const person = context.actor();
  const [{ handOverAll }, { progressBar }] = await Promise.all([import('../hand-over-all.ts'), import('../progress-bar.ts')]);
  const client = await context.client();
  const bar = progressBar('交接 / handing over', context.json);
  const act = type === 'hand-over' ? { type, to, reason } : type === 'cancel-hand-over' ? { type, reason } : { type };
  const { items, left, passed, measures } = await handOverAll(client, { from, to }, person, act, { ...context.absent(), onProgress: bar.update }).finally(bar.stop);
  const refused = [...items, ...passed].filter((item) => item.error !== null);
  const passedOn = passed.filter((item) => item.error === null);
  const done = items.filter((item) => item.error === null);
  const { measuresInWords } = await import('../measures-left.ts');
  context.answer({ from, to, items, left, passed, measures }, () =>
    [`已办${done.length}个，未成${refused.length}个，此前已办${left}个 / ${done.length} done, ${refused.length} refused, ${left} before`, ...(passedOn.length === 0 ? [] : [`他人问题上的措施已移交${passedOn.length}个问题 / measures passed on, on ${passedOn.length} issues of others`]), ...refused.map(inWords), ...measuresInWords(measures)].join('\n'),
  );
  return refused.length === 0 ? EXIT.ok : EXIT.refused;
};

const inWords = ({ issue, error }: BulkItem): string => `  ${issue.replace(/^issue\//, '')}：${error?.zh ?? ''}（${error?.code ?? ''}）`;
