import type { EventOf, EventType, IssueEvent } from '../../domain/events.ts';
import { fold } from '../../domain/evolve.ts';
import { isHandedOut, isOpenWork, type IssueState } from '../../domain/issue.ts';
import { lightOf } from '../../domain/lights.ts';
import type { Light } from '../../domain/policy-schema.ts';
import { daysBetween, type Day } from '../../domain/time.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { loadNames, type NameBook } from '../../ledger/people.ts';
import { issueIdsOf } from '../../ledger/register.ts';
import { loadRound } from '../../ledger/rounds.ts';
import { loadIssueEvents } from '../../ledger/steps.ts';

/** What a document said of an issue beyond what the rules need, under `details` of the round's record, by number. */
export type IssueDetails = {
  readonly manifestations?: readonly string[];
  readonly goal?: string;
  readonly leadLeader?: string;
  readonly supporting?: string;
  readonly systems?: string;
  readonly accountability?: string;
  readonly publication?: string;
  /** What a published report, or the table it came in with, said had been done. */
  readonly reported?: string;
  /** The words of the table where the rules have nothing in their place (yet): shown until they have. */
  readonly measures?: string;
  readonly responsibleUnit?: string;
  /** As printed, where the directory knows nobody by that name. */
  readonly owner?: string;
  readonly leader?: string;
  /** Further names of the cell: an issue has one owner. */
  readonly otherOwners?: string;
  readonly whyOpen?: string;
  readonly evidence?: string;
  readonly signatures?: string;
  readonly doneOn?: string;
  readonly closedOn?: string;
  readonly dueOriginal?: string;
};

/** Everything that a line of the register is made of. */
export type RegisterEntry = {
  readonly position: number;
  readonly on: Day;
  readonly round: { readonly title: string; readonly inspector: string; readonly unit: string };
  readonly state: IssueState;
  readonly events: readonly IssueEvent[];
  readonly details: IssueDetails;
  readonly names: NameBook;
  readonly light: Light | null;
  /** Days left until the due date (negative: overdue by so many); null where no work is owed. */
  readonly daysLeft: number | null;
};

/** With what follows from the state on that day. */
export const entryOf = (known: Omit<RegisterEntry, 'light' | 'daysLeft'>): RegisterEntry => ({
  ...known,
  light: lightOf(known.state, known.on),
  daysLeft: isOpenWork(known.state.status) ? daysBetween(known.on, known.state.due.current.day) : null,
});

/** How many issues' histories are read at once. */
const BATCH = 500;

/** The lines of a round's register as of a day, by number; `only`: those of these issues. */
export const registerEntries = async (db: LedgerDatabase, roundId: string, on: Day, only?: ReadonlySet<string>): Promise<RegisterEntry[]> => {
  const [{ head: round, record }, all, names] = await Promise.all([loadRound(db, roundId), issueIdsOf(db, roundId), loadNames(db, on)]);
  const ids = only === undefined ? all : all.filter((id) => only.has(id));
  const details = detailsOf(record);
  const entries: RegisterEntry[] = [];
  for (let from = 0; from < ids.length; from += BATCH) {
    const histories = await loadIssueEvents(db, ids.slice(from, from + BATCH));
    for (const id of ids.slice(from, from + BATCH)) {
      const events = histories.get(id) ?? [];
      const state = fold(events);
      // What was handed to units stands here as their parts, side by side.
      if (state === null || isHandedOut(state)) continue;
      entries.push(entryOf({ position: entries.length + 1, on, round, state, events, details: details[state.number] ?? details[state.common?.number ?? ''] ?? {}, names }));
    }
  }
  return entries;
};

type PrintedIssue = { readonly description?: readonly string[]; readonly subItems?: readonly { readonly title: string }[]; readonly rectification?: readonly { readonly text: string }[] };

/** What was handed in with the round or later, or what its published report printed; adopted issues are numbered from 1. */
export const detailsOf = (record: object): Readonly<Record<string, IssueDetails>> => {
  const { details = {}, printed } = record as { details?: Readonly<Record<string, IssueDetails>>; printed?: readonly PrintedIssue[] };
  const adopted = (printed ?? []).map(({ description = [], subItems = [], rectification = [] }, at) => {
    const reported = rectification.map((one) => one.text).join('\n');
    return [String(at + 1), { manifestations: [...description, ...subItems.map((one) => one.title)], ...(reported === '' ? {} : { reported }) }] as const;
  });
  return { ...Object.fromEntries(adopted), ...details };
};

/** The events of one type, oldest first. */
export const eventsOf = <T extends EventType>(entry: RegisterEntry, type: T): readonly EventOf<T>[] =>
  entry.events.filter((event): event is EventOf<T> => event.type === type);
