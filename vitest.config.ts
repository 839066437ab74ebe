import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Rules, parsers, words and what is written about them: no server, so `vitest run domain` answers at once. */
const pure = [
  '{domain,activities,workflows,web}/**/*.test.ts',
  'client/{import,sheets,register-in,people-sheets,evidence-folder,letters,look-backs,report}/**/*.test.ts',
  'client/{calendar-file,common-counts,day-tables,details-words,health,policies,presets,round-counts,round-file,topic-words}.test.ts',
  'client/{rehearsal/rehearse,api/change-feed,api/site-guard,api/routes/*}.test.ts',
  'tests/{codes,screenshots,simulation}/*.test.ts',
  'tests/{guarantees,mechanisms,named-things,where-to-do-what}.test.ts',
  'tests/platform/{boundaries,lock-file}.test.ts',
  'worker/codec.test.ts',
];

/** Proofs that take half a minute and more each, and time-critical ones: `npm run test:slow`, one file after the other. */
const slow = ['**/*.slow.test.ts'];
const needsServers = { globalSetup: ['tests/global-setup.ts'], exclude: ['**/node_modules/**', 'tests/bench/**', ...pure] };

/** Files with servers first: those that are done in a moment then fill both cores to the end. */
class QuickOnesLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => Number(a.project.name === 'pure') - Number(b.project.name === 'pure'));
  }
}

export default defineConfig({
  test: {
    // One less than there are cores by itself, which on two cores leaves one of them idle.
    maxWorkers: 2,
    sequence: { sequencer: QuickOnesLast },
    testTimeout: 30_000,
    hookTimeout: 180_000, // engine, ledger, bundle and worker, on two busy cores
    silent: 'passed-only',
    teardownTimeout: 30_000,
    restoreMocks: true,
    setupFiles: ['tests/seed.ts'],
    env: { TZ: 'UTC' },
    projects: [
      // Rules keep nothing between two calls (the boundary checker sees to it), so that one process may try file after file.
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      { extends: true, test: { ...needsServers, name: 'whole', include: ['**/*.test.ts'], exclude: [...needsServers.exclude, ...slow] } },
      { extends: true, test: { ...needsServers, name: 'slow', include: slow, maxWorkers: 1, testTimeout: 60_000 } },
    ],
  },
});
