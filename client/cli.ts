#!/usr/bin/env node
import { CommanderError, type Command } from 'commander';
import { reportError } from './commands/context.ts';
import { EXIT } from './commands/errors.ts';
import { buildProgram } from './commands/program.ts';
import { usageProblem } from './commands/usage.ts';
import { Refusal } from '../domain/refusal.ts';

/** Commander's own errors, in our form. */
const overrideExits = (command: Command, json: boolean): void => {
  command.exitOverride();
  command.configureOutput({ outputError: () => undefined, ...(json ? { writeErr: () => undefined } : {}) });
  for (const inner of command.commands) overrideExits(inner, json);
};

/** Runs one command line; answers the exit code. */
export const main = async (argv: readonly string[]): Promise<number> => {
  const program = buildProgram();
  const json = argv.includes('--json');
  overrideExits(program, json);
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportError(error, { json });
    if (error.exitCode === 0) return EXIT.ok;
    // A noun without a verb: its help was shown.
    if (error.code === 'commander.help' && !json) return EXIT.badInput;
    const code = reportError(new Refusal(usageProblem(error)), { json });
    if (!json) process.stderr.write('（--help 查看用法 / see --help）\n');
    return code;
  }
  return Number(process.exitCode ?? EXIT.ok);
};

// As a program; a test runs many command lines in one process.
if (import.meta.main) {
  // `huitoukan ... | head` closes the pipe early: that is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(EXIT.ok);
  });
  process.exitCode = await main(process.argv.slice(2));
}
