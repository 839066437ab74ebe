import {
  allHandlersFinished,
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  isCancellation,
  patched,
  ParentClosePolicy,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { RecordActivities } from '../activities/record.ts';
import type { RenewTerm } from '../domain/acts/second-term.ts';
import type { OpenCommand } from '../domain/command-schema.ts';
import { SYSTEM } from '../domain/party.ts';
import { makeIssueId } from '../domain/issue.ts';
import { nextRoundObligation, roundFallsDue } from '../domain/round/deadlines.ts';
import { decideRound, demandRoundVersion, mayClose } from '../domain/round/decide.ts';
import type { RoundEventBody } from '../domain/round/events.ts';
import { numbersNamed } from '../domain/round/numbers.ts';
import { newRound, upcastRound, type RoundState } from '../domain/round/state.ts';
import { applyToRound, whatFellDueInRound, type RoundStep } from '../domain/round/step.ts';
import { roundDetailsInWords, roundObligationInWords } from '../domain/round/words.ts';
import { addMonths, type Day } from '../domain/time.ts';
import { Alarm } from './alarm.ts';
import type { issueWorkflow } from './issue.ts';
import { ISSUE_WORKFLOW, renewTermSignal, roundActUpdate, roundQuery, type IssueInput, type RoundActRequest, type RoundActResult, type RoundInput } from './messages.ts';
import { Outbox } from './outbox.ts';
import { orFail } from './refusals.ts';
import { RememberedActs } from './remembered-acts.ts';
import { searchAttributeKeys } from './search-attributes.ts';

// The ledger may be away for a day; a round waits for it as long as it takes.
const { loadDrafts, recordRound, countOpenIssues, openWork, notOpened, knownNumbers } = proxyActivities<RecordActivities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumInterval: '1 minute' },
});

const ASKS_FOR_NUMBERS = 'round-asks-for-numbers';

/** Children started side by side; each is three events of this run's history. */
const CHUNK = 50;

/** One inspection of one unit: opens its issues durably, then lives until none of them is open any more. */
export async function roundWorkflow(input: RoundInput): Promise<void> {
  const round = new RoundCase(input);
  setHandler(roundActUpdate, (request) => round.act(request), {
    validator: (request: RoundActRequest) => round.check(request),
    description: '办理轮次事项：报送和审核方案、报送报告、评估 / an act of a person on the round',
  });
  setHandler(roundQuery, () => round.state, { description: '轮次的当前状态 / the state of the round' });
  if (round.state.status === 'opening') await round.open();
  else await round.live();
}

class RoundCase {
  state: RoundState;
  private readonly input: RoundInput;
  private readonly acts: RememberedActs<RoundActResult>;
  private readonly outbox = new Outbox<RoundStep>((batch) =>
    recordRound(
      this.state,
      batch.flatMap((step) => step.events),
      batch.flatMap((step) => step.notices),
    ),
  );
  /** How much had happened when it was last at rest. */
  private rested = 0;
  private readonly alarm = new Alarm();

  constructor(input: RoundInput) {
    this.input = input;
    this.acts = new RememberedActs(input.acts ?? []);
    this.state = input.state === null ? newRound(input.head, input.policy, input.days) : upcastRound(input.state, input.policy, input.days);
  }

  /** A fresh run without children follows: what this one started lives on by itself (ABANDON), and its history stays short. */
  async open(): Promise<void> {
    const { input } = this;
    const opened = await openIssues(input);
    if (opened < input.issues) await continueAsNew<typeof roundWorkflow>({ ...input, opened, state: null });
    const step = applyToRound(this.state, [{ type: 'round-opened', issues: input.issues }], input.by, Date.now());
    await recordRound(step.state, step.events, step.notices);
    // Acts are refused until here (the state is still `opening`), so that none is lost at the turn.
    await continueAsNew<typeof roundWorkflow>({ ...input, opened, state: step.state });
  }

  /** Synchronous on purpose: an async validator fails the workflow task. A refusal here leaves no event. */
  check({ act, actor, seen }: RoundActRequest): void {
    if (this.acts.earlier() !== undefined) return;
    orFail(() => {
      demandRoundVersion(this.state, seen);
      decideRound(this.state, act, { actor, now: Date.now() });
    });
  }

