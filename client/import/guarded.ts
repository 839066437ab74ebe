/**
 * Reads untrusted files in a process of its own that may neither write, nor start anything, nor hold more than so much memory, nor run
 * longer than so long: what hangs or blows up there is a message here, not a crash.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { refuse } from '../../domain/refusal.ts';
import type { RefusalText } from '../../domain/refusal.ts';

export type GuardLimits = {
  /** Resident memory of the reading process, in megabytes. */
  readonly memoryMb: number;
  readonly timeMs: number;
};
export const GUARD_LIMITS: GuardLimits = { memoryMb: 512, timeMs: 10_000 };
const ANSWER_LIMIT_BYTES = 64 * 1024 * 1024;

/** What a task module exports as `run`; the answer has to be plain JSON. */
export type GuardedTask<T> = (bytes: Uint8Array, name: string, options: unknown) => Promise<T>;
export type GuardedInput = {
  readonly bytes: Uint8Array;
  /** The file's name as people know it, for messages. */
  readonly name: string;
  /** Handed to the task as it is; plain JSON. */
  readonly options?: unknown;
  /** Told when the process ended by itself: its largest resident memory. */
  readonly onPeak?: (megabytes: number) => void;
};

const CHILD = fileURLToPath(new URL('guarded-child.ts', import.meta.url));

/** Only what an operating system needs to start a process: no settings, no secrets. */
const bareEnvironment = (): NodeJS.ProcessEnv => {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'].flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]] as const],
  );
  return { ...Object.fromEntries(kept), TZ: 'UTC' };
};

const tooSlow = (name: string, limits: GuardLimits): never =>
  refuse(
    'IMPORT_TOO_SLOW',
    `“${name}”在 ${limits.timeMs / 1000} 秒内未能读完，已停止。请拆分文件，或另存为 .txt 后再导入。`,
    `"${name}" could not be read within ${limits.timeMs / 1000} seconds; reading was stopped. Split the file, or save it as .txt, and import that.`,
    { file: name, limitMs: limits.timeMs },
  );

const tooMuchMemory = (name: string, limits: GuardLimits): never =>
  refuse(
    'IMPORT_TOO_MUCH_MEMORY',
    `读取“${name}”需要的内存超过 ${limits.memoryMb} MB，已停止。请拆分文件，或另存为 .txt 后再导入。`,
    `Reading "${name}" takes more than ${limits.memoryMb} MB of memory; it was stopped. Split the file, or save it as .txt, and import that.`,
    { file: name, limitMb: limits.memoryMb },
  );

const unreadable = (name: string, what: string): never =>
  refuse(
    'IMPORT_DAMAGED',
    `“${name}”无法读取，可能已损坏（${what}）。请用原来的软件打开，另存后再导入，或另存为 .txt。`,
    `"${name}" cannot be read; it may be damaged (${what}). Open it in the program it was made with, save it anew, or save it as .txt, and import that.`,
    { file: name },
  );

type Ending = {
  readonly answer: string;
  readonly errors: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly late: boolean;
  readonly tooLong: boolean;
};

const runChild = async (task: URL, input: GuardedInput, limits: GuardLimits): Promise<Ending> =>
  new Promise((resolve, reject) => {
    // The heap stays below the limit of the whole, which the child watches itself: buffers live outside the heap.
    const heapMb = Math.floor(limits.memoryMb * 0.7);
    const flags = [
      '--permission',
      '--allow-fs-read=*',
      '--allow-worker',
      `--max-old-space-size=${heapMb}`,
      '--disable-warning=ExperimentalWarning',
      '--disable-warning=SecurityWarning',
    ];
    const words = [CHILD, task.href, input.name, String(limits.memoryMb), String(limits.timeMs), JSON.stringify(input.options ?? null)];
    const child = spawn(process.execPath, [...flags, ...words], {
      env: bareEnvironment(),
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    let [late, tooLong, size] = [false, false, 0];
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, limits.timeMs);
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= ANSWER_LIMIT_BYTES) out.push(chunk);
      else {
        tooLong = true;
        child.kill('SIGKILL');
      }
    });
    child.stderr.on('data', (chunk: Buffer) => (err.length < 64 ? err.push(chunk) : 0));
    // A child that died while it was still being fed closes its end first; why it died is told by its exit.
    child.stdin.on('error', () => undefined);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({
        answer: Buffer.concat(out).toString('utf8'),
        errors: Buffer.concat(err).toString('utf8').slice(-2000),
        code,
        signal,
        late,
        tooLong,
      });
    });
    child.stdin.end(input.bytes);
  });

type Answer<T> = { readonly answer?: T; readonly refusal?: RefusalText; readonly error?: string; readonly peakKb?: number };

/**
 * Runs the `run` of a module on bytes that nobody vouches for. The module is named by URL: `new URL('task.ts', import.meta.url)`.
 * @throws Refusal what the task refuses; IMPORT_TOO_SLOW, IMPORT_TOO_MUCH_MEMORY, IMPORT_DAMAGED
 */
export const runGuarded = async <T>(task: URL, input: GuardedInput, limits: GuardLimits = GUARD_LIMITS): Promise<T> => {
  const ending = await runChild(task, input, limits);
  if (ending.late) return tooSlow(input.name, limits);
  // Killed by its own watch, or aborted by the engine because the heap was full.
  if (
    ending.tooLong ||
    ending.signal !== null ||
    ending.code === 134 ||
    /heap out of memory|Array buffer allocation failed/i.test(ending.errors)
  )
    return tooMuchMemory(input.name, limits);
  if (ending.answer === '') return unreadable(input.name, ending.errors.trim().split('\n').at(-1) ?? `exit ${ending.code}`);
  const said = JSON.parse(ending.answer) as Answer<T>;
  if (said.peakKb !== undefined) input.onPeak?.(said.peakKb / 1024);
  if (said.refusal !== undefined) return refuse(said.refusal.code, said.refusal.zh, said.refusal.en, said.refusal.where);
  if (said.error !== undefined)
    return /allocation failed|out of memory|Invalid array length/i.test(said.error)
      ? tooMuchMemory(input.name, limits)
      : unreadable(input.name, said.error);
  return said.answer as T;
};
