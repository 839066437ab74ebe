import type { IssueStory } from '../../domain/rollup.ts';
import type { IssueAccount } from './account.ts';
import { standingOf } from './figures.ts';

export type PartAccount = { readonly story: IssueStory; readonly account: IssueAccount };

const joined = (texts: readonly (string | null)[]): string | null => [...new Set(texts.filter((text) => text !== null))].join('；') || null;

/** A common issue is told once, out of its units' parts: what each did, and of those not finished why and what comes next. */
export const accountsOnce = (parts: readonly PartAccount[]): readonly IssueAccount[] =>
  [...Map.groupBy(parts, ({ story: { state } }) => state.common?.number ?? `${state.number} itself`).values()].flatMap((own) => {
    const [first] = own;
    const common = first?.story.state.common;
    if (first === undefined || common == null) return first?.account ?? [];
    const accounts = own.map(({ account }) => account);
    const standing = standingOf(own.map(({ story }) => story.state));
    if (standing === null) return [];
    return {
      ...first.account,
      number: common.number,
      standing,
      keep: accounts.some((account) => account.keep),
      deeds: [...new Set(accounts.flatMap((account) => account.deeds))],
      reason: joined(accounts.map((account) => account.reason)),
      next: joined(accounts.map((account) => account.next)),
      due: accounts.map((account) => account.due).toSorted().at(-1) ?? first.account.due,
      // What one unit may not tell, nobody tells.
      withheld: accounts.some((account) => account.withheld),
    };
  });
