import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Refusal } from '../../domain/refusal.ts';
import { isLogged, type RouteName, type RouteRight } from '../../domain/route-right.ts';
import { ROUTE_RIGHTS } from '../../domain/route-rights.ts';
import { demandStorable } from '../../domain/storable.ts';
import { logAccess } from '../../ledger/access-log.ts';
import { evidenceLimit } from '../add-evidence.ts';
import { authorize, subjectsOf } from './authorize.ts';
import { callerOf, SESSION_COOKIE } from './caller.ts';
import { loggerOptions, newRequestId, type LogTarget } from './log.ts';
import { DEMO_RIGHTS, demoRoutes, type Demo } from './demo.ts';
import { addOpenApi, type DocumentedForm } from './openapi.ts';
import { problemSchema } from './problem.ts';
import { addRateLimits } from './rate-limits.ts';
import type { AnyRoute, Api, Callers, RouteTable } from './route.ts';
import { addAccessWords } from './access-words.ts';
import { ROUTES } from './routes/all.ts';
import { actHeaders } from './schemas.ts';
import { answerBroken, sendProblem } from './send-problem.ts';
import { demandSameSite } from './site-guard.ts';

export type AppOptions = {
  /** Where log lines go; nowhere by default. */
  readonly log?: LogTarget;
  /** Requests of an account a minute; given, it stands for the narrower limits of single routes as well. */
  readonly perMinute?: number;
  /** Addresses of proxies whose word on the caller's address is taken. */
  readonly trustProxy?: string | false;
  readonly secure?: boolean;
  /** People who are signed in by a button: of a demo, and nowhere else (`demo.ts`). */
  readonly demo?: Demo;
  /** Routes beside the API's own, for tests of the gate itself. */
  readonly more?: RouteTable;
};

/** Room for a plan of fifty measures or a policy; files come another way. */
const BODY_BYTES = 2 * 1024 * 1024;

/** The server with its guards and all routes, not listening yet. */
export const buildApp = async (api: Api, options: AppOptions = {}): Promise<FastifyInstance> => {
  const app = Fastify({
    logger: loggerOptions(options.log),
    genReqId: newRequestId,
    requestIdHeader: false,
    bodyLimit: BODY_BYTES,
    trustProxy: options.trustProxy ?? false,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: answerBroken,
    // An address that no route gets to see: broken escapes, a part beyond all length.
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply as unknown as FastifyReply),
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  const callers: Callers = new WeakMap();
  await addGuards(app, callers, options);
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  app.setNotFoundHandler((request, reply) => sendProblem(new Refusal({ code: 'UNKNOWN_ROUTE', zh: '没有这个地址', en: 'there is nothing at this address' }), request, reply));
  await addOpenApi(app);
  const rights = options.demo === undefined ? ROUTE_RIGHTS : { ...ROUTE_RIGHTS, ...DEMO_RIGHTS };
  const routes = { ...ROUTES, ...options.more, ...(options.demo === undefined ? {} : demoRoutes(options.demo)) };
  addAccessWords(app, routes);
  for (const [name, given] of Object.entries(routes) as [RouteName, AnyRoute][]) {
    const one = options.perMinute === undefined ? given : { ...given, perMinute: options.perMinute };
    if (one.htmlForm !== true) addRoute(app, api, callers, name, rights[name], one);
    else
      await app.register(async (scope) => {
        takeForms(scope);
        addRoute(scope, api, callers, name, rights[name], one);
      });
  }
  return app;
};

const addGuards = async (app: FastifyInstance, callers: Callers, options: AppOptions): Promise<void> => {
  await app.register(helmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: options.secure === true,
    referrerPolicy: { policy: 'same-origin' },
  });
  await addRateLimits(app, callers, options.perMinute);
  await app.register(multipart, { limits: { files: 1, fields: 10, fieldSize: 4_000, fileSize: evidenceLimit() + 1, parts: 12 } });
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    const { 'sec-fetch-site': fetchSite, origin, host, cookie = '', authorization } = request.headers;
    demandSameSite({ method: request.method, fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined, origin, host, hasCookie: authorization === undefined && SESSION_COOKIE.test(cookie) });
  });
};

