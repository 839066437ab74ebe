import { standingOf, VOID_REASONS, type Draw, type DrawStanding, type VoidReason } from '../../domain/draw-life.ts';
import { instantInWords, type Instant } from '../../domain/time.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { countDrawn, listDraws } from '../../ledger/draws.ts';

/** A draw with where it stands and what became of those drawn. */
export type DrawListing = Draw & {
  readonly standing: DrawStanding;
  readonly why: VoidReason | null;
  readonly words: { readonly zh: string; readonly en: string };
  /** Of those drawn: with a look-back planned, and looked at. */
  readonly planned: number;
  readonly done: number;
};

const inWords = ({ announced, committed }: Draw, standing: DrawStanding, why: VoidReason | null): { zh: string; en: string } => {
  if (why !== null) return VOID_REASONS[why];
  if (standing === 'drawn') return { zh: '已抽签', en: 'drawn' };
  if (committed === null) return { zh: `已公告，待承诺（${instantInWords(announced.commitBy)}前）`, en: `announced; to be committed to by ${instantInWords(announced.commitBy)}` };
  return { zh: `已承诺，待公布（${instantInWords(announced.revealBy)}前）`, en: `committed to; to be revealed by ${instantInWords(announced.revealBy)}` };
};

/** All draws of a round or of all rounds as they stand at an instant, oldest first. */
export const drawOverview = async (ledger: LedgerDatabase, now: Instant, round?: string): Promise<readonly DrawListing[]> => {
  const draws = await listDraws(ledger, round);
  const counts = await countDrawn(ledger, draws.map(({ id }) => id));
  return draws.map((draw) => {
    const { standing, why } = standingOf(draw, now);
    return { ...draw, standing, why, words: inWords(draw, standing, why), ...(counts.get(draw.id) ?? { planned: 0, done: 0 }) };
  });
};
