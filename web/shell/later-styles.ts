import rest from 'antd/dist/antd.css?url';
import { READS_WHERE } from './old-browsers.ts';

let there: Promise<void> | undefined;

/**
 * The styles of what the first look at a page does not show, fetched once. They come before the page's own, which have the
 * last word. Browsers that make their styles themselves need none.
 */
const laterStyles = (): Promise<void> =>
  (there ??= !READS_WHERE
    ? Promise.resolve()
    : new Promise((resolve, reject) => {
        const link = document.createElement('link');
        link.rel = 'stylesheet';
        link.href = rest;
        link.addEventListener('load', () => resolve());
        link.addEventListener('error', () => {
          there = undefined;
          link.remove();
          reject(new Error(`${link.href} could not be loaded`));
        });
        const own = [...document.head.querySelectorAll('link[rel=stylesheet]')].pop();
        document.head.insertBefore(link, own ?? null);
      }));

/** A part of the page with its styles. */
export const withStyles = async <T>(part: Promise<T>): Promise<T> => (await Promise.all([part, laterStyles()]))[0];
