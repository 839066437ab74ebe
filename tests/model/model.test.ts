import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HuitoukanClient } from '../../client/client.ts';
import { dayOf, daysBetween } from '../../domain/time.ts';
import { startRig, type Rig } from '../rig.ts';
import { COMMANDS } from './commands.ts';
import { newModel } from './model.ts';
import { demandEngineEqualsLedger } from './real.ts';

/** So many lives of up to so many acts; `npm run model 300` tries more, HUITOUKAN_MODEL_SEED repeats one. */
const RUNS = Number(process.env['HUITOUKAN_MODEL_RUNS'] ?? 12);
/** Most of these are left out again, being refused for certain. */
const MOST_ACTS = 90;
const seed = Number(process.env['HUITOUKAN_MODEL_SEED'] ?? Date.now() % 1_000_000_000);

let rig: Rig;
let second: HuitoukanClient;
beforeAll(async () => {
  rig = await startRig();
  const { engine, database, dataConverter } = rig;
  second = await HuitoukanClient.connect({ connection: engine.connection, namespace: engine.namespace, ledgerUrl: database.url, dataConverter });
});
afterAll(async () => {
  await second.close();
  // Replays every history of these lives as well.
  await rig.close();
});

test(`client, engine and ledger agree with a small model, also when two act at once (seed ${seed})`, { timeout: 60_000 + RUNS * 10_000 }, async () => {
  const issues = await rig.openRound(Array.from({ length: RUNS }, () => ({})));
  const feedback = dayOf(Date.now());
  let tried = 0;
  const kinds = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.commands([...COMMANDS], { maxCommands: MOST_ACTS, size: 'max' }), async (commands) => {
      const issueId = issues.pop() ?? (await rig.openIssue());
      const real = { rig, clients: [rig.client, second] as const, issueId, feedback };
      const model = newModel(daysBetween(feedback, (await rig.row(issueId)).due_current));
      await fc.asyncModelRun(() => ({ model, real }), commands);
      await demandEngineEqualsLedger(real);
      tried += [...commands].length;
      for (const type of model.events) kinds.add(type);
    }),
    // Every attempt at something smaller is a life on the engine: the first failure is told as it is.
    { numRuns: RUNS, seed, endOnFailure: true },
  );
  process.stderr.write(`model: ${RUNS} lives, ${tried} acts, races and repetitions, ${kinds.size} types of event (seed ${seed})\n`);
  expect(kinds.size).toBeGreaterThan(8);
});
