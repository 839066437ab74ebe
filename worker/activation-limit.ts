import vm from 'node:vm';
import { ReusableVMWorkflow, ReusableVMWorkflowCreator } from '@temporalio/worker/lib/workflow/reusable-vm.js';

type Activate = ReusableVMWorkflow['activate'];
/** What the SDK's classes keep to themselves: read here, and nowhere else. */
type Creator = { isolateExecutionTimeoutMs: number | undefined };
type Activated = { readonly activator: { readonly errorToFailure: (error: unknown) => object }; readonly runId: string };

/** Node limits the time of scripts only, not of functions: the script calls what stands here. */
const ENTRY = 'huitoukan.activation';
let entry = (): void => undefined;
Object.defineProperty(globalThis, Symbol.for(ENTRY), { value: () => entry() });
const enter = new vm.Script(`globalThis[Symbol.for('${ENTRY}')]()`);

/** @throws Error of Node (ERR_SCRIPT_EXECUTION_TIMEOUT) when `work` has not come back by then; it is stopped where it stands */
const within = (ms: number, work: () => void): void => {
  entry = work;
  enter.runInThisContext({ timeout: ms });
};

let limited = false;

/**
 * One limit of time for an activation (a step of an issue, or of its replay) as a whole, instead of one for each of the calls
 * into the sandbox of which it consists: four and more. Node makes a thread for every limit, waits until it stands, and waits
 * again until it is gone. A cold act had seventeen of them, a fifth of its CPU and most of what made some acts slow
 * (docs/decisions/2026-11-23-one-limit-an-activation.md).
 *
 * An activation calls into the sandbox in one go and waits only afterwards, so that a limit around its beginning is around all
 * of it. tests/platform/endless-workflow.test.ts tells if a later SDK does otherwise.
 */
export const limitActivations = (ms: number): void => {
  if (limited) return;
  limited = true;
  // Both are called for the instance that they are asked of, as before.
  /* oxlint-disable typescript/unbound-method */
  const { createWorkflow } = ReusableVMWorkflowCreator.prototype;
  const { activate }: { activate: Activate } = ReusableVMWorkflow.prototype;
  /* oxlint-enable typescript/unbound-method */
  ReusableVMWorkflowCreator.prototype.createWorkflow = function (options) {
    (this as unknown as Creator).isolateExecutionTimeoutMs = undefined;
    return createWorkflow.call(this, options);
  };
  ReusableVMWorkflow.prototype.activate = async function (activation) {
    let completion: ReturnType<Activate> | undefined;
    try {
      within(ms, () => void (completion = activate.call(this, activation)));
    } catch (error) {
      // As the SDK answers when a call of its own took too long: the task fails, and is tried again later.
      const { activator, runId } = this as unknown as Activated;
      return { runId, failed: { failure: activator.errorToFailure(error) } };
    }
    return await (completion as ReturnType<Activate>);
  };
};
