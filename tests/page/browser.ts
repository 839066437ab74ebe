import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { installPackages } from '../../ledger/debian-packages.ts';

/** Where systems keep theirs; HUITOUKAN_CHROMIUM names another. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];
const named = process.env['HUITOUKAN_CHROMIUM'] || undefined;
const look = (): string | undefined => named ?? PLACES.find((place) => existsSync(place));

/** A real Chromium, installed on Debian where it is missing and we may; null where none can be had. */
export const findChromium = (): string | null => {
  const found = look();
  if (found !== undefined) return found;
  installPackages(['chromium', 'fonts-noto-cjk']);
  return look() ?? null;
};

export const NO_CHROMIUM = 'no Chromium on this machine: install one (Debian: apt-get install chromium fonts-noto-cjk), or name one with HUITOUKAN_CHROMIUM';

export const WIDE = { width: 1366, height: 768 } as const;
export const PHONE = { width: 390, height: 844 } as const;

/** Names of files are Chinese: in the locale `C` of a bare machine Chromium neither opens nor saves them. */
export const LAUNCH = { args: ['--no-sandbox', '--disable-dev-shm-usage'], env: { ...process.env, LC_ALL: 'C.UTF-8' } };

export const startBrowser = async (executablePath: string): Promise<Browser> => await chromium.launch({ ...LAUNCH, executablePath });

/** A page of somebody who works in Beijing, in a browser of its own that nobody else is signed in to. */
export const openPage = async (browser: Browser, viewport: { readonly width: number; readonly height: number }): Promise<Page> => {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  return page;
};

/** What the page asks of any host but its own: it must be nothing. */
const foreignRequests = (page: Page, own: string): string[] => {
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(own) && !/^(data|blob):/.test(request.url())) foreign.push(request.url());
  });
  return foreign;
};

/** Faults of the page itself, and styles or scripts that its content rules refused. */
const faultsOf = (page: Page): string[] => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    // A failed answer is told without its address, which stands beside it.
    if (message.type() === 'error' && !/status of 40[13]/.test(message.text())) faults.push(`${message.text()} ${message.location().url}`);
  });
  return faults;
};

/** A browser of which every page is watched for what no page may do. */
export class WatchedBrowser {
  private readonly browser: Browser;
  private readonly faults: string[][] = [];
  private readonly foreign: string[][] = [];

  private constructor(browser: Browser) {
    this.browser = browser;
  }

  static async start(chromium: string | null): Promise<WatchedBrowser> {
    return new WatchedBrowser(await startBrowser(chromium ?? NO_CHROMIUM));
  }

  /** {@link openPage} for what is served at `own`. */
  async page(own: string, viewport: { readonly width: number; readonly height: number }): Promise<Page> {
    const page = await openPage(this.browser, viewport);
    this.faults.push(faultsOf(page));
    this.foreign.push(foreignRequests(page, own));
    return page;
  }

  /** The same, on which this account has signed in by the form. */
  async signedIn(own: string, viewport: { readonly width: number; readonly height: number }, username: string, password: string): Promise<Page> {
    const page = await this.page(own, viewport);
    await signIn(page, own, username, password);
    return page;
  }

  /** What was asked of another host, refused by the content rules, or thrown: it has to be nothing. */
  troubles(): readonly string[] {
    return [...this.faults, ...this.foreign].flat();
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}

/** Signs in on the page of a demo, by the button of this role. */
export const signInAs = async (page: Page, address: string, role: string): Promise<void> => {
  await page.goto(`${address}/`);
  await page.getByRole('button', { name: role }).click();
  await page.getByRole('button', { name: '退出登录' }).waitFor();
};

/** Signs in by the form, as a person does. */
export const signIn = async (page: Page, address: string, username: string, password: string): Promise<void> => {
  await page.goto(`${address}/`);
  await page.getByLabel('账号').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('button', { name: '退出登录' }).waitFor();
};

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
type Violation = { readonly id: string; readonly impact: string | null; readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[] };

/**
 * What moves, by name. What still fades in has another contrast than what stands, so it is brought to its end, which a busy
 * machine would be long in drawing; what turns until something has come can not be, and is waited for. A button that was
 * busy for less than a frame keeps the sign of it, unseen (antd waits for the end of a movement that never began).
 */
const MOVING = `document.getAnimations().filter((one) => one.playState === "running" && one.effect.target?.checkVisibility({ opacityProperty: true })).map((one) => {
  if (one.effect.getComputedTiming().endTime < Infinity) one.finish();
  return (one.animationName ?? one.transitionProperty) + " of " + one.effect.target.className;
})`;

/** No serious hindrance for people who read with a keyboard, a screen reader, or weak eyes. */
export const expectAccessible = async (page: Page): Promise<void> => {
  await expect.poll(async () => await page.evaluate(MOVING), { timeout: 20_000 }).toEqual([]);
  await page.evaluate(AXE);
  // Without `preload` it makes no style sheets of its own, which the page's content rules would refuse.
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"], preload: false }).then((result) => result.violations)')) as readonly Violation[];
  const serious = found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  // Forms of one page whose fields are called alike: a label would lead into the other one. axe does not look for it.
  expect(await page.evaluate('[...document.querySelectorAll("label[for]")].filter((label) => document.querySelectorAll("#" + CSS.escape(label.htmlFor)).length > 1).map((label) => label.textContent)')).toEqual([]);
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)).join(' | ')}`)).toEqual([]);
};
