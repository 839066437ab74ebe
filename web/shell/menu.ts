import type { Standing } from '../api/types.ts';
import type { WordKey } from '../words/zh.ts';

type Entry = { readonly to: string; readonly words: WordKey; readonly for: readonly Standing[] };

const CASES: readonly Standing[] = ['office', 'team', 'official', 'reader'];
/** Where the menu leads, by what an account is; the API decides anew on each request what may be read. */
const ENTRIES: readonly Entry[] = [
  { to: '/todo', words: 'menu.todo', for: ['office', 'team', 'official'] },
  { to: '/approvals', words: 'menu.approvals', for: ['office', 'team', 'official'] },
  { to: '/register', words: 'menu.register', for: CASES },
  { to: '/rounds', words: 'menu.rounds', for: CASES },
  { to: '/look-backs', words: 'menu.lookBacks', for: ['office', 'team', 'reader'] },
  { to: '/audit', words: 'menu.audit', for: ['office', 'team'] },
  { to: '/settings', words: 'menu.settings', for: ['administrator', ...CASES] },
];

export const entriesFor = (standings: readonly Standing[]): readonly Entry[] => ENTRIES.filter((entry) => standings.length === 0 ? entry.to === '/settings' : entry.for.some((one) => standings.includes(one)));
