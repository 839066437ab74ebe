import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { failureConverterPath } from './codec.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const ROOMS = ['domain', 'workflows'];

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? sources(join(folder, entry.name)) : [join(folder, entry.name)]))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .sort();

const fingerprint = (): string => {
  const hash = createHash('sha256');
  const files = [...ROOMS.flatMap((room) => sources(join(ROOT, room))), fileURLToPath(import.meta.url), join(ROOT, 'package-lock.json')];
  for (const path of files) hash.update(path).update(readFileSync(path));
  return hash.digest('hex').slice(0, 24);
};

/**
 * The workflows as one script for the sandbox. Bundling takes seconds, so the result is kept by the content of what went
 * into it; a process that starts twice, or the next test file, finds it ready.
 *
 * The modules are loaded once a sandbox, not once a workflow: nearly every issue is cold when an act reaches it, and to run
 * all of `domain/` anew for each cost more than to replay its history. Allowed because neither room keeps anything between
 * two calls that could change an answer (the boundary checker refuses module-level `let`; the day memory of `domain/time.ts`
 * holds names and numbers of days only).
 */
export const workflowBundle = async (workflowsPath = join(ROOT, 'workflows/index.ts')): Promise<{ readonly code: string }> => {
  const folder = join(ROOT, 'node_modules/.cache/huitoukan');
  const name = createHash('sha256').update(workflowsPath).digest('hex').slice(0, 8);
  const file = join(folder, `workflows-${name}-${fingerprint()}.js`);
  try {
    return { code: readFileSync(file, 'utf8') };
  } catch {
    const { code } = await bundleWorkflowCode({ workflowsPath, failureConverterPath, preloadModules: [workflowsPath], logger: new DefaultLogger('WARN') });
    mkdirSync(folder, { recursive: true });
    // Written aside and moved: another process never reads half a bundle.
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, code);
    renameSync(draft, file);
    return { code };
  }
};
