import { fold } from '../domain/evolve.ts';
import { makeIssueId } from '../domain/issue.ts';
import type { RoundAct } from '../domain/round/act-schema.ts';
import { numbersNamed, type KnownNumbers } from '../domain/round/numbers.ts';
import type { LedgerDatabase } from './database.ts';
import { loadIssueEvents } from './steps.ts';

/** What the ledger knows of the numbers that an act on a round names: the round itself keeps no list of its issues. */
export const knownNumbers = async (db: LedgerDatabase, round: string, act: RoundAct): Promise<KnownNumbers> => {
  const numbers = ['', ...numbersNamed(act)];
  const [drafts, issues, splitOff] = await Promise.all([
    db.selectFrom('issue_draft').select('number').where('round_id', '=', round).where('number', 'in', numbers).execute(),
    db.selectFrom('issue').select('number').where('round_id', '=', round).where('number', 'in', numbers).execute(),
    act.type === 'split-off' ? splitOffFrom(db, makeIssueId(round, act.from)) : [],
  ]);
  return { taken: [...new Set([...drafts, ...issues].map(({ number }) => number))].toSorted(), splitOff };
};

/** The numbers that the approved corrections of an issue split off. */
const splitOffFrom = async (db: LedgerDatabase, issueId: string): Promise<readonly string[]> => fold((await loadIssueEvents(db, [issueId])).get(issueId) ?? [])?.numbering.split ?? [];
