import { isEnded } from '../domain/issue.ts';
import type { Day } from '../domain/time.ts';
import { actorOf } from '../ledger/actors.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { appoint, recordLeaving } from '../ledger/directory.ts';
import { measuresElsewhere, ownedBy, type MeasureElsewhere } from '../ledger/hand-overs.ts';
import { demandPeople, demandPost } from '../ledger/people.ts';

/** What somebody who left has still open: issues to hand over, measures on issues of others. */
export type Left = { readonly leftOn: Day; readonly toHandOver: readonly string[]; readonly measures: readonly MeasureElsewhere[] };

/** A person leaves on a day, today where none is said; the posts fall vacant. @throws Refusal UNKNOWN_PERSON, PERSON_LEFT */
export const recordLeave = async (ledger: LedgerDatabase, person: string, { today, on = today }: { readonly today: Day; readonly on?: Day }): Promise<Left> => {
  await actorOf(ledger, person, today);
  await recordLeaving(ledger, person, on);
  const toHandOver = (await ownedBy(ledger, person)).filter(({ status }) => !isEnded(status)).map(({ id }) => id);
  return { leftOn: on, toHandOver, measures: await measuresElsewhere(ledger, person) };
};

/** From a day on a post is held by these people and nobody else; by nobody: it is vacant. @throws Refusal UNKNOWN_POST, UNKNOWN_PERSON, PERSON_LEFT */
export const appointTo = async (ledger: LedgerDatabase, post: string, holders: readonly string[], from: Day): Promise<void> => {
  await demandPost(ledger, post);
  await demandPeople(ledger, holders, from);
  await ledger.transaction().execute((trx) => appoint(trx, post, holders, from));
};
