import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HuitoukanClient } from '../../client/client.ts';
import { ROUTE_RIGHTS } from '../../domain/route-rights.ts';
import { discardLedger } from '../../ledger/embedded.ts';
import { startStack } from '../../worker/stack.ts';
import { ApiKit } from '../api/kit.ts';
import { withKnown, withoutLogins } from './document.ts';
import { Seen } from './seen.ts';
import { makePeople, stateFor, type Role, ROLES } from './state.ts';
import { installTool, runTool, type Verdict } from './tool.ts';

/**
 * Made-up requests to every route, as nobody and as everybody there is. `coverage`: every boundary of every field as well,
 * twenty thousand requests and five minutes for each of them. Exit code 1 where anybody found anything, or asked nothing.
 */
const [only = 'all', examples = '20', seed = '20261122', depth = 'quick'] = process.argv.slice(2);
const phases = depth === 'coverage' ? 'examples,coverage,fuzzing' : 'examples,fuzzing';
/** The stream of changes never ends. */
const ENDLESS = ['/api/changes'];
/** What ends one's own session comes last: the rest would be asked as nobody. */
const LAST = ['/api/me/sessions/{id}', '/api/session'];
/** Forty kinds of acts behind one address: so many times the examples. */
const ACTS = ['/api/issues/{round}/{number}/acts', '/api/rounds/{round}/acts', '/api/bulk'];
const ACTS_TIMES = 8;
/** An operation that was never asked proves nothing. */
const LEAST_OPERATIONS = Object.keys(ROUTE_RIGHTS).length - ENDLESS.length;

const folder = mkdtempSync(join(tmpdir(), 'huitoukan-schemathesis-'));
const seen = new Seen(Object.keys(ROUTE_RIGHTS));

/** The tool with a document in which the things are named that this role finds. */
const asked = async (program: string, kit: ApiKit, who: Role): Promise<Verdict> => {
  const known = await stateFor(kit, who);
  const document = join(folder, `${who}.json`);
  const { body } = await kit.anonymous('GET', '/api/openapi.json');
  const isNobody = who === 'anonymous';
  writeFileSync(document, JSON.stringify(withKnown(isNobody ? body : withoutLogins(body), known)));
  const headers = isNobody ? {} : { cookie: await kit.cookiesOf(who) };
  seen.take();
  const given = { document, address: kit.served.address, seed: Number(seed), phases, headers, log: folder };
  const verdicts: Verdict[] = [];
  for (const pass of [{ except: [...ENDLESS, ...LAST, ...ACTS] }, { only: ACTS, times: ACTS_TIMES }, ...LAST.map((path) => ({ only: [path], times: 1 }))]) verdicts.push(await runTool(program, { ...given, ...pass, examples: Number(examples) * (pass.times ?? 1) }));
  return { clean: verdicts.every(({ clean }) => clean), log: verdicts.map(({ log }) => log).join('\n') };
};

const program = installTool();
const stack = await startStack({ dataFolder: join(folder, 'data') });
const client = await HuitoukanClient.connect(stack);
const county = { id: 'county', name: '县统一身份认证', issuer: 'http://127.0.0.1:9', clientId: 'huitoukan', clientSecret: 'none', claim: 'sub', match: 'person' as const, scopes: ['openid'] };
const kit = await ApiKit.start(client, { log: seen.log, providers: [county] });
let bad = 0;
try {
  await makePeople(kit);
  for (const who of ROLES.filter((role) => only === 'all' || only.split(',').includes(role))) {
    const { clean, log } = await asked(program, kit, who);
    const { requests, asked: operations, worked, lines, errors } = seen.take();
    const good = clean && errors.length === 0 && operations >= LEAST_OPERATIONS;
    if (!good) bad += 1;
    const file = join(tmpdir(), `huitoukan-schemathesis-${who}.log`);
    writeFileSync(file, [log, ...errors, ...lines].join('\n'));
    process.stdout.write(`${good ? '✓' : '✗'} ${who.padEnd(10)} ${requests} 次请求 / requests, ${operations} 个路由 / operations, 其中办成 / of them did something ${worked}, 内部错误 / errors ${errors.length}  (${file})\n`);
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
