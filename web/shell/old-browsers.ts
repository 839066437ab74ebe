/**
 * What the page uses and browsers from before 2021 do not have (Chromium 86 inside chat programs and in offices). Syntax is
 * the build's (`vite.config.ts`); `tests/page/old-browser.slow.test.ts` takes the rest away and walks the page.
 */
const at = function <T>(this: ArrayLike<T>, index: number): T | undefined {
  const whole = Math.trunc(index) || 0;
  return this[whole < 0 ? this.length + whole : whole];
};

for (const prototype of [Array.prototype, String.prototype, Uint8Array.prototype] as object[]) {
  if (!('at' in prototype)) Object.defineProperty(prototype, 'at', { value: at, writable: true, configurable: true });
}

/** Older browsers do not read `:where(...)`, and would leave every style of the components aside. */
export const READS_WHERE = typeof CSS !== 'undefined' && CSS.supports('selector(:where(a))');
