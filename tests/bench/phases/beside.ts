import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../../ledger/database.ts';
import type { Bench } from '../bench.ts';
import { measured } from '../cost.ts';
import { progress } from '../lifecycle.ts';
import { fillRegister } from '../register-rows.ts';
import { row, type PhaseResult } from '../rows.ts';
import { percentile } from '../stats.ts';
import type { Serving } from '../worker-messages.ts';
import { ASKED } from './register.ts';

/** Issues that are worked on meanwhile: more than a worker keeps in memory, so that nearly every act finds its issue cold. */
const WORKED_ON = 300;
/** Somebody looks at the register so often. */
const LOOKS_A_SECOND = 2;

type Asked = { readonly method: 'GET' | 'POST'; readonly path: string; readonly person: string; readonly body?: unknown };

/** Milliseconds until the whole answer was there. */
const timed = async ({ address, cookies }: Serving, { method, path, person, body }: Asked): Promise<number> => {
  const from = performance.now();
  const headers = { 'sec-fetch-site': 'same-origin', cookie: cookies[person] ?? '', ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const answer = await fetch(`${address}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${method} ${path} answered ${answer.status}: ${text.slice(0, 300)}`);
  return performance.now() - from;
};

/** Sends by a fixed beat, whether or not the last one was answered. */
const byBeat = async (rate: number, seconds: number, send: (n: number) => Promise<number>): Promise<number[]> => {
  const start = performance.now();
  const sent: Promise<number>[] = [];
  for (let n = 0; n < rate * seconds; n += 1) {
    await sleep(Math.max(0, start + (n * 1000) / rate - performance.now()));
    sent.push(send(n));
  }
  return await Promise.all(sent);
};

/** One process has the page, the API and the worker (`huitoukan start`): the register is read in it while officials act in it. */
export const registerBesideActs = async ({ profile, place, cores, ours, say }: Bench): Promise<PhaseResult> => {
  const { besideRate: rate, besideSeconds: seconds } = profile;
  const db = connect(place.ledger.url);
  try {
    await fillRegister(db, profile.open);
    const { ids } = await ours.openWorking(WORKED_ON, 'beside');
    const owners = await db.selectFrom('issue').select(['id', 'owner_ref as owner']).where('id', 'in', ids).execute();
    const ownerOf = new Map(owners.map(({ id, owner }) => [id, (owner ?? '').replace('person:', '')]));
    const answer = await ours.workers[0]?.ask({ ask: 'serve', people: ['p-sup', ...ownerOf.values()] });
    if (answer === undefined || !('serving' in answer)) throw new Error('the worker does not serve');
    const { serving } = answer;
    const look = async (n: number): Promise<number> => await timed(serving, { method: 'GET', path: ASKED[n % ASKED.length] ?? '', person: 'p-sup' });
    const act = async (n: number): Promise<number> => {
      const id = ids[(n * 7) % ids.length] ?? '';
      return await timed(serving, { method: 'POST', path: `/api/${id.replace('issue/', 'issues/')}/acts`, person: ownerOf.get(id) ?? '', body: progress(n) });
    };
    await byBeat(LOOKS_A_SECOND, 5, look);
    say('the register and the issues are there');
    const alone = await byBeat(LOOKS_A_SECOND, seconds, look);
    say('asked while nothing else happened');
    const { result, cost } = await measured(place, ours, cores, async () => {
      const [looks, acts] = await Promise.all([byBeat(LOOKS_A_SECOND, seconds, look), byBeat(rate, seconds, act)]);
      return { looks, acts };
    });
    const { looks, acts } = result;
    return {
      rows: [
        row(`register of ${profile.open}, p95 while ${rate} acts a second arrive / 台账 p95`, 'ms', percentile(looks, 0.95), null, { of: 'ours', most: 100 }),
        row('median / 中位数', 'ms', percentile(looks, 0.5), null),
        row('p95 while nobody acts / 无人办理时 p95', 'ms', percentile(alone, 0.95), null),
        row('an act over HTTP, p50 / 办理', 'ms', percentile(acts, 0.5), null),
        row('an act over HTTP, p99', 'ms', percentile(acts, 0.99), null),
        row('CPU meanwhile / 期间 CPU', 'cores', cost.total / (cost.wallMs / 1000), null),
      ],
      remarks: [`Page, API and worker in one process; ${LOOKS_A_SECOND} looks a second, acts on ${WORKED_ON} issues in turn.`],
      raw: { looks, acts, alone },
      othersShare: cost.others,
    };
  } finally {
    await db.destroy();
  }
};
