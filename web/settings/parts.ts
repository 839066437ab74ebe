import type { Standing } from '../api/types.ts';
import type { WordKey } from '../words/zh.ts';

export type Part = 'account' | 'people' | 'policies' | 'holidays' | 'templates' | 'channels' | 'accounts' | 'webhooks' | 'health';
type Entry = { readonly part: Part; readonly words: WordKey; readonly for: readonly Standing[] | 'everybody' };

const SETTERS: readonly Standing[] = ['administrator', 'office'];
/** The parts of the settings and whom they are for; the API decides anew on each request. */
const PARTS: readonly Entry[] = [
  { part: 'account', words: 'settings.account', for: 'everybody' },
  { part: 'people', words: 'settings.people', for: SETTERS },
  { part: 'policies', words: 'settings.policies', for: SETTERS },
  { part: 'holidays', words: 'settings.holidays', for: SETTERS },
  { part: 'templates', words: 'settings.templates', for: SETTERS },
  { part: 'channels', words: 'settings.channels', for: SETTERS },
  { part: 'accounts', words: 'settings.accounts', for: ['administrator'] },
  { part: 'webhooks', words: 'settings.webhooks', for: ['administrator'] },
  { part: 'health', words: 'settings.health', for: SETTERS },
];

export const partsFor = (standings: readonly Standing[]): readonly Entry[] => PARTS.filter((entry) => entry.for === 'everybody' || entry.for.some((one) => standings.includes(one)));
