import type { IssueState } from '../issue.ts';
import type { PartyRef } from '../party.ts';
import type { IssueKind } from '../policy-schema.ts';
import type { Day } from '../time.ts';
import type { RoundAct } from './act-schema.ts';

/** What is said of an issue that another one turned out to be besides itself; what is not said is as with that one. */
export type SplitOffWords = {
  readonly number: string;
  readonly title: string;
  readonly reason: string;
  readonly category?: string | undefined;
  readonly kind?: IssueKind | undefined;
  readonly owner?: PartyRef | undefined;
  readonly leader?: PartyRef | undefined;
  readonly due?: Day | undefined;
};

/** 拆分: the act that opens it, for the command line and for the page. */
export const splitOffAct = (whole: Pick<IssueState, 'number' | 'category' | 'kind' | 'parties' | 'due'>, said: SplitOffWords): Extract<RoundAct, { type: 'split-off' }> => {
  const { owner, leader, head, superior } = whole.parties;
  return {
    type: 'split-off',
    from: whole.number,
    number: said.number,
    title: said.title,
    reason: said.reason,
    category: said.category ?? whole.category,
    kind: said.kind ?? whole.kind,
    parties: { owner: said.owner ?? owner, leader: said.leader ?? leader, head, superior },
    due: said.due === undefined ? { day: whole.due.current.day, words: whole.due.words } : { day: said.due, words: null },
  };
};
