import { drawNotices } from '../domain/draw-notices.ts';
import type { Draw } from '../domain/draw-life.ts';
import type { PartyRef } from '../domain/party.ts';
import type { Instant } from '../domain/time.ts';
import { upcastPolicy } from '../domain/upcast.ts';
import type { LedgerTransaction } from './database.ts';
import { planNotices } from './deliveries.ts';
import { loadRound } from './rounds.ts';

/**
 * Plans what a draw tells as it stands at `now`, in the transaction that records its step; planned twice it is told once.
 * Answers how many notices are new.
 */
export const tellOfDraw = async (trx: LedgerTransaction, draw: Draw, now: Instant): Promise<number> => {
  const { head, now: rules } = await loadRound(trx, draw.announced.round);
  const rows = await trx.selectFrom('issue').select('head_ref').distinct().where('round_id', '=', head.id).where('head_ref', 'is not', null).orderBy('head_ref').execute();
  const heads = rows.map((row) => row.head_ref as PartyRef);
  const eventNotices = drawNotices(draw, now, { head, heads, policy: upcastPolicy(rules.policy), days: rules.days });
  const { planned } = await planNotices(trx, { issueId: draw.id, roundId: head.id, eventNotices, ladderNotices: [], now, channel: 'mail' });
  return planned.length;
};
