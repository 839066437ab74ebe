import {
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { RecordActivities } from '../activities/record.ts';
import { open } from '../domain/acts/open.ts';
import { decide, demandVersion } from '../domain/decide.ts';
import { renewTerm, type RenewTerm } from '../domain/acts/second-term.ts';
import { SYSTEM } from '../domain/party.ts';
import { overdueSince } from '../domain/deadlines.ts';
import { isEnded, type IssueState } from '../domain/issue.ts';
import { nextObligation } from '../domain/obligations.ts';
import { applyBodies, whatFellDue, type Step } from '../domain/step.ts';
import { upcastState } from '../domain/upcast.ts';
import { detailsInWords, obligationInWords } from '../domain/words.ts';
import { Alarm } from './alarm.ts';
import { actUpdate, issueQuery, renewTermSignal, type ActRequest, type ActResult, type IssueInput } from './messages.ts';
import { Outbox } from './outbox.ts';
import { orFail } from './refusals.ts';
import { RememberedActs } from './remembered-acts.ts';
import { issueSearchAttributes } from './search-attributes.ts';

// A local activity costs one marker in the history instead of three events. It gets a short try only:
const { recordStep: recordNow } = proxyLocalActivities<RecordActivities>({
  startToCloseTimeout: '4s',
  retry: { maximumAttempts: 2, initialInterval: '200ms' },
});
// A ledger that is down for a day must not fill the history with markers: then an ordinary activity waits, for ever.
const { recordStep: recordPatiently } = proxyActivities<RecordActivities>({
  startToCloseTimeout: '30s',
  retry: { maximumInterval: '1 minute' },
});

/** At a change of phase a run this long is not carried on: later changes of code need to fit fewer old histories. */
const LONG_RUN_EVENTS = 400;

/** One finding, from the day it is fed back until its last look-back has passed. Obeys `domain/`, records, waits. */
export async function issueWorkflow(input: IssueInput): Promise<void> {
  const issue = new IssueCase(input);
  setHandler(actUpdate, (request) => issue.act(request), {
    validator: (request: ActRequest) => issue.check(request),
    description: '办理问题：认领、报进展、申请延期、销号、回头看等 / an act of a person on the issue',
  });
  setHandler(renewTermSignal, (renewal) => issue.renewTerm(renewal), { description: '轮次启动二次整改 / the round begins its second rectification' });
  setHandler(issueQuery, () => issue.state, { description: '问题的当前状态 / the state of the issue' });
  await issue.live();
}

class IssueCase {
  state: IssueState;
  private readonly acts: RememberedActs<ActResult>;
  private readonly outbox = new Outbox<Step>(
    (batch) => {
      const step: Step = { state: this.state, events: batch.flatMap((one) => one.events), notices: batch.flatMap((one) => one.notices) };
      return recordNow(step).catch(() => recordPatiently(step));
    },
    // Rung meanwhile: the main loop is on its way, and settles when what fell due is recorded too.
    () => {
      if (!this.alarm.rings) this.settle();
    },
  );
  /** The run is to be continued as new at the next rest. */
  private turning = false;
  private readonly alarm = new Alarm();
  /** What the engine's search has of this issue, by attribute. */
  private shown: Readonly<Record<string, string>> = {};
  private phase: string;

  constructor(input: IssueInput) {
    if (input.start === 'open') {
      const now = Date.now();
      const step = applyBodies(null, [open(input.command, input.policy, input.days, now)], input.by, now);
      this.state = step.state;
      this.acts = new RememberedActs<ActResult>([]);
      this.take(step);
    } else {
      this.state = upcastState(input.state);
      this.acts = new RememberedActs(input.acts);
    }
    this.phase = this.phaseNow();
  }

  /** Synchronous on purpose: an async validator fails the workflow task. A refusal here leaves no event. */
  check({ act, actor, seen }: ActRequest): void {
    if (this.acts.earlier() !== undefined) return;
    orFail(() => {
      demandVersion(this.state, seen);
      decide(this.state, act, { actor, now: Date.now() });
    });
  }

  async act({ act, actor, seen }: ActRequest): Promise<ActResult> {
    const earlier = this.acts.earlier();
    if (earlier !== undefined) return earlier.result;
    const now = Date.now();
    // Again, because of two acts in one task: both validators run before the first handler.
    orFail(() => demandVersion(this.state, seen));
    // What fell due before this act comes first in the history, even if its timer and the act arrive together.
    this.take(whatFellDue(this.state, now));
    const step = orFail(() => {
      const bodies = decide(this.state, act, { actor, now });
      return bodies.length === 0 ? { state: this.state, events: [], notices: [] } : applyBodies(this.state, bodies, actor, now);
    });
    this.take(step);
    const result = { seq: step.state.seq, status: step.state.status, events: step.events.map((event) => event.type) };
    this.acts.remember(result);
    // Nobody is told "done" before the ledger has it.
    await this.outbox.untilRecorded();
    return result;
  }

  /** From the round's own workflow. The main loop finds the step in the outbox and records it. */
  renewTerm(renewal: RenewTerm): void {
    const now = Date.now();
    this.take(whatFellDue(this.state, now));
    const bodies = renewTerm(this.state, renewal);
    if (bodies.length > 0) this.take(applyBodies(this.state, bodies, SYSTEM, now));
  }

  async live(): Promise<void> {
    for (;;) {
      this.take(whatFellDue(this.state, Date.now()));
      await this.outbox.untilRecorded();
      this.settle();
      if (isEnded(this.state.status)) {
        // An act that came in meanwhile is answered before the run ends.
        await condition(allHandlersFinished);
        if (this.outbox.isEmpty) return;
        continue;
      }
      if (this.turning) {
        await condition(allHandlersFinished);
        // A task of its own: an update that completes in the same task as the continuation can be lost (temporal#6375).
        await sleep(1);
        if (allHandlersFinished() && this.outbox.isEmpty) await continueAsNew<typeof issueWorkflow>({ start: 'resume', state: this.state, acts: this.acts.all });
        continue;
      }
      await condition(() => this.alarm.rings || this.turning || isEnded(this.state.status) || this.outbox.isStranded);
    }
  }

  private take(step: Step): void {
    if (step.events.length === 0) return;
    this.state = step.state;
    this.outbox.push(step);
  }

  /** At rest: shows where the issue stands, arms the alarm for what comes next, and sees whether the run is long enough. */
  private settle(): void {
    if (!this.outbox.isEmpty) return;
    this.show();
    const { continueAsNewSuggested, historyLength } = workflowInfo();
    const phase = this.phaseNow();
    if (continueAsNewSuggested || (phase !== this.phase && historyLength > LONG_RUN_EVENTS)) this.turning = true;
    this.phase = phase;
    if (isEnded(this.state.status) || this.turning) return;
    const next = nextObligation(this.state);
    this.alarm.set(next?.at ?? null, next === null ? '' : obligationInWords(next));
  }

  /** Makes the engine's own page readable, and findable by opaque ids. Each upsert is an event, so only what changed is in it. */
  private show(): void {
    setCurrentDetails(detailsInWords(this.state));
    const pairs = issueSearchAttributes(this.state, overdueSince(this.state) !== null);
    const changed = pairs.filter(({ key, value }) => this.shown[key.name] !== JSON.stringify(value));
    if (changed.length === 0) return;
    this.shown = Object.fromEntries(pairs.map(({ key, value }) => [key.name, JSON.stringify(value)]));
    upsertSearchAttributes(changed);
  }

  /** Work and look-back are the two phases of a cycle. */
  private phaseNow(): string {
    return `${this.state.cycle}:${this.state.status === 'closed' || this.state.status === 'sustained'}`;
  }
}