  async act({ act, actor, seen }: RoundActRequest): Promise<RoundActResult> {
    const earlier = this.acts.earlier();
    if (earlier !== undefined) return earlier.result;
    // The numbers that an act would open are held against the ledger before it is decided. Rounds of older versions did not ask,
    // and nothing else may be put off by it: an old history has to come out in the same order.
    const numbers = numbersNamed(act).length > 0 && patched(ASKS_FOR_NUMBERS) ? await knownNumbers(this.input.head.id, act) : undefined;
    const now = Date.now();
    // Again, because of two acts in one task: both validators run before the first handler.
    orFail(() => demandRoundVersion(this.state, seen));
    // What fell due before this act comes first in the history, even if its timer and the act arrive together.
    this.take(whatFellDueInRound(this.state, now));
    const step = orFail(() => applyToRound(this.state, decideRound(this.state, act, { actor, now, numbers }), actor, now));
    this.take(step);
    const result = { seq: step.state.seq, status: step.state.status, events: step.events.map((event) => event.type) };
    this.acts.remember(result);
    // Nobody is told "done" before the ledger has it.
    await this.outbox.untilRecorded();
    return result;
  }

  /** One obligation after the other, each recorded before the next: rounds are few, and their histories short. */
  async live(): Promise<void> {
    for (;;) {
      if (this.state.renewing !== null) await this.tellIssues(this.state.renewing);
      if (this.state.handingOut !== null) await this.openParts(this.state.handingOut);
      if (!this.rest()) break;
      await condition(() => this.alarm.rings || this.hasMoved());
      // An act that came in with the timer has taken what fell due already: so it is asked for anew.
      const due = nextRoundObligation(this.state);
      if (due !== null && due.at <= Date.now()) {
        const body = roundFallsDue(due) ?? (await this.look(due.day));
        this.take(applyToRound(this.state, [body], SYSTEM, Date.now()));
      }
      await this.outbox.untilRecorded();
      if (workflowInfo().continueAsNewSuggested) await this.turn();
    }
    await condition(allHandlersFinished);
  }

  /** Told twice (after a crash, after a rebuild) an issue changes nothing: it knows the period already. */
  private async tellIssues(renewal: RenewTerm): Promise<void> {
    let told = 0;
    for (let ids = await openWork(this.input.head.id, '', CHUNK); ids.length > 0; ids = await openWork(this.input.head.id, ids.at(-1) ?? '', CHUNK)) {
      await Promise.all(ids.map((id) => tellIssue(id, renewal)));
      told += ids.length;
    }
    this.take(applyToRound(this.state, [{ type: 'round-issues-told', term: renewal.term, issues: told }], SYSTEM, Date.now()));
    await this.outbox.untilRecorded();
  }

  /** Parts of a common issue, after the act that handed it out is recorded; those that are there already are left alone. */
  private async openParts({ by, parts }: NonNullable<RoundState['handingOut']>): Promise<void> {
    await this.outbox.untilRecorded();
    const missing = await notOpened(this.input.head.id, parts.map(({ number }) => number));
    const drafts = parts.filter(({ number }) => missing.includes(number));
    for (let from = 0; from < drafts.length; from += CHUNK) await Promise.all(drafts.slice(from, from + CHUNK).map((draft) => openIssue({ ...this.input, by, policy: this.state.policy, days: this.state.days }, draft)));
    this.take(applyToRound(this.state, [{ type: 'round-parts-opened', parts: parts.length }], SYSTEM, Date.now()));
    await this.outbox.untilRecorded();
  }

  /** The monthly look whether anything is still open. */
  private async look(day: Day): Promise<RoundEventBody> {
    const open = await countOpenIssues(this.input.head.id);
    return mayClose(this.state, open) ? { type: 'round-closed' } : { type: 'round-checked', open, next: addMonths(day, 1) };
  }

  /** Shows where the round stands and arms the alarm for what comes next; false when nothing will. */
  private rest(): boolean {
    const next = nextRoundObligation(this.state);
    this.rested = this.outbox.happened;
    setCurrentDetails(roundDetailsInWords(this.state));
    this.alarm.set(next?.at ?? null, next === null ? '' : roundObligationInWords(next));
    return next !== null;
  }

  /** An act has moved the round since it was last at rest: another obligation may come first now. */
  private hasMoved(): boolean {
    return this.outbox.happened > this.rested;
  }

  private async turn(): Promise<void> {
    await condition(allHandlersFinished);
    // A task of its own: an update that completes in the same task as the continuation can be lost (temporal#6375).
    await sleep(1);
    if (!allHandlersFinished() || !this.outbox.isEmpty) return;
    await continueAsNew<typeof roundWorkflow>({ ...this.input, opened: this.input.issues, state: this.state, acts: this.acts.all });
  }

  private take(step: RoundStep): void {
    if (step.events.length === 0) return;
    this.state = step.state;
    this.outbox.push(step);
  }
}

const tellIssue = async (id: string, renewal: RenewTerm): Promise<void> => {
  try {
    await getExternalWorkflowHandle(id).signal(renewTermSignal, renewal);
  } catch (error) {
    // Withdrawn or archived between the ledger's answer and ours: such an issue owes nothing any more.
    if (isCancellation(error)) throw error;
  }
};

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
