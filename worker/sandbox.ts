import v8 from 'node:v8';
import { limitActivations } from './activation-limit.ts';

/**
 * How the SDK runs our workflows: in the thread of the worker, with a limit of time as in a thread of their own. Between
 * two threads every step of a replay is copied and waited for twice, and a second heap is collected beside the first: of a cold
 * act's CPU in the worker a third (docs/decisions/2026-11-23-workflows-in-the-workers-thread.md).
 *
 * `debugMode` is the SDK's name for this, and does nothing else but take away the limit of time. That is set again here, once
 * an activation. To be called before the first worker is made. `limitMs`: as the SDK has it for one call into a workflow.
 */
export const sandboxOptions = (limitMs = 5_000): { readonly debugMode: true } => {
  limitActivations(limitMs);
  withoutStacksOfPromises();
  return { debugMode: true };
};

/**
 * For the engine's "stack trace" query the SDK takes, formats and keeps a stack for every promise that a workflow makes: a
 * third of the worker's CPU for an act. What an issue waits for is said in words anyway (current details).
 * HUITOUKAN_STACK_TRACES=on leaves the stacks in.
 */
const withoutStacksOfPromises = (): void => {
  if (process.env.HUITOUKAN_STACK_TRACES !== 'on') v8.promiseHooks.createHook = () => () => undefined;
};
