/** What runs inside the guarded process: bytes of a spreadsheet to plain rows. */
import type { GuardedTask } from '../import/guarded.ts';
import { plainBook, type PlainBook } from './guarded-book.ts';
import { bookOf } from './read-book.ts';

export const run: GuardedTask<PlainBook> = async (bytes, name) => plainBook(await bookOf(bytes, name));