/** What a plain HTML form sends is read in this scope only: elsewhere a page of another site could send it without asking. */
const takeForms = (scope: FastifyInstance): void => {
  scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 4_096 }, (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))));
};

const addRoute = (app: FastifyInstance, api: Api, callers: Callers, name: RouteName, right: RouteRight | undefined, one: AnyRoute): void => {
  const [method = '', url = ''] = name.split(' ');
  // Without a rule nobody may use it, so that nobody can forget one.
  if (right === undefined) throw new Error(`the route ${name} has no line in domain/route-rights.ts`);
  const { params, query: querystring, body, answer, status = 200, summary, raw, multipart: form, htmlForm, acts, perMinute } = one;
  app.route({
    method,
    url,
    exposeHeadRoute: one.head === true,
    config: { ...(form === undefined ? {} : ({ form } satisfies DocumentedForm)), ...(perMinute === undefined ? {} : { rateLimit: { max: perMinute, timeWindow: '1 minute' } }) },
    schema: {
      summary,
      operationId: `${method.toLowerCase()}${url.replaceAll(/[/:-]+(\w)/g, (_all, letter: string) => letter.toUpperCase())}`,
      ...('who' in right && right.who === 'anyone' ? { security: [] } : {}),
      ...(acts === true ? { headers: actHeaders } : {}),
      tags: [url.split('/')[2] ?? url.slice(1)],
      ...(params === undefined ? {} : { params }),
      ...(querystring === undefined ? {} : { querystring }),
      ...(body === undefined ? {} : { body }),
      ...(form !== undefined ? { consumes: ['multipart/form-data'] } : htmlForm === true ? { consumes: ['application/x-www-form-urlencoded'] } : {}),
      response: { [status]: raw === undefined ? answer : asContent([raw.contentType].flat(), answer), ...(one.notModified === true ? { 304: z.null().meta({ description: '未变 / not modified' }) } : {}), '4xx': problemsOf(raw), '5xx': problemsOf(raw) },
    },
    onRequest: async (request, reply) => {
      demandStorable(request.params);
      const caller = await callerOf(api, request);
      callers.set(request, caller);
      for (const cookie of caller.renewed) void reply.header('set-cookie', cookie);
      await authorize(api, name, right, caller, request);
    },
    handler: async (request, reply) => {
      const caller = callers.get(request);
      if (caller === undefined) throw new Error('a request got past its gate unseen');
      const { viewer } = caller;
      demandStorable({ query: request.query, body: request.body });
      const call = { api, params: request.params, query: request.query, body: request.body, viewer, caller, request, reply };
      // Written before anything is read: what cannot be logged is not answered.
      if (isLogged(right, viewer, request.query as Readonly<Record<string, unknown>>)) {
        const entry = { at: api.now(), account: viewer.account, person: viewer.person, action: name, requestId: request.id };
        for (const subject of subjectsOf(right, request)) await logAccess(api.client.ledger, { ...entry, subject });
      }
      const answered = await one.handle(call as never);
      if (raw !== undefined) return reply;
      return reply.statusCode === 304 ? reply.send() : reply.status(status).send(answered);
    },
  });
};

/** An answer of these media types, for the document. */
const asContent = (types: readonly string[], schema: z.ZodType) => ({ content: Object.fromEntries(types.map((type) => [type, { schema }])) });
const PROBLEM = asContent(['application/problem+json'], problemSchema);
/** A page for people refuses as a page; what was wrong with the request itself is said as everywhere. */
const problemsOf = (raw: AnyRoute['raw']) => {
  const pages = [raw?.contentType ?? []].flat().filter((type) => type.startsWith('text/html'));
  return { content: { ...PROBLEM.content, ...asContent(pages, z.string()).content } };
};
