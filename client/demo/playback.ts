import type { DayTable } from '../../domain/day-table.ts';
import type { Day, Instant } from '../../domain/time.ts';
import { loadResolver } from '../../ledger/delivery-recipients.ts';
import { withDeliveries } from '../../ledger/delivery-tables.ts';
import type { HuitoukanClient } from '../client.ts';
import type { WhoIs } from '../rehearsal/behaviour.ts';
import type { OfficeHours } from '../rehearsal/office-hours.ts';
import type { RefusedStep } from '../rehearsal/summary.ts';
import type { TimeTravel } from '../time-travel.ts';

/** What a round is played with on the real engine. */
export type Playback = {
  readonly client: HuitoukanClient;
  readonly travel: TimeTravel;
  readonly round: string;
  readonly days: DayTable;
  readonly hours: OfficeHours;
  readonly evidenceFolder: string;
  /** What is made in the morning before anything is sent: roll-ups, where they are wanted. */
  readonly morning?: (at: Instant) => Promise<void>;
  /** Sends what is due at this instant, on the run's clock. */
  readonly dispatch: (at: Instant) => Promise<void>;
  readonly onProgress: (day: Day, what: string) => void;
  /** What the rules refuse is noted and the story goes on; without it, it ends the play. */
  readonly onRefused?: (step: RefusedStep) => void;
};

/** How long a wake or an act may take to be recorded. */
export const WAIT_MS = 30_000;

/** Who sits where, as the ledger has it. */
export const whoIsIn = async ({ client }: Playback, parties: readonly (string | null)[]): Promise<WhoIs> => {
  const resolve = await loadResolver(withDeliveries(client.ledger), parties.filter((party) => party !== null));
  return (wanted, day) => resolve(wanted, day).map(({ id }) => id);
};
