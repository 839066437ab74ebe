import { defineSearchAttributeKey, SearchAttributeType, type SearchAttributeUpdatePair } from '@temporalio/common';
import type { IssueState } from '../domain/issue.ts';

/**
 * What an operator can search the engine for. Never encrypted: ids, statuses and instants only, no names and no texts.
 * The engine's SQL visibility has 10 Keyword, 3 Datetime and 3 Bool places in all.
 */
export const searchAttributeKeys = {
  round: defineSearchAttributeKey('HtkRound', SearchAttributeType.KEYWORD),
  unit: defineSearchAttributeKey('HtkUnit', SearchAttributeType.KEYWORD),
  status: defineSearchAttributeKey('HtkStatus', SearchAttributeType.KEYWORD),
  owner: defineSearchAttributeKey('HtkOwner', SearchAttributeType.KEYWORD),
  due: defineSearchAttributeKey('HtkDue', SearchAttributeType.DATETIME),
  overdue: defineSearchAttributeKey('HtkOverdue', SearchAttributeType.BOOL),
} as const;

/** What the engine shows of an issue; upserted only when one of them changed, since each upsert is an event. */
export const issueSearchAttributes = (state: IssueState, overdue: boolean): SearchAttributeUpdatePair[] => [
  { key: searchAttributeKeys.status, value: state.status },
  { key: searchAttributeKeys.owner, value: state.parties.owner },
  { key: searchAttributeKeys.due, value: new Date(`${state.due.current.day}T00:00:00Z`) },
  { key: searchAttributeKeys.overdue, value: overdue },
];
