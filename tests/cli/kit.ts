import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { discardLedger } from '../../ledger/embedded.ts';
import { startStack, type Stack } from '../../worker/stack.ts';
import { inProcess, type Answer } from './in-process.ts';

export const CLI = new URL('../../client/cli.ts', import.meta.url).pathname;
type Said = { readonly code: string; readonly zh: string; readonly en: string; readonly where: unknown };
export type JsonAnswer = { readonly code: number; readonly value: Record<string, unknown>; readonly error: Said | null };

const parsed = ({ code, out, err }: Answer): JsonAnswer => ({
  code,
  value: out === '' ? {} : (JSON.parse(out) as Record<string, unknown>),
  error: err.trim() === '' ? null : (JSON.parse(err) as { error: Said }).error,
});

/** A running system, and command lines against it. One system a test file: it takes seconds to start. */
export class Cli {
  readonly folder: string;
  private readonly stack: Stack;

  private constructor(folder: string, stack: Stack) {
    this.folder = folder;
    this.stack = stack;
  }

  static async start(): Promise<Cli> {
    const folder = mkdtempSync(join(tmpdir(), 'huitoukan-cli-'));
    return new Cli(folder, await startStack({ dataFolder: join(folder, 'data') }));
  }

  async stop(): Promise<void> {
    await this.stack.stop();
    discardLedger(join(this.folder, 'data'));
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** One command line as a program of its own: a second and more each, so only where the process itself is the matter. */
  program(...args: readonly string[]): Promise<Answer> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [CLI, ...args], { env: { ...process.env, HUITOUKAN_DATA: join(this.folder, 'data') } });
      let [out, err] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
      child.on('close', (code) => resolve({ code: code ?? -1, out, err }));
    });
  }

  /** The same command line in this process. */
  run(...args: readonly string[]): Promise<Answer> {
    return inProcess(args, { HUITOUKAN_DATA: join(this.folder, 'data') });
  }

  async json(...args: readonly string[]): Promise<JsonAnswer> {
    return parsed(await this.run('--json', ...args));
  }

  async jsonOfProgram(...args: readonly string[]): Promise<JsonAnswer> {
    return parsed(await this.program('--json', ...args));
  }
}
