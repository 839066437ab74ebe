import { useSyncExternalStore } from 'react';

/** From these widths of the window on, in px: as the components' own. */
const FROM = { md: 768, lg: 992, xl: 1_200 } as const;
const QUERIES = { md: matchMedia(`(min-width: ${FROM.md}px)`), lg: matchMedia(`(min-width: ${FROM.lg}px)`), xl: matchMedia(`(min-width: ${FROM.xl}px)`) };

/** Whether the window is so wide; known when the page is drawn first, so that nothing is drawn twice. */
export const useIsWide = (from: keyof typeof FROM): boolean =>
  useSyncExternalStore(
    (tell) => {
      QUERIES[from].addEventListener('change', tell);
      return () => QUERIES[from].removeEventListener('change', tell);
    },
    () => QUERIES[from].matches,
  );
