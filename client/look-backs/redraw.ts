import type { Draw } from '../../domain/draw-life.ts';
import { candidatesOf } from '../../domain/draw.ts';
import { compareDraw, type Check } from '../../domain/redraw.ts';
import { refuse } from '../../domain/refusal.ts';
import { historyHead, loadDraw, statesAt } from '../../ledger/draws.ts';
import type { HuitoukanClient } from '../client.ts';
import { commitmentOf, drawWith, seedOf } from './draw-proof.ts';

export type Redraw = { readonly draw: Draw; readonly checks: readonly Check[]; readonly same: boolean };

/**
 * 重抽核验: draws again, once from what the record says and once from the history itself, and compares. For anybody.
 * @throws Refusal UNKNOWN_DRAW, DRAW_NOT_REVEALED
 */
export const redraw = async ({ ledger }: Pick<HuitoukanClient, 'ledger'>, id: string): Promise<Redraw> => {
  const draw = await loadDraw(ledger, id);
  const { announced, committed, revealed } = draw;
  if (committed === null || revealed === null) return refuse('DRAW_NOT_REVEALED', `${id} 尚未抽签，无从重抽`, `${id} was not drawn; there is nothing to repeat`, { draw: id });
  const end = { instant: announced.instant, through: revealed.head.through };
  const [head, states] = await Promise.all([historyHead(ledger, end, committed), statesAt(ledger, announced.round, end)]);
  const candidates = candidatesOf(states, announced.strata);
  const seed = seedOf(revealed.secret, head.digest, announced.round);
  const checks = compareDraw(draw, {
    commitment: commitmentOf(revealed.secret),
    head,
    seed,
    candidates,
    drawnFromRecord: drawWith(revealed.seed, revealed.candidates, announced.sharePercent),
    drawn: drawWith(seed, candidates, announced.sharePercent),
  });
  return { draw, checks, same: checks.every(({ ok }) => ok) };
};
