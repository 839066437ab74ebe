import { makeIssueId, type PartyRef } from '../domain/issue.ts';
import type { IssueKind } from '../domain/policy-schema.ts';
import type { Day } from '../domain/time.ts';
import { issueInLedger } from '../worker/send-act.ts';
import type { RoundActResult } from '../workflows/messages.ts';
import type { ActOptions, HuitoukanClient } from './client.ts';
import { untilOpen } from './hand-out.ts';

/** What was split off, in words of its own; all that is not said is as with the issue that it was split off from. */
export type SplitOff = {
  readonly round: string;
  readonly from: string;
  readonly number: string;
  readonly person: string;
  readonly title: string;
  readonly reason: string;
  readonly category?: string;
  readonly kind?: IssueKind;
  readonly owner?: PartyRef;
  readonly leader?: PartyRef;
  readonly due?: Day;
};

/**
 * 拆分: opens the issue that another one turned out to be besides itself. The number has to stand in that one's approved
 * correction (`correct --split`), so that two parties have agreed that there are two. Answers when it is in the ledger.
 * @throws Refusal whatever the rules say (NOT_SPLIT, NUMBER_TAKEN), UNKNOWN_ISSUE
 */
export const splitOff = async (client: HuitoukanClient, input: SplitOff, options: ActOptions = {}): Promise<RoundActResult & { readonly issue: string }> => {
  const { round, from, number, person, title, reason } = input;
  const whole = await issueInLedger(client.ledger, makeIssueId(round, from));
  const { owner, leader, head, superior } = whole.parties;
  const result = await client.actOnRound(
    round,
    person,
    {
      type: 'split-off',
      from,
      number,
      title,
      reason,
      category: input.category ?? whole.category,
      kind: input.kind ?? whole.kind,
      parties: { owner: input.owner ?? owner, leader: input.leader ?? leader, head, superior },
      due: input.due === undefined ? { day: whole.due.current.day, words: whole.due.words } : { day: input.due, words: null },
    },
    options,
  );
  await untilOpen(client, round, [number]);
  return { ...result, issue: makeIssueId(round, number) };
};
