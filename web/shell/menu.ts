import type { Standing } from '../api/types.ts';
import type { WordKey } from '../words/zh.ts';

type Entry = { readonly to: string; readonly words: WordKey; readonly for: readonly Standing[] };

const CASES: readonly Standing[] = ['office', 'team', 'official', 'reader'];
/** Where the menu leads, by what an account is; the API decides anew on each request what may be read. */
const ENTRIES: readonly Entry[] = [
  { to: '/todo', words: 'menu.todo', for: ['office', 'team', 'official'] },
  { to: '/approvals', words: 'menu.approvals', for: ['office', 'team', 'official'] },
  { to: '/register', words: 'menu.register', for: CASES },
];

export const entriesFor = (standings: readonly Standing[]): readonly Entry[] => ENTRIES.filter((entry) => entry.for.some((one) => standings.includes(one)));
