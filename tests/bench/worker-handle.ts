import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { WORKER_HEAP } from '../../bin/worker-heap.mjs';
import type { FromWorker, ToWorker, WorkerAnswer, WorkerRequest, WorkerSetup } from './worker-messages.ts';

const ENTRY = fileURLToPath(new URL('./worker-process.ts', import.meta.url));

/** A worker process as the driver sees it. */
export class WorkerHandle {
  readonly pid: number;
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, (answer: WorkerAnswer) => void>();
  private asked = 0;
  private problem: string | null = null;

  private constructor(child: ChildProcess) {
    this.child = child;
    this.pid = child.pid ?? 0;
  }

  static async start(setup: WorkerSetup): Promise<WorkerHandle> {
    // The bare worker is the SDK as it comes.
    const heap = setup.side === 'bare' ? [] : WORKER_HEAP;
    const child = fork(ENTRY, [], { env: { ...process.env, TZ: 'UTC' }, execArgv: [...process.execArgv, ...heap], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const handle = new WorkerHandle(child);
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`a worker process ended (${code})`)));
      child.on('message', (message: FromWorker) => {
        if ('ready' in message) resolve();
        else if ('answer' in message) handle.answered(message.answer, message.body);
        else {
          handle.problem = message.problem;
          reject(new Error(message.problem));
        }
      });
      handle.send({ setup });
    });
    return handle;
  }

  ask(body: WorkerRequest): Promise<WorkerAnswer> {
    if (this.problem !== null) throw new Error(this.problem);
    this.asked += 1;
    const request = this.asked;
    const answer = new Promise<WorkerAnswer>((resolve) => this.waiting.set(request, resolve));
    this.send({ request, body });
    return answer;
  }

  /** kill -9, or what stands for it at the end of a run: nothing of a benchmark has to be saved. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await gone;
  }

  private send(message: ToWorker): void {
    this.child.send(message);
  }

  private answered(request: number, body: WorkerAnswer): void {
    this.waiting.get(request)?.(body);
    this.waiting.delete(request);
  }
}
