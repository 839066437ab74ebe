import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPage } from '../../client/page-build.ts';
import type { Act } from '../../domain/command-schema.ts';
import { ApiKit, PASSWORD } from '../api/kit.ts';
import { PaperRound } from '../paper-round.ts';
import { findChromium, NO_CHROMIUM, WatchedBrowser, WIDE } from './browser.ts';
import { Keyboard } from './keyboard.ts';
import { clientOnPaper } from './paper-client.ts';

/** An act by keyboard alone, in a real browser. No engine runs: the rules and the ledger are real. */
const chromium = findChromium();
if (chromium === null) console.error(NO_CHROMIUM);

const OWNER = 'p-owner';

let paper: PaperRound;
let kit: ApiKit;
let browser: WatchedBrowser;
const sent: Act[] = [];

/** An issue that is the owner's to hand in. */
const prepare = async (): Promise<void> => {
  paper = await PaperRound.open([{ title: '学用结合不紧密' }]);
  await paper.act('1', OWNER, { type: 'accept' });
  await paper.act('1', OWNER, { type: 'add-evidence', sha256: 'a'.repeat(64), name: '会议纪要.pdf', size: 10 });
};

beforeAll(async () => {
  await buildPage();
  [browser] = await Promise.all([WatchedBrowser.start(chromium), prepare()]);
  kit = await ApiKit.start(clientOnPaper(paper, (_number, act) => sent.push(act)), { now: () => paper.now });
  await kit.account({ username: OWNER, person: OWNER });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await kit.close();
  await paper.drop();
});

describe.skipIf(chromium === null)('an official without a mouse', () => {
  test('signs in, does an act in its form, and always sees where they are', async () => {
    const page = await browser.page(kit.served.address, WIDE);
    const keys = new Keyboard(page);
    await page.goto(kit.served.address);
    await keys.rests(({ name }) => name === '账号', 'the sign-in begins at the account');
    await keys.write(OWNER);
    await keys.to('密码');
    await keys.write(PASSWORD);
    await keys.press('Enter');
    await page.getByText('学用结合不紧密').waitFor();

    expect((await keys.tab()).name).toBe('跳到正文');
    expect((await keys.press('Enter')).id).toBe('content');
    await keys.to('申请销号');
    await keys.press('Enter');
    await keys.rests(({ inDrawer }) => inDrawer, 'the focus goes into the drawer');
    await page.getByRole('dialog').locator('button[type=submit]').waitFor();
    const stops: string[] = [];
    for (const key of [...Array.from({ length: 24 }, () => 'Tab' as const), ...Array.from({ length: 24 }, () => 'Shift+Tab' as const)]) {
      const { name, inDrawer } = await keys.tab(key);
      expect(inDrawer, `${key} from ${stops.at(-1)} leads to ${name}`).toBe(true);
      stops.push(name);
    }
    expect(new Set(stops).size).toBeGreaterThan(4);
    await keys.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await keys.rests(({ name }) => name === '申请销号', 'the focus is back at the button');

    await keys.press('Enter');
    await page.getByRole('dialog').locator('button[type=submit]').waitFor();
    await keys.to('已完成');
    expect((await keys.press('ArrowRight')).name).toBe('基本完成');
    await keys.press('ArrowLeft');
    await keys.to('整改完成情况');
    await keys.write('已修订制度，补齐研讨10次');
    await keys.to('申请销号');
    await keys.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(sent).toEqual([{ type: 'submit-for-closure', rating: 'done', summary: '已修订制度，补齐研讨10次' }]);
    expect(paper.state('1').status).toBe('verifying');
    expect([...keys.unseen]).toEqual([]);
  });

  test('nothing came from elsewhere, nothing was refused or thrown', () => {
    // Evidence of the prepared issue is a line in the ledger without a file to show.
    expect(browser.troubles().filter((fault) => !fault.includes('status of 404'))).toEqual([]);
  });
});
