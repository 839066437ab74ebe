import type { RegisterImport } from './import-register.ts';
import type { PlannedRow, RowOutcome } from './plan.ts';

/** How many rows became what. */
export const countRows = (rows: readonly Pick<PlannedRow, 'outcome'>[]): Readonly<Record<RowOutcome, number>> => {
  const counts = { new: 0, pending: 0, same: 0, different: 0, failed: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  return counts;
};

/** What an import (or its dry run) says to programs: command line and API. */
export const registerAnswer = ({ round, opened, register, plan, added, opening, lineage, common, handedOut, corrections, took }: RegisterImport) => ({
  round,
  opened,
  counts: countRows(plan.rows),
  added,
  opening,
  absent: plan.absent,
  sheet: register.table.name,
  header: register.header,
  notes: register.notes,
  rows: plan.rows.map(({ rows, number, title, outcome, reasons, differences }) => ({ rows, number, title, outcome, reasons, differences })),
  lineage,
  common,
  handedOut,
  corrections,
  took,
});
export type RegisterAnswer = ReturnType<typeof registerAnswer>;
