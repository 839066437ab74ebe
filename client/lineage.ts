import type { LineageKind } from '../domain/lineage.ts';
import { refuse } from '../domain/refusal.ts';
import { likeness } from '../domain/similarity.ts';
import type { Instant } from '../domain/time.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { findingsOf, findProposal, saveProposals } from '../ledger/lineage.ts';
import { loadRound } from '../ledger/rounds.ts';
import type { ActResult } from '../workflows/messages.ts';
import type { ActOptions, HuitoukanClient } from './client.ts';
import { likeEarlier } from './like-earlier.ts';

/** Where findings come from: what is proposed when a round comes in, and what people decide on it. */

/**
 * Looks through the earlier rounds again, for a round that is open already: an older one may have been taken in since. What
 * was decided stays decided. Answers how many proposals are new.
 * @throws Refusal UNKNOWN_ROUND
 */
export const proposeAgain = async (db: LedgerDatabase, round: string, at: Instant = Date.now()): Promise<number> => {
  const { head, now } = await loadRound(db, round);
  const rows = await db.selectFrom('issue').select(['number', 'title']).where('round_id', '=', round).where('status', '<>', 'withdrawn').orderBy('id').execute();
  return await saveProposals(db, await likeEarlier(db, head, now.policy, rows), at);
};

export type Pair = { readonly issue: string; readonly earlier: string };

/**
 * Links an issue to an earlier one, proposed or not: an act on the issue, recorded like any other.
 * @throws Refusal UNKNOWN_ISSUE, LINKED_TO_LATER, and whatever the rules say
 */
export const linkIssues = async (client: HuitoukanClient, { issue, earlier }: Pair, person: string, { kind, note }: { readonly kind: LineageKind; readonly note?: string }, options: ActOptions = {}): Promise<ActResult> => {
  const score = await scoreOf(client.ledger, { issue, earlier });
  return await client.act(issue, person, { type: 'link', issue: earlier, kind, score, ...(note === undefined ? {} : { note }) }, options);
};

/**
 * Confirms what was proposed; `kind` where the person knows better than the proposal.
 * @throws Refusal NO_PROPOSAL, and whatever the rules say
 */
export const confirmProposal = async (client: HuitoukanClient, pair: Pair, person: string, { kind, note }: { readonly kind?: LineageKind; readonly note?: string }, options: ActOptions = {}): Promise<ActResult> => {
  const proposal = await demandProposal(client.ledger, pair, options);
  return await linkIssues(client, pair, person, { kind: kind ?? proposal.kind, ...(note === undefined ? {} : { note }) }, options);
};

/** Records that the likeness means nothing: by whom, and why. @throws Refusal NO_PROPOSAL, and whatever the rules say */
export const rejectProposal = async (client: HuitoukanClient, pair: Pair, person: string, reason: string, options: ActOptions = {}): Promise<ActResult> => {
  const { score } = await demandProposal(client.ledger, pair, options);
  return await client.act(pair.issue, person, { type: 'reject-link', issue: pair.earlier, score, reason }, options);
};

/** Under a key the same act may have been done already: then its answer is asked for, whatever became of the proposal. */
const demandProposal = async (db: LedgerDatabase, { issue, earlier }: Pair, { key }: ActOptions) => {
  const proposal = await findProposal(db, issue, earlier);
  if (proposal?.state === 'open' || (proposal !== undefined && key !== undefined)) return proposal;
  return refuse('NO_PROPOSAL', `${issue} 与 ${earlier} 之间没有待确认的关联`, `no link between ${issue} and ${earlier} is waiting for a decision`, { issue, earlier });
};

const scoreOf = async (db: LedgerDatabase, { issue, earlier }: Pair): Promise<number> => {
  const findings = await findingsOf(db, [issue, earlier]);
  const [own, other] = [issue, earlier].map(
    (id) => findings.find((one) => one.id === id) ?? refuse('UNKNOWN_ISSUE', `没有问题“${id}”`, `there is no issue "${id}"`, { issue: id }),
  );
  if (own === undefined || other === undefined) throw new Error('two ids give two findings');
  if (other.feedback > own.feedback)
    refuse('LINKED_TO_LATER', `${earlier}（${other.feedback}反馈）晚于${issue}（${own.feedback}），只能关联以往问题`, `${earlier} (${other.feedback}) came after ${issue} (${own.feedback}); links go to earlier findings`, { issue, earlier });
  return likeness(own.title, other.title);
};
