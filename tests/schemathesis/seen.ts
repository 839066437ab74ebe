import type { LogTarget } from '../../client/api/log.ts';

type Line = { readonly level: number; readonly reqId?: string; readonly req?: { readonly method: string; readonly path: string }; readonly res?: { readonly status: number } };

/** `worked`: how many operations did at least once what they were asked to; `lines`: each with its answers by status. */
export type Taken = { readonly requests: number; readonly asked: number; readonly worked: number; readonly lines: readonly string[]; readonly errors: readonly string[] };

/** What a server saw, by its own log: how each of its operations was asked and answered, and what went wrong inside. */
export class Seen {
  /** Lines of errors, as they were written. */
  errors: string[] = [];
  private readonly operations: readonly { readonly name: string; readonly pattern: RegExp }[];
  private readonly open = new Map<string, string>();
  private answers = new Map<string, number[]>();

  /** `names`: of the routes, as the table of rights has them. */
  constructor(names: readonly string[]) {
    // Of two that fit, the one with more fixed parts is meant.
    const fixed = (name: string): number => name.split('/').filter((part) => !part.startsWith(':')).length;
    this.operations = names.toSorted((a, b) => fixed(b) - fixed(a)).map((name) => ({ name, pattern: new RegExp(`^${name.replaceAll(/:\w+/g, '[^/]*')}$`) }));
  }

  readonly log: LogTarget = {
    level: 'info',
    write: (text) => {
      const line = JSON.parse(text) as Line;
      if (line.level >= 50) this.errors.push(text.trim());
      if (line.reqId === undefined) return;
      if (line.req !== undefined && line.res === undefined) this.open.set(line.reqId, `${line.req.method} ${line.req.path}`);
      if (line.res === undefined) return;
      const asked = this.open.get(line.reqId) ?? '';
      this.open.delete(line.reqId);
      const name = this.operations.find(({ pattern }) => pattern.test(asked))?.name;
      if (name !== undefined) this.answers.set(name, [...(this.answers.get(name) ?? []), line.res.status]);
    },
  };

  /** What was seen since the last time: requests, operations that were asked, those that did what was asked of them. */
  take(): Taken {
    const answers = [...this.answers];
    const tally = (all: readonly number[]): string => [...Map.groupBy(all, (status) => status)].map(([status, some]) => `${status}×${some.length}`).toSorted().join(' ');
    const taken = { requests: answers.reduce((sum, [, all]) => sum + all.length, 0), asked: answers.length, worked: answers.filter(([, all]) => all.some((status) => status < 400)).length, lines: answers.map(([name, all]) => `${name}: ${tally(all)}`).toSorted(), errors: this.errors };
    this.answers = new Map();
    this.errors = [];
    return taken;
  }
}
