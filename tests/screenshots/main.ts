import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page, Request } from 'playwright-core';
import { ZH } from '../../web/words/zh.ts';
import { findChromium, NO_CHROMIUM, openPage, startBrowser } from '../page/browser.ts';
import { pageDocument, SHOTS, SIZES, type Play, type Shot, type Size } from './shots.ts';

/**
 * `npm run screenshots [FILE…]`: every page of the demo as its people see it (or those whose file begins so), on a desk and
 * on a phone, into docs/screenshots, and docs/page.md beside them.
 */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const OUT = join(ROOT, 'docs/screenshots');
const MONTHS: Readonly<Record<Play, string>> = { middle: '3', later: '15' };
const DEMO_MS = 15 * 60_000;

/** Starts a demo and answers where its page is, once it has been played. */
const startDemo = async (play: Play): Promise<{ readonly address: string; readonly child: ChildProcess }> => {
  const child = spawn(process.execPath, [join(ROOT, 'bin/huitoukan.mjs'), 'demo', '--keep', '--months', MONTHS[play], '--out', join(ROOT, 'out/screenshots')], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
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
/** So many looks in a row: right after a change of page the old one stands still for a moment. Charts draw themselves meanwhile, drawers slide in. */
const CALM_LOOKS = 15;
/** What stands where something is still to come. */
const STILL = `.ant-skeleton, .ant-spin-spinning, .ant-btn-loading, p.muted:text-is("${ZH.loading}")`;

/** What was asked and not answered yet; the stream of changes never ends. */
const openRequests = (page: Page): ReadonlySet<Request> => {
  const open = new Set<Request>();
  page.on('request', (request) => {
    if (!request.url().endsWith('/api/changes')) open.add(request);
  });
  const answered = (request: Request): void => void open.delete(request);
  page.on('requestfinished', answered);
  page.on('requestfailed', answered);
  return open;
};

/** Nothing is asked for, nothing is loading: a picture of what is still to come is none of the page. */
const settle = async (page: Page, open: ReadonlySet<Request>): Promise<void> => {
  await page.locator('main').first().waitFor();
  // Asked from here: the page's content rules take no words to evaluate.
  for (let looks = 0, calm = 0; calm < CALM_LOOKS; looks += 1) {
    if (looks === MOST_LOOKS) throw new Error(`${page.url()} is still loading`);
    calm = open.size > 0 || (await page.locator(STILL).count()) > 0 ? 0 : calm + 1;
    await page.waitForTimeout(LOOK_MS);
  }
};

const shoot = async (browser: Browser, address: string, role: string, shots: readonly Shot[], size: Size): Promise<void> => {
  const page = await openPage(browser, SIZES[size]);
  const open = openRequests(page);
  const take = async (file: string): Promise<void> => {
    await settle(page, open);
    await page.screenshot({ path: join(OUT, `${file}-${size}.png`) });
    process.stdout.write(`${file}-${size}.png\n`);
  };
  await page.goto(`${address}/`);
  await page.locator('.demo-role').first().waitFor();
  for (const { file, path } of shots) if (path === null) await take(file);
  await page.locator('.demo-role').filter({ hasText: role }).first().getByRole('button').click();
  await page.locator('.shell').waitFor();
  for (const { file, path, first } of shots) {
    if (path === null) continue;
    await page.goto(`${address}/#/${path}`);
    // The same address with something opened in it would otherwise stay as it is.
    await page.reload();
    await page.locator('main h1').waitFor();
    await settle(page, open);
    await first?.(page);
    await take(file);
  }
  await page.context().close();
};

const shootAll = async (browser: Browser, address: string, shots: readonly Shot[]): Promise<void> => {
  for (const size of Object.keys(SIZES) as Size[]) for (const [role, own] of Map.groupBy(shots, (shot) => shot.role)) await shoot(browser, address, role, own, size);
};

const chromium = findChromium();
if (chromium === null) throw new Error(NO_CHROMIUM);
mkdirSync(OUT, { recursive: true });
const wanted = process.argv.slice(2);
const browser = await startBrowser(chromium);
try {
  for (const play of Object.keys(MONTHS) as Play[]) {
    const shots = SHOTS.filter((shot) => (shot.play ?? 'middle') === play && (wanted.length === 0 || wanted.some((one) => shot.file.startsWith(one))));
    if (shots.length === 0) continue;
    const demo = await startDemo(play);
    try {
      await shootAll(browser, demo.address, shots);
    } finally {
      demo.child.kill('SIGINT');
    }
  }
} finally {
  await browser.close();
}
writeFileSync(join(ROOT, 'docs/page.md'), pageDocument());
