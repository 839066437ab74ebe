import { type Client, WithStartWorkflowOperation, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { SYSTEM } from '../domain/party.ts';
import { fold } from '../domain/evolve.ts';
import { isEnded, type IssueState } from '../domain/issue.ts';
import { Refusal, refuse, type RefusalText } from '../domain/refusal.ts';
import { foldRound } from '../domain/round/evolve.ts';
import type { RoundHead } from '../domain/round/state.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { loadRound, type StoredRound } from '../ledger/rounds.ts';
import { loadIssueEvents } from '../ledger/steps.ts';
import { actUpdate, ISSUE_WORKFLOW, makeRoundId, ROUND_WORKFLOW, roundActUpdate, type ActRequest, type ActResult, type IssueInput, type RoundActRequest, type RoundActResult, type RoundInput } from '../workflows/messages.ts';
import { searchAttributeKeys } from '../workflows/search-attributes.ts';

/** What it takes to speak to an issue's workflow. */
export type IssueLine = { readonly engine: Client; readonly ledger: LedgerDatabase; readonly taskQueue: string };

/**
 * Sends an act to an issue's workflow, and answers when the ledger has it. A case that has ended gets its workflow again.
 * @throws Refusal whatever the rules say, UNKNOWN_ISSUE, ENGINE_LOST_ISSUE
 */
export const sendAct = async (line: IssueLine, issueId: string, request: ActRequest, updateId: string): Promise<ActResult> => {
  try {
    return await line.engine.workflow.getHandle(issueId).executeUpdate(actUpdate, { args: [request], updateId });
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return await actOnEnded(line, issueId, request, updateId);
    throw refusalOf(error);
  }
};

/**
 * The same for a round.
 * @throws Refusal whatever the rules say, UNKNOWN_ROUND, ROUND_CLOSED, ENGINE_LOST_ROUND
 */
export const sendRoundAct = async (line: IssueLine, round: string, request: RoundActRequest, updateId: string): Promise<RoundActResult> => {
  try {
    return await line.engine.workflow.getHandle(makeRoundId(round)).executeUpdate(roundActUpdate, { args: [request], updateId });
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw refusalOf(error);
    const stored = await loadRound(line.ledger, round);
    if (stored.status === 'closed') return await actOnClosed(line, stored, request, updateId);
    return refuse('ENGINE_LOST_ROUND', `流程引擎中没有轮次“${round}”，请先执行 huitoukan rebuild`, `the engine does not know round "${round}"; run huitoukan rebuild first`, { round });
  }
};

/** The state of an issue as its history in the ledger says. @throws Refusal UNKNOWN_ISSUE */
export const issueInLedger = async (ledger: LedgerDatabase, issueId: string): Promise<IssueState> => {
  const histories = await loadIssueEvents(ledger, [issueId]);
  return fold(histories.get(issueId) ?? []) ?? refuse('UNKNOWN_ISSUE', `没有问题“${issueId}”`, `there is no issue "${issueId}"`, { issue: issueId });
};

/** How an issue's workflow is started, whoever starts it. */
export const issueOptions = (line: Pick<IssueLine, 'taskQueue'>, issueId: string, state: Pick<IssueState, 'round' | 'number' | 'title'>) => ({
  workflowId: issueId,
  taskQueue: line.taskQueue,
  staticSummary: `第${state.number}号 ${state.title.slice(0, 60)}`,
  typedSearchAttributes: [{ key: searchAttributeKeys.round, value: state.round }],
});

/** An ended case has no workflow any more; if anything may still be done (reopen, look back), it gets one again from the ledger. */
const actOnEnded = async (line: IssueLine, issueId: string, request: ActRequest, updateId: string): Promise<ActResult> => {
  const state = await issueInLedger(line.ledger, issueId);
  if (!isEnded(state.status))
    return refuse('ENGINE_LOST_ISSUE', `流程引擎中没有问题“${issueId}”，请先执行 huitoukan rebuild`, `the engine does not know issue "${issueId}"; run huitoukan rebuild first`, { issue: issueId });
  const input: IssueInput = { start: 'resume', state, acts: [] };
  const startWorkflowOperation = new WithStartWorkflowOperation(ISSUE_WORKFLOW, {
    ...issueOptions(line, issueId, state),
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  try {
    return await line.engine.workflow.executeUpdateWithStart(actUpdate, { args: [request], updateId, startWorkflowOperation });
  } catch (error) {
    throw refusalOf(error);
  }
};

/** How a round's workflow is started, whoever starts it. */
export const roundOptions = ({ taskQueue }: Pick<IssueLine, 'taskQueue'>, head: RoundHead) => ({
  workflowId: makeRoundId(head.id),
  taskQueue,
  staticSummary: head.title,
  typedSearchAttributes: [{ key: searchAttributeKeys.round, value: head.id }],
});

/** The same for a closed round: what others decide about it is still recorded. */
const actOnClosed = async (line: IssueLine, stored: StoredRound, request: RoundActRequest, updateId: string): Promise<RoundActResult> => {
  const { head, policy, days, issues, events } = stored;
  const input: RoundInput = { head, policy, days, by: events[0]?.by ?? SYSTEM, issues, opened: issues, state: foldRound(stored, events) };
  const startWorkflowOperation = new WithStartWorkflowOperation(ROUND_WORKFLOW, { ...roundOptions(line, head), args: [input], workflowIdConflictPolicy: 'USE_EXISTING' });
  try {
    return await line.engine.workflow.executeUpdateWithStart(roundActUpdate, { args: [request], updateId, startWorkflowOperation });
  } catch (error) {
    throw refusalOf(error);
  }
};

/** The core's refusal out of the engine's wrapping; anything else stays what it is. */
const refusalOf = (error: unknown): unknown => {
  if (!(error instanceof WorkflowUpdateFailedError) || !(error.cause instanceof ApplicationFailure)) return error;
  // The engine has no undefined: what names no place comes back with null for it.
  const [text] = (error.cause.details ?? []) as readonly ((Omit<RefusalText, 'where'> & { readonly where: RefusalText['where'] | null }) | undefined)[];
  if (text === undefined) return error;
  const { where, ...words } = text;
  return new Refusal(where === null || where === undefined ? words : { ...words, where });
};
