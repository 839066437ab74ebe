import type { Candidate } from './draw.ts';
import type { PersonId } from './party.ts';
import type { DrawStratum, Policy } from './policy-schema.ts';
import { refuse } from './refusal.ts';
import { HOUR_MS, instantInWords, type Instant } from './time.ts';

/**
 * The life of a draw: announced -> committed -> revealed, or void. Announced beforehand, so that nobody chooses the moment;
 * the inspection team commits to the SHA-256 of a secret before anybody can know the history at the announced instant; then
 * the secret is revealed, and the seed follows from secret and history. Neither side alone can choose.
 */

/** What is announced: whom it concerns, how much of it, and the instants that everything hangs on. */
export type DrawTerms = {
  readonly round: string;
  readonly sharePercent: number;
  readonly strata: readonly DrawStratum[];
  /** The history up to this instant makes the seed. */
  readonly instant: Instant;
  readonly commitBy: Instant;
  readonly revealBy: Instant;
};

/** The head of the ledger's history: see `ledger/draws.ts` for its words. */
export type HistoryHead = {
  readonly digest: string;
  readonly events: number;
  /** Of these, how many happened after the commitment: what the committing side could not foresee. */
  readonly unforeseen: number;
  /** The last position of the log that counts; what is written later with an earlier time does not. */
  readonly through: number;
};

export type DrawEventBody =
  | ({ readonly type: 'announced'; /** The void draw in whose place this one stands. */ readonly inPlaceOf: string | null } & DrawTerms)
  /** `knowers`: who may know the secret; what they do from now on stays out of the head. */
  | { readonly type: 'committed'; readonly commitment: string; readonly knowers: readonly PersonId[] }
  | {
      readonly type: 'revealed';
      readonly secret: string;
      readonly head: HistoryHead;
      readonly seed: string;
      readonly candidates: readonly Candidate[];
      readonly drawn: readonly string[];
    }
  | { readonly type: 'voided'; readonly reason: 'foreseeable' };
export type DrawEvent = DrawEventBody & { readonly seq: number; readonly at: Instant; readonly by: PersonId };
type DrawEventOf<T extends DrawEvent['type']> = Extract<DrawEvent, { type: T }>;

export type Draw = {
  readonly id: string;
  readonly announced: DrawEventOf<'announced'>;
  readonly committed: DrawEventOf<'committed'> | null;
  readonly revealed: DrawEventOf<'revealed'> | null;
  readonly voided: DrawEventOf<'voided'> | null;
};

export const makeDrawId = (round: string, n: number): string => `draw/${round}/${n}`;

/** A draw out of its record. */
export const drawOf = (id: string, events: readonly DrawEvent[]): Draw => {
  const find = <T extends DrawEvent['type']>(type: T): DrawEventOf<T> | null => events.find((event): event is DrawEventOf<T> => event.type === type) ?? null;
  const announced = find('announced');
  if (announced === null) throw new Error(`${id} was never announced`);
  return { id, announced, committed: find('committed'), revealed: find('revealed'), voided: find('voided') };
};

export type DrawStanding = 'announced' | 'committed' | 'drawn' | 'void';
export type VoidReason = 'not-committed' | 'not-revealed' | 'foreseeable';

export const VOID_REASONS: Readonly<Record<VoidReason, { readonly zh: string; readonly en: string }>> = {
  'not-committed': { zh: '巡察组未按期提交承诺，抽签作废', en: 'void: the inspection team did not commit in time' },
  'not-revealed': { zh: '承诺后未按期公布密语，抽签作废；隐瞒不公布可能是为了回避结果', en: 'void: the secret was never revealed; whoever keeps it back may not have liked the outcome' },
  foreseeable: { zh: '承诺之后台账没有新的记录，结果可被承诺方预知，抽签作废', en: 'void: nothing was recorded after the commitment, so the committing side could have foreseen the outcome' },
};

/** Where a draw stands at an instant. What was due and did not come makes it void, without anybody having to say so. */
export const standingOf = ({ announced, committed, revealed, voided }: Draw, now: Instant): { readonly standing: DrawStanding; readonly why: VoidReason | null } => {
  if (revealed !== null) return { standing: 'drawn', why: null };
  if (voided !== null) return { standing: 'void', why: voided.reason };
  if (committed === null) return now <= announced.commitBy ? { standing: 'announced', why: null } : { standing: 'void', why: 'not-committed' };
  return now <= announced.revealBy ? { standing: 'committed', why: null } : { standing: 'void', why: 'not-revealed' };
};

export type Announcement = { readonly round: string; readonly instant: Instant; readonly sharePercent?: number; readonly strata?: readonly DrawStratum[] };

/**
 * A draw is announced for a moment that lies far enough ahead, and only when the round's last one has ended.
 * @throws Refusal DRAW_OFF, DRAW_OPEN, DRAW_TOO_SOON
 */
