import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What has the focus. `marked`: it can be seen that it has. */
export type Focus = { readonly name: string; readonly id: string; readonly inDrawer: boolean; readonly marked: boolean };

/** The mark is an outline, or a ring without blur, at the element or at the frame that stands for it. */
const FOCUS = `(() => {
  const at = document.activeElement ?? document.body;
  const frame = at.closest('.ant-input-affix-wrapper, .ant-input-number, .ant-radio-button-wrapper, .ant-segmented-item, .ant-select, .ant-upload, .ant-menu-item');
  const marked = [at, ...(frame === null ? [] : [frame])].map((one) => getComputedStyle(one)).some(({ outlineStyle, outlineWidth, outlineColor, boxShadow }) =>
    (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1 && !/, 0\\)$/.test(outlineColor)) || /0px 0px 0px (?!0px)/.test(boxShadow));
  const name = at === document.body ? 'nothing' : at.labels?.[0]?.innerText || at.getAttribute('aria-label') || at.innerText || at.tagName;
  return { name: name.trim().slice(0, 60), id: at.id, inDrawer: at.closest('.ant-drawer') !== null, marked };
})()`;

export const focusOf = async (page: Page): Promise<Focus> => (await page.evaluate(FOCUS)) as Focus;

const MOST_STOPS = 60;

const expectFocus = async (page: Page, holds: (focus: Focus) => boolean, message: string): Promise<void> => {
  await expect.poll(async () => holds(await focusOf(page)), { timeout: 5_000, message }).toBe(true);
};

/** Somebody without a mouse; `unseen` keeps the stops at which nothing showed where they were. */
export class Keyboard {
  readonly page: Page;
  readonly unseen = new Set<string>();

  constructor(page: Page) {
    this.page = page;
  }

  async press(key: string): Promise<Focus> {
    await this.page.keyboard.press(key);
    return await focusOf(this.page);
  }

  async write(words: string): Promise<void> {
    await this.page.keyboard.type(words);
  }

  /** One stop on, or back. */
  async tab(key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<Focus> {
    const there = await this.press(key);
    // A mark may fade in.
    const marked = there.marked || (await this.page.waitForTimeout(250), await focusOf(this.page)).marked;
    if (!marked) this.unseen.add(there.name);
    return there;
  }

  /** From stop to stop to what is called `name`. */
  async to(name: string): Promise<Focus> {
    const passed: string[] = [];
    while (passed.length < MOST_STOPS) {
      const there = await this.tab();
      if (there.name === name) return there;
      passed.push(there.name);
    }
    throw new Error(`no stop is called ${name}: ${passed.join(' | ')}`);
  }

  /** The focus comes to lie where `holds` says. */
  async rests(holds: (focus: Focus) => boolean, message: string): Promise<void> {
    await expectFocus(this.page, holds, message);
  }
}
