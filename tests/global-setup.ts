import type { TestProject } from 'vitest/node';
import { startTestCluster } from '../ledger/test-cluster.ts';

/** One PostgreSQL a run; every test takes a database of its own with freshDatabase(). */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const cluster = await startTestCluster();
  project.provide('testLedgerUrl', cluster.url);
  return cluster.stop;
};