export const announce = (asked: Announcement, policy: Policy, last: Draw | null, now: Instant): DrawEventBody => {
  if (policy.lookBack.triggers.draw.mode === 'off') refuse('DRAW_OFF', '本轮次的办法不设随机抽查', 'the policy of this round has no draws', { round: asked.round });
  const { draw } = policy.lookBack;
  const before = last === null ? null : standingOf(last, now);
  if (last !== null && (before?.standing === 'announced' || before?.standing === 'committed'))
    refuse('DRAW_OPEN', `本轮次已公告抽签 ${last.id}，须先完成或作废`, `${last.id} is open in this round; it has to end first`, { draw: last.id });
  const earliest = now + draw.noticeHours * HOUR_MS;
  if (asked.instant < earliest)
    refuse('DRAW_TOO_SOON', `抽签须提前${draw.noticeHours}小时公告，最早为${instantInWords(earliest)}`, `a draw is announced ${draw.noticeHours} hours ahead; ${instantInWords(earliest)} at the earliest`, { earliest });
  return {
    type: 'announced',
    inPlaceOf: last !== null && before?.standing === 'void' ? last.id : null,
    round: asked.round,
    sharePercent: asked.sharePercent ?? draw.sharePercent,
    strata: asked.strata ?? draw.strata,
    instant: asked.instant,
    commitBy: asked.instant - draw.commitHours * HOUR_MS,
    revealBy: asked.instant + draw.revealHours * HOUR_MS,
  };
};

/**
 * One commitment, before its time is over, by somebody else than who announced, and to a secret that nobody has seen.
 * @throws Refusal DRAW_COMMITTED, DRAW_VOID, DRAW_COMMIT_LATE, FOUR_EYES, DRAW_SECRET_USED
 */
export const commit = (draw: Draw, asked: { readonly commitment: string; readonly by: PersonId; readonly knowers: readonly PersonId[]; readonly used: boolean }, now: Instant): DrawEventBody => {
  if (draw.committed !== null)
    refuse('DRAW_COMMITTED', `${draw.id} 已于${instantInWords(draw.committed.at)}承诺，不能更换`, `${draw.id} was committed to at ${instantInWords(draw.committed.at)}; a commitment is not changed`, { draw: draw.id });
  if (now > draw.announced.commitBy)
    refuse('DRAW_COMMIT_LATE', `承诺期限为${instantInWords(draw.announced.commitBy)}，已过；须重新公告`, `the time for committing was over at ${instantInWords(draw.announced.commitBy)}; announce again`, { commitBy: draw.announced.commitBy });
  if (asked.by === draw.announced.by) refuse('FOUR_EYES', '公告抽签的人不能提交承诺，请由其他人办理', 'whoever announced the draw does not commit to it; somebody else has to', { person: asked.by });
  if (asked.used) refuse('DRAW_SECRET_USED', '该承诺用过，密语可能已公开，请换一个', 'this commitment was used before; its secret may be known', { draw: draw.id });
  return { type: 'committed', commitment: asked.commitment, knowers: [...new Set([asked.by, ...asked.knowers])].toSorted() };
};

/** A secret short enough to be guessed is none: the other side could then foresee the draw. */
const LEAST_SECRET = 20;

/**
 * Is it the moment to reveal, and is it the secret? `hash`: its SHA-256. Answers the commitment.
 * @throws Refusal DRAW_REVEALED, DRAW_NOT_COMMITTED, DRAW_VOID, DRAW_REVEAL_EARLY, DRAW_REVEAL_LATE, DRAW_SECRET_WRONG, DRAW_SECRET_SHORT
 */
export const demandReveal = (draw: Draw, secret: { readonly text: string; readonly hash: string }, now: Instant): DrawEventOf<'committed'> => {
  const { announced, committed, revealed, voided } = draw;
  if (revealed !== null) refuse('DRAW_REVEALED', `${draw.id} 的密语已公布`, `the secret of ${draw.id} has been revealed`, { draw: draw.id });
  if (voided !== null) refuse('DRAW_VOID', VOID_REASONS[voided.reason].zh, VOID_REASONS[voided.reason].en, { draw: draw.id });
  if (committed === null) return refuse('DRAW_NOT_COMMITTED', `${draw.id} 没有承诺，无从核对密语`, `nobody committed to ${draw.id}; there is nothing to check the secret against`, { draw: draw.id });
  if (now < announced.instant)
    refuse('DRAW_REVEAL_EARLY', `抽签时刻为${instantInWords(announced.instant)}，此前公布密语会让对方预知结果`, `the draw is at ${instantInWords(announced.instant)}; revealed before, the other side could foresee it`, { instant: announced.instant });
  if (now > announced.revealBy)
    refuse('DRAW_REVEAL_LATE', `公布期限为${instantInWords(announced.revealBy)}，已过，抽签作废，须重新公告`, `the time for revealing was over at ${instantInWords(announced.revealBy)}: the draw is void, announce again`, { revealBy: announced.revealBy });
  if (secret.hash !== committed.commitment)
    refuse('DRAW_SECRET_WRONG', '密语与承诺不符', 'this is not the secret that was committed to', { commitment: committed.commitment });
  if (secret.text.length < LEAST_SECRET)
    refuse('DRAW_SECRET_SHORT', `密语须至少${LEAST_SECRET}个字符，过短可被猜出，不能采用`, `a secret has ${LEAST_SECRET} characters at least; this one could have been guessed`, { least: LEAST_SECRET });
  return committed;
};
