import type { RehearsalProgress } from './rehearse.ts';

/** A rehearsal that somebody waits for. null: it has not begun, because others come first or its round is still being read. */
export type UnderWay = { readonly progress: RehearsalProgress | null };

/** Of this process: whoever asks another one hears of none, and is shown that it runs and not how far (`web/rounds/rehearsal-bar.tsx`). */
const running = new Map<string, UnderWay>();
const keyOf = (account: string, round: string): string => `${account} ${round}`;

/** How far the rehearsal of this round has come that this account asked for; null where none runs. */
export const underWay = (account: string, round: string): UnderWay | null => running.get(keyOf(account, round)) ?? null;

/** Keeps how far `work` has come for as long as it takes. */
export const whileUnderWay = async <T>(account: string, round: string, work: (told: (progress: RehearsalProgress) => void) => Promise<T>): Promise<T> => {
  const key = keyOf(account, round);
  running.set(key, { progress: null });
  try {
    return await work((progress) => void running.set(key, { progress }));
  } finally {
    running.delete(key);
  }
};
