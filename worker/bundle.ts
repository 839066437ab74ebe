import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const ROOMS = ['domain', 'workflows'];

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? sources(join(folder, entry.name)) : [join(folder, entry.name)]))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .sort();

const fingerprint = (): string => {
  const hash = createHash('sha256');
  const lock = readFileSync(join(ROOT, 'package-lock.json'));
  for (const path of ROOMS.flatMap((room) => sources(join(ROOT, room)))) hash.update(path).update(readFileSync(path));
  return hash.update(lock).digest('hex').slice(0, 24);
};

/**
 * The workflows as one script for the sandbox. Bundling takes seconds, so the result is kept by the content of what went
 * into it; a process that starts twice, or the next test file, finds it ready.
 */
export const workflowBundle = async (workflowsPath = join(ROOT, 'workflows/index.ts')): Promise<{ readonly code: string }> => {
  const folder = join(ROOT, 'node_modules/.cache/huitoukan');
  const name = createHash('sha256').update(workflowsPath).digest('hex').slice(0, 8);
  const file = join(folder, `workflows-${name}-${fingerprint()}.js`);
  try {
    return { code: readFileSync(file, 'utf8') };
  } catch {
    const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
    mkdirSync(folder, { recursive: true });
    // Written aside and moved: another process never reads half a bundle.
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, code);
    renameSync(draft, file);
    return { code };
  }
};
