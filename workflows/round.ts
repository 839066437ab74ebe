import {
  condition,
  continueAsNew,
  ParentClosePolicy,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { RecordActivities } from '../activities/record.ts';
import type { OpenCommand } from '../domain/command-schema.ts';
import { SYSTEM } from '../domain/events.ts';
import { makeIssueId } from '../domain/issue.ts';
import { evolveRound, MILESTONE_NAMES, newRound, nextRoundObligation, type RoundEvent, type RoundEventBody, type RoundObligation, type RoundState } from '../domain/round.ts';
import { addMonths } from '../domain/time.ts';
import { Alarm } from './alarm.ts';
import type { issueWorkflow } from './issue.ts';
import { ISSUE_WORKFLOW, roundQuery, type IssueInput, type RoundInput } from './messages.ts';
import { searchAttributeKeys } from './search-attributes.ts';

// The ledger may be away for a day; a round waits for it as long as it takes.
const { loadDrafts, recordRound, countOpenIssues } = proxyActivities<RecordActivities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumInterval: '1 minute' },
});

/** Children started side by side; each is three events of this run's history. */
const CHUNK = 50;

/** One inspection of one unit: opens its issues durably, then keeps its milestones until no issue is open any more. */
export async function roundWorkflow(input: RoundInput): Promise<void> {
  let state = input.state ?? newRound(input.head, input.policy, input.days);
  setHandler(roundQuery, () => state, { description: '轮次的当前状态 / the state of the round' });
  const record = async (body: RoundEventBody, by: string): Promise<void> => {
    const event: RoundEvent = { ...body, seq: state.seq + 1, at: Date.now(), by };
    const next = evolveRound(state, event);
    await recordRound(next, [event]);
    state = next;
  };

  if (state.status === 'opening') {
    const opened = await openIssues(input);
    if (opened === input.issues) await record({ type: 'round-opened', issues: input.issues }, input.by);
    // A fresh run without children: what this one started lives on by itself (ABANDON), and its history stays short.
    await continueAsNew<typeof roundWorkflow>({ ...input, opened, state: state.status === 'opening' ? null : state });
  }

  const alarm = new Alarm();
  for (let next = nextRoundObligation(state); next !== null; next = nextRoundObligation(state)) {
    const due = next;
    setCurrentDetails(detailsInWords(state, due));
    alarm.set(due.at, due.milestone === null ? '每月核对未结问题' : MILESTONE_NAMES[due.milestone].zh);
    await condition(() => alarm.rings);
    if (due.milestone !== null) {
      await record({ type: 'milestone-reached', milestone: due.milestone, day: due.day }, SYSTEM);
      continue;
    }
    const open = await countOpenIssues(input.head.id);
    await record(open === 0 ? { type: 'round-closed' } : { type: 'round-checked', open, next: addMonths(due.day, 1) }, SYSTEM);
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof roundWorkflow>({ ...input, opened: input.issues, state });
  }
}

/** Starts the next issues, chunk by chunk, until all are open or this run's history is long enough. */
const openIssues = async (input: RoundInput): Promise<number> => {
  let opened = input.opened;
  while (opened < input.issues && !workflowInfo().continueAsNewSuggested) {
    const drafts = await loadDrafts(input.head.id, opened, CHUNK);
    if (drafts.length === 0) throw new Error(`the ledger holds ${opened} drafts of round ${input.head.id}, not ${input.issues}`);
    await Promise.all(drafts.map((draft) => openIssue(input, draft)));
    opened += drafts.length;
    setCurrentDetails(`已开立 ${opened} / ${input.issues} 个问题`);
  }
  return opened;
};

const openIssue = async (input: RoundInput, command: OpenCommand): Promise<void> => {
  const start: IssueInput = { start: 'open', command, policy: input.policy, days: input.days, by: input.by };
  try {
    await startChild<typeof issueWorkflow>(ISSUE_WORKFLOW, {
      workflowId: makeIssueId(command.round, command.number),
      args: [start],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      staticSummary: `第${command.number}号 ${command.title.slice(0, 60)}`,
      typedSearchAttributes: [{ key: searchAttributeKeys.round, value: command.round }],
    });
  } catch (error) {
    // Opened by an earlier try: ids need no parent, so the issue is there and lives.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
};

const detailsInWords = (state: RoundState, next: RoundObligation): string =>
  [
    `**${state.head.title}**`,
    '',
    ...state.milestones.map((one) => `- ${one.day} ${MILESTONE_NAMES[one.id].zh}${one.reached ? '（已到）' : ''}`),
    `- 下一步：${next.day} ${next.milestone === null ? '每月核对未结问题' : MILESTONE_NAMES[next.milestone].zh}`,
  ].join('\n');
