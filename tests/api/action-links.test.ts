import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tokenOf } from '../../activities/action-links.ts';
import { dispatchDue } from '../../activities/dispatch.ts';
import type { HuitoukanClient } from '../../client/client.ts';
import type { Act } from '../../domain/command-schema.ts';
import { addDays, DAY_MS, dayOf } from '../../domain/time.ts';
import { listAccess } from '../../ledger/access-log.ts';
import { startMailbox, type Mailbox } from '../../worker/mailbox.ts';
import { smtp } from '../deliveries/kit.ts';
import { PaperRound } from '../paper-round.ts';
import { linksOf, mailsIn } from './captured-mail.ts';
import { ApiKit } from './kit.ts';

/** The owner of r1/1 is reminded ten days before the date, and asked to confirm; the mail goes over a real line to a real server. */
const KEY = new Uint8Array(32).fill(7);
let paper: PaperRound;
let kit: ApiKit;
let mailbox: Mailbox;
const folder = mkdtempSync(join(tmpdir(), 'huitoukan-links-'));

const act = async (issue: string, person: string, given: Act): Promise<void> => await paper.act(issue.split('/').at(-1) ?? '', person, given);

beforeAll(async () => {
  paper = await PaperRound.open([{}, {}, {}]);
  mailbox = await startMailbox({ folder });
  kit = await ApiKit.start({ ledger: paper.db, act } as unknown as HuitoukanClient, { now: () => paper.now });
  for (const number of ['1', '2', '3']) await paper.act(number, 'p-owner', { type: 'accept' });
  await paper.pass(21);
  await dispatch();
}, 60_000);
afterAll(async () => {
  await kit?.close();
  await mailbox?.close();
  await paper?.drop();
  rmSync(folder, { recursive: true, force: true });
});

const dispatch = async () => await dispatchDue({ db: paper.db, channels: [smtp(mailbox.port)], links: { address: kit.served.address, key: KEY } }, { now: paper.now, signal: new AbortController().signal });

const owners = (): string[] => linksOf(mailsIn(folder).find(({ to }) => to === 'owner@example.com'));
const open = async (link: string) => await fetch(link);
const press = async (link: string, form: Record<string, string> = { t: new URL(link).searchParams.get('t') ?? '' }) => await fetch(new URL('/acknowledge', link), { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams(form) });
const events = async (number: string): Promise<string[]> => (await paper.db.selectFrom('issue_event').select('type').where('issue_id', '=', paper.id(number)).orderBy('seq').execute()).map(({ type }) => type);
const confirmed = async (number: string) => await paper.db.selectFrom('delivery').select(['step', 'acknowledged_at']).where('issue_id', '=', paper.id(number)).where('recipient', '=', 'p-owner').where('acknowledged_at', 'is not', null).where('state', '=', 'bundled').execute();

test('every notice of a mail that asks to be confirmed has a link of its own, also in HTML, and a way to the page', () => {
  const mail = mailsIn(folder).find(({ to }) => to === 'owner@example.com');
  expect(new Set(owners()).size).toBe(3);
  for (const link of owners()) expect(mail?.html).toContain(`href="${link}"`);
  expect(mail?.text).toContain(`${kit.served.address}/#/`);
});

