import { dayOf, type Day } from '../../domain/time.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { lastEventAt } from '../../ledger/register.ts';
import { loadRound } from '../../ledger/rounds.ts';
import { csvText } from '../csv.ts';
import { COLUMNS, type Column } from './columns.ts';
import { registerEntries, type RegisterEntry } from './entries.ts';
import { registerSheet } from './sheet.ts';

export type RegisterFormat = 'xlsx' | 'csv' | 'json';
/** A: the register itself; B: the supervision office's view, with what an issue is known by; or both. */
export type ColumnSet = 'A' | 'B' | 'all';
export type RegisterOptions = {
  readonly columns?: ColumnSet;
  /** As of this day; by default the day of the last thing that the ledger knows of, so that no clock is asked. */
  readonly on?: Day;
  /** Of these issues; of all where it is left out. */
  readonly only?: ReadonlySet<string>;
};

const KNOWN_BY = ['position', 'number', 'title', 'owner'];
/** The columns of a set, always with those that a line is known by. */
export const columnsOf = (set: ColumnSet): readonly Column[] => COLUMNS.filter((column) => set === 'all' || column.set === set || KNOWN_BY.includes(column.key));

/** A head and a row an issue. */
export const registerCsv = (entries: readonly RegisterEntry[], columns: readonly Column[]): string =>
  csvText([columns.map((column) => column.zh), ...entries.map((entry) => columns.map((column) => column.value(entry)))]);

/** The columns by their keys. */
const registerJson = (entries: readonly RegisterEntry[], columns: readonly Column[]): readonly Readonly<Record<string, string | number | null>>[] =>
  entries.map((entry) => Object.fromEntries(columns.map((column) => [column.key, column.value(entry)])));

/** The register of a round in a form. The same ledger and options give the same bytes. @throws Refusal UNKNOWN_ROUND */
export const exportRegister = async (db: LedgerDatabase, roundId: string, format: RegisterFormat, { columns: set = 'all', on: asked, only }: RegisterOptions = {}): Promise<Uint8Array> => {
  const { head } = await loadRound(db, roundId);
  const on = asked ?? dayOf((await lastEventAt(db)) ?? Date.parse(`${head.feedback}T00:00:00Z`));
  const entries = await registerEntries(db, roundId, on, only);
  const columns = columnsOf(set);
  if (format === 'csv') return new TextEncoder().encode(registerCsv(entries, columns));
  if (format === 'json') return new TextEncoder().encode(`${JSON.stringify(registerJson(entries, columns), null, 2)}\n`);
  return await registerSheet(entries, columns, `${head.title}反馈问题整改台账`, on);
};
