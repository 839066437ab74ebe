import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPage } from '../../client/page-build.ts';
import { ROUND_TABS } from '../../web/rounds/search.ts';
import { partsFor } from '../../web/settings/parts.ts';
import { ApiKit, PASSWORD } from '../api/kit.ts';
import { PaperRound } from '../paper-round.ts';
import { PARTIES, POSTS } from '../rig-people.ts';
import { expectAccessible, findChromium, NO_CHROMIUM, PHONE, WatchedBrowser, WIDE } from './browser.ts';
import { chineseWordsOf } from './own-words.ts';
import { clientOnPaper } from './paper-client.ts';

/** Every address of the page in both languages, in a real browser. No engine runs: the rules and the ledger are real. */
const chromium = findChromium();
if (chromium === null) console.error(NO_CHROMIUM);

const KEEPER = 'keeper';
const SECOND = 'p-second';
const OFFICE = 'p-sup';
const TEAM = 'p-team';
/** Who visits an address of the router, and as what: a new one without a visit is found. */
const VISITS: Readonly<Record<string, readonly (readonly [who: string, path: string])[]>> = {
  '/': [[OFFICE, '/']],
  '/todo': [[SECOND, '/todo']],
  '/approvals': [[OFFICE, '/approvals']],
  '/register': [[OFFICE, '/register']],
  '/issue/$round/$number': [[SECOND, '/issue/r1/2'], [OFFICE, '/issue/r1/4']],
  '/rounds': [[OFFICE, '/rounds']],
  '/rounds/$round': ROUND_TABS.map((tab) => [OFFICE, `/rounds/r1?tab=${tab}`] as const),
  '/import': [[OFFICE, '/import']],
  '/common/$round/$number': [[OFFICE, '/common/r1/5']],
  '/look-backs': [[TEAM, '/look-backs']],
  '/audit': [[OFFICE, '/audit']],
  '/settings': [[SECOND, '/settings']],
  '/settings/$part': partsFor(['administrator']).map(({ part }) => [KEEPER, `/settings/${part}`] as const),
};
/** What a click opens, that no address has. */
const OPENED: readonly (readonly [who: string, path: string, ...buttons: string[]])[] = [
  ...['A person', 'A unit', 'Notices', 'Read and taken out'].map((tab) => [OFFICE, '/audit', tab] as const),
  [TEAM, '/look-backs', 'List'],
  [TEAM, '/look-backs', 'Draws'],
  [OFFICE, '/issue/r1/3', 'Why not the rest'],
  [OFFICE, '/approvals', 'Approve the plan'],
];
/** Posts are called as the directory calls them, in either language; and so is whoever keeps the accounts from the first start. */
const NAMES = [...POSTS.map(({ title }) => title), '管理员'];

let paper: PaperRound;
let kit: ApiKit;
let browser: WatchedBrowser;
const pages = new Map<string, Page>();
/** What people wrote: everything that happened, and the directory. */
let written = '';

/** One issue is being decided on, one closed, one shared by two units. */
const prepare = async (): Promise<void> => {
  const parties = { ...PARTIES, owner: 'person:p-second' } as const;
  const part = (unit: string) => ({ parties, number: `5.${unit}`, common: { number: '5', unit }, title: '工程招标不规范' });
  paper = await PaperRound.open([{ title: '学用结合不紧密' }, { parties, kind: 'dated' }, { parties }, {}, part('青石镇'), part('白水镇')]);
  await paper.act('2', SECOND, { type: 'accept' });
  await paper.act('2', SECOND, { type: 'propose-plan', measures: [{ id: 'm1', text: '修订制度', owner: SECOND, due: '2026-05-20' }] });
  await paper.act('3', SECOND, { type: 'accept' });
  await paper.act('3', SECOND, { type: 'request-extension', to: '2026-05-01', reason: '设备未到货' });
  await paper.close('4');
  const { db } = paper;
  const [events, rounds, people, posts] = await Promise.all([db.selectFrom('issue_event').select('body').execute(), db.selectFrom('round').selectAll().execute(), db.selectFrom('person').selectAll().execute(), db.selectFrom('post').selectAll().execute()]);
  written = JSON.stringify([events, rounds, people, posts]);
};

