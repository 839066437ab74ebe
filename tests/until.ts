import { setTimeout as sleep } from 'node:timers/promises';

const WAIT_MS = 60_000;

/** Waits for what the ledger will say in a moment; answers with it. */
export const until = async <T>(look: () => Promise<T | undefined | false>, what: string, withinMs = WAIT_MS): Promise<T> => {
  for (const end = Date.now() + withinMs; Date.now() < end; await sleep(15)) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
  }
  throw new Error(`waited ${withinMs} ms in vain: ${what}`);
};
