import type { FastifyRequest } from 'fastify';
import { makeIssueId } from '../../domain/issue.ts';
import { refuse } from '../../domain/refusal.ts';
import { askedAbout, isCloseEnough, mayCall, type RouteName, type RouteRight } from '../../domain/route-right.ts';
import { closenessToIssue, closenessToPerson, closenessToRound, type Closeness, type Viewer } from '../../domain/viewer.ts';
import { partsOfIssue, readableRound } from '../../ledger/viewers.ts';
import type { Api, Caller } from './route.ts';

type Params = { readonly round?: string; readonly number?: string; readonly person?: string };

/** What a request is about, as the access log names it: each gets an entry of its own, so that it is found by it. */
export const subjectsOf = (right: RouteRight, request: FastifyRequest): readonly (string | null)[] => {
  const { round = '', number = '', person = '', id, name } = request.params as Params & { id?: string; name?: string };
  if ('about' in right) return [right.about === 'issue' ? makeIssueId(round, number) : right.about === 'round' ? `round/${round}` : person];
  const named = id ?? name;
  const people = askedAbout(right, request.query as Readonly<Record<string, unknown>>);
  return named !== undefined ? [named] : people.length > 0 ? people : [null];
};

/**
 * Nobody gets past this who may not: first what the account is, then what the token is for, then how close it stands to what
 * the address names. What somebody may not even see does not exist for him: the answer is that of a number that was never given.
 * @throws Refusal NOT_SIGNED_IN, NOT_ALLOWED, SCOPE_MISSING, UNKNOWN_ISSUE, UNKNOWN_ROUND
 */
export const authorize = async (api: Api, name: RouteName, right: RouteRight, { viewer, token }: Caller, request: FastifyRequest): Promise<void> => {
  if (!mayCall(right, viewer)) return viewer.account === null ? refuse('NOT_SIGNED_IN', '请先登录', 'sign in first') : notAllowed(name);
  if (token !== null && (right.scope === null || !token.includes(right.scope)))
    refuse('SCOPE_MISSING', right.scope === null ? '此操作不能用令牌办理，请登录' : `令牌没有“${right.scope}”权限`, right.scope === null ? 'this cannot be done with a token; sign in' : `the token lacks the scope "${right.scope}"`, { scope: right.scope });
  if (!('about' in right)) return;
  const closeness = await closenessOf(api, right.about, viewer, request.params as Params);
  if (!isCloseEnough(right, closeness)) notAllowed(name);
};

const notAllowed = (route: RouteName): never => refuse('NOT_ALLOWED', '您的账号无权使用此功能', 'your account may not do this', { route });

const closenessOf = async ({ client }: Api, about: 'issue' | 'round' | 'person', viewer: Viewer, { round = '', number = '', person = '' }: Params): Promise<readonly Closeness[]> => {
  if (about === 'person') return closenessToPerson(viewer, person);
  if (about === 'round') {
    const found = await readableRound(client.ledger, viewer, round);
    const closeness = found === null ? [] : closenessToRound(viewer, found);
    return closeness.length > 0 ? closeness : refuse('UNKNOWN_ROUND', `没有轮次“${round}”`, `there is no round "${round}"`, { round });
  }
  const issue = makeIssueId(round, number);
  const parts = await partsOfIssue(client.ledger, issue);
  const closeness = parts === null ? [] : closenessToIssue(viewer, { round, parts });
  return closeness.length > 0 ? closeness : refuse('UNKNOWN_ISSUE', `没有问题“${issue}”`, `there is no issue "${issue}"`, { issue });
};
