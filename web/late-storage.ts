import type { Plugin } from 'vite';

/** Where the router remembers how far pages were scrolled, over a reload and on the way back. */
const FILE = 'router-core/dist/esm/scroll-restoration.js';
const AT_ONCE = 'const safeSessionStorage = getSafeSessionStorage();';
const WHEN_NEEDED = `const safeSessionStorage = {
  getItem: (key) => performance.getEntriesByType('navigation')[0]?.type === 'navigate' ? null : getSafeSessionStorage()?.getItem(key),
  setItem: (key, value) => getSafeSessionStorage()?.setItem(key, value),
};`;

/**
 * The router reads its memory while its code is loaded: the browser's storage lives in another process, and the page stands
 * still until that answers, up to a tenth of a second on a busy machine. A visit that begins has nothing to remember.
 */
export const lateStorage = (): Plugin => ({
  name: 'late-storage',
  apply: 'build',
  transform(code, id) {
    if (!id.endsWith(FILE)) return null;
    if (!code.includes(AT_ONCE)) this.error(`${FILE} has changed: look where it reads the browser's storage now (web/late-storage.ts)`);
    return { code: code.replace(AT_ONCE, WHEN_NEEDED), map: null };
  },
});
