import { clock } from '../../domain/ladder.ts';
import type { Policy } from '../../domain/policy-schema.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/time.ts';

/** When things happen on a played day, in ms after midnight. */
export type OfficeHours = {
  /** What fell due at night has its letters out. */
  readonly morningMs: number;
  /** People act. */
  readonly officeMs: number;
};

/** Wakes come until five; see domain/ladder.ts. */
const NIGHT_ENDS_MS = 5 * HOUR_MS;
const TEN_MS = 10 * HOUR_MS;

/** After the last wake of the night and the opening of delivery; people act at ten, or half an hour after that. */
export const officeHours = (policies: readonly Policy[]): OfficeHours => {
  const morningMs = policies.reduce((latest, { delivery }) => Math.max(latest, clock(delivery.opens)), NIGHT_ENDS_MS) + MINUTE_MS;
  return { morningMs, officeMs: Math.max(TEN_MS, morningMs + HOUR_MS / 2) };
};
