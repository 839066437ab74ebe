import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formsOf } from '../../client/api/act-forms.ts';
import { buildPage } from '../../client/page-build.ts';
import { actSchema, type Act } from '../../domain/command-schema.ts';
import { fieldsOf } from '../../web/act/fields.ts';
import { ApiKit, PASSWORD } from '../api/kit.ts';
import { PaperRound } from '../paper-round.ts';
import { findChromium, NO_CHROMIUM, PHONE, WatchedBrowser } from './browser.ts';
import { drawer, fillField } from './fill.ts';
import { clientOnPaper } from './paper-client.ts';

/** What is written where there is no network is kept, and sent once when there is. No engine runs: the rules and the ledger are real. */
const chromium = findChromium();
if (chromium === null) console.error(NO_CHROMIUM);

const TEAM = 'p-team2';
const OWNER = 'p-owner';
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

let paper: PaperRound;
let kit: ApiKit;
let browser: WatchedBrowser;
const sent: Act[] = [];

beforeAll(async () => {
  await buildPage();
  [paper, browser] = await Promise.all([PaperRound.open([{}, {}]), WatchedBrowser.start(chromium)]);
  await paper.close('1');
  await paper.act('2', OWNER, { type: 'accept' });
  kit = await ApiKit.start(clientOnPaper(paper, (_number, act) => sent.push(act)), { now: () => paper.now });
  for (const person of [TEAM, OWNER]) await kit.account({ username: person, person });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await kit.close();
  await paper.drop();
});

const FORMS = formsOf(actSchema.options);
const fill = async (page: Page, act: 'record-look-back' | 'request-extension'): Promise<void> => {
  await drawer(page).locator('button[type=submit]').waitFor();
  for (const field of fieldsOf(act, FORMS.get(act) ?? {})) await fillField(drawer(page), field, { act, choose: { result: 'rebounded' } });
};

describe.skipIf(chromium === null)('without a network', () => {
  test('a look-back is written with its photo, kept over the end of the page, and sent once when the network is back', async () => {
    const page = await browser.signedIn(kit.served.address, PHONE, TEAM, PASSWORD);
    await page.goto(`${kit.served.address}/#/issue/r1/1`);
    await page.locator('.acts').getByRole('button', { name: '记录回头看', exact: true }).click();
    await drawer(page).getByText('填写后自动存在本机').waitFor();
    await page.context().setOffline(true);
    await fill(page, 'record-look-back');
    await drawer(page).locator('input[type=file]').last().setInputFiles({ name: 'site.png', mimeType: 'image/png', buffer: PIXEL });
    await drawer(page).locator('.shot img').waitFor();
    await drawer(page).getByText('草稿已存在本机').waitFor();
    await drawer(page).getByText('现在没有网络').waitFor();
    expect(await drawer(page).locator('button[type=submit]').isDisabled()).toBe(true);
    // The phone goes into a pocket, and the browser ends the page.
    const context = page.context();
    await page.close();
    await context.setOffline(false);

    const later = await context.newPage();
    await later.goto(`${kit.served.address}/#/look-backs`);
    await later.getByText('本机有1份没有发送').waitFor();
    await later.getByRole('alert').getByRole('button').click();
    await drawer(later).locator('.shot img').waitFor();
    expect(await drawer(later).locator('textarea').first().inputValue()).toContain('已逐项核对');
    await drawer(later).locator('button[type=submit]').click();
    await drawer(later).waitFor({ state: 'hidden' });
    await later.getByText('没有发送').waitFor({ state: 'hidden' });
    expect(sent).toMatchObject([{ type: 'record-look-back', result: 'rebounded', photos: [{ size: PIXEL.length }] }]);
  });

  test('an act that could not be sent stands as it was written, and happens once', async () => {
    sent.length = 0;
    const page = await browser.signedIn(kit.served.address, PHONE, OWNER, PASSWORD);
    await page.goto(`${kit.served.address}/#/issue/r1/2`);
    await page.locator('.acts').getByRole('button', { name: '申请延期', exact: true }).click();
    await fill(page, 'request-extension');
    await page.context().setOffline(true);
    await drawer(page).locator('button[type=submit]').click();
    await drawer(page).getByText('连不上服务器').waitFor();
    expect(sent).toEqual([]);
    await page.context().setOffline(false);
    await drawer(page).locator('button[type=submit]').click();
    await drawer(page).waitFor({ state: 'hidden' });
    expect(sent).toMatchObject([{ type: 'request-extension', to: '2026-04-10' }]);
  });
});
