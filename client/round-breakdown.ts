import type { PartyRef } from '../domain/party.ts';
import type { Day } from '../domain/time.ts';
import type { Visible } from '../domain/viewer.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { loadNames } from '../ledger/people.ts';
import { roundBreakdown, type DateBar, type LightCounts, type RoundBreakdown } from '../ledger/round-breakdown.ts';
import { inBoth, type BothWords } from './voice.ts';

type Named = LightCounts & { readonly name: BothWords | null };
/** The same with people and units by their names. Of a bar only where it is a leader's; an issue is called by its number. */
export type NamedBreakdown = Omit<RoundBreakdown, 'leaders' | 'units' | 'bars'> & { readonly leaders: readonly Named[]; readonly units: readonly Named[]; readonly bars: readonly (DateBar & { readonly name: BothWords | null })[] };

/** What the charts of a round show; posts of one unit are one bar. */
export const namedBreakdown = async (db: LedgerDatabase, round: string, visible: Visible, today: Day): Promise<NamedBreakdown> => {
  const [breakdown, names] = await Promise.all([roundBreakdown(db, round, visible, today), loadNames(db, today)]);
  const party = (ref: string): BothWords => inBoth(names, (voice) => voice.names.party(ref as PartyRef));
  return {
    ...breakdown,
    leaders: breakdown.leaders.map((row) => ({ ...row, name: row.ref === null ? null : party(row.ref) })),
    units: [...Map.groupBy(breakdown.units, ({ ref }) => names.unit(ref as PartyRef | null))].map(([name, rows]) => ({ ref: null, name: name === null ? null : { zh: name, en: name }, lights: sumOf(rows) })),
    bars: breakdown.bars.map((bar) => ({ ...bar, name: breakdown.barsOf === 'issue' || bar.label === '' ? null : party(bar.label) })),
  };
};

const sumOf = (rows: readonly LightCounts[]): LightCounts['lights'] => {
  const sum: Record<string, number> = {};
  for (const { lights } of rows) for (const [light, count] of Object.entries(lights)) sum[light] = (sum[light] ?? 0) + count;
  return sum;
};
