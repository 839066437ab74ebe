import type { Command } from 'commander';
import { refuse } from '../../domain/refusal.ts';
import { setting } from '../../worker/settings.ts';
import type { ActOptions, HuitoukanClient } from '../client.ts';
import { errorText, EXIT, exitCodeOf } from './errors.ts';

/** The options that every command takes, wherever they stand on the line. */
export type GlobalOptions = { readonly data?: string; readonly json?: boolean; readonly as?: string; readonly onBehalfOf?: string; readonly key?: string; readonly seen?: number; readonly debug?: boolean };

/** What a command works with: its output, who acts, and a client that is connected only when it is asked for. */
export class CommandContext {
  readonly options: GlobalOptions;
  private connected: Promise<HuitoukanClient> | undefined;

  constructor(options: GlobalOptions) {
    this.options = options;
  }

  get json(): boolean {
    return this.options.json === true;
  }

  /** The client of the instance that runs on the data folder. @throws Refusal NOT_RUNNING */
  client(): Promise<HuitoukanClient> {
    this.connected ??= import('../connection.ts').then(({ connectToInstance }) => connectToInstance(this.options.data));
    return this.connected;
  }

  /** Who acts in his own name, which is asked of everything but acts. @throws Refusal PERSON_REQUIRED, OWN_NAME_ONLY */
  person(): string {
    if (this.options.onBehalfOf !== undefined) return refuse('OWN_NAME_ONLY', '此事不能代人办理，请去掉 --on-behalf-of', 'this is not done on behalf of anybody; leave out --on-behalf-of');
    return this.actor();
  }

  /** Who acts, perhaps as somebody's deputy: `--as`, else HUITOUKAN_PERSON. @throws Refusal PERSON_REQUIRED */
  actor(): string {
    const person = this.options.as ?? setting('HUITOUKAN_PERSON');
    if (person !== undefined && person !== '') return person;
    return refuse('PERSON_REQUIRED', '请用 --as 人员编号（或环境变量 HUITOUKAN_PERSON）指明由谁办理', 'say who acts with --as PERSON (or HUITOUKAN_PERSON)');
  }

  /** For whom a deputy acts: `--on-behalf-of`; else nobody. */
  absent(): Pick<ActOptions, 'onBehalfOf'> {
    const { onBehalfOf } = this.options;
    return onBehalfOf === undefined ? {} : { onBehalfOf };
  }

  /** Key, seen version and on whose behalf, as given; each run of a command without `--key` is an act of its own. */
  actOptions(): ActOptions {
    const { key, seen } = this.options;
    return { ...(key === undefined ? {} : { key }), ...(seen === undefined ? {} : { seen }), ...this.absent() };
  }

  /** From whose eyes something is shown; nobody's where nobody is named. */
  viewer(): { readonly person: string | null; readonly onBehalfOf?: string } {
    return { person: this.options.as ?? setting('HUITOUKAN_PERSON') ?? null, ...this.absent() };
  }

  /** One answer, for programs (`--json`) or for people. */
  answer(value: unknown, text: string | (() => string)): void {
    process.stdout.write(this.json ? `${JSON.stringify(value, null, 2)}\n` : `${typeof text === 'string' ? text : text()}\n`);
  }

  /** A remark beside the answer; programs do not get it. */
  note(zh: string, en: string): void {
    if (!this.json) process.stderr.write(`${zh} / ${en}\n`);
  }

  async close(): Promise<void> {
    if (this.connected === undefined) return;
    // A connection that never came about has nothing to close.
    const client = await this.connected.catch(() => undefined);
    await client?.close();
  }
}

/** Errors go to stderr, so that stdout holds an answer or nothing. */
export const reportError = (error: unknown, { json, debug }: GlobalOptions): number => {
  const { code, zh, en, where } = errorText(error);
  if (json === true) process.stderr.write(`${JSON.stringify({ error: { code, zh, en, where: where ?? null } })}\n`);
  else process.stderr.write(`错误 ${code}：${zh}\nError ${code}: ${en}\n`);
  if (debug === true && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  return exitCodeOf(code);
};

/** Makes a command's action: with a context, an exit code, and everything closed whatever happens. */
export const action =
  <A extends readonly unknown[]>(work: (context: CommandContext, ...args: A) => Promise<number | void>) =>
  async (...all: unknown[]): Promise<void> => {
    const command = all.at(-1) as Command;
    const options = command.optsWithGlobals<GlobalOptions>();
    const context = new CommandContext(options);
    try {
      process.exitCode = (await work(context, ...(all.slice(0, -1) as unknown as A))) ?? EXIT.ok;
    } catch (error) {
      process.exitCode = reportError(error, options);
    } finally {
      await context.close();
    }
  };
