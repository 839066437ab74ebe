import type { Candidate } from './draw.ts';
import type { Draw, HistoryHead } from './draw-life.ts';

/** What repeating a draw gave, from its record and the history. */
export type Repeated = {
  readonly commitment: string;
  readonly head: HistoryHead;
  readonly seed: string;
  readonly candidates: readonly Candidate[];
  /** From the recorded seed and list alone, by anybody who has no more than the record. */
  readonly drawnFromRecord: readonly string[];
  /** From the repeated seed and list. */
  readonly drawn: readonly string[];
};

/** One thing that was looked at: in order, or not, and then what that means. */
export type Check = { readonly check: string; readonly ok: boolean; readonly zh: string; readonly en: string };

const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((one, at) => one === b[at]);
const named = (candidates: readonly Candidate[]): readonly string[] => candidates.map(({ issue, stratum }) => `${stratum} ${issue}`);

/** Compares a draw's record with its repetition, point by point, in the order in which they depend on each other. */
export const compareDraw = ({ announced, committed, revealed }: Draw, repeated: Repeated): readonly Check[] => {
  if (committed === null || revealed === null) return [];
  const check = (name: string, ok: boolean, good: readonly [string, string], bad: readonly [string, string]): Check => {
    const [zh, en] = ok ? good : bad;
    return { check: name, ok, zh, en };
  };
  return [
    check('announced-first', announced.at < committed.at && committed.at <= announced.commitBy, ['先公告、按期承诺', 'announced first, committed to in time'], ['承诺早于公告或超过期限：抽签不可信', 'committed to before it was announced, or too late: the draw is not to be trusted']),
    check('revealed-in-time', revealed.at >= announced.instant && revealed.at <= announced.revealBy, ['公布密语在规定时间内', 'the secret was revealed in time'], ['公布密语早于抽签时刻或超过期限：抽签不可信', 'the secret was revealed too early or too late: the draw is not to be trusted']),
    check('secret', repeated.commitment === committed.commitment, ['密语与承诺相符', 'the secret is the one committed to'], ['密语与承诺不符：密语被换过', 'the secret is not the one committed to: it was exchanged']),
    check('history', repeated.head.digest === revealed.head.digest, ['台账历史与抽签时一致', 'the history is what it was at the draw'], ['台账历史与抽签时不一致：抽签时刻之前的记录被改动', 'the history is not what it was at the draw: something recorded before it was changed']),
    check('unforeseen', revealed.head.unforeseen > 0 && repeated.head.unforeseen > 0, ['承诺之后另有记录，承诺方无法预知结果', 'something was recorded after the commitment that the committing side could not foresee'], ['承诺之后没有其他记录，承诺方可预知结果', 'nothing was recorded after the commitment: the committing side could foresee the outcome']),
    check('seed', repeated.seed === revealed.seed, ['种子可重算', 'the seed follows from secret, history and round'], ['种子重算不符', 'the seed does not follow from secret, history and round']),
    check('candidates', same(named(repeated.candidates), named(revealed.candidates)), ['候选名单与当时台账一致', 'the candidates are those of the history at that instant'], ['候选名单与当时台账不一致：名单被增减', 'the candidates are not those of the history at that instant: the list was changed']),
    check('drawn', same(repeated.drawnFromRecord, revealed.drawn) && same(repeated.drawn, revealed.drawn), ['重抽结果一致', 'drawn again, the same issues come out'], ['重抽结果不一致：抽中名单被改动', 'drawn again, other issues come out: the list of those drawn was changed']),
  ];
};
