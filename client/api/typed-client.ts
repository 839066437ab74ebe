import type { z } from 'zod';
import { Refusal, type RefusalText } from '../../domain/refusal.ts';
import type { Routes } from './routes/all.ts';

/**
 * The API for programs in TypeScript: routes by name, with the types of the very schemas that the server checks against.
 * Needs nothing but `fetch`; a page uses it with the session's cookie, another system with a token.
 */
export type RouteOf = keyof Routes;
type Part<S, K extends string> = NonNullable<S> extends z.ZodNever ? object : NonNullable<S> extends z.ZodType ? Asked<z.input<NonNullable<S>>, K> : object;
/** What asks for nothing may be left out. */
type Asked<T, K extends string> = object extends T ? { readonly [Key in K]?: T } : { readonly [Key in K]: T };
/** What a route takes. */
export type InputOf<N extends RouteOf> = Part<Routes[N]['params'], 'params'> & Part<Routes[N]['query'], 'query'> & Part<Routes[N]['body'], 'body'> & { /** Once however often it is sent. */ readonly key?: string; /** The version that was seen. */ readonly seen?: number };
/** What a route answers. */
export type AnswerOf<N extends RouteOf> = z.output<Routes[N]['answer']>;

export type ApiCaller = <N extends RouteOf>(name: N, input: InputOf<N>) => Promise<AnswerOf<N>>;
export type ApiOptions = { /** Nothing where the page itself comes from there. */ readonly address?: string; readonly token?: string; readonly fetch?: typeof fetch };

type Given = { readonly params?: Readonly<Record<string, string>>; readonly query?: Readonly<Record<string, string | number | boolean | undefined>>; readonly body?: unknown; readonly key?: string; readonly seen?: number };

const pathOf = (path: string, { params = {}, query = {} }: Given): string => {
  const filled = path.replaceAll(/:(\w+)/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''));
  const asked = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as [string, string]])));
  return asked.size === 0 ? filled : `${filled}?${asked.toString()}`;
};

/** Calls of an API. What the server refuses is thrown as a {@link Refusal}, with its code, both languages and the way out. */
export const apiCaller = ({ address = '', token, fetch: send = fetch }: ApiOptions = {}): ApiCaller => {
  const call = async (name: RouteOf, input: Given): Promise<unknown> => {
    const [method = 'GET', path = ''] = name.split(' ');
    const answer = await send(`${address}${pathOf(path, input)}`, {
      method,
      credentials: 'same-origin',
      headers: {
        ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(input.key === undefined ? {} : { 'idempotency-key': input.key }),
        ...(input.seen === undefined ? {} : { 'if-match': `"${input.seen}"` }),
      },
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    });
    const said: unknown = await answer.json();
    if (answer.ok) return said;
    throw new Refusal(said as RefusalText);
  };
  return call as ApiCaller;
};
