import { defineConfig } from 'vitest/config';

/** Rules and parsers: no server, so `vitest run domain` answers at once. */
const pure = ['domain/**/*.test.ts', 'client/import/**/*.test.ts', 'client/sheets/**/*.test.ts', 'client/register-in/**/*.test.ts', 'client/people-sheets/**/*.test.ts', 'client/evidence-folder/**/*.test.ts', 'client/calendar-file.test.ts', 'client/topic-words.test.ts', 'client/api/routes/*.test.ts', 'web/**/*.test.ts'];

/** Proofs that take half a minute and more each, and time-critical ones: `npm run test:slow`, one file after the other. */
const slow = ['**/*.slow.test.ts'];
const needsServers = { globalSetup: ['tests/global-setup.ts'], exclude: ['**/node_modules/**', 'tests/bench/**', ...pure] };

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 180_000, // engine, ledger, bundle and worker, on two busy cores
    silent: 'passed-only',
    teardownTimeout: 30_000,
    restoreMocks: true,
    setupFiles: ['tests/seed.ts'],
    env: { TZ: 'UTC' },
    projects: [
      { extends: true, test: { name: 'pure', include: pure } },
      { extends: true, test: { ...needsServers, name: 'whole', include: ['**/*.test.ts'], exclude: [...needsServers.exclude, ...slow], maxWorkers: 2 } },
      { extends: true, test: { ...needsServers, name: 'slow', include: slow, maxWorkers: 1 } },
    ],
  },
});
