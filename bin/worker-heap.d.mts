export const WORKER_HEAP: readonly string[];
