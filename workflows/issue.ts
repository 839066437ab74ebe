import {
  allHandlersFinished,
  condition,
  continueAsNew,
  currentUpdateInfo,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { RecordActivities } from '../activities/record.ts';
import { open } from '../domain/acts/open.ts';
import { decide, demandVersion } from '../domain/decide.ts';
import { overdueSince } from '../domain/deadlines.ts';
import { isEnded, type IssueState } from '../domain/issue.ts';
import { nextObligation } from '../domain/obligations.ts';
import { applyBodies, whatFellDue, type Step } from '../domain/step.ts';
import { detailsInWords, obligationInWords } from '../domain/words.ts';
import { Alarm } from './alarm.ts';
import { actUpdate, issueQuery, type ActRequest, type ActResult, type IssueInput, type RememberedAct } from './messages.ts';
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
      this.state = input.state;
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
      return bodies.length === 0 ? { state: this.state, events: [], notices: [] } : applyBodies(this.state, bodies, actor.person, now);
    });
    this.take(step);
    const result = { seq: step.state.seq, status: step.state.status, events: step.events.map((event) => event.type) };
    const id = currentUpdateInfo()?.id;
    if (id !== undefined) this.acts = [...this.acts, { id, result }].slice(-REMEMBERED_ACTS);
    // Nobody is told "done" before the ledger has it.
    const mine = this.happened;
    await condition(() => this.recorded >= mine);
    return result;
  }

  async live(): Promise<void> {
    for (;;) {
      this.take(whatFellDue(this.state, Date.now()));
      if (this.outbox.length > 0) {
        await this.flush();
        continue;
      }
      this.show();
      if (isEnded(this.state.status)) {
        // An act that came in meanwhile is answered before the run ends.
        await condition(allHandlersFinished);
        if (this.outbox.length === 0) return;
        continue;
      }
      // After an awaited flush, so that no update completes in the same task as the continuation (temporal#6375).
      if (this.shouldContinueAsNew()) {
        await condition(allHandlersFinished);
        if (this.outbox.length === 0) await continueAsNew<typeof issueWorkflow>({ start: 'resume', state: this.state, acts: this.acts });
        continue;
      }
      const next = nextObligation(this.state);
      this.alarm.set(next?.at ?? null, next === null ? '' : obligationInWords(this.state, next));
      await condition(() => this.outbox.length > 0 || this.alarm.rings);
    }
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
      await recordNow(step);
    } catch {
      await recordPatiently(step);
    }
    this.recorded = upTo;
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

  private shouldContinueAsNew(): boolean {
    const info = workflowInfo();
    if (info.continueAsNewSuggested) return true;
    const changed = this.phaseNow() !== this.phase;
    this.phase = this.phaseNow();
    return changed && info.historyLength > LONG_RUN_EVENTS;
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
