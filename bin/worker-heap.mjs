/**
 * For Node's command line where a worker runs: a small space for what is new. With Node's 16 MB and a heap that is kept small
 * (worker/worker.ts) V8 begins to mark the main heap anew as soon as it has done so, and every act that meets it waits.
 */
export const WORKER_HEAP = ['--max-semi-space-size=4'];
