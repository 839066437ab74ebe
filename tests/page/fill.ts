import type { Locator, Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { fieldWords, optionWords } from '../../web/act/field-words.ts';
import type { Field } from '../../web/act/fields.ts';

/** The drawer in which an act is done. */
export const drawer = (page: Page): Locator => page.getByRole('dialog');

/** The first choice of a list, or the one that says `name`. */
export const pick = async (box: Locator, name?: string): Promise<void> => {
  const shown = box.page().locator('.ant-select-dropdown:visible');
  const option = shown.locator('.ant-select-item-option').filter({ hasText: name ?? /./ }).first();
  // Where the page still moves (what stands above has just come) the list may shut again: one opens it once more.
  await vi.waitFor(async () => {
    if ((await shown.count()) === 0) {
      await box.focus();
      await box.press('Enter');
    }
    await option.click({ timeout: 4_000 });
  }, { timeout: 20_000, interval: 100 });
  // The next list opens where this one closed.
  await expect.poll(async () => await shown.count(), { timeout: 10_000 }).toBe(0);
};

const DAY = '2026-04-10';
/** Writes a measure into the last of the rows. */
const writeMeasure = async (rows: Locator, text: string, owner: string, due: string): Promise<void> => {
  const row = rows.last();
  await row.getByLabel('措施内容').fill(text);
  await pick(row.getByLabel('责任人'), owner);
  await row.getByLabel('完成时限').fill(due);
  await row.getByLabel('完成须附佐证（份）').fill('2');
};

export type Filling = { readonly act: string; /** Answers to choices, by field. */ readonly choose: Readonly<Record<string, string>>; /** The day to write where one is asked for. */ readonly day?: string };

/** Fills one field as its widget is used, with something that a person might write. */
export const fillField = async (form: Locator, field: Field, { act, choose, day = DAY }: Filling): Promise<void> => {
  const label = fieldWords(act, field.name).zh;
  const one = form.getByLabel(label, { exact: true });
  const item = form.locator('.ant-form-item').filter({ has: form.page().locator(`label[title="${label}"]`) }).first();
  const wanted = choose[field.name];
  switch (field.kind) {
    case 'line':
      return await one.fill('9-1');
    case 'text':
      return await one.fill(`${label}：已逐项核对，情况属实。`);
    case 'day':
      return await one.fill(day);
    case 'choice': {
      const option = optionWords(act, field.name, wanted ?? field.options[0] ?? '').zh;
      return field.options.length > 6 ? await pick(one, option) : await item.getByText(option, { exact: true }).click();
    }
    case 'person':
    case 'party':
      return await pick(one, wanted ?? '钱七');
    case 'measure':
    case 'linked-issue':
    case 'outcome':
    case 'issue':
      return await pick(one);
    case 'measure-owner':
      return await pick(one, wanted);
    case 'measures':
      if ((await item.locator('fieldset').count()) === 0) await item.getByRole('button', { name: '再加一条' }).click();
      return await writeMeasure(item.locator('fieldset'), '修订公章管理办法', '张三', day);
    case 'drops':
      await item.getByRole('button', { name: '再加一条' }).click();
      await pick(item.getByLabel('对应措施'), 'm1');
      return await item.getByLabel('理由').fill('已并入m2');
    case 'changes':
      await item.getByRole('button', { name: '再加一条' }).click();
      await pick(item.getByLabel('对应措施'), 'm2');
      await item.getByLabel('完成时限').fill(day);
      return await pick(item.getByLabel('责任人'), '孙八');
    case 'asked':
      await form.getByLabel('询问人数', { exact: true }).fill('5');
      await form.getByLabel('其中证实已整改', { exact: true }).fill('4');
      return await form.getByLabel('询问了哪些人', { exact: true }).fill('村民代表');
    case 'number':
      return await one.fill('2');
    case 'money':
      return await one.fill('1234.56');
    case 'flag':
      return await item.getByRole('switch').click();
    case 'lines':
      await one.fill('甲三');
      return await one.press('Enter');
  }
};
