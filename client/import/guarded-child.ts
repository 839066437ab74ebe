/** The other end of `guarded.ts`: takes bytes on stdin, runs one task over them, answers one JSON value on stdout. */
import { buffer } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { Refusal } from '../../domain/refusal.ts';
import type { GuardedTask } from './guarded.ts';

const [task = '', name = '', memoryMb = '512', timeMs = '10000', options = 'null'] = process.argv.slice(2);

/** Looks at the memory of the whole process from a thread of its own, which a busy parser cannot hold up. */
const WATCH = `
  const limit = ${Number(memoryMb)} * 1024 * 1024;
  setInterval(() => { if (process.memoryUsage.rss() > limit) process.kill(process.pid, 'SIGKILL'); }, 25);
  // Whoever started this process ends it in time; this is for the case that he died.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), ${Number(timeMs) + 5000});
`;
const watch = new Worker(WATCH, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 } });
watch.unref();

// Libraries chat on stdout; the answer is all that may stand there.
for (const word of ['log', 'info', 'warn', 'debug', 'error'] as const) console[word] = () => undefined;

const said = async (): Promise<Record<string, unknown>> => {
  try {
    const { run } = (await import(task)) as { run: GuardedTask<unknown> };
    return { answer: await run(new Uint8Array(await buffer(process.stdin)), name, JSON.parse(options) as unknown) };
  } catch (error) {
    if (error instanceof Refusal)
      return { refusal: { code: error.code, zh: error.zh, en: error.en, ...(error.where === undefined ? {} : { where: error.where }) } };
    return { error: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : String(error).slice(0, 300) };
  }
};

process.on('unhandledRejection', () => process.exit(1));
const answer = JSON.stringify({ ...(await said()), peakKb: process.resourceUsage().maxRSS });
process.stdout.write(answer, () => process.exit(0));
