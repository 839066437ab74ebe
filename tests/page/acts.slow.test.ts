import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACT_NAMES } from '../../client/act-words.ts';
import { formsOf } from '../../client/api/act-forms.ts';
import { buildPage } from '../../client/page-build.ts';
import { actSchema, type Act } from '../../domain/command-schema.ts';
import { dayOf } from '../../domain/time.ts';
import { fieldsOf } from '../../web/act/fields.ts';
import { hasForm, type WithForm } from '../../web/act/offered.ts';
import { ApiKit, PASSWORD } from '../api/kit.ts';
import { PaperRound } from '../paper-round.ts';
import { PEOPLE } from '../rig-people.ts';
import { bringToCases, CASES, EARLIER, type ActCase } from './act-cases.ts';
import { expectAccessible, findChromium, NO_CHROMIUM, WatchedBrowser, WIDE } from './browser.ts';
import { drawer, fillField } from './fill.ts';
import { clientOnPaper } from './paper-client.ts';

/** Every act of the core by its form in a real browser, on an issue that stands where it comes next. No engine runs: the rules and the ledger are real. */
const chromium = findChromium();
if (chromium === null) console.error(NO_CHROMIUM);

type Line = ActCase & { readonly type: WithForm; readonly number: string };
const TABLE: readonly Line[] = (Object.entries(CASES) as [WithForm, ActCase | readonly ActCase[]][]).flatMap(([type, cases]) => [cases].flat().map((one) => ({ type, ...one }))).map((one, at) => ({ ...one, number: String(at + 1) }));
/** One of each widget stands in these. */
const WITH_MOST_WIDGETS: readonly WithForm[] = ['propose-revision', 'record-look-back', 'record-outcome'];
const FORMS = formsOf(actSchema.options);

let paper: PaperRound;
let kit: ApiKit;
let browser: WatchedBrowser;
const pages = new Map<string, Page>();
const sent = new Map<string, Act>();
/** What stood in the drawer, by the number. */
const read = new Map<string, string>();

/** A finding of an earlier round, straight into the ledger. */
const addEarlier = async (): Promise<void> => {
  const copy = async (table: 'round' | 'issue', set: Readonly<Record<string, string>>): Promise<void> => {
    const rows = await sql<{ name: string }>`select column_name as name from information_schema.columns where table_name = ${table} and is_generated = 'NEVER'`.execute(paper.db);
    const kept = rows.rows.map(({ name }) => name).filter((name) => !(name in set));
    const [columns, values] = [[...Object.keys(set), ...kept].map((name) => sql.ref(name)), [...Object.values(set).map((value) => sql`${value}`), ...kept.map((name) => sql.ref(name))]];
    await sql`insert into ${sql.table(table)} (${sql.join(columns)}) select ${sql.join(values)} from ${sql.table(table)} where id = ${table === 'round' ? 'r1' : 'issue/r1/1'}`.execute(paper.db);
  };
  await copy('round', { id: 'r0' });
  await copy('issue', { id: EARLIER, round_id: 'r0', number: '7', title: '上一轮的同类问题' });
};

beforeAll(async () => {
  await buildPage();
  const drafts = TABLE.map(({ type, kind = 'immediate' as const, standing = 'assigned' as const, number }) => ({ title: `第${number}个问题：${ACT_NAMES[type].zh}`, kind, standing }));
  [paper, browser] = await Promise.all([PaperRound.open(drafts), WatchedBrowser.start(chromium)]);
  await addEarlier();
  await bringToCases(paper, TABLE);
  kit = await ApiKit.start(clientOnPaper(paper, (number, given) => sent.set(number, given)), { now: () => paper.now });
  for (const person of new Set(TABLE.map(({ who }) => who))) {
    await kit.account({ username: person, person });
    pages.set(person, await browser.signedIn(kit.served.address, WIDE, person, PASSWORD));
  }
}, 120_000);
afterAll(async () => {
  await browser.close();
  await kit.close();
  await paper.drop();
});

describe.skipIf(chromium === null)('every act has a form in the page that does it', () => {
  test('no act is missing', () => {
    expect(new Set(TABLE.map(({ type }) => type))).toEqual(new Set([...FORMS.keys()].filter(hasForm)));
  });

  test.each(TABLE)('$type as $who (issue $number)', async ({ type, who, number, choose = {}, leaveOut = [] }) => {
    const page = pages.get(who);
    if (page === undefined) throw new Error(`nobody is ${who}`);
    const { seq } = paper.state(number);
    await page.goto(`${kit.served.address}/#/issue/r1/${number}`);
    await page.getByRole('heading', { name: `第${number}号问题` }).waitFor();
    await page.locator('.acts').getByRole('button', { name: ACT_NAMES[type].zh, exact: true }).click();
    const form = drawer(page);
    await form.getByText(`第${number}个问题`).first().waitFor();
    await expect.poll(async () => await form.locator('.ant-skeleton').count(), { timeout: 10_000 }).toBe(0);
    read.set(number, await form.innerText());
    if (type === 'add-evidence') {
      await form.locator('input[type=file]').setInputFiles({ name: '会议纪要.txt', mimeType: 'text/plain', buffer: Buffer.from('会议纪要') });
      await form.getByText('会议纪要.txt').first().waitFor();
      await expect.poll(() => paper.state(number).evidence.length, { timeout: 10_000 }).toBe(1);
      return;
    }
    const fields = fieldsOf(type, FORMS.get(type) ?? {}).filter(({ name }) => !leaveOut.includes(name));
    for (const field of fields) await fillField(form, field, { act: type, choose, ...(field.name === 'on' ? { day: dayOf(paper.now) } : {}) });
    if (WITH_MOST_WIDGETS.includes(type)) await expectAccessible(page);
    await form.locator('button[type=submit]').click();
    await form.waitFor({ state: 'hidden', timeout: 5_000 });
    expect(paper.state(number).seq).toBeGreaterThan(seq);
    expect(Object.keys(sent.get(number) ?? {}).toSorted()).toEqual(['type', ...fields.map(({ name }) => name)].toSorted());
    // Who was chosen by name is who was sent.
    for (const [field, chosen] of Object.entries(choose)) for (const { id } of PEOPLE.filter(({ name }) => name === chosen)) expect(sent.get(number)).toMatchObject({ [field]: expect.stringMatching(new RegExp(`^(person:)?${id}$`)) });
  });

  const ASKED = { 'approve-plan': '措施m1：修订制度', 'approve-revision': '新增 措施m3：修订制度', 'approve-amendment': '更正后的表述', 'approve-withholding': '涉及国家秘密', 'sign-hand-over': '张三 → 钱七', 'grant-extension': '设备未到货', sign: '已修订制度' };
  test.each(TABLE.flatMap((line) => (line.type in ASKED ? [{ ...line, words: ASKED[line.type as keyof typeof ASKED] }] : [])))('who decides on $type reads what was asked for', ({ number, words }) => {
    expect(read.get(number)).toContain(words);
  });

  test('a sum is written in yuan and kept in fen', () => {
    const { number } = TABLE.findLast(({ type }) => type === 'record-outcome') ?? { number: '' };
    expect(sent.get(number)).toMatchObject({ kind: 'recovered', fen: 123_456 });
  });

  test('nothing came from elsewhere, nothing was refused or thrown', () => {
    // Evidence of the prepared issues is a line in the ledger without a file to show.
    expect(browser.troubles().filter((fault) => !/status of 404 .*\/evidence\/a{64}$/.test(fault))).toEqual([]);
  });
});
