import { Worker } from 'node:worker_threads';
import type { Policy } from '../../domain/policy-schema.ts';
import { Refusal, type RefusalText } from '../../domain/refusal.ts';
import type { Instant } from '../../domain/time.ts';
import type { RehearsalProgress } from './rehearse.ts';
import type { Rehearsal } from './summary.ts';

/** What is rehearsed: a round that runs, from `now` on, by its own rules or as if it were moved to a policy. */
export type RehearsalJob = { readonly ledger: string; readonly round: string; readonly months: number; readonly now: Instant; readonly policy: Policy | null; readonly file: 'xlsx' | 'csv' | null; readonly most: number };
/** What the thread says in the end: the outcome, or the bytes of a file. */
type ThreadAnswer = { readonly done: Rehearsal | Uint8Array } | { readonly refused: RefusalText };
export type ThreadMessage = ThreadAnswer | { readonly progress: RehearsalProgress };
/** `told`: how far it has come, until it answers. `megabytes`: of memory. */
type Limits = { readonly most?: number; readonly withinMs?: number; readonly megabytes?: number; readonly told?: (progress: RehearsalProgress) => void };
type Asked = Omit<RehearsalJob, 'most' | 'file'>;

/** More would have somebody look at a page for longer than he will. */
const MOST_REHEARSED = 5_000;
const MOST_MS = 120_000;
/** Five thousand issues with all their notices take a few hundred. */
const MOST_MB = 1_500;
const THREAD = new URL('./thread.ts', import.meta.url);

/** One at a time in a process: the others wait, for they would only slow each other down. */
const lane: { last: Promise<unknown> } = { last: Promise.resolve() };

/**
 * Rehearses in a thread of its own, on connections of its own, so that the server goes on answering. Ends with `gone`.
 * @throws Refusal REHEARSAL_TOO_LARGE, REHEARSAL_TOO_LONG, REHEARSAL_TOO_HEAVY, UNKNOWN_ROUND
 */
export const rehearseAside = async (asked: Asked, gone: AbortSignal, limits: Limits = {}): Promise<Rehearsal> => (await inTurn({ ...asked, file: null }, gone, limits)) as Rehearsal;

/** The same as a file. @throws Refusal as {@link rehearseAside} */
export const rehearsalFileAside = async (asked: Asked, file: 'xlsx' | 'csv', gone: AbortSignal): Promise<Uint8Array> => (await inTurn({ ...asked, file }, gone, {})) as Uint8Array;

const inTurn = async (job: Omit<RehearsalJob, 'most'>, gone: AbortSignal, { most = MOST_REHEARSED, withinMs = MOST_MS, megabytes = MOST_MB, told = () => undefined }: Limits): Promise<Rehearsal | Uint8Array> => {
  const turn = lane.last.then(async () => await inThread({ ...job, most }, gone, { withinMs, megabytes, told }));
  lane.last = turn.catch(() => undefined);
  return await turn;
};

const inThread = async (job: RehearsalJob, gone: AbortSignal, { withinMs, megabytes, told }: Required<Omit<Limits, 'most'>>): Promise<Rehearsal | Uint8Array> => {
  if (gone.aborted) throw new Refusal(TOO_LONG);
  const thread = new Worker(THREAD, { workerData: job, resourceLimits: { maxOldGenerationSizeMb: megabytes } });
  const ended = Promise.withResolvers<ThreadAnswer>();
  thread.on('message', (message: ThreadMessage) => {
    if ('progress' in message) told(message.progress);
    else ended.resolve(message);
  });
  thread.once('error', (error: NodeJS.ErrnoException) => ended.reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Refusal(TOO_HEAVY) : error));
  // Without an answer: it was ended.
  thread.once('exit', () => ended.reject(new Refusal(TOO_LONG)));
  const end = (): void => void thread.terminate();
  const late = setTimeout(end, withinMs);
  gone.addEventListener('abort', end, { once: true });
  try {
    const answer = await ended.promise;
    if ('refused' in answer) throw new Refusal(answer.refused);
    return answer.done;
  } finally {
    clearTimeout(late);
    gone.removeEventListener('abort', end);
    await thread.terminate();
  }
};

const TOO_HEAVY: RefusalText = { code: 'REHEARSAL_TOO_HEAVY', zh: '推演内容过多，内存不足，已停止：请缩短月数，或用命令行推演（huitoukan rehearse）', en: 'the rehearsal took more memory than it may and was stopped: choose fewer months, or use huitoukan rehearse' };
const TOO_LONG: RefusalText = { code: 'REHEARSAL_TOO_LONG', zh: '推演时间过长，已停止：请缩短月数，或用命令行推演（huitoukan rehearse）', en: 'the rehearsal took too long and was stopped: choose fewer months, or use huitoukan rehearse' };
