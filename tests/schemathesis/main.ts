import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishedDayTable } from '../../client/day-tables.ts';
import { HuitoukanClient } from '../../client/client.ts';
import { loadPolicy } from '../../client/policies.ts';
import { dayOf } from '../../domain/time.ts';
import { grantRounds } from '../../ledger/accounts.ts';
import { saveDirectory } from '../../ledger/directory.ts';
import { discardLedger } from '../../ledger/embedded.ts';
import { startStack } from '../../worker/stack.ts';
import { ApiKit } from '../api/kit.ts';
import { PARTIES, PEOPLE, POSTS } from '../rig-people.ts';
import { errorsIn, installTool, runTool } from './tool.ts';

/** `coverage`: every boundary of every field as well, twenty thousand requests and five minutes for each of them. */
const [only = 'all', examples = '20', seed = '20261122', depth = 'quick'] = process.argv.slice(2);
const PERSONS = ['p-sup', 'p-owner', 'p-leader', 'p-head', 'p-team'];

/** A round that a stranger's requests may do anything to. */
const openRound = async (client: HuitoukanClient): Promise<void> => {
  const at = Date.now();
  const feedback = dayOf(at);
  await saveDirectory(client.ledger, PEOPLE, POSTS, feedback);
  const head = { id: 'r1', title: '常规巡察', unit: '青石镇党委', inspector: '县委第一巡察组', feedback, parties: { head: PARTIES.head, superior: PARTIES.superior, supervision: PARTIES.supervision, team: PARTIES.team } };
  const drafts = ['1', '2', '3'].map((number) => ({ type: 'open', round: 'r1', number, title: `第${number}个问题`, category: '政治建设', kind: 'immediate', parties: PARTIES, feedback, due: null, standing: 'assigned' }) as const);
  await client.openRound({ head, policy: await loadPolicy('default'), days: publishedDayTable(), drafts, record: {}, at }, 'p-sup');
};

/** Everybody there is: nobody, who keeps the accounts, each party of an issue, a reader, another system with a token. */
const everybody = async (kit: ApiKit): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> => {
  const who = new Map<string, Readonly<Record<string, string>>>([['anonymous', {}]]);
  await kit.account({ username: 'keeper', administrator: true });
  const reader = await kit.account({ username: 'reader' });
  await grantRounds(kit.client.ledger, reader, ['r1'], reader, Date.now());
  for (const person of PERSONS) await kit.account({ username: person, person });
  for (const username of ['keeper', ...PERSONS, 'reader']) who.set(username, { cookie: await kit.cookiesOf(username) });
  return who;
};

const folder = mkdtempSync(join(tmpdir(), 'huitoukan-schemathesis-'));
const program = installTool();
const stack = await startStack({ dataFolder: join(folder, 'data') });
const client = await HuitoukanClient.connect(stack);
const errors = join(folder, 'errors.log');
const kit = await ApiKit.start(client, { log: { level: 'warn', write: (line) => appendFileSync(errors, line) } });
let bad = 0;
try {
  await openRound(client);
  for (const [name, headers] of await everybody(kit)) {
    if (only !== 'all' && only !== name) continue;
    const before = errorsIn(errors).length;
    const { cases, operations, clean, log } = await runTool(program, kit.served.address, { seed: Number(seed), examples: Number(examples), phases: depth === 'coverage' ? 'examples,coverage,fuzzing' : 'examples,fuzzing', headers, log: folder });
    const inside = errorsIn(errors).slice(before);
    if (!clean || inside.length > 0 || cases === 0) bad += 1;
    const file = join(tmpdir(), `huitoukan-schemathesis-${name}.log`);
    writeFileSync(file, [log, ...inside].join('\n'));
    process.stdout.write(`${clean && inside.length === 0 && cases > 0 ? '✓' : '✗'} ${name.padEnd(10)} ${operations} 个路由 / operations, ${cases} 次请求 / cases, 内部错误 / errors ${inside.length}  (${file})\n`);
  }
} finally {
  await kit.close();
  await client.close();
  await stack.stop();
  discardLedger(join(folder, 'data'));
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(bad === 0 ? '没有5xx，没有文档之外的答复 / no 5xx, no undeclared answer\n' : `${bad} 个身份有问题 / with problems\n`);
process.exitCode = bad === 0 ? 0 : 1;
