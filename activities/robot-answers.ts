import type { Hint, SendOutcome } from './channel.ts';
import type { RequestEnd } from './robot-request.ts';

/** What a code in an answer means: never as it stands; later; or this robot has said too much and rests so long (ms). */
export type AnswerClass = { readonly hint: Hint } & ({ readonly class: 'never' | 'later' } | { readonly class: 'limit'; readonly pauseMs: number });
export type AnswerTable = Readonly<Record<string, AnswerClass>>;

export const never = (zh: string, en: string): AnswerClass => ({ class: 'never', hint: { zh, en } });
export const restFor = (pauseMs: number): AnswerClass => ({ class: 'limit', pauseMs, hint: { zh: '发送过于频繁，稍后自动再发', en: 'too many messages; it goes on by itself in a while' } });
export const LATER: AnswerClass = { class: 'later', hint: { zh: '对方系统繁忙，稍后自动再发', en: 'the service is busy; it is tried again by itself' } };
const UNKNOWN = never('对方拒绝，代码未收录，见其文档', "refused with a code that is not known here; see the service's documentation");

/** Where the vendors put the code of success; all of those that are there have to agree. */
const CODE_FIELDS = ['errcode', 'code', 'StatusCode'] as const;
const NORMAL_PAUSE_MS = 60_000;

/**
 * What the end of a request says about the message. These services answer HTTP 200 to nearly everything: only a code 0 in the
 * body is a yes. A code that is no 0 is a no, and one that nobody knows is a no for good: mail takes over at once. Without a
 * code the HTTP status decides where it can; what may or may not have been taken is uncertain.
 */
export const classifyAnswer = (end: Exclude<RequestEnd, { end: 'not_handed_over' }>, table: AnswerTable): SendOutcome => {
  if (end.end === 'unsent') return { kind: 'retry', class: 'unreachable', response: end.what };
  if (end.end === 'unanswered') return { kind: 'uncertain', reason: end.what };
  const response = `HTTP ${end.status} ${end.body}`.trim();
  const codes = codesOf(end.body);
  const refusals = codes.filter((code) => code !== '0');
  const [refusal] = refusals;
  if (refusal !== undefined) return refusals.length < codes.length ? { kind: 'uncertain', reason: response } : outcomeOf(table[refusal] ?? UNKNOWN, response);
  if (codes.length > 0 && end.status >= 200 && end.status < 300) return { kind: 'accepted', response };
  return byStatus(end.status, response);
};

const outcomeOf = (meaning: AnswerClass, response: string): SendOutcome => {
  const { hint } = meaning;
  if (meaning.class === 'never') return { kind: 'rejected', response, hint };
  return { kind: 'retry', class: 'deferred', response, hint, ...(meaning.class === 'limit' ? { pauseMs: meaning.pauseMs } : {}) };
};

const codesOf = (body: string): string[] => {
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    return [];
  }
  if (typeof answer !== 'object' || answer === null) return [];
  const fields = answer as Readonly<Record<string, unknown>>;
  // A firewall in front of the service has a form of its own for "not now".
  if (fields['punish'] !== undefined) return ['punish'];
  return CODE_FIELDS.flatMap((name) => {
    const code = fields[name];
    return Number.isInteger(code) || (typeof code === 'string' && code !== '') ? [String(code)] : [];
  });
};

/** Where no code came: a gateway's page, a redirect (not followed), an empty body. */
const byStatus = (status: number, response: string): SendOutcome => {
  if (status === 429) return { kind: 'retry', class: 'deferred', response, pauseMs: NORMAL_PAUSE_MS };
  if (status === 503 || status === 408) return { kind: 'retry', class: 'service', response };
  if (status >= 300 && status < 500) return { kind: 'rejected', response };
  return { kind: 'uncertain', reason: response };
};
