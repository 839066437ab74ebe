import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildPage } from '../../client/page-build.ts';
import { ApiKit, PASSWORD } from '../api/kit.ts';
import { startRig, type Rig } from '../rig.ts';
import { PEOPLE } from '../rig-people.ts';
import { faultsOf, foreignRequests, NO_CHROMIUM, signIn, startBrowser } from './browser.ts';

/** The page served on a real engine and ledger, and a real browser; people sign in by the form. */
export class PageKit {
  readonly rig: Rig;
  readonly kit: ApiKit;
  private readonly browser: Browser;
  private readonly contexts: BrowserContext[] = [];
  private readonly known = new Set<string>();
  private readonly faults: string[][] = [];
  private readonly foreign: string[][] = [];

  private constructor(rig: Rig, kit: ApiKit, browser: Browser) {
    this.rig = rig;
    this.kit = kit;
    this.browser = browser;
  }

  /** `prepare`: what there is before anybody signs in. */
  static async start(chromium: string | null, prepare: (rig: Rig) => Promise<void>): Promise<PageKit> {
    await buildPage();
    const [rig, browser] = await Promise.all([startRig(), startBrowser(chromium ?? NO_CHROMIUM)]);
    await prepare(rig);
    return new PageKit(rig, await ApiKit.start(rig.client), browser);
  }

  get address(): string {
    return this.kit.served.address;
  }

  /** A page of its own, on which this person has signed in. */
  async page(person: string, viewport: { readonly width: number; readonly height: number }): Promise<Page> {
    const context = await this.browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    this.contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    this.faults.push(faultsOf(page));
    this.foreign.push(foreignRequests(page, this.address));
    if (!this.known.has(person)) await this.kit.account({ username: person, name: PEOPLE.find(({ id }) => id === person)?.name ?? person, person });
    this.known.add(person);
    await signIn(page, this.address, person, PASSWORD);
    return page;
  }

  /** What was asked of another host, refused by the content rules, or thrown: it has to be nothing. */
  troubles(): readonly string[] {
    return [...this.faults, ...this.foreign].flat();
  }

  async close(): Promise<void> {
    await Promise.all(this.contexts.map(async (context) => await context.close()));
    await this.browser.close();
    await this.kit.close();
    await this.rig.close();
  }
}
