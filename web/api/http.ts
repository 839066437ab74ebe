import { askedEarly } from './early.ts';
import { problemIn, unreachable } from './problem.ts';

export type Ask = { readonly body?: unknown; readonly key?: string; readonly version?: number; readonly signal?: AbortSignal };

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

const send = async (method: Method, path: string, { body, key, version, signal }: Ask): Promise<Response> => {
  const isForm = body instanceof FormData;
  const early = method === 'GET' ? askedEarly(path) : undefined;
  const answer = await (early ?? fetch(`/api${path}`, {
    method,
    credentials: 'same-origin',
    headers: {
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  })).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable();
  });
  if (!answer.ok) throw await problemIn(answer);
  return answer;
};

/** One request of the API. A form goes as it is, anything else as JSON. @throws Problem */
export const ask = async <T>(method: Method, path: string, given: Ask = {}): Promise<T> => (await (await send(method, path, given)).json()) as T;

/** A file that takes more to ask for than an address holds, with its name. @throws Problem */
export const askFile = async (path: string, body: unknown): Promise<{ readonly content: Blob; readonly name: string }> => {
  const answer = await send('POST', path, { body });
  const name = /filename\*=UTF-8''(.+)$/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
  return { content: await answer.blob(), name: decodeURIComponent(name ?? '') };
};

/** A form with a file as its last part: the server reads what was said of it before. */
export const formOf = (file: File, fields: Readonly<Record<string, string>>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file, file.name);
  return form;
};

/** A key under which an act happens once. `crypto.randomUUID` is missing where the page comes over plain http in an office's own network. */
export const newKey = (): string => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** `issue/r1/3` or its parts as the API's path. */
export const issuePath = (round: string, number: string): string => `/issues/${encodeURIComponent(round)}/${encodeURIComponent(number)}`;
export const partsOfIssueId = (id: string): { readonly round: string; readonly number: string } => {
  const [, round = '', number = ''] = id.split('/');
  return { round, number };
};
