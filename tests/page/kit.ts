import type { Page } from 'playwright-core';
import type { ServeOptions } from '../../client/api/serve.ts';
import { buildPage } from '../../client/page-build.ts';
import { ApiKit, PASSWORD } from '../api/kit.ts';
import { startRig, type Rig } from '../rig.ts';
import { PEOPLE } from '../rig-people.ts';
import { WatchedBrowser } from './browser.ts';

/** The page served on a real engine and ledger, and a real browser; people sign in by the form. */
export class PageKit {
  readonly rig: Rig;
  readonly kit: ApiKit;
  private readonly browser: WatchedBrowser;
  private readonly known = new Set<string>();

  private constructor(rig: Rig, kit: ApiKit, browser: WatchedBrowser) {
    this.rig = rig;
    this.kit = kit;
    this.browser = browser;
  }

  /** `prepare`: what there is before anybody signs in; `options`: such as the clock by which the page tells the day. */
  static async start(chromium: string | null, prepare: (rig: Rig) => Promise<void>, options: Partial<ServeOptions> = {}): Promise<PageKit> {
    await buildPage();
    const [rig, browser] = await Promise.all([startRig(), WatchedBrowser.start(chromium)]);
    await prepare(rig);
    return new PageKit(rig, await ApiKit.start(rig.client, options), browser);
  }

  get address(): string {
    return this.kit.served.address;
  }

  /** A page on which nobody has signed in. */
  async anonymousPage(viewport: { readonly width: number; readonly height: number }): Promise<Page> {
    return await this.browser.page(this.address, viewport);
  }

  /** A page of its own, on which this person has signed in. */
  async page(person: string, viewport: { readonly width: number; readonly height: number }): Promise<Page> {
    if (!this.known.has(person)) await this.kit.account({ username: person, name: PEOPLE.find(({ id }) => id === person)?.name ?? person, person });
    this.known.add(person);
    return await this.browser.signedIn(this.address, viewport, person, PASSWORD);
  }

  /** What was asked of another host, refused by the content rules, or thrown: it has to be nothing. */
  troubles(): readonly string[] {
    return this.browser.troubles();
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.kit.close();
    await this.rig.close();
  }
}
