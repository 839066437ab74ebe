/** Many broken files one after the other in one guarded process: starting one for each would take most of the time. */
import type { GuardedTask } from '../../client/import/guarded.ts';
import { run as readReport } from '../../client/import/report-task.ts';
import { run as readRegister } from './register-task.ts';
import { Refusal } from '../../domain/refusal.ts';
import { brokenFile } from './files.ts';

export type BatchOptions = { readonly first: number; readonly count: number };
/** How the file of a seed ended, and after how long. */
export type Ending = { readonly seed: number; readonly end: string; readonly ms: number };

/** A parser's own error is a message to people, too: `guarded.ts` says IMPORT_DAMAGED for it. */
const endOf = (error: unknown): string => (error instanceof Refusal ? error.code : 'IMPORT_DAMAGED');

export const run: GuardedTask<readonly Ending[]> = async (_bytes, _name, options) => {
  const { first, count } = options as BatchOptions;
  const endings: Ending[] = [];
  for (let seed = first; seed < first + count; seed += 1) {
    const { bytes, name, door } = brokenFile(seed);
    const started = performance.now();
    const end = await (door === 'register' ? readRegister : readReport)(bytes, name, null).then(() => 'result', endOf);
    endings.push({ seed, end, ms: performance.now() - started });
  }
  return endings;
};
