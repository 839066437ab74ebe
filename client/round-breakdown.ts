import type { PartyRef } from '../domain/issue.ts';
import type { Day } from '../domain/time.ts';
import type { Visible } from '../domain/viewer.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { loadNames } from '../ledger/people.ts';
import { roundBreakdown, type LightCounts, type RoundBreakdown } from '../ledger/round-breakdown.ts';

/** What the charts of a round show, with people and units by their names; posts of one unit are one bar. */
export const namedBreakdown = async (db: LedgerDatabase, round: string, visible: Visible, today: Day): Promise<RoundBreakdown> => {
  const [breakdown, names] = await Promise.all([roundBreakdown(db, round, visible, today), loadNames(db, today)]);
  const party = (ref: string | null): string => names.party(ref as PartyRef | null);
  return {
    ...breakdown,
    leaders: breakdown.leaders.map((row) => ({ ...row, name: row.ref === null ? null : party(row.ref) })),
    units: [...Map.groupBy(breakdown.units, ({ ref }) => names.unit(ref as PartyRef | null))].map(([name, rows]) => ({ ref: null, name, lights: sumOf(rows) })),
    bars: breakdown.barsOf === 'issue' ? breakdown.bars : breakdown.bars.map((bar) => ({ ...bar, label: bar.label === '' ? '—' : party(bar.label) })),
  };
};

const sumOf = (rows: readonly LightCounts[]): LightCounts['lights'] => {
  const sum: Record<string, number> = {};
  for (const { lights } of rows) for (const [light, count] of Object.entries(lights)) sum[light] = (sum[light] ?? 0) + count;
  return sum;
};
