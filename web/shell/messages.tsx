import { useSyncExternalStore } from 'react';

type Kind = 'success' | 'warning';
type Message = { readonly id: number; readonly kind: Kind; readonly text: string };

const SHOWN_MS = 3_000;
/** Nobody reads more at once. */
const MOST = 2;

let shown: readonly Message[] = [];
let last = 0;
const watchers = new Set<() => void>();
const show = (next: readonly Message[]): void => {
  shown = next.slice(-MOST);
  for (const tell of watchers) tell();
};
const say = (kind: Kind) => (text: string): void => {
  const id = (last += 1);
  show([...shown, { id, kind, text }]);
  window.setTimeout(() => show(shown.filter((one) => one.id !== id)), SHOWN_MS);
};

/** Short words at the top of the page, for three seconds: that something was done, in a form that has gone by then. */
export const message = { success: say('success'), warning: say('warning') } as const;

const watch = (tell: () => void): (() => void) => {
  watchers.add(tell);
  return () => watchers.delete(tell);
};

/** Where they appear; screen readers hear what comes to stand here. */
export const Messages = () => (
  <output className="messages" aria-live="polite">
    {useSyncExternalStore(watch, () => shown).map(({ id, kind, text }) => <span key={id} className={`message ${kind}`}>{text}</span>)}
  </output>
);
