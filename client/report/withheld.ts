import { dayOf } from '../../domain/time.ts';
import type { WithholdingGround } from '../../domain/publication.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { loadNames, type NameBook } from '../../ledger/people.ts';
import { loadRoundRecord } from './record.ts';

export type WithheldRow = { readonly number: string; readonly title: string; readonly ground: WithholdingGround; readonly reason: string; readonly proposedBy: string; /** Null while it waits. */ readonly approvedBy: string | null };

/** What a round withholds from publication, and what waits for a decision. @throws Refusal UNKNOWN_ROUND */
export const withheldOf = async (db: LedgerDatabase, round: string): Promise<{ readonly rows: readonly WithheldRow[]; readonly names: NameBook }> => {
  const [{ stories }, names] = await Promise.all([loadRoundRecord(db, round), loadNames(db, dayOf(Date.now()))]);
  const rows = stories.flatMap(({ state: { number, title, publication } }): WithheldRow[] => {
    const { asked, withheld } = publication;
    if (withheld !== null) return [{ number, title, ...withheld }];
    return asked === null ? [] : [{ number, title, ground: asked.ground, reason: asked.reason, proposedBy: asked.by, approvedBy: null }];
  });
  return { rows, names };
};
