import { mergeDayTables, saysTheSame, sliceDayTable, type DayTable } from '../domain/day-table.ts';
import { refuse } from '../domain/refusal.ts';
import { holds } from '../domain/permissions.ts';
import { dayOf, type Day } from '../domain/time.ts';
import { actorOf } from '../ledger/actors.ts';
import { keepCalendar, listCalendars } from '../ledger/calendars.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { documentHash } from '../ledger/documents.ts';
import { demandPeople } from '../ledger/people.ts';
import { unfinishedRounds } from '../ledger/rebuild.ts';
import { supervisingParties } from '../ledger/rounds.ts';
import type { HuitoukanClient } from './client.ts';
import { publishedDayTable } from './day-tables.ts';
import { takeNewRoundRules, type NewRoundRulesResult } from './new-round-rules.ts';
import { takeNewRules, type NewRulesOptions, type NewRulesResult } from './new-rules.ts';

/** The table that new rounds count by: the last one taken in, else the one that came with the program. */
export const currentDayTable = async (db: LedgerDatabase): Promise<DayTable> => (await listCalendars(db))[0]?.days ?? publishedDayTable();

/** What an import of a table would count by from then on: its years, and those of the table in force that it leaves out. */
const nextDayTable = async (db: LedgerDatabase, incoming: DayTable): Promise<DayTable> => {
  if (incoming.years.length === 0)
    refuse('CALENDAR_NO_YEAR', '表中没有一个完整的年份（应含国庆节放假），请检查文件', 'the table has no whole year (one with its National Day); look at the file', { version: incoming.version });
  return mergeDayTables(await currentDayTable(db), incoming);
};

/** The table is kept by whoever keeps the rules of a round that runs; before there is one, by whoever sets the system up. */
const demandKeeper = async (db: LedgerDatabase, person: string, day: Day): Promise<void> => {
  const [actor, offices] = await Promise.all([actorOf(db, person, day), supervisingParties(db)]);
  if (offices.length === 0 || offices.some((office) => holds(actor, office))) return;
  refuse('NOT_ALLOWED', '只有在办轮次的督查室（巡察办）可以导入放假安排', 'only the supervision office of a round that runs takes in a table', { person });
};

export type CalendarImport = { readonly table: DayTable; readonly source: string } & Pick<NewRulesOptions, 'person' | 'dryRun' | 'onProgress' | 'concurrency' | 'now'>;

/**
 * Takes in a table of days: new rounds count by it, and every open issue and round is counted anew. May be run again at any time: it
 * goes on where it stopped.
 * @throws Refusal CALENDAR_NO_YEAR, UNKNOWN_PERSON, PERSON_LEFT, NOT_ALLOWED
 */
export const importCalendar = async (client: HuitoukanClient, { table, source, ...options }: CalendarImport): Promise<NewRulesResult & { readonly days: DayTable; readonly rounds: NewRoundRulesResult }> => {
  const days = await nextDayTable(client.ledger, table);
  const at = options.now ?? Date.now();
  await demandPeople(client.ledger, [options.person], dayOf(at));
  if (options.dryRun !== true) await demandKeeper(client.ledger, options.person, dayOf(at));
  if (options.dryRun !== true && !saysTheSame(days, await currentDayTable(client.ledger)))
    await keepCalendar(client.ledger, { version: days.version, source, takenAt: at, takenBy: options.person, days });
  const name = `calendar:${documentHash(days).slice(0, 16)}`;
  const result = await takeNewRules(client, {
    ...options,
    which: {},
    name,
    act: (state) => ({ type: 'take-calendar', days: sliceDayTable(days, state.feedback) }),
  });
  const rounds = await takeNewRoundRules(client, {
    ...options,
    name,
    rounds: (await unfinishedRounds(client.ledger)).map(({ id }) => id),
    act: (state) => ({ type: 'take-calendar', days: sliceDayTable(days, state.head.feedback) }),
  });
  return { days, ...result, rounds };
};
