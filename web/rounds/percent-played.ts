import { daysBetween, type Day } from '../../domain/time.ts';

/** How much of the time ahead a rehearsal has played, in whole per cent; null where that is not known: nothing is no 0 %. */
export const percentPlayed = (progress: { readonly from: Day; readonly day: Day; readonly until: Day } | null): number | null =>
  progress === null ? null : Math.floor((100 * daysBetween(progress.from, progress.day)) / Math.max(1, daysBetween(progress.from, progress.until)));
