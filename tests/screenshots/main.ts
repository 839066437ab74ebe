import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { findChromium, NO_CHROMIUM, openPage, PHONE, startBrowser, WIDE } from '../page/browser.ts';

/**
 * `npm run screenshots [ADDRESS]`: every page of the demo as its people see it, on a desk and on a phone, into
 * docs/screenshots. With the address of a demo that runs already (`npm run demo -- --keep`) it takes that one.
 */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const OUT = join(ROOT, 'docs/screenshots');
/** The middle of a round: some of it done, some of it late, some waiting for a signature. */
const MONTHS = '3';
const DEMO_MS = 15 * 60_000;

type Shot = { readonly file: string; readonly path: string; /** What else is done before the picture. */ readonly first?: (page: Page) => Promise<void> };
/** By the role that signs in: the first button under these words. */
const ROLES: Readonly<Record<string, readonly Shot[]>> = {
  责任人: [
    { file: 'todo', path: 'todo' },
    { file: 'issue', path: 'register', first: async (page) => await page.locator('.row-link, .card-row').first().click() },
  ],
  '督查室（巡察办）': [
    { file: 'register', path: 'register' },
    { file: 'rounds', path: 'rounds' },
    { file: 'round', path: 'rounds', first: async (page) => await page.locator('main a[href*="rounds/"]').first().click() },
    { file: 'approvals', path: 'approvals' },
    { file: 'look-backs', path: 'look-backs' },
    { file: 'audit', path: 'audit' },
    { file: 'settings-account', path: 'settings/account' },
    { file: 'settings-people', path: 'settings/people' },
    { file: 'settings-policies', path: 'settings/policies' },
    { file: 'settings-policy', path: 'settings/policies', first: async (page) => await page.getByRole('button', { name: '查看/改出新版' }).first().click() },
    { file: 'settings-holidays', path: 'settings/holidays' },
    { file: 'settings-templates', path: 'settings/templates' },
    { file: 'settings-channels', path: 'settings/channels' },
    { file: 'settings-health', path: 'settings/health' },
  ],
  '管理员（管账号和设置，不参与办件）': [{ file: 'settings-accounts', path: 'settings/accounts' }],
};
const SIZES = { '1366x768': WIDE, '390x844': PHONE } as const;

/** Starts a demo and answers where its page is, once it has been played. */
const startDemo = async (): Promise<{ readonly address: string; readonly child: ChildProcess }> => {
  const child = spawn(process.execPath, [join(ROOT, 'bin/huitoukan.mjs'), 'demo', '--keep', '--months', MONTHS, '--out', join(ROOT, 'out/screenshots')], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the demo did not come up')), DEMO_MS);
    let said = '';
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      const found = /页面 \/ page: (http:\/\/\S+?)\/?\s/.exec(said)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code}`)));
  });
  return { address, child };
};

/** Nothing is loading, nothing moves. */
const settle = async (page: Page): Promise<void> => {
  await page.locator('main').first().waitFor();
  // Asked from here: the page's content rules take no words to evaluate.
  for (let looks = 0; looks < 100 && (await page.locator('.ant-skeleton, .ant-spin-spinning').count()) > 0; looks += 1) await page.waitForTimeout(100);
  await page.waitForTimeout(900);
};

const shoot = async (browser: Browser, address: string, role: string, shots: readonly Shot[], size: keyof typeof SIZES): Promise<void> => {
  const page = await openPage(browser, SIZES[size]);
  await page.goto(`${address}/`);
  await settle(page);
  if (role === '责任人') await page.screenshot({ path: join(OUT, `sign-in-${size}.png`) });
  await page.locator('.demo-role', { has: page.getByText(role, { exact: true }) }).getByRole('button').first().click();
  await page.locator('.shell').waitFor();
  for (const { file, path, first } of shots) {
    await page.goto(`${address}/#/${path}`);
    await page.locator('main h1').waitFor();
    await settle(page);
    if (first !== undefined) {
      await first(page);
      await settle(page);
    }
    await page.screenshot({ path: join(OUT, `${file}-${size}.png`) });
    console.log(`${file}-${size}.png`);
  }
  await page.context().close();
};

const chromium = findChromium();
if (chromium === null) throw new Error(NO_CHROMIUM);
mkdirSync(OUT, { recursive: true });
const [given] = process.argv.slice(2);
const demo = given === undefined ? await startDemo() : null;
const browser = await startBrowser(chromium);
try {
  for (const size of Object.keys(SIZES) as (keyof typeof SIZES)[]) for (const [role, shots] of Object.entries(ROLES)) await shoot(browser, given ?? demo?.address ?? '', role, shots, size);
} finally {
  await browser.close();
  demo?.child.kill('SIGINT');
}
