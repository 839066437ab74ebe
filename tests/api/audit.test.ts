import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HuitoukanClient } from '../../client/client.ts';
import { PARTIES } from '../rig-people.ts';
import { PaperRound } from '../paper-round.ts';
import { ApiKit, type Answer, type Send } from './kit.ts';

/** What is read out of the ledger only: no engine runs here. */
let paper: PaperRound;
let kit: ApiKit;
let office: Send;
let team: Send;
let owner: Send;
beforeAll(async () => {
  paper = await PaperRound.open([{}, { parties: { ...PARTIES, owner: 'person:p-second' }, number: '10' }, { number: '9', kind: 'sustained' }]);
  await paper.act('1', 'p-owner', { type: 'accept' });
  await paper.act('10', 'p-second', { type: 'accept' });
  kit = await ApiKit.start({ ledger: paper.db } as unknown as HuitoukanClient, { now: () => paper.now });
  [office, team, owner] = await Promise.all(['p-sup', 'p-team', 'p-owner'].map(async (person) => await kit.person(person))) as [Send, Send, Send];
}, 60_000);
afterAll(async () => {
  await kit?.close();
  await paper?.drop();
});

type Entry = { readonly subject: string; readonly seq: number; readonly type: string; readonly who: { readonly zh: string }; readonly zh: string };
const entriesOf = ({ body }: Answer): Entry[] => body['entries'] as Entry[];

describe('the history over everything', () => {
  test('is every event of every issue and round once, the newest first, page by page', async () => {
    const all: Entry[] = [];
    let cursor: string | null = '';
    for (let page = 0; page < 20 && cursor !== null; page += 1) {
      const answer = await office('GET', `/api/history?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      all.push(...entriesOf(answer));
      cursor = answer.body['next'] as string | null;
    }
    const whole = entriesOf(await office('GET', '/api/history?limit=500'));
    expect(all).toEqual(whole);
    expect(whole.map(({ subject, seq }) => `${subject} ${seq}`).toSorted()).toEqual(['issue/r1/1 1', 'issue/r1/1 2', 'issue/r1/10 1', 'issue/r1/10 2', 'issue/r1/9 1', 'round/r1 1']);
    const times = (whole as unknown as { at: number }[]).map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  test('is narrowed down by person, kind, issue, round and day', async () => {
    expect(entriesOf(await office('GET', '/api/history?person=p-second')).map(({ subject, zh, who }) => [subject, zh, who.zh])).toEqual([['issue/r1/10', '认领', '钱七']]);
    expect(entriesOf(await office('GET', '/api/history?types=accepted'))).toHaveLength(2);
    expect(entriesOf(await office('GET', '/api/history?subject=round/r1')).map(({ type }) => type)).toEqual(['round-opened']);
    expect(entriesOf(await office('GET', '/api/history?round=r2'))).toEqual([]);
    expect(entriesOf(await office('GET', '/api/history?from=2026-03-03'))).toEqual([]);
    expect(entriesOf(await office('GET', '/api/history?from=2026-03-02&to=2026-03-02'))).toHaveLength(6);
    expect((await office('GET', '/api/history?from=soon')).status).toBe(400);
    expect((await office('GET', '/api/history?cursor=x')).body).toMatchObject({ code: 'INVALID_CURSOR' });
  });

  test('is for those who oversee; a file of it stands in the access log', async () => {
    expect((await owner('GET', '/api/history')).body).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(entriesOf(await team('GET', '/api/history'))).toHaveLength(6);
    const file = await team('GET', '/api/history/file?format=csv&types=accepted');
    expect(String(file.body['text']).trim().split(/\r?\n/)).toHaveLength(3);
    const { entries } = (await office('GET', '/api/access-log?person=p-team')).body as { entries: { action: string; what: object }[] };
    expect(entries).toContainEqual(expect.objectContaining({ action: 'GET /api/history/file', what: { zh: '导出筛选出的经过', en: 'the history that was filtered, as a file' } }));
  });
});

describe('the register as it is shown', () => {
  test('leaves with its filters, order and columns, and holds what one may see', async () => {
    const lines = async (who: Send, query: string): Promise<string[]> => String((await who('GET', `/api/register?format=csv&${query}`)).body['text']).replace('\ufeff', '').trim().split(/\r?\n/);
    expect(await lines(office, 'columns=number,owner&sort=-number')).toEqual(['编号,责任人', '10,钱七', '9,张三', '1,张三']);
    expect(await lines(office, 'columns=number&kind=sustained')).toEqual(['编号', '9']);
    expect(await lines(owner, 'columns=number')).toEqual(['编号', '1', '9']);
    expect((await office('GET', '/api/register?columns=nothing')).status).toBe(400);
    expect((await office('GET', '/api/register?columns=number,status')).headers.get('content-disposition')).toContain('.xlsx');
  });
});

describe('whether the record is whole', () => {
  test('is looked at, kept with who looked, and shown with what came since', async () => {
    expect((await office('GET', '/api/integrity')).body).toEqual({ last: null });
    expect((await office('POST', '/api/integrity')).body).toMatchObject({ by: 'p-sup', issues: 3, events: 5, rounds: 1, faults: [] });
    await paper.act('9', 'p-owner', { type: 'accept' });
    expect((await team('GET', '/api/integrity')).body).toMatchObject({ last: { by: 'p-sup', since: 1, faults: [] } });
    expect((await owner('POST', '/api/integrity')).body).toMatchObject({ code: 'NOT_ALLOWED' });
  });

  test('tells whatever somebody changes behind the program’s back', async () => {
    const faults = async (): Promise<string[]> => ((await office('POST', '/api/integrity')).body['faults'] as { what: string; subject: string }[]).map(({ what, subject }) => `${what} ${subject}`);
    await sql`alter table issue_event disable trigger issue_event_append_only`.execute(paper.db);
    await sql`delete from issue_event where issue_id = 'issue/r1/1' and seq = 1`.execute(paper.db);
    await sql`update issue set seq = 7 where id = 'issue/r1/10'`.execute(paper.db);
    expect(await faults()).toEqual(['events-missing issue/r1/1', 'rewrite-allowed issue_event', 'row-differs issue/r1/10']);
    await expect(sql`delete from integrity_check`.execute(paper.db)).rejects.toThrow('append-only');
  });
});
