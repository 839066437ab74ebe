import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { TimeTravel } from '../../client/time-travel.ts';
import { DAY_MS, dayOf, HOUR_MS } from '../../domain/time.ts';
import type { bareIssue, BareAct, BareInput } from './bare-workflow.ts';
import { historySize } from './histories.ts';
import { actsOf, bareNote, bareReminders, LOOK_BACKS_AFTER, planOf, type Shape } from './lifecycle.ts';
import type { Place } from './place.ts';
import { askAll, type Side } from './side.ts';
import { inParallel } from './stats.ts';
import { WorkerHandle } from './worker-handle.ts';
import { BARE_QUEUE } from './worker-messages.ts';

const STARTS_AT_ONCE = 50;
const FAR = 30 * DAY_MS;

/** The bare workflow, started and acted upon by the SDK's client as its guide shows. `writes`: each act to a database first. */
export const openBare = async (place: Place, writes: boolean): Promise<Side> => {
  const { engine } = place;
  const connection = await Connection.connect(engine.connection);
  const client = new Client({ connection, namespace: engine.namespace });
  const travel = await TimeTravel.connect(client, engine.connection);
  const opened = dayOf(Date.now());
  const workers: WorkerHandle[] = [];

  const start = async (tag: string, inputs: readonly BareInput[]) => {
    // What living workers opened so far: a killed one takes its count along.
    const expected = (await askAll(workers, 'opened')).opened + inputs.length;
    const started = Date.now();
    await inParallel(inputs, STARTS_AT_ONCE, async (input, n) => {
      await client.workflow.start<typeof bareIssue>('bareIssue', { workflowId: `bare/${tag}/${n + 1}`, taskQueue: BARE_QUEUE, args: [input] });
    });
    const ackedMs = Date.now() - started;
    // Settled: its first task has run, so that its timer stands.
    while ((await askAll(workers, 'opened')).opened < expected) await sleep(50);
    return { ids: inputs.map((_, n) => `bare/${tag}/${n + 1}`), ackedMs };
  };
  const act = async (id: string, body: BareAct): Promise<void> => {
    await client.workflow.getHandle(id).executeUpdate('act', { args: [body], updateId: randomUUID() });
  };
  const input = (n: number, change: Partial<BareInput>): BareInput => ({
    title: `第${n + 1}个问题：落实中央八项规定精神不够严格，公务接待手续不全`,
    owner: `p-owner-${n}`,
    status: 'assigned',
    reminders: [],
    // An hour before the clock is moved to that day, so that both timers fire.
    lookBacks: LOOK_BACKS_AFTER.map((days) => days * DAY_MS - HOUR_MS),
    writes,
    ...change,
  });
  const many = (count: number, change: (n: number) => Partial<BareInput>) => Array.from({ length: count }, (_, n) => input(n, change(n)));

  return {
    name: 'bare',
    workers,
    startWorker: async () => {
      const worker = await WorkerHandle.start({ ...place.setup, side: 'bare', smtpPort: null });
      workers.push(worker);
      return worker;
    },
    openLives: async (count, tag, shape: Shape) => {
      const reminders = bareReminders(shape, planOf(shape, opened));
      return (await start(tag, many(count, () => ({ reminders })))).ids;
    },
    openWorking: (count, tag) => start(tag, many(count, () => ({ status: 'rectifying', reminders: [Date.now() + FAR, Date.now() + 2 * FAR] }))),
    liveAct: async (id, n, shape) => {
      const type = actsOf(planOf(shape, opened), 'p-owner')[n]?.act.type ?? '';
      await act(id, { type, note: bareNote(n) });
    },
    workAct: (id, n) => act(id, { type: 'report-progress', note: bareNote(n) }),
    jump: (id, to) => travel.jump(id, to),
    dispatch: () => Promise.resolve(0),
    history: (id) => historySize(client, id),
    openStorm: async (due, tag) => {
      const { ids } = await start(tag, many(due.length, (n) => ({ status: 'rectifying', reminders: [due[n] ?? 0] })));
      return new Map(ids.map((id, n) => [id, due[n] ?? 0]));
    },
    close: async () => {
      for (const worker of workers) await worker.kill();
      await connection.close();
    },
  };
};
