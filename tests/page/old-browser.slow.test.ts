import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoPeople } from '../../client/demo/demo-people.ts';
import type { HuitoukanClient } from '../../client/client.ts';
import { buildPage } from '../../client/page-build.ts';
import { ApiKit } from '../api/kit.ts';
import { PaperRound } from '../paper-round.ts';
import { findChromium, NO_CHROMIUM, signInAs, WatchedBrowser, WIDE } from './browser.ts';

/**
 * A browser from 2020 (Chromium 86, as in chat programs and offices) is not to be had here: what came after it is taken away
 * from this one before the page begins. Its syntax is the build's affair.
 */
const LATER = `
  for (const kind of [Array, String, Uint8Array]) delete kind.prototype.at;
  for (const name of ['findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with', 'group']) { delete Array.prototype[name]; delete Uint8Array.prototype[name]; }
  for (const [owner, names] of [[Object, ['hasOwn', 'groupBy']], [Map, ['groupBy']], [Array, ['fromAsync']], [Promise, ['withResolvers', 'try']], [AbortSignal, ['any', 'timeout']], [URL, ['canParse']], [crypto, ['randomUUID']]]) for (const name of names) delete owner[name];
  for (const name of ['union', 'intersection', 'difference', 'isSubsetOf']) delete Set.prototype[name];
  for (const name of ['structuredClone', 'reportError']) delete window[name];
  delete Crypto.prototype.randomUUID;
  delete Document.prototype.startViewTransition;
  const supports = CSS.supports.bind(CSS);
  CSS.supports = (...asked) => !/:where|:has|:is/.test(asked.join()) && supports(...asked);
`;

const chromium = findChromium();
if (chromium === null) console.error(NO_CHROMIUM);

let paper: PaperRound;
let kit: ApiKit;
let browser: WatchedBrowser;

beforeAll(async () => {
  await buildPage();
  [paper, browser] = await Promise.all([PaperRound.open([{}, {}]), WatchedBrowser.start(chromium)]);
  kit = await ApiKit.start({ ledger: paper.db } as unknown as HuitoukanClient, { demo: await demoPeople(paper.db, '2026-03-02'), now: () => paper.now });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await kit.close();
  await paper.drop();
});

/** The same, as it stands in code: a walk meets only what the pages show that day. */
const CALLED = /\b(?:Object|Map)\.groupBy|Object\.hasOwn\b|Array\.fromAsync|Promise\.(?:withResolvers|try)\b|AbortSignal\.(?:any|timeout)|URL\.canParse|\.randomUUID\b|\bstructuredClone\(|\.(?:findLast|findLastIndex|toSorted|toReversed|toSpliced|isSubsetOf)\(/g;

test('nothing that came after 2020 is called in the code of the page', () => {
  const folder = fileURLToPath(new URL('../../web/dist/assets/', import.meta.url));
  // What draws PDFs brings along what it needs.
  const files = readdirSync(folder).filter((name) => name.endsWith('.js') && !name.startsWith('pdf-'));
  expect(files.length).toBeGreaterThan(20);
  expect(files.flatMap((name) => [...readFileSync(`${folder}${name}`, 'utf8').matchAll(CALLED)].map(([call]) => `${name}: ${call}`))).toEqual([]);
});

describe.skipIf(chromium === null)('a browser from 2020', () => {
  test('shows every page, with its styles', { timeout: 120_000 }, async () => {
    const page = await browser.page(kit.served.address, WIDE);
    await page.addInitScript(LATER);
    await signInAs(page, kit.served.address, '李四（临江县督查室主任）');
    for (const path of ['todo', 'approvals', 'register', 'issue/r1/1', 'rounds', 'rounds/r1', 'look-backs', 'audit', 'import', 'settings/account', 'settings/people', 'settings/policies', 'settings/holidays']) {
      await page.goto(`${kit.served.address}/#/${path}`);
      await page.locator('main h1').waitFor();
      await expect.poll(async () => await page.locator('.ant-skeleton').count(), { timeout: 20_000, message: path }).toBe(0);
    }
    // What it does not read stands in no style of the components.
    const styles = await page.locator('style').evaluateAll((all) => (all as unknown as { sheet: { cssRules: { cssText: string }[] } }[]).flatMap(({ sheet }) => [...sheet.cssRules].map(({ cssText }) => cssText)).join('\n'));
    expect(styles).toContain('.ant-btn');
    expect(styles).not.toMatch(/:where\(/);
    // No engine runs: what asks it is answered with an error, which is no fault of the page.
    expect(browser.troubles().filter((one) => !one.startsWith('Failed to load resource'))).toEqual([]);
  });
});
