import { NOTICE_NAMES } from '../../domain/words.ts';
import type { ToldEntry, Words } from '../api/types.ts';

const NAMES: Readonly<Record<string, Words>> = NOTICE_NAMES;

/** What paper a notice is, for the reader's language; a letter is called as the policy calls it. */
export const kindOfTold = ({ letter, kind, kindName }: Pick<ToldEntry, 'letter' | 'kind' | 'kindName'>): Words => (letter === null ? NAMES[kind] : undefined) ?? { zh: kindName, en: kindName };
