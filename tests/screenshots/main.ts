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
/** The middle of a round, with some of it done, some late, some waiting for a signature; and a year later, with look-backs, rebounds and a long history. */
const PLAYS = { middle: '3', later: '15' } as const;
type Play = keyof typeof PLAYS;
const DEMO_MS = 15 * 60_000;

type Shot = { readonly file: string; readonly path: string; /** Of a round in its middle where nothing else is said. */ readonly play?: Play; /** What else is done before the picture. */ readonly first?: (page: Page) => Promise<void> };
/** By the role that signs in: the first button under these words. */
const ROLES: Readonly<Record<string, readonly Shot[]>> = {
  责任人: [
    { file: 'todo', path: 'todo' },
  ],
  '督查室（巡察办）': [
    { file: 'issue', path: 'issue/baishi-2026/3', play: 'later' },
    { file: 'register', path: 'register' },
    { file: 'import', path: 'import' },
    { file: 'rounds', path: 'rounds' },
    { file: 'round', path: 'rounds/baishi-2026' },
    { file: 'rehearsal', path: 'rounds/baishi-2026?tab=rehearsal', first: async (page) => await page.getByRole('button', { name: '开始推演' }).click() },
    { file: 'common', path: 'common/baishi-2026/29', play: 'later' },
    { file: 'approvals', path: 'approvals' },
    { file: 'plan-review', path: 'approvals', first: async (page) => await page.locator('.duty-buttons .ant-btn-primary').first().click() },
    { file: 'look-backs', path: 'look-backs', play: 'later' },
    { file: 'audit', path: 'audit', play: 'later' },
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
const startDemo = async (play: Play): Promise<{ readonly address: string; readonly child: ChildProcess }> => {
  const child = spawn(process.execPath, [join(ROOT, 'bin/huitoukan.mjs'), 'demo', '--keep', '--months', PLAYS[play], '--out', join(ROOT, 'out/screenshots')], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
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

const LOOK_MS = 100;
const MOST_LOOKS = 600;
const CALM_LOOKS = 8;

/** Nothing is loading, nothing moves: a picture of what is still to come is none of the page. */
const settle = async (page: Page): Promise<void> => {
  await page.locator('main').first().waitFor();
  // Asked from here: the page's content rules take no words to evaluate.
  // One look is too few: right after a change of page the old one stands still for a moment.
  for (let looks = 0, calm = 0; calm < CALM_LOOKS; looks += 1) {
    if (looks === MOST_LOOKS) throw new Error(`${page.url()} is still loading`);
    calm = (await page.locator('.ant-skeleton, .ant-spin-spinning, .ant-btn-loading').count()) > 0 ? 0 : calm + 1;
    await page.waitForTimeout(LOOK_MS);
  }
  // Charts draw themselves, drawers slide in.
  await page.waitForTimeout(900);
};

const shoot = async (browser: Browser, address: string, play: Play, role: string, shots: readonly Shot[], size: keyof typeof SIZES): Promise<void> => {
  const page = await openPage(browser, SIZES[size]);
  await page.goto(`${address}/`);
  await page.locator('.demo-role').first().waitFor();
  await settle(page);
  if (role === '责任人' && play === 'middle') await page.screenshot({ path: join(OUT, `sign-in-${size}.png`) });
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

const shootAll = async (browser: Browser, address: string, play: Play): Promise<void> => {
  for (const size of Object.keys(SIZES) as (keyof typeof SIZES)[])
    for (const [role, shots] of Object.entries(ROLES)) {
      const ofPlay = shots.filter((shot) => (shot.play ?? 'middle') === play);
      if (ofPlay.length > 0) await shoot(browser, address, play, role, ofPlay, size);
    }
};

const chromium = findChromium();
if (chromium === null) throw new Error(NO_CHROMIUM);
mkdirSync(OUT, { recursive: true });
const [given] = process.argv.slice(2);
const browser = await startBrowser(chromium);
try {
  for (const play of Object.keys(PLAYS) as Play[]) {
    const demo = given === undefined ? await startDemo(play) : null;
    try {
      await shootAll(browser, given ?? demo?.address ?? '', play);
    } finally {
      demo?.child.kill('SIGINT');
    }
  }
} finally {
  await browser.close();
}
