import { Suspense, lazy, useState, type ComponentType } from 'react';
import { withStyles } from './later-styles.ts';

type Load<Props> = () => Promise<ComponentType<Props>>;

/** Parts that the first look at a page does without. */
const LOADS: (() => Promise<unknown>)[] = [];

/** A part that is fetched when it is needed, or in a quiet moment before. */
export const later = <Props,>(load: Load<Props>): Load<Props> => {
  const whole = async () => await withStyles(load());
  LOADS.push(whole);
  return whole;
};

/** The same, drawn from the moment on at which it is wanted first: a drawer that opens, a question that is asked. */
export const whenWanted = <Props extends object>(load: Load<Props>, isWanted: (props: Props) => boolean): ComponentType<Props> => {
  const whole = later(load);
  const Part = lazy(async () => ({ default: await whole() })) as unknown as ComponentType<Props>;
  return (props) => {
    const [wasWanted, setWasWanted] = useState(false);
    const wanted = wasWanted || isWanted(props);
    if (wanted && !wasWanted) setWasWanted(true);
    return wanted ? <Suspense fallback={null}><Part {...props} /></Suspense> : null;
  };
};

const QUIET_MS = 1_500;

/** In a quiet moment fetches what clicks may call for, so that none of them waits, nor fails because the network has gone. Answers how to call it off. */
export const fetchTheRest = (): (() => void) => {
  const fetchAll = (): void => {
    // What could not be fetched now is asked for again by the click, and said there.
    for (const load of LOADS) load().catch(() => undefined);
  };
  const timer = window.setTimeout(() => ('requestIdleCallback' in window ? window.requestIdleCallback(fetchAll) : fetchAll()), QUIET_MS);
  return () => window.clearTimeout(timer);
};
