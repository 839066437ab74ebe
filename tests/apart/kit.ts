import { spawn, type ChildProcess } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { emptyDatabase } from '../../ledger/test-cluster.ts';
import { startEngine } from '../../worker/engine.ts';
import { CLI } from '../cli/kit.ts';
import { temporaryFolder } from '../platform/helpers.ts';
import { until } from '../rig.ts';

type Env = Readonly<Record<string, string>>;

/** A `huitoukan` command line that runs until it is stopped, as a service manager would run it. */
export class Service {
  readonly child: ChildProcess;
  said = '';
  readonly ended: Promise<number>;

  constructor(args: readonly string[], env: Env) {
    this.child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, ...args], { env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', TZ: 'UTC', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on('data', (bytes: Buffer) => (this.said += bytes.toString()));
    this.ended = new Promise((resolve) => this.child.once('exit', (code, signal) => resolve(code ?? (signal === null ? -1 : -9))));
    onTestFinished(() => void this.child.kill('SIGKILL'));
  }

  /** What it prints when it is up: the first group of a pattern. */
  async tells(pattern: RegExp): Promise<string> {
    const ended = this.ended.then((code) => `ended with ${code}`);
    return await until(async () => {
      const found = pattern.exec(this.said)?.[1];
      if (found === undefined && this.child.exitCode !== null) throw new Error(`${await ended}: ${this.said}`);
      return found;
    }, `${pattern} in: ${this.said}`);
  }

  /** As a service manager stops it; answers the exit code. */
  async stop(): Promise<number> {
    this.child.kill('SIGTERM');
    return await this.ended;
  }
}

/** An empty database and an engine without our namespace, both started by somebody else; and the settings that name them. */
export const otherSide = async (): Promise<Env & { readonly DATABASE_URL: string; readonly TEMPORAL_ADDRESS: string; readonly HUITOUKAN_DATA: string }> => {
  const [database, engine] = await Promise.all([emptyDatabase(), startEngine({ dataFolder: temporaryFolder(), useExternal: false, endWithUs: true })]);
  onTestFinished(async () => {
    await engine.stop();
    await database.drop();
  });
  return { DATABASE_URL: database.url, TEMPORAL_ADDRESS: engine.address, TEMPORAL_NAMESPACE: 'county', HUITOUKAN_DATA: temporaryFolder(), HUITOUKAN_SMTP: 'mailbox', HUITOUKAN_HEALTH_PORT: '0', HUITOUKAN_PORT: '0' };
};
