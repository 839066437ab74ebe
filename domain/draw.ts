import type { IssueState } from './issue.ts';
import { issueIdOf } from './issue.ts';
import type { DrawStratum } from './policy-schema.ts';

/**
 * The draw by lot among closed issues (抽查). Pure: chance comes in as data. Every candidate has a ticket, the SHA-256 of the
 * draw's seed and its own id (see `client/look-backs/draw-proof.ts`), and of every stratum those with the smallest tickets
 * are drawn. So there is no modulo and no generator that could be biased, the order of the list does not matter, a candidate
 * more or less changes nobody else's ticket, and anybody can repeat it with `sha256sum` and `sort`.
 */

/** An issue that can be drawn, and the stratum it is drawn in. */
export type Candidate = { readonly issue: string; readonly stratum: string };
/** `ticket`: 64 hexadecimal digits. */
export type Ticketed = Candidate & { readonly ticket: string };

/** How many of a stratum are drawn: the share in whole per cent, rounded up, so that no stratum goes unlooked at. */
export const quotaOf = (candidates: number, sharePercent: number): number => Math.ceil((candidates * sharePercent) / 100);

const ascending = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The ids drawn, in order. */
export const drawFrom = (tickets: readonly Ticketed[], sharePercent: number): readonly string[] =>
  [...Map.groupBy(tickets, ({ stratum }) => stratum).values()]
    .flatMap((stratum) => stratum.toSorted((a, b) => ascending(a.ticket, b.ticket)).slice(0, quotaOf(stratum.length, sharePercent)))
    .map(({ issue }) => issue)
    .toSorted(ascending);

/** A unit is told by the post of its head: an issue that many units share has one for each. */
const keyOf: Readonly<Record<DrawStratum, (state: IssueState) => string>> = {
  unit: (state) => state.parties.head ?? '',
  category: (state) => state.category,
  kind: (state) => state.kind,
};

const stratumOf = (state: IssueState, strata: readonly DrawStratum[]): string => JSON.stringify(strata.map((stratum) => keyOf[stratum](state)));

/**
 * Who can be drawn, in order of id: closed issues, and archived ones where their policy says so. One that was drawn before
 * and still waits to be looked at is not drawn again.
 */
export const candidatesOf = (states: readonly IssueState[], strata: readonly DrawStratum[]): readonly Candidate[] =>
  states
    .filter(({ status, policy, lookBacks }) => {
      const { mode, archived } = policy.lookBack.triggers.draw;
      if (mode === 'off') return false;
      return status === 'closed' ? lookBacks.every(({ cause }) => cause !== 'draw') : status === 'archived' && archived;
    })
    .map((state) => ({ issue: issueIdOf(state), stratum: stratumOf(state, strata) }))
    .toSorted((a, b) => ascending(a.issue, b.issue));
