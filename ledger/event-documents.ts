import type { EventType } from '../domain/events.ts';
import type { RoundEventType } from '../domain/round/events.ts';
import type { LedgerTransaction } from './database.ts';
import { keepDocument } from './documents.ts';

/** Policies and day tables are the same for many: events of issues and rounds keep their addresses, not their text. */
const DOCUMENTS: { readonly [T in EventType | RoundEventType]?: readonly ('policy' | 'days')[] } = {
  opened: ['policy', 'days'],
  'calendar-taken': ['days'],
  'policy-adopted': ['policy'],
  'round-calendar-taken': ['days'],
  'round-policy-adopted': ['policy'],
};

const fieldsOf = (type: string): readonly ('policy' | 'days')[] => DOCUMENTS[type as EventType] ?? [];

/** The body of an event as it is written, its documents kept and replaced by their addresses. */
export const outsourced = async (trx: LedgerTransaction, type: EventType | RoundEventType, body: object): Promise<object> => {
  const kept = await Promise.all(fieldsOf(type).map(async (field) => [field, await keepDocument(trx, (body as Record<string, object>)[field] ?? {})] as const));
  return kept.length === 0 ? body : { ...body, ...Object.fromEntries(kept) };
};

/** The documents that an event refers to, by field. */
export const addressesOf = ({ type, body }: { readonly type: string; readonly body: object }): readonly (readonly [string, string])[] =>
  fieldsOf(type).map((field) => [field, (body as Record<string, string>)[field] ?? ''] as const);

/** The body as the core wrote it. */
export const inlined = (row: { readonly type: string; readonly body: object }, documents: ReadonlyMap<string, unknown>): object => ({
  ...row.body,
  ...Object.fromEntries(addressesOf(row).map(([field, address]) => [field, documents.get(address)])),
});
