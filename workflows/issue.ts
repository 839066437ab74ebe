import {
  allHandlersFinished,
  condition,
  continueAsNew,
  currentUpdateInfo,
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
import { SYSTEM } from '../domain/events.ts';
import { overdueSince } from '../domain/deadlines.ts';
import { isEnded, type IssueState } from '../domain/issue.ts';
import { nextObligation } from '../domain/obligations.ts';
import { applyBodies, whatFellDue, type Step } from '../domain/step.ts';
import { upcastState } from '../domain/upcast.ts';
import { detailsInWords, obligationInWords } from '../domain/words.ts';
import { Alarm } from './alarm.ts';
import { actUpdate, issueQuery, renewTermSignal, type ActRequest, type ActResult, type IssueInput, type RememberedAct } from './messages.ts';
import { orFail } from './refusals.ts';
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

/** De-duplication beyond continue-as-new: as many acts as a busy issue sees in a month. */
const REMEMBERED_ACTS = 40;
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
  private acts: RememberedAct[];
  /** Steps that happened and are not recorded yet. */
  private outbox: Step[] = [];
  private happened = 0;
  private recorded = 0;
  /** The recording under way; at most one. */
  private recording: Promise<void> | null = null;
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
      this.acts = [];
      this.take(step);
    } else {
      this.state = upcastState(input.state);
      this.acts = [...input.acts];
    }
    this.phase = this.phaseNow();
  }

  /** Synchronous on purpose: an async validator fails the workflow task. A refusal here leaves no event. */
  check({ act, actor, seen }: ActRequest): void {
    if (this.remembered() !== undefined) return;
    orFail(() => {
      demandVersion(this.state, seen);
      decide(this.state, act, { actor, now: Date.now() });
    });
  }

  async act({ act, actor, seen }: ActRequest): Promise<ActResult> {
    const earlier = this.remembered();
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
    const id = currentUpdateInfo()?.id;
    if (id !== undefined) this.acts = [...this.acts, { id, result }].slice(-REMEMBERED_ACTS);
    // Nobody is told "done" before the ledger has it.
    await this.untilRecorded();
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
      await this.untilRecorded();
      this.settle();
      if (isEnded(this.state.status)) {
        // An act that came in meanwhile is answered before the run ends.
        await condition(allHandlersFinished);
        if (this.recorded === this.happened) return;
        continue;
      }
      if (this.turning) {
        await condition(allHandlersFinished);
        // A task of its own: an update that completes in the same task as the continuation can be lost (temporal#6375).
        await sleep(1);
        if (allHandlersFinished() && this.recorded === this.happened) await continueAsNew<typeof issueWorkflow>({ start: 'resume', state: this.state, acts: this.acts });
        continue;
      }
      await condition(() => this.alarm.rings || this.turning || isEnded(this.state.status) || this.isStranded());
    }
  }

  /**
   * Waits until all that has happened by now is in the ledger. Whoever waits starts the recording himself: to wake the main
   * loop for it would mean two more entries into the sandbox an act, and these are what a worker spends most of its time on.
   */
  private async untilRecorded(): Promise<void> {
    const mine = this.happened;
    while (this.recorded < mine) {
      this.recording ??= this.flush();
      await this.recording;
    }
  }

  /** What a signal has done waits here to be recorded; or a recording failed for good (cancelled): then the loop ends with the error. */
  private isStranded(): boolean {
    return this.outbox.length > 0 && this.recording === null;
  }

  private take(step: Step): void {
    if (step.events.length === 0) return;
    this.state = step.state;
    this.outbox.push(step);
    this.happened += 1;
  }

  private async flush(): Promise<void> {
    const batch = this.outbox;
    const step: Step = { state: this.state, events: batch.flatMap((one) => one.events), notices: batch.flatMap((one) => one.notices) };
    const upTo = this.happened;
    this.outbox = [];
    try {
      await recordNow(step).catch(() => recordPatiently(step));
      this.recorded = upTo;
    } catch (error) {
      this.outbox = [...batch, ...this.outbox];
      throw error;
    } finally {
      this.recording = null;
    }
    // Rung meanwhile: the main loop is on its way, and settles when what fell due is recorded too.
    if (!this.alarm.rings) this.settle();
  }

  /** At rest: shows where the issue stands, arms the alarm for what comes next, and sees whether the run is long enough. */
  private settle(): void {
    if (this.recorded < this.happened) return;
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

  private remembered(): RememberedAct | undefined {
    const id = currentUpdateInfo()?.id;
    return this.acts.find((one) => one.id === id);
  }
}
