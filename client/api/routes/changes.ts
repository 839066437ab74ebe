import { z } from 'zod';
import { dayOf } from '../../../domain/time.ts';
import { isVisible, visibleTo, type Viewer } from '../../../domain/viewer.ts';
import type { Change } from '../../../ledger/changes.ts';
import { callerOf } from '../caller.ts';
import { route } from '../route.ts';

/** Without a word for so long, proxies take a line for dead. */
const QUIET_MS = 15_000;
/** Whether somebody still may watch is asked again so often: a session that ended must not go on hearing. */
const ASK_AGAIN_MS = 10_000;
/** Bytes that wait for somebody who reads nothing any more: then his line breaks, and he goes on from his place if he comes back. */
const MOST_UNREAD = 1_000_000;

const shown = (viewer: Viewer, changes: readonly Change[]): readonly Change[] => {
  const visible = visibleTo(viewer);
  return changes.filter((change) => isVisible(visible, change));
};
/** An issue's change is a `change`, as it always was; of a round and a common issue each has a name of its own. */
const NAMES = { issue: 'change', round: 'round', common: 'common' } as const;
/** Its id is where somebody goes on who hears nothing after it: never beyond what could still turn up before it (`ChangeFeed`). */
const lineOf = ({ position, kind, subject, round, seq, type, at }: Change, settled: number): string => `id: ${Math.min(position, settled)}\nevent: ${NAMES[kind]}\ndata: ${JSON.stringify({ ...(kind === 'round' ? {} : { [kind]: subject }), round, version: seq, type, at })}\n\n`;

export const changeRoutes = {
  'GET /api/changes': route({
    summary: '实时变化：可见的问题、轮次、共性问题 / live changes of the issues (`change`), rounds (`round`) and common issues (`common`) that one may see, as server-sent events; Last-Event-ID goes on after a break; who has missed too much is told so once (resync) and reads everything anew',
    answer: z.unknown(),
    raw: { contentType: 'text/event-stream' },
    handle: async ({ api, caller, request, reply }) => {
      let { viewer } = caller;
      reply.hijack();
      const { raw } = reply;
      const { socket } = raw;
      // Heard from the beginning: who goes while the first look is under way must not be watched for ever.
      let gone = false;
      let stop = (): void => undefined;
      raw.on('close', () => {
        gone = true;
        stop();
      });
      raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no', 'x-content-type-options': 'nosniff' });
      raw.write('retry: 2000\n\n');
      let [spokenAt, askedAt] = [Date.now(), Date.now()];
      const speak = (text: string): void => {
        spokenAt = Date.now();
        if (raw.writableLength > MOST_UNREAD) raw.destroy();
        else raw.write(text);
      };
      const askAgain = async (): Promise<void> => {
        const again = await callerOf(api, request).catch(() => null);
        if (again?.viewer.account === viewer.account) viewer = again.viewer;
        else raw.end();
      };
      const told = new Set<number>();
      const tell = (changes: readonly Change[], settled: number): void => shown(viewer, changes.filter(({ position }) => !told.has(position))).forEach((change) => speak(lineOf(change, settled)));
      try {
        const watching = await api.changes.watch({
          end: () => {
            raw.end();
            // Kept open for another request it would keep the server from ending.
            socket?.destroySoon();
          },
          tell,
          tick: (settled) => {
            const now = Date.now();
            if (now - spokenAt > QUIET_MS) speak(`: ${dayOf(now)}\nid: ${settled}\n\n`);
            if (now - askedAt <= ASK_AGAIN_MS) return;
            askedAt = now;
            void askAgain();
          },
        });
        stop = watching.stop;
        if (gone) return stop();
        // After the watch has begun: what happens between the two is told by one of them.
        const last = Number(request.headers['last-event-id'] ?? Number.NaN);
        // Whose line breaks before anything happened goes on from here.
        if (!Number.isSafeInteger(last) || last < 0) return speak(`id: ${watching.settled}\n\n`);
        const missed = await api.changes.missedSince(last);
        if ('tooManyUpTo' in missed) return speak(`id: ${missed.tooManyUpTo}\nevent: resync\ndata: {}\n\n`);
        tell(missed.changes, missed.settled);
        for (const { position } of missed.changes) told.add(position);
      } catch (error) {
        // A line that stood and told nothing would be believed: the browser asks again for one that has ended.
        raw.end();
        throw error;
      }
    },
  }),
};
