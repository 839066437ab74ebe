import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type BrowserContext } from 'playwright-core';
import type { HuitoukanClient } from '../../../client/client.ts';
import { buildPage } from '../../../client/page-build.ts';
import { connect } from '../../../ledger/database.ts';
import { freshDatabaseOn } from '../../../ledger/test-cluster.ts';
import { ApiKit } from '../../api/kit.ts';
import { findChromium, LAUNCH, NO_CHROMIUM, WIDE } from '../../page/browser.ts';
import type { Bench } from '../bench.ts';
import { machineBusy } from '../proc.ts';
import { fillDuties, fillRegister } from '../register-rows.ts';
import { row, type PhaseResult } from '../rows.ts';
import { median, percentile } from '../stats.ts';

/** Who opens what: the office that sees all of the register, an official with some duties. What is waited for: rows that can be used, none of a skeleton. */
const PAGES = [
  { name: 'register / 台账', hash: '#/register', first: '.register-row .row-link', who: 'p-sup' },
  { name: 'to do / 我的待办', hash: '#/todo', first: '.duty button', who: 'p-second' },
] as const;
const DUTIES = 20;

const MOST_MS = 60_000;

/** Before anything of the page runs: tells when what is waited for has been painted, in ms since the address was opened. */
const WATCH = `
  const wanted = ${JSON.stringify(PAGES.map(({ first }) => first).join(','))};
  new MutationObserver((_changes, watching) => {
    if (document.querySelector(wanted) === null) return;
    watching.disconnect();
    requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.onmessage = () => window.tellFirstRows(performance.now());
      painted.port2.postMessage(0);
    });
  }).observe(document, { childList: true, subtree: true });`;

/** Opens the address in a new tab and answers when its first rows stood there, in ms. */
const visit = async (browser: BrowserContext, address: string): Promise<number> => {
  const tab = await browser.newPage();
  try {
    const told = Promise.withResolvers<number>();
    await tab.exposeFunction('tellFirstRows', told.resolve);
    await tab.addInitScript(WATCH);
    await tab.goto(address, { waitUntil: 'commit' });
    return await Promise.race([told.promise, sleep(MOST_MS, undefined, { ref: false }).then(() => Promise.reject(new Error(`${address}: no rows after ${MOST_MS / 1000} s`)))]);
  } finally {
    await tab.close();
  }
};

/** A browser with a folder of its own, as people have one: what it keeps of a page is kept there, compiled code included. */
const openBrowser = async (executablePath: string, folder: string, address: string, cookie: string): Promise<BrowserContext> => {
  const browser = await chromium.launchPersistentContext(folder, { ...LAUNCH, executablePath, viewport: WIDE, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const [name = '', value = ''] = cookie.split('=');
  await browser.addCookies([{ name, value, url: address }]);
  return browser;
};

type Times = { readonly page: string; readonly empty: number[]; readonly full: number[] };

/** The session of whoever opens a page. */
type Cookies = Readonly<Record<string, string>>;

/** Each page as often as the profile says, in a browser that has never been here, and in one that has been here before. */
const measure = async (executablePath: string, kit: ApiKit, cookies: Cookies, visits: number): Promise<Times[]> => {
  const { address } = kit.served;
  const times = PAGES.map(({ name }): Times => ({ page: name, empty: [], full: [] }));
  for (let turn = 0; turn < visits; turn += 1)
    for (const [at, { hash, who }] of PAGES.entries()) {
      const folder = mkdtempSync(join(tmpdir(), 'huitoukan-browser-'));
      const browser = await openBrowser(executablePath, folder, address, cookies[who] ?? '');
      try {
        times[at]?.empty.push(await visit(browser, `${address}/${hash}`));
        // Two more until the browser has kept the code as compiled; then it counts.
        for (let again = 0; again < 2; again += 1) await visit(browser, `${address}/${hash}`);
        times[at]?.full.push(await visit(browser, `${address}/${hash}`));
      } finally {
        await browser.close();
        rmSync(folder, { recursive: true, force: true });
      }
    }
  return times;
};

/** From opening the address to the first rows that can be used, in a real browser on a real server. */
export const firstRows = async ({ profile, place, cores, say }: Bench): Promise<PhaseResult> => {
  const executablePath = findChromium();
  if (executablePath === null) return { rows: [], remarks: [NO_CHROMIUM], raw: null, othersShare: 0 };
  await buildPage((_zh, en) => say(en));
  const database = await freshDatabaseOn(place.ledger.url);
  const db = connect(database.url);
  await fillRegister(db, profile.open);
  await fillDuties(db, 'p-second', DUTIES);
  const kit = await ApiKit.start({ ledger: db } as unknown as HuitoukanClient);
  try {
    const cookies = Object.fromEntries(await Promise.all(PAGES.map(async ({ who }): Promise<[string, string]> => [who, await kit.sessionOf(await kit.account({ username: who, person: who }))])));
    const load = loadavg()[0] ?? 0;
    const before = { at: performance.now(), busy: machineBusy() };
    const times = await measure(executablePath, kit, cookies, profile.visits);
    const seconds = (performance.now() - before.at) / 1000;
    const rows = times.flatMap(({ page, empty, full }) => [
      row(`${page}, first visit, p50`, 'ms', median(empty), null, { of: 'ours', most: 1_000 }),
      row(`  p95 of ${empty.length}`, 'ms', percentile(empty, 0.95), null),
      row(`${page}, seen before, p50`, 'ms', median(full), null, { of: 'ours', most: 1_000 }),
      row(`  p95 of ${full.length}`, 'ms', percentile(full, 0.95), null),
    ]);
    return {
      rows,
      remarks: [`Browser, server and ledger share ${cores} cores; load of the machine before it ${load.toFixed(1)}, busy meanwhile ${(((machineBusy() - before.busy) / (cores * seconds)) * 100).toFixed(0)} %, the browser included.`],
      raw: times,
      othersShare: 0,
    };
  } finally {
    await kit.close();
    await db.destroy();
    await database.drop();
  }
};
