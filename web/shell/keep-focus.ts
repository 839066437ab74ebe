import type { KeyboardEvent } from 'react';

const STOPS = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex]';

/** For `onKeyDown` of a drawer: Tab on its last stop leads to the first, Shift+Tab back. Without it the focus falls out of the page for one key before it is fetched back. */
export const keepFocus = (event: KeyboardEvent<HTMLElement>): void => {
  const drawer = event.currentTarget;
  const at = document.activeElement;
  // What opened from the drawer (a list, a question) has its own order.
  if (event.key !== 'Tab' || at === null || !drawer.contains(at)) return;
  const stops = [...drawer.querySelectorAll<HTMLElement>(STOPS)].filter((one) => one.tabIndex >= 0 && one.getClientRects().length > 0);
  const [first, last] = [stops[0], stops[stops.length - 1]];
  const next = !event.shiftKey && at === last ? first : event.shiftKey && (at === first || at === drawer) ? last : undefined;
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
};
