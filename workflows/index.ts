// What the worker registers: workflows only, since every exported function becomes one.
export { deliveryWorkflow } from './delivery.ts';
export { issueWorkflow } from './issue.ts';
export { lookBackTriggersWorkflow } from './look-back-triggers.ts';
export { reconcileWorkflow } from './reconcile.ts';
export { rollupWorkflow } from './rollup.ts';
export { roundWorkflow } from './round.ts';
