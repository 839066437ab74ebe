import { refuse } from './refusal.ts';

/** PostgreSQL keeps no NUL and no half of a surrogate pair, in text as in JSON; a request's JSON may hold both. */
const isStorable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();

/** Where a value holds a text that the ledger could not keep, as `note` or `measures.0.text`; null where there is none. */
export const unstorableAt = (value: unknown, path: readonly string[] = []): string | null => {
  if (typeof value === 'string') return isStorable(value) ? null : path.join('.');
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = isStorable(key) ? unstorableAt(inner, [...path, key]) : path.join('.');
    if (found !== null) return found;
  }
  return null;
};

/**
 * Asked before anything is sent or written: a step whose words the ledger refuses would be tried again for ever, and its case
 * would stand still.
 * @throws Refusal INVALID_TEXT naming the field
 */
export const demandStorable = (value: unknown): void => {
  const field = unstorableAt(value);
  if (field !== null) refuse('INVALID_TEXT', `${field}中有不能保存的字符（空字符或半个字符），请删去`, `${field} holds a character that cannot be kept (NUL, or half of one); take it out`, { field });
};
