import { allHandlersFinished, ApplicationFailure, condition, defineQuery, defineUpdate, proxyLocalActivities, proxySinks, setHandler } from '@temporalio/workflow';
import type { Sinks } from '@temporalio/workflow';

/**
 * What anybody would write on Temporal for the same life: the same acts and waits, one timer at a time, a local activity for
 * every reminder that falls due. No rules beyond the order of statuses, no ledger, no register, no codec.
 */

export type BareStatus = 'assigned' | 'planning' | 'rectifying' | 'verifying' | 'closed' | 'archived';
export type BareAct = { readonly type: string; readonly note: string };
export type BareInput = {
  readonly title: string;
  readonly owner: string;
  readonly status: BareStatus;
  /** Epoch ms, rising. */
  readonly reminders: readonly number[];
  /** Counted from the closure, ms. */
  readonly lookBacks: readonly number[];
  /** Every act is written to a database before it is answered: the least that a record costs. */
  readonly writes: boolean;
};
export type BareActivities = { remind: (at: number) => Promise<void>; write: (seq: number, act: BareAct) => Promise<void> };
export type BareSinks = Sinks & { bench: { opened: () => void } };

export const bareAct = defineUpdate<{ seq: number; status: BareStatus }, [BareAct]>('act');
export const bareState = defineQuery<{ seq: number; status: BareStatus }>('state');

/** Which act leads from where to where. */
const MOVES: Readonly<Record<string, { readonly from: BareStatus; readonly to: BareStatus }>> = {
  accept: { from: 'assigned', to: 'planning' },
  'propose-plan': { from: 'planning', to: 'planning' },
  'approve-plan': { from: 'planning', to: 'rectifying' },
  'report-progress': { from: 'rectifying', to: 'rectifying' },
  'submit-for-closure': { from: 'rectifying', to: 'verifying' },
  return: { from: 'verifying', to: 'rectifying' },
  sign: { from: 'verifying', to: 'closed' },
  'record-look-back': { from: 'closed', to: 'closed' },
};

const { remind, write } = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '5s' });
const { bench } = proxySinks<BareSinks>();

export async function bareIssue(input: BareInput): Promise<void> {
  let status = input.status;
  let seq = 1;
  let closedAt = 0;
  let lookedBack = 0;
  let reminded = 0;
  const log: BareAct[] = [];

  setHandler(bareState, () => ({ seq, status }));
  setHandler(
    bareAct,
    async (act) => {
      status = MOVES[act.type]?.to ?? status;
      seq += 1;
      log.push(act);
      if (act.type === 'sign') closedAt = Date.now();
      if (act.type === 'record-look-back') lookedBack += 1;
      if (lookedBack === input.lookBacks.length) status = 'archived';
      const mine = seq;
      if (input.writes) await write(mine, act);
      return { seq: mine, status };
    },
    {
      validator: (act: BareAct) => {
        if (MOVES[act.type]?.from !== status) throw ApplicationFailure.create({ type: 'WRONG_STATUS', message: `${act.type} while ${status}`, nonRetryable: true });
      },
    },
  );
  bench.opened();

  /** One wait: until `at`, or until `over`. Answers whether the time came. */
  const waitUntil = (at: number, over: () => boolean): Promise<boolean> => condition(over, Math.max(1, at - Date.now())).then((ended) => !ended);
  const closed = (): boolean => closedAt > 0;
  while (!closed()) {
    const at = input.reminders[reminded];
    if (at === undefined) {
      await condition(closed);
    } else if (await waitUntil(at, () => closed() || status === 'verifying')) {
      reminded += 1;
      await remind(at);
    } else {
      // Submitted: nobody is reminded until it comes back.
      await condition(() => status !== 'verifying');
      // L12 resubmits at once; the reminders of the old date are over by then.
      await condition(closed);
    }
  }
  for (const [n, after] of input.lookBacks.entries()) {
    const at = closedAt + after;
    if (await waitUntil(at, () => lookedBack > n)) await remind(at);
    await condition(() => lookedBack > n);
  }
  await condition(allHandlersFinished);
}
