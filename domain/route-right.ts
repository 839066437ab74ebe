import { standingsOf, type Closeness, type Standing, type Viewer } from './viewer.ts';

/** What a token of another system may be used for. */
export const SCOPES = ['read', 'export', 'act', 'manage'] as const;
export type Scope = (typeof SCOPES)[number];

/**
 * Who may use a route. `scope`: the scope that a token needs; null: a token never will do, only somebody who has signed in.
 * `log`: each use is written to the access log, or each use by an inspector; `asksAbout`: each use, too, that names
 * somebody in one of these fields of the query.
 */
export type RouteRight = { readonly scope: Scope | null; readonly log?: 'always' | 'inspector'; readonly asksAbout?: readonly string[] } & (
  | { readonly who: 'anyone' }
  | { readonly who: 'account' }
  | { readonly who: readonly Standing[] }
  /** Of an issue, a round or a person named in the address: by how close the account stands to it. */
  | { readonly about: 'issue' | 'round' | 'person'; readonly close: readonly Closeness[] }
);

export type RouteName = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`;

/** May this viewer use the route, as far as can be said before its subject is looked at? */
export const mayCall = (right: RouteRight, viewer: Viewer): boolean => {
  if ('about' in right) return viewer.account !== null && !viewer.administrator;
  if (right.who === 'anyone') return true;
  if (right.who === 'account') return viewer.account !== null;
  return standingsOf(viewer).some((standing) => right.who.includes(standing));
};

/** And where it is about something: does he stand close enough to it? */
export const isCloseEnough = (right: RouteRight, closeness: readonly Closeness[]): boolean => !('about' in right) || closeness.some((one) => right.close.includes(one));

type Query = Readonly<Record<string, unknown>>;

/** Whom the query names, where the route is one to ask about people: a person by id, a post or a unit as `post:leader`. */
export const askedAbout = ({ asksAbout = [] }: RouteRight, query: Query): readonly string[] =>
  [...new Set(asksAbout.flatMap((field) => query[field] ?? []).flatMap((value) => (typeof value === 'string' ? value.split(',').map((one) => one.replace(/^person:/, '')) : [])))];

/** What inspectors read, what is taken out, what is about a person, what is done to accounts: each leaves a trace. */
export const isLogged = (right: RouteRight, viewer: Viewer, query: Query = {}): boolean =>
  right.log === 'always' || (right.log === 'inspector' && viewer.team) || askedAbout(right, query).length > 0;
