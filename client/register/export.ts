import type { Instant, Day } from '../../domain/time.ts';
import { dayOf } from '../../domain/time.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { csvText } from '../csv.ts';
import { COLUMNS } from './columns.ts';
import { registerEntries, type RegisterEntry } from './entries.ts';
import { registerSheet } from './sheet.ts';

export type RegisterFormat = 'xlsx' | 'csv' | 'json';

/** A head and a row an issue. */
export const registerCsv = (entries: readonly RegisterEntry[]): string =>
  csvText([COLUMNS.map((column) => column.zh), ...entries.map((entry) => COLUMNS.map((column) => column.value(entry)))]);

/** The columns by their keys. */
export const registerJson = (entries: readonly RegisterEntry[]): readonly Readonly<Record<string, string | number | null>>[] =>
  entries.map((entry) => Object.fromEntries(COLUMNS.map((column) => [column.key, column.value(entry)])));

/** The register of a round in a form, as of a day. @throws Refusal UNKNOWN_ROUND */
export const exportRegister = async (db: LedgerDatabase, roundId: string, format: RegisterFormat, now: Instant = Date.now()): Promise<Uint8Array> => {
  const on: Day = dayOf(now);
  const entries = await registerEntries(db, roundId, on);
  if (format === 'csv') return new TextEncoder().encode(registerCsv(entries));
  if (format === 'json') return new TextEncoder().encode(`${JSON.stringify(registerJson(entries), null, 2)}\n`);
  return await registerSheet(entries, `${entries[0]?.round.title ?? ''}反馈问题整改台账`, on);
};