beforeAll(async () => {
  await buildPage();
  [browser] = await Promise.all([WatchedBrowser.start(chromium), prepare()]);
  kit = await ApiKit.start(clientOnPaper(paper), { now: () => paper.now });
  for (const person of [SECOND, OFFICE, TEAM]) await kit.account({ username: person, person });
  await kit.account({ username: KEEPER, administrator: true });
  for (const person of [SECOND, OFFICE, TEAM, KEEPER]) {
    pages.set(person, await browser.signedIn(kit.served.address, WIDE, person, PASSWORD));
  }
}, 120_000);
afterAll(async () => {
  await browser.close();
  await kit.close();
  await paper.drop();
});

/** What was loading stands; what stood before is gone. */
const calm = async (page: Page, message: string): Promise<void> => {
  await expect.poll(async () => await page.locator('.ant-skeleton, .ant-spin-spinning').count(), { timeout: 10_000, message }).toBe(0);
};
const expectEnglish = async (page: Page): Promise<void> => expect(await chineseWordsOf(page, NAMES, written)).toEqual([]);
const see = async (page: Page, path: string): Promise<void> => {
  await page.goto('about:blank');
  await page.goto(`${kit.served.address}/#${path}`);
  await page.locator('main h1').first().waitFor();
  await calm(page, path);
};
/** The browser keeps what was chosen. */
const speakEnglish = async (page: Page): Promise<void> => {
  if ((await page.getAttribute('html', 'lang')) !== 'en') await page.locator('header').getByRole('button', { name: 'English' }).click();
  await page.locator('html[lang=en]').waitFor();
};

describe.skipIf(chromium === null)('every address in both languages', () => {
  test('none is without a visit', () => {
    const router = readFileSync(new URL('../../web/router.tsx', import.meta.url), 'utf8');
    const paths = [...router.matchAll(/\bpath: '([^']+)'/g)].map(([, path]) => path ?? '');
    expect(paths.length).toBe(router.match(/\bcreateRoute\(/g)?.length);
    expect(Object.keys(VISITS).toSorted()).toEqual(paths.toSorted());
  });

  test.each(Object.values(VISITS).flat())('%s reads %s: nobody is hindered seriously, and English is English', async (who, path) => {
    const page = pages.get(who);
    if (page === undefined) throw new Error(`nobody is ${who}`);
    await see(page, path);
    // In Chinese they are looked at in page.slow and rounds.slow; the rules do not read the words.
    await speakEnglish(page);
    // Settings and mails hold much that people wrote in other places: there, what stands alone.
    expect(await chineseWordsOf(page, NAMES)).toEqual([]);
    await expectAccessible(page);
  });

  test.each(OPENED)('%s opens %s by %s: English is English, and a phone need not be moved sideways', async (who, path, ...names) => {
    const page = pages.get(who);
    if (page === undefined) throw new Error(`nobody is ${who}`);
    await see(page, path);
    await speakEnglish(page);
    for (const name of names) await page.getByRole('main').locator('button, [role=button], [role=tab], label.ant-segmented-item').filter({ hasText: name }).first().click();
    await calm(page, names.join());
    await expectEnglish(page);
    await page.keyboard.press('Escape');
    await page.setViewportSize(PHONE);
    await see(page, path);
    await expectEnglish(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width);
    await page.setViewportSize(WIDE);
  });

  test('signing in is English as well', async () => {
    const page = await browser.page(kit.served.address, PHONE);
    await page.goto(kit.served.address);
    await page.getByRole('button', { name: 'English' }).first().click();
    await page.locator('html[lang=en]').waitFor();
    await expectEnglish(page);
  });

  test('nothing came from elsewhere, nothing was refused or thrown', () => {
    // Evidence of the prepared issues is a line in the ledger without a file to show.
    expect(browser.troubles().filter((fault) => !fault.includes('status of 404'))).toEqual([]);
  });
});
