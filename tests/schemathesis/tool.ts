import { spawn, spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../ledger/cache-folder.ts';

const VERSION = '4.32.5';
/** What must never be: an error of ours, and an answer that the document does not speak of. */
const CHECKS = ['not_a_server_error', 'status_code_conformance', 'content_type_conformance', 'response_headers_conformance', 'response_schema_conformance'];

/** The tool in a Python environment of its own, made at the first run. @throws Error where there is no Python */
export const installTool = (): string => {
  const folder = join(cacheFolder(), `schemathesis-${VERSION}`);
  const program = join(folder, 'bin', 'st');
  if (existsSync(program)) return program;
  rmSync(folder, { recursive: true, force: true });
  for (const [command, ...args] of [['python3', '-m', 'venv', folder], [join(folder, 'bin', 'pip'), 'install', '--quiet', `schemathesis==${VERSION}`]] as const) {
    const { status } = spawnSync(command, args, { stdio: ['ignore', 2, 2] });
    if (status !== 0) throw new Error(`安装 schemathesis 失败，需要 python3、venv 和网络 / schemathesis could not be installed; python3 with venv and a network are needed: ${command} ${args.join(' ')}`);
  }
  return program;
};

export type Asked = { readonly document: string; readonly address: string; readonly seed: number; readonly examples: number; readonly phases: string; /** Paths of the document: these only, or all but these. */ readonly only?: readonly string[]; readonly except?: readonly string[]; readonly headers: Readonly<Record<string, string>>; readonly log: string };
export type Verdict = { readonly clean: boolean; readonly log: string };

/** Runs the tool against a server as somebody; everything it says is in `log`. */
export const runTool = async (program: string, { document, address, seed, examples, phases, headers, log, only = [], except = [] }: Asked): Promise<Verdict> => {
  const given = Object.entries({ 'sec-fetch-site': 'same-origin', ...headers }).flatMap(([name, value]) => ['--header', `${name}: ${value}`]);
  const paths = [...only.flatMap((path) => ['--include-path', path]), ...except.flatMap((path) => ['--exclude-path', path])];
  const args = ['run', document, '--url', address, '--checks', CHECKS.join(','), '--phases', phases, '--max-examples', String(examples), '--seed', String(seed), '--continue-on-failure', '--no-shrink', '--request-timeout', '30', '--warnings', 'off', '--suppress-health-check', 'all', '--generation-with-security-parameters', 'false', ...paths, ...given];
  const output: Buffer[] = [];
  const code = await new Promise<number>((resolve, reject) => {
    const child = spawn(program, ['--no-color', ...args], { stdio: ['ignore', 'pipe', 'pipe'], cwd: log, env: { ...process.env, COLUMNS: '160', HYPOTHESIS_STORAGE_DIRECTORY: join(log, 'hypothesis') } });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => output.push(bytes));
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? 1));
  });
  return { clean: code === 0, log: Buffer.concat(output).toString() };
};
