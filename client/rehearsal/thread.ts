// The thread of a rehearsal (`aside.ts`): reads the round, plays it, tells how far it has come, answers once.
import { parentPort, workerData } from 'node:worker_threads';
import { refuse, Refusal } from '../../domain/refusal.ts';
import { addMonths, dayOf } from '../../domain/time.ts';
import { connect } from '../../ledger/database.ts';
import type { RehearsalJob, ThreadMessage } from './aside.ts';
import { nobodyActs } from './behaviour.ts';
import { rehearsalCsv, rehearsalWorkbook } from './export.ts';
import { movedTo, rehearsalOfRound } from './input.ts';
import { rehearse, type RehearsalProgress } from './rehearse.ts';
import type { Rehearsal } from './summary.ts';

const CONNECTIONS = 2;

/** As often as a bar that moves calls for, however quickly the days go by. */
const TELL_MS = 200;
const tellNowAndThen = (): ((progress: RehearsalProgress) => void) => {
  let last = 0;
  return (progress) => {
    if (performance.now() - last < TELL_MS) return;
    last = performance.now();
    tell({ progress });
  };
};

const play = async ({ ledger: address, round, months, now, policy, file, most }: RehearsalJob): Promise<Rehearsal | Uint8Array> => {
  const ledger = connect(address, CONNECTIONS);
  try {
    const input = await rehearsalOfRound({ ledger }, round, nobodyActs, now);
    if (input.starts.length > most) refuse('REHEARSAL_TOO_LARGE', `问题超过${most}个，请用命令行推演（huitoukan rehearse）`, `more than ${most} issues: rehearse it with huitoukan rehearse`, { most });
    const { dates: _dates, ...result } = rehearse({ ...(policy === null ? input : movedTo(input, policy)), until: addMonths(dayOf(now), months) }, tellNowAndThen());
    return file === null ? result : file === 'csv' ? Buffer.from(rehearsalCsv(result, input)) : await rehearsalWorkbook(result, input);
  } finally {
    await ledger.destroy();
  }
};

// A thread has no origin to name.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const tell = (message: ThreadMessage): void => parentPort?.postMessage(message);

const answer = await play(workerData as RehearsalJob).then(
  (done): ThreadMessage => ({ done }),
  (error: unknown): ThreadMessage => {
    // A refusal is for people; anything else is a fault, told as the thread's end.
    if (!(error instanceof Refusal)) throw error;
    const { code, zh, en, where } = error;
    return { refused: where === undefined ? { code, zh, en } : { code, zh, en, where } };
  },
);
tell(answer);
