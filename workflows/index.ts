// What the worker registers: workflows only, since every exported function becomes one.
export { issueWorkflow } from './issue.ts';
export { roundWorkflow } from './round.ts';
