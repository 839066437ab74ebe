import { cpuOf, cpuOfTree, machineBusy } from './proc.ts';
import type { Place } from './place.ts';
import type { Side } from './side.ts';

/** CPU-seconds of one slice, by who spent them. `others`: the share of the machine that went to none of them. */
export type Cost = {
  readonly wallMs: number;
  readonly driver: number;
  readonly workers: number;
  readonly engine: number;
  readonly ledger: number;
  readonly total: number;
  readonly others: number;
};

const snapshot = (place: Place, side: Side) => {
  const { user, system } = process.cpuUsage();
  return {
    at: Date.now(),
    driver: (user + system) / 1e6,
    workers: side.workers.reduce((sum, worker) => sum + cpuOf(worker.pid), 0),
    engine: place.engine.pid === undefined ? 0 : cpuOf(place.engine.pid),
    ledger: cpuOfTree(place.ledger.pid),
    machine: machineBusy(),
  };
};

/** Runs one side's turn and answers what it cost. */
export const measured = async <T>(place: Place, side: Side, cores: number, work: () => Promise<T>): Promise<{ readonly result: T; readonly cost: Cost }> => {
  const before = snapshot(place, side);
  const result = await work();
  const after = snapshot(place, side);
  const [driver, workers, engine, ledger] = [after.driver - before.driver, after.workers - before.workers, after.engine - before.engine, after.ledger - before.ledger];
  const total = driver + workers + engine + ledger;
  const wallMs = after.at - before.at;
  const others = Math.max(0, after.machine - before.machine - total) / ((cores * wallMs) / 1000);
  return { result, cost: { wallMs, driver, workers, engine, ledger, total, others } };
};
