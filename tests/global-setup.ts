import type { TestProject } from 'vitest/node';
import { buildPage } from '../client/page-build.ts';
import { startTestCluster } from '../ledger/test-cluster.ts';

/** One PostgreSQL a run; every test takes a database of its own with freshDatabase(). The page is built once, not by every test that serves it. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const [cluster] = await Promise.all([startTestCluster(), buildPage()]);
  project.provide('testLedgerUrl', cluster.url);
  return cluster.stop;
};
