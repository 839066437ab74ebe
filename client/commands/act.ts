import type { Act } from '../../domain/command-schema.ts';
import type { CommandContext } from './context.ts';
import { issueIdFrom } from './parse.ts';

/** Does one act in the name of `--as`, and tells what came of it. */
export const doAct = async (context: CommandContext, issue: string, act: Act): Promise<void> => {
  const issueId = issueIdFrom(issue);
  const person = context.actor();
  const client = await context.client();
  const result = await client.act(issueId, person, act, context.actOptions());
  const [{ STATUS_NAMES }, { EVENT_NAMES }] = await Promise.all([import('../../domain/acts/context.ts'), import('../event-words.ts')]);
  const happened = result.events.map((type) => EVENT_NAMES[type].zh).join('、');
  context.answer(
    { issue: issueId, ...result },
    happened === '' ? `无变化：${STATUS_NAMES[result.status].zh}，第${result.seq}版 / nothing changed` : `${happened}；现为${STATUS_NAMES[result.status].zh}，第${result.seq}版 / ${result.status}, version ${result.seq}`,
  );
};
