// Loaded into every thread of our processes; acts on the sandbox thread of the Temporal SDK only. There the SDK takes,
// formats and keeps a stack for every promise that a workflow makes, for its "stack trace" query: a third of the worker's CPU
// for an act. What an issue waits for is said in words anyway (current details). HUITOUKAN_STACK_TRACES=on brings them back.
import v8 from 'node:v8';
import { isMainThread } from 'node:worker_threads';

const isSandbox = !isMainThread && /workflow-worker-thread(\.js)?$/.test(process.argv[1] ?? '');
if (isSandbox && process.env.HUITOUKAN_STACK_TRACES !== 'on') v8.promiseHooks.createHook = () => () => undefined;
