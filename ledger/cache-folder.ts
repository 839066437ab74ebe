import { homedir } from 'node:os';
import { join } from 'node:path';

/** What can be fetched or made again: `$XDG_CACHE_HOME/huitoukan`, else `~/.cache/huitoukan`. */
export const cacheFolder = (): string => join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'huitoukan');
