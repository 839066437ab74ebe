import { refuse } from '../../domain/refusal.ts';

/** What a browser says about where a request comes from. */
export type Origin = { readonly method: string; readonly fetchSite?: string | undefined; readonly origin?: string | undefined; readonly host?: string | undefined; readonly hasCookie: boolean };

const READS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Another site's page must not act in the name of whoever is signed in here. Browsers say with every request where it comes
 * from (Sec-Fetch-Site; Origin in older ones), and no page can forge that. A write with a session's cookie has to come from
 * our own page; programs without a cookie (tokens) are not browsers.
 * @throws Refusal CROSS_SITE
 */
export const demandSameSite = ({ method, fetchSite, origin, host, hasCookie }: Origin): void => {
  if (READS.includes(method)) return;
  if (fetchSite !== undefined) return fetchSite === 'same-origin' || (fetchSite === 'none' && !hasCookie) ? undefined : crossSite();
  if (origin !== undefined) return hostOf(origin) === host ? undefined : crossSite();
  if (hasCookie) crossSite();
};

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);

const crossSite = (): never => refuse('CROSS_SITE', '请求不是从本系统页面发出的，已拒绝；请在本系统页面上办理', 'the request does not come from a page of this system and is refused; act on its own pages');
