import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something holds. @throws when it does not within `withinMs` */
export const until = async (holds: () => Promise<boolean>, what: string, withinMs: number): Promise<void> => {
  for (const end = Date.now() + withinMs; Date.now() < end; await sleep(200)) if (await holds()) return;
  throw new Error(`waited ${withinMs} ms in vain: ${what}`);
};
