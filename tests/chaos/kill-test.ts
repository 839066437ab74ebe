// `npm run chaos [-- --seed N --seconds 120 --issues 120 --sabotage dedup]`: the long form of kill.slow.test.ts. Ends with 1 when
// the judge found something.
import { parseArgs } from 'node:util';
import { freshDatabaseOn, startTestCluster } from '../../ledger/test-cluster.ts';
import { isClean } from './checker.ts';
import { runChaos } from './chaos-run.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, seconds: { type: 'string', default: '120' }, issues: { type: 'string', default: '120' }, sabotage: { type: 'string' } },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
console.log(`seed ${seed}`);
const cluster = await startTestCluster();
try {
  const database = await freshDatabaseOn(cluster.url);
  const sabotage = values.sabotage === 'dedup' ? 'dedup' : undefined;
  const report = await runChaos({ database, seed, seconds: Number(values.seconds), issues: Number(values.issues), sabotage, say: console.log });
  console.log(JSON.stringify(report, null, 2));
  console.log(isClean(report) ? `PASSED: ${report.expected} reminders, none missing, ${report.duplicates} copies too many, each one listed as uncertain` : 'FAILED');
  process.exitCode = isClean(report) ? 0 : 1;
  await database.drop();
} finally {
  await cluster.stop();
}
