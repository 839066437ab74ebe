// What these add to requests and replies is part of every route's type, also where a page reads only its answers.
/// <reference types="@fastify/helmet" />
/// <reference types="@fastify/multipart" />
/// <reference types="@fastify/swagger" />
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { WebhookSettings } from '../../activities/webhooks.ts';
import type { RouteName, Scope } from '../../domain/route-right.ts';
import type { Viewer } from '../../domain/viewer.ts';
import type { HuitoukanClient } from '../client.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { SignIn } from './sign-in.ts';
import type { SignInProvider } from './sign-in-settings.ts';

/** What the routes work with; everything that they do goes through it. */
export type Api = {
  readonly client: HuitoukanClient;
  readonly signIn: SignIn;
  readonly changes: ChangeFeed;
  /** Where evidence lies. */
  readonly evidenceFolder: string;
  /** Where the settings of the instance lie: channels, templates. */
  readonly dataFolder: string;
  readonly now: () => number;
  /** Other logins that people may sign in with. */
  readonly providers: readonly SignInProvider[];
  /** What signs what other systems are told, and where they may be. */
  readonly webhooks: WebhookSettings;
  /** Where people reach the page, for links in answers; no slash at its end. */
  readonly address: () => string;
};

/** Who asks, found out before a route's own work begins. */
export type Caller = {
  readonly viewer: Viewer;
  readonly session: string | null;
  readonly token: readonly Scope[] | null;
  /** Cookies of a session whose end was moved on. */
  readonly renewed: readonly string[];
};

/** Who asks, of each request that has been looked at. */
export type Callers = WeakMap<FastifyRequest, Caller>;

export type Call<P, Q, B> = {
  readonly api: Api;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly viewer: Viewer;
  readonly caller: Caller;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

type Nothing = z.ZodNever;
type Output<S> = S extends z.ZodType ? z.output<S> : undefined;

/** One route: its schemas are what is validated, typed and printed in the OpenAPI document. */
export type Route<P extends z.ZodType = Nothing, Q extends z.ZodType = Nothing, B extends z.ZodType = Nothing, A extends z.ZodType = z.ZodType> = {
  /** 中文 / English, for the document. */
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** What a success answers; streams and files say so with `raw`. */
  readonly answer: A;
  readonly status?: 200 | 201;
  /** The answer is no JSON: it writes itself to the reply. */
  readonly raw?: { readonly contentType: string | readonly string[] };
  /** It answers HEAD as well: scanners of mails ask so whether a link leads anywhere. */
  readonly head?: true;
  /** It answers 304 to whoever has it already. */
  readonly notModified?: true;
  /** It does an act: Idempotency-Key and If-Match are read. */
  readonly acts?: true;
  /** The body is a multipart form with these text fields (中文 / English) before its `file`; the route reads it itself. */
  readonly multipart?: Readonly<Record<string, string>>;
  /** The body is what a plain HTML form sends, as pages without scripts do; no other route takes one. */
  readonly htmlForm?: true;
  /** More than the usual limit of requests is no use of it: so many a minute. */
  readonly perMinute?: number;
  readonly handle: (call: Call<Output<P>, Output<Q>, Output<B>>) => Promise<z.input<A>>;
};

/** Keeps the types of one route's schemas together with its work. */
export const route = <P extends z.ZodType = Nothing, Q extends z.ZodType = Nothing, B extends z.ZodType = Nothing, A extends z.ZodType = z.ZodType>(given: Route<P, Q, B, A>): Route<P, Q, B, A> => given;

/** Routes of all kinds in one list; each was checked where it was written. */
export type AnyRoute = Omit<Route<z.ZodType, z.ZodType, z.ZodType>, 'handle'> & { readonly handle: (call: Call<never, never, never>) => Promise<unknown> };
export type RouteTable = Readonly<Partial<Record<RouteName, AnyRoute>>>;
