/** What `index.html` asked for before there was any code, by path. */
declare global {
  // An interface, because it is merged with the browser's own.
  // oxlint-disable-next-line typescript/consistent-type-definitions
  interface Window {
    early?: Record<string, Promise<Response>>;
  }
}

/** Older than this an answer is not today's any more: whoever comes back to a page asks anew. */
const FRESH_MS = 10_000;

/** The answer to this question if it was asked early; once, for it is read once. */
export const askedEarly = (path: string): Promise<Response> | undefined => {
  const asked = performance.now() < FRESH_MS ? window.early?.[path] : undefined;
  delete window.early?.[path];
  return asked;
};
