import { main } from '../../client/cli.ts';

export type Answer = { readonly code: number; readonly out: string; readonly err: string };

/**
 * A command line in this process, with these variables in its environment: what it prints is caught, its exit code answered.
 * One at a time. A program of its own takes a second and more to start.
 */
export const inProcess = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Answer> => {
  const caught = { out: '', err: '' };
  const [out, err] = [process.stdout.write.bind(process.stdout), process.stderr.write.bind(process.stderr)];
  const { exitCode } = process;
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  const into =
    (where: keyof typeof caught) =>
    (chunk: string | Uint8Array): boolean => {
      caught[where] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
      return true;
    };
  Object.assign(process.env, env);
  process.exitCode = 0;
  process.stdout.write = into('out');
  process.stderr.write = into('err');
  try {
    const code = await main(args);
    return { code, ...caught };
  } finally {
    process.stdout.write = out;
    process.stderr.write = err;
    process.exitCode = exitCode;
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
};
