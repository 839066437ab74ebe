import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

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