test('the secret of a link stands nowhere: the ledger has its hash, and it is 256 bits', async () => {
  const [link = ''] = owners();
  const token = new URL(link).searchParams.get('t') ?? '';
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  const rows = await paper.db.selectFrom('action_link' as never).selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('opening it changes nothing, however often a scanner does; pressing the button confirms once, and again is answered kindly', async () => {
  const [link = ''] = owners();
  const before = await events('1');
  const asked = await fetch(link, { method: 'HEAD' });
  expect([asked.status, await asked.text()]).toEqual([200, '']);
  for (let at = 0; at < 3; at += 1) {
    const page = await open(link);
    const text = await page.text();
    expect(page.status).toBe(200);
    expect(text).toContain('第1号 问题1');
    expect(text).toContain('张三');
    expect(text).not.toContain('<script');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(page.headers.get('cache-control')).toBe('no-store');
  }
  expect(await events('1')).toEqual(before);
  expect(await confirmed('1')).toEqual([]);
  const done = await press(link);
  expect(done.status).toBe(200);
  expect(await done.text()).toContain('已签收，谢谢');
  expect(await events('1')).toEqual([...before, 'acknowledged']);
  expect(await confirmed('1')).toMatchObject([{ acknowledged_at: paper.now }]);
  for (const again of [await press(link), await open(link)]) {
    expect(again.status).toBe(200);
    expect(await again.text()).toContain('无须再办');
  }
  expect(await events('1')).toEqual([...before, 'acknowledged']);
  expect(await listAccess(paper.db, { person: 'p-owner', limit: 10 })).toMatchObject([{ action: 'POST /acknowledge', subject: paper.id('1'), account: null }]);
});

test('what was changed, cut or made up opens nothing', async () => {
  const [, link = ''] = owners();
  const token = new URL(link).searchParams.get('t') ?? '';
  const before = await events('2');
  for (const wrong of [`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, token.slice(0, 20), '', tokenOf(new Uint8Array(32), 'x'), "' or 1=1 --"]) {
    expect((await open(`${kit.served.address}/acknowledge?t=${encodeURIComponent(wrong)}`)).status).toBe(404);
    expect((await press(link, { t: wrong })).status).toBe(404);
  }
  expect((await press(link, { t: token, act: 'close' })).status).toBe(400);
  // Another site's page may not press the button either where somebody is signed in.
  const cross = await fetch(new URL('/acknowledge', link), { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' }, body: new URLSearchParams({ t: token }) });
  expect(cross.status).toBe(403);
  expect(await events('2')).toEqual(before);
});

test('a form is read here only: no other route takes what a page of another site could send without asking', async () => {
  const answer = await fetch(`${kit.served.address}/api/session`, { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams({ username: 'x', password: 'y' }) });
  expect(answer.status).toBe(415);
});

test('the same mail sent once more carries the same link', async () => {
  const { id } = await paper.db.selectFrom('delivery').select('id').where('issue_id', '=', paper.id('2')).where('recipient', '=', 'p-owner').where('state', '=', 'bundled').where('acknowledge', '=', true).executeTakeFirstOrThrow();
  expect(owners().some((link) => link.endsWith(tokenOf(KEY, id)))).toBe(true);
});

test('after its thirty days it confirms nothing any more, and says where to go', async () => {
  const [, link = ''] = owners();
  const before = await events('2');
  const now = paper.now;
  paper.now = now + 31 * DAY_MS;
  try {
    for (const answer of [await open(link), await press(link)]) {
      expect(answer.status).toBe(410);
      expect(await answer.text()).toContain('已过期');
    }
  } finally {
    paper.now = now;
  }
  expect(await events('2')).toEqual(before);
});

test('what is done, or has another date by now, is not asked to be confirmed any more; that it was told stays on record', async () => {
  const owner = await kit.person('p-owner');
  const asked = async (): Promise<readonly string[]> => ((await owner('GET', '/api/todo')).body['toConfirm'] as { issue: string }[]).map(({ issue }) => issue);
  const told = async () => await paper.db.selectFrom('delivery').select(['step', 'state', 'acknowledge', 'acknowledged_at']).where('issue_id', '=', paper.id('3')).where('recipient', '=', 'p-owner').where('state', '=', 'bundled').where('acknowledge', '=', true).execute();
  expect(await asked()).toEqual([paper.id('2'), paper.id('3')]);
  const before = await told();
  expect(before).toMatchObject([{ acknowledge: true, acknowledged_at: null }]);
  await paper.close('3');
  expect(await asked()).toEqual([paper.id('2')]);
  expect(await told()).toEqual(before);
  await paper.act('2', 'p-owner', { type: 'request-extension', to: addDays(dayOf(paper.now), 30), reason: '设备未到货' });
  expect(await asked()).toEqual([paper.id('2')]);
  for (const person of ['p-leader', 'p-sup']) await paper.act('2', person, { type: 'grant-extension' });
  expect(await asked()).toEqual([]);
});

test('a link of an earlier cycle confirms nothing in the next one', async () => {
  const [, , link = ''] = owners();
  await paper.pass(1);
  await paper.act('3', 'p-sup', { type: 'reopen', reason: '群众反映问题反弹' });
  expect(paper.state('3').cycle).toBe(2);
  const before = await events('3');
  for (const answer of [await open(link), await press(link)]) {
    expect(answer.status).toBe(410);
    expect(await answer.text()).toContain('无须再签收');
  }
  expect(await events('3')).toEqual(before);
});
