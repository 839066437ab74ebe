import { makeIssueId } from '../domain/issue.ts';
import { splitOffAct, type SplitOffWords } from '../domain/round/split-off.ts';
import { issueInLedger } from '../worker/send-act.ts';
import type { RoundActResult } from '../workflows/messages.ts';
import type { ActOptions, HuitoukanClient } from './client.ts';
import { untilOpen } from './hand-out.ts';

/** What was split off, in words of its own. */
export type SplitOff = SplitOffWords & { readonly round: string; readonly from: string; readonly person: string };

/**
 * 拆分: opens the issue that another one turned out to be besides itself. The number has to stand in that one's approved
 * correction (`correct --split`), so that two parties have agreed that there are two. Answers when it is in the ledger.
 * @throws Refusal whatever the rules say (NOT_SPLIT, NUMBER_TAKEN), UNKNOWN_ISSUE
 */
export const splitOff = async (client: HuitoukanClient, { round, from, person, ...said }: SplitOff, options: ActOptions = {}): Promise<RoundActResult & { readonly issue: string }> => {
  const whole = await issueInLedger(client.ledger, makeIssueId(round, from));
  const result = await client.actOnRound(round, person, splitOffAct(whole, said), options);
  await untilOpen(client, round, [said.number]);
  return { ...result, issue: makeIssueId(round, said.number) };
};
