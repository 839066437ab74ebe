import { partsToReword, type Wording } from '../domain/common.ts';
import { isEnded, makeIssueId, type IssueState } from '../domain/issue.ts';
import { possibility, refusalIn } from '../domain/may-do.ts';
import { refuse, type RefusalText } from '../domain/refusal.ts';
import { dayOf, type Instant } from '../domain/time.ts';
import { actorAmong } from '../ledger/actors.ts';
import { issueInLedger } from '../worker/send-act.ts';
import { answered, type BulkItem } from './bulk.ts';
import type { Act } from '../domain/command-schema.ts';
import type { ActOptions, HuitoukanClient } from './client.ts';
import { findCommon } from './common-view.ts';

/** A common issue has no words of its own: it is reworded by correcting each of its parts, and each records that for itself. */

export type CommonRef = { readonly round: string; readonly number: string; readonly person: string };
type Options = Omit<ActOptions, 'seen'>;

/**
 * Proposes one new wording for every part that can still be corrected. One that is refused stops no other; asked for again,
 * those that have it are left alone. The other party approves with {@link decideCommonCorrection}, or part by part.
 * @throws Refusal UNKNOWN_ISSUE
 */
export const correctCommon = async (client: HuitoukanClient, { round, number, person }: CommonRef, wanted: { readonly title?: string; readonly category?: string; readonly reason: string }, options: Options = {}): Promise<readonly BulkItem[]> =>
  await onEach(client, await openParts(client, round, number), person, { type: 'correct', ...wanted }, options);

/**
 * Approves or refuses the new wording that the parts wait for, part by part, as each was when it was looked at. Only where all
 * of them wait for the same words: a correction of numbers, or a withdrawal, is decided for itself.
 * @throws Refusal UNKNOWN_ISSUE, NO_AMENDMENT, COMMON_WORDINGS_DIFFER
 */
export const decideCommonCorrection = async (client: HuitoukanClient, { round, number, person }: CommonRef, answer: { readonly approve: true } | { readonly approve: false; readonly reason: string }, options: Options = {}): Promise<readonly BulkItem[]> =>
  await onEach(client, partsToReword(await openParts(client, round, number)), person, answer.approve ? { type: 'approve-amendment' } : { type: 'refuse-amendment', reason: answer.reason }, options);

/** What may be done about the wording now. `waiting`: the one new wording that parts wait for; `differ`: they wait for several, which are decided one by one. */
export type CommonCorrection = {
  readonly waiting: (Wording & { readonly reason: string; readonly parts: number }) | null;
  readonly differ: RefusalText | null;
  readonly mayPropose: boolean;
  readonly mayDecide: boolean;
};

/**
 * What a page offers: asked of the same rules that decide when it is done. Something may be done where one part would take it.
 * @throws Refusal UNKNOWN_ISSUE, UNKNOWN_PERSON, PERSON_LEFT, NOT_DEPUTY
 */
export const commonCorrection = async (client: HuitoukanClient, { round, number, person }: CommonRef, now: Instant, onBehalfOf?: string): Promise<CommonCorrection> => {
  const parts = await openParts(client, round, number);
  const refusal = refusalIn(() => partsToReword(parts), false);
  const waiting = refusal === null ? partsToReword(parts) : [];
  const wanted = waiting[0]?.amendment ?? null;
  const actor = await actorAmong(client.ledger, person, dayOf(now), parts, onBehalfOf);
  const takes = (among: readonly IssueState[], type: 'correct' | 'approve-amendment'): boolean => among.some((part) => possibility(part, type, { actor, now }).refusal === null);
  return {
    waiting: wanted === null ? null : { title: wanted.title, category: wanted.category, reason: wanted.reason, parts: waiting.length },
    differ: refusal?.code === 'COMMON_WORDINGS_DIFFER' ? refusal : null,
    mayPropose: takes(parts, 'correct'),
    mayDecide: takes(waiting, 'approve-amendment'),
  };
};

/** The parts that have not ended, as the ledger has them. */
const openParts = async ({ ledger }: HuitoukanClient, round: string, number: string): Promise<readonly IssueState[]> => {
  const common = await findCommon(ledger, round, number, dayOf(Date.now()));
  if (common === undefined) return refuse('UNKNOWN_ISSUE', `没有共性问题“${round}/${number}”`, `there is no common issue "${round}/${number}"`, { issue: `${round}/${number}` });
  const open = common.parts.filter(({ seq, status }) => seq > 0 && !isEnded(status));
  return await Promise.all(open.map((part) => issueInLedger(ledger, makeIssueId(round, part.number))));
};

const onEach = async (client: HuitoukanClient, parts: readonly IssueState[], person: string, act: Act, options: Options): Promise<readonly BulkItem[]> => {
  const items: BulkItem[] = [];
  for (const part of parts) {
    const issue = makeIssueId(part.round, part.number);
    items.push(await answered(issue, client.act(issue, person, act, { ...options, seen: part.seq })));
  }
  // What says so already is as it was wanted.
  return items.filter(({ error }) => error?.code !== 'NOTHING_TO_CORRECT');
};
