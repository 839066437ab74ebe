import { useCallback, useRef, useState, type ComponentType } from 'react';

type Real<Props> = { readonly Part: ComponentType<Props>; /** It was clicked or called by a key, so it opens at once; else only the focus came to it. */ readonly isOpened: boolean };

/**
 * For parts of a page that are costly before anybody uses them (lists to choose from, menus): what is drawn first only looks
 * like them, and the real one takes its place, and its focus, when somebody turns to it. Answers the real one once it is
 * there, and how to ask for it: because it is to open, or because the focus came to its stand-in. `load` must be the same
 * function each time.
 */
export const useReal = <Props,>(load: () => Promise<ComponentType<Props>>): readonly [Real<Props> | null, (isOpened: boolean, standIn?: Element) => void] => {
  const [real, setReal] = useState<Real<Props> | null>(null);
  // Called for while the focus has asked for it already and it is still on its way: then it opens when it comes.
  const opens = useRef(false);
  const turnTo = useCallback(
    (isOpened: boolean, standIn?: Element): void => {
      opens.current ||= isOpened;
      load().then(
        (Part) => {
          // Whoever has gone on meanwhile is not called back.
          if (opens.current || standIn === document.activeElement) setReal({ Part, isOpened: opens.current });
        },
        // Said by the boundary around the page, as with a page that could not be loaded.
        (error: unknown) =>
          setReal(() => {
            throw error;
          }),
      );
    },
    [load],
  );
  return [real, turnTo];
};
