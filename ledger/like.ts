/** A text as it stands inside a LIKE pattern: its own `%` and `_` are letters. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
