import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HuitoukanClient } from '../../client/client.ts';
import type { LedgerDatabase, LedgerTransaction } from '../../ledger/database.ts';
import { PaperRound } from '../paper-round.ts';
import { until } from '../until.ts';
import { ApiKit } from './kit.ts';

/** Two who write at the same time on a real PostgreSQL: positions in the log are taken in one order and seen in the other. */
let paper: PaperRound;
let kit: ApiKit;
let cookie: string;

beforeAll(async () => {
  paper = await PaperRound.open([{}, {}]);
  kit = await ApiKit.start({ ledger: paper.db } as unknown as HuitoukanClient);
  cookie = await kit.sessionOf(await kit.account({ username: 'p-sup', person: 'p-sup' }));
}, 60_000);
afterAll(async () => {
  await kit.close();
  await paper.drop();
});

/** Hears the changes, from where a line broke if that is given; `at()`: where it would go on. */
const hear = async (lastId?: string) => {
  let text = '';
  const abort = new AbortController();
  const answer = await fetch(`${kit.served.address}/api/changes`, { headers: { cookie, ...(lastId === undefined ? {} : { 'last-event-id': lastId }) }, signal: abort.signal });
  void (async () => {
    for await (const chunk of answer.body ?? []) text += Buffer.from(chunk as Uint8Array).toString();
  })().catch(() => undefined);
  return { heard: (issue: string) => text.includes(`"issue":"${issue}"`), at: () => [...text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1], stop: () => abort.abort() };
};

const write = async (db: LedgerDatabase | LedgerTransaction, issue: string): Promise<void> => {
  await sql`insert into issue_event (issue_id, seq, cycle, at, by, type, body) values (${issue}, (select max(seq) + 1 from issue_event where issue_id = ${issue}), 1, 0, 'p-sup', 'reminded', '{}')`.execute(db);
};

test('an event that is written first and seen last is heard by whoever went away in between', async () => {
  const [SLOW, QUICK] = ['issue/r1/1', 'issue/r1/2'] as const;
  const written = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const first = await hear();
  await until(async () => first.at() !== undefined, 'the line to stand');
  const slow = paper.db.transaction().execute(async (trx) => {
    await write(trx, SLOW);
    written.resolve();
    await goOn.promise;
  });
  await written.promise;
  await write(paper.db, QUICK);
  await until(async () => first.heard(QUICK), 'the change that was seen first');
  const brokeAt = first.at();
  first.stop();
  goOn.resolve();
  await slow;

  const again = await hear(brokeAt);
  await until(async () => again.heard(SLOW), 'the change that was written first', 5_000);
  again.stop();
}, 20_000);

test('who stays hears it too, once', async () => {
  const line = await hear();
  await until(async () => line.at() !== undefined, 'the line to stand');
  await paper.db.transaction().execute(async (trx) => {
    await write(trx, 'issue/r1/1');
    await write(paper.db, 'issue/r1/2');
    await until(async () => line.heard('issue/r1/2'), 'the quick one');
    expect(line.heard('issue/r1/1')).toBe(false);
  });
  await until(async () => line.heard('issue/r1/1'), 'the slow one');
  line.stop();
}, 20_000);
