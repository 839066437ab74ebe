import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect } from 'vitest';

/** Debian's package; another Chromium is named by HUITOUKAN_CHROMIUM. */
const CHROMIUM = process.env['HUITOUKAN_CHROMIUM'] ?? '/usr/bin/chromium';

export const WIDE = { width: 1366, height: 768 } as const;
export const PHONE = { width: 390, height: 844 } as const;

/** A real browser. @throws where there is none: what to install */
export const startBrowser = async (): Promise<Browser> => {
  if (!existsSync(CHROMIUM)) throw new Error(`no Chromium at ${CHROMIUM}: apt-get install -y chromium fonts-noto-cjk, or name one with HUITOUKAN_CHROMIUM`);
  return await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
};

/** What the page asks of any host but its own: it must be nothing. */
export const foreignRequests = (page: Page, own: string): string[] => {
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(own) && !/^(data|blob):/.test(request.url())) foreign.push(request.url());
  });
  return foreign;
};

/** Faults of the page itself, and styles or scripts that its content rules refused. */
export const faultsOf = (page: Page): string[] => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 40[13]/.test(message.text())) faults.push(message.text());
  });
  return faults;
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

/** No serious hindrance for people who read with a keyboard, a screen reader, or weak eyes. */
export const expectAccessible = async (page: Page): Promise<void> => {
  // What still fades in has another contrast than what stands.
  await expect.poll(async () => await page.evaluate('document.getAnimations().every((one) => one.playState !== "running")'), { timeout: 5_000 }).toBe(true);
  await page.evaluate(AXE);
  // Without `preload` it makes no style sheets of its own, which the page's content rules would refuse.
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"], preload: false }).then((result) => result.violations)')) as readonly Violation[];
  const serious = found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)).join(' | ')}`)).toEqual([]);
};
