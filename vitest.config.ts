import { defineConfig } from 'vitest/config';

/** Rules and parsers: no server, so `vitest run domain` answers at once. */
const pure = ['domain/**/*.test.ts', 'client/import/**/*.test.ts', 'client/sheets/**/*.test.ts', 'client/register-in/**/*.test.ts', 'client/people-sheets/**/*.test.ts', 'client/evidence-folder/**/*.test.ts', 'client/calendar-file.test.ts'];

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
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['**/*.test.ts'],
          exclude: ['**/node_modules/**', 'tests/bench/**', ...pure],
          globalSetup: ['tests/global-setup.ts'],
        },
      },
    ],
  },
});
