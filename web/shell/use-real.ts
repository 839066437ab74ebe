import { useCallback, useState, type ComponentType } from 'react';

type Real<Props> = { readonly Part: ComponentType<Props>; /** It was clicked or called by a key, so it opens at once; else only the focus came to it. */ readonly isOpened: boolean };

/**
 * For parts of a page that are costly before anybody uses them (lists to choose from, menus): what is drawn first only looks
 * like them, and the real one takes its place, and its focus, when somebody turns to it. Answers the real one once it is
 * there, and how to ask for it. `load` must be the same function each time.
 */
export const useReal = <Props,>(load: () => Promise<ComponentType<Props>>): readonly [Real<Props> | null, (isOpened: boolean) => void] => {
  const [real, setReal] = useState<Real<Props> | null>(null);
  const turnTo = useCallback(
    (isOpened: boolean): void => {
      load().then(
        (Part) => setReal((already) => ({ Part, isOpened: isOpened || already?.isOpened === true })),
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
