import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publishedDayTable } from '../../client/day-tables.ts';
import { loadPolicy } from '../../client/policies.ts';
import { shippedTemplateBytes } from '../../client/letters/templates.ts';
import { startRig, type Rig } from '../rig.ts';
import { ApiKit, type Answer, type Send } from './kit.ts';

let rig: Rig;
let kit: ApiKit;
let office: Send;
let admin: Send;
let owner: Send;
beforeAll(async () => {
  rig = await startRig();
  kit = await ApiKit.start(rig.client);
  await rig.openRound([{ kind: 'dated', due: { day: '2027-03-31', words: '2027年3月底前' } }, {}], 'r1');
  [office, owner] = await Promise.all([kit.person('p-sup'), kit.person('p-owner')]);
  await kit.account({ username: 'keeper', administrator: true });
  admin = await kit.signIn('keeper');
}, 120_000);
afterAll(async () => {
  await kit?.close();
  await rig?.close();
}, 60_000);

const form = (bytes: Uint8Array | string, name: string, fields: Readonly<Record<string, string>> = {}): FormData => {
  const data = new FormData();
  for (const [key, value] of Object.entries(fields)) data.append(key, value);
  data.append('file', new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)]), name);
  return data;
};
const bytesOf = async (path: string, cookie: string): Promise<Uint8Array> => new Uint8Array(await (await fetch(`${kit.served.address}${path}`, { headers: { cookie } })).arrayBuffer());

describe('people and posts', () => {
  test('the workbook goes out, comes in unchanged without a change, and is shown before it is written', async () => {
    const cookie = await kit.cookiesOf('keeper');
    const book = await bytesOf('/api/people/workbook', cookie);
    const same = await admin('POST', '/api/people/import', form(book, '人员.xlsx', { dryRun: 'true' }));
    expect(same.body).toMatchObject({ dryRun: true, counts: { new: 0, different: 0, failed: 0 } });
    const csv = '姓名,单位,职务,邮箱\n郑一,青石镇,办公室主任,zheng@example.com\n冯二,青石镇,,不是邮箱\n';
    const tried = await admin('POST', '/api/people/import', form(csv, '新人员.csv', { dryRun: 'true' }));
    expect(tried.body).toMatchObject({ counts: { failed: 1 } });
    const names = async (): Promise<string[]> => ((await admin('GET', '/api/people')).body['people'] as { name: string }[]).map(({ name }) => name);
    expect(await names()).not.toContain('郑一');
    await admin('POST', '/api/people/import', form(csv, '新人员.csv'));
    expect(await names()).toContain('郑一');
    expect(await names()).not.toContain('冯二');
    const { posts } = (await admin('GET', '/api/posts')).body as { posts: { title: string; holders: { name: string }[] }[] };
    expect(posts.find(({ title }) => title === '办公室主任')?.holders).toMatchObject([{ name: '郑一' }]);
    expect((await owner('POST', '/api/people/import', form(csv, 'x.csv'))).body).toMatchObject({ code: 'NOT_ALLOWED' });
    expect((await admin('POST', '/api/people/import', form(csv, 'x.csv', { from: 'soon' }))).body).toMatchObject({ code: 'INVALID_REQUEST', status: 400 });
  });

  test('leave with its deputy is recorded, listed, and ended once', async () => {
    const leave = { person: 'p-owner', deputy: 'p-second', from: '2099-01-05', last: '2099-01-09', reason: '年休假' };
    const made = await office('POST', '/api/absences', leave);
    expect(made.status).toBe(201);
    expect((await office('POST', '/api/absences', leave)).body).toMatchObject({ code: 'ABSENCE_OVERLAPS', status: 409 });
    expect((await office('POST', '/api/absences', { ...leave, deputy: 'p-owner' })).body).toMatchObject({ code: 'DEPUTY_IS_SELF', status: 422 });
    const id = Number(made.body['id']);
    expect((await office('GET', '/api/absences')).body).toMatchObject({ absences: [{ id, recordedBy: 'p-sup', cancelledFrom: null }] });
    const back = { from: '2099-01-07', reason: '提前到岗' };
    expect((await office('POST', `/api/absences/${id}/cancel`, back)).status).toBe(200);
    expect((await office('POST', `/api/absences/${id}/cancel`, back)).body).toMatchObject({ code: 'ABSENCE_CANCELLED' });
    expect((await office('POST', '/api/absences/999999/cancel', back)).body).toMatchObject({ code: 'UNKNOWN_ABSENCE', status: 404 });
  });
});

describe('policies', () => {
  const other = async (): Promise<string> => {
    const policy = await loadPolicy('default');
    return stringify({ ...policy, version: '3-test', lookBack: { ...policy.lookBack, windowDays: 31 }, extension: { ...policy.extension, maxTimes: 1 } });
  };

  test('a text is looked over and compared before it is kept; a mistake is named with its line', async () => {
    const yaml = await other();
    const { body } = await office('POST', '/api/policies/check', { yaml, against: 'default@2' });
    expect(body).toMatchObject({ policy: 'default@3-test' });
    expect((body['differences'] as { path: string }[]).map((one) => JSON.stringify(one)).toSorted()).toEqual([{ path: 'extension.maxTimes', from: '2', to: '1' }, { path: 'lookBack.windowDays', from: '30', to: '31' }, { path: 'version', from: '"2"', to: '"3-test"' }].map((one) => JSON.stringify(one)));
    const broken = await office('POST', '/api/policies/check', { yaml: yaml.replace('maxTimes: 1', 'maxTimes: 很多') });
    expect(broken.body).toMatchObject({ code: 'POLICY_INVALID', status: 422, where: { field: 'extension.maxTimes' } });
    const { policies } = (await office('GET', '/api/policies')).body as { policies: { policy: string }[] };
    expect(policies.map(({ policy }) => policy)).not.toContain('default@3-test');
  });

  test('a text names no file of the server', async () => {
    for (const base of ['/etc/passwd', './package.json', '../x.yaml']) expect((await office('POST', '/api/policies/check', { yaml: `extends: ${base}\nname: a\nversion: '1'\nsource: x\n` })).body).toMatchObject({ code: 'POLICY_UNKNOWN', status: 404 });
    expect((await office('POST', '/api/policies/check', { yaml: "extends: default\nname: a\nversion: '1'\nsource: x\n" })).body).toMatchObject({ policy: 'a@1' });
  });

  test('a kept version is tried out on open issues, then adopted for chosen ones with a reason, on record', async () => {
    expect((await admin('POST', '/api/policies', { yaml: await other() })).body).toEqual({ policy: 'default@3-test' });
    const listed = ((await office('GET', '/api/policies')).body['policies'] as { policy: string; keptBy: string }[]).find(({ policy }) => policy === 'default@3-test');
    expect(listed?.keptBy).toBe('account/keeper');
    const impact = await office('POST', '/api/policies/impact', { from: 'default@2', to: 'default@3-test', issues: ['r1/1'] });
    expect(impact.body).toMatchObject({ issues: 1, more: false });
    const adopt = { policy: 'default@3-test', reason: '县委巡察办通知', issues: ['r1/1'] };
    expect((await office('POST', '/api/policies/adopt', { ...adopt, dryRun: true })).body).toMatchObject({ dryRun: true, open: 1, changed: 1 });
    expect(await rig.events('issue/r1/1')).toEqual(['opened']);
    expect((await office('POST', '/api/policies/adopt', adopt)).body).toMatchObject({ dryRun: false, changed: 1, failed: [] });
    expect(await rig.events('issue/r1/1')).toEqual(['opened', 'policy-adopted']);
    expect(await rig.events('issue/r1/2')).toEqual(['opened']);
    expect((await office('POST', '/api/policies/adopt', { policy: 'default@2', reason: 'x' })).body).toMatchObject({ status: 400 });
    expect((await admin('POST', '/api/policies/adopt', adopt)).body).toMatchObject({ code: 'NOT_ALLOWED' });
  });
});

describe('holidays', () => {
  test('a table is tried out with the days and dates that move, then taken in', async () => {
    const { version, years, rest, work } = publishedDayTable();
    const last = years.at(-1) ?? 0;
    const table = JSON.stringify({ version: 'test-1', years: [...years, last + 1], rest: [...rest, `${last + 1}-01-01`, `${last + 1}-10-01`].toSorted(), work });
    const tried = await office('POST', '/api/calendar/import', form(table, '放假安排.json', { dryRun: 'true' }));
    expect(tried.body).toMatchObject({ dryRun: true, version: 'test-1', changedDays: [`${last + 1}-01-01`, `${last + 1}-10-01`] });
    expect((await office('GET', '/api/calendar')).body).toMatchObject({ version });
    expect((await office('POST', '/api/calendar/import', form(table, '放假安排.json'))).body).toMatchObject({ dryRun: false, failed: [] });
    expect((await office('GET', '/api/calendar')).body).toMatchObject({ version: 'test-1' });
    expect((await office('GET', '/api/calendar/editions')).body).toMatchObject({ editions: [{ version: 'test-1', source: '放假安排.json', takenBy: 'p-sup' }], shipped: { version } });
    expect(await rig.events('issue/r1/2')).toContain('calendar-taken');
    expect((await office('POST', '/api/calendar/import', form('not a table', 'x.json'))).body).toMatchObject({ code: 'CALENDAR_INVALID', status: 422 });
    expect((await office('POST', '/api/calendar/from-package', { dryRun: true })).body).toMatchObject({ dryRun: true, version });
    expect((await admin('POST', '/api/calendar/from-package', {})).body).toMatchObject({ code: 'NOT_ALLOWED' });
  });
});

describe('templates', () => {
  test('a notice is shown with a sample, kept as the unit’s own, and the shipped one comes back', async () => {
    const path = '/api/templates/notices/supervision-letter';
    const { source } = (await admin('GET', path)).body as { source: string };
    const own = source.replace('---\n', '---\n').replace(/\n---\n/, '\n---\n本单位的抬头\n\n');
    expect((await admin('POST', `${path}/preview`, { source: own })).body['text']).toContain('本单位的抬头');
    expect((await admin('POST', `${path}/preview`, { source: '---\nsubject: x\n---\n{{nobody}}\n' })).body).toMatchObject({ code: 'TEMPLATE_INVALID', status: 422, where: { line: 4 } });
    expect((await admin('GET', path)).body).toMatchObject({ own: false });
    expect((await admin('PUT', path, { source: own })).status).toBe(200);
    expect(readFileSync(join(kit.evidence, 'templates', 'supervision-letter.md'), 'utf8')).toBe(own);
    expect((await admin('GET', path)).body).toMatchObject({ own: true, source: own });
    expect((await admin('PUT', path, { source: 'no head' })).body).toMatchObject({ code: 'TEMPLATE_INVALID' });
    expect((await admin('DELETE', path)).status).toBe(200);
    expect((await admin('GET', path)).body).toMatchObject({ own: false, source });
    for (const name of ['..%2Fx', 'nothing']) expect((await admin('GET', `/api/templates/notices/${name}`)).body).toMatchObject({ status: 404 });
  });

  test('a paper goes out, is looked over when it comes in, and a sample is printed with it', async () => {
    const path = '/api/templates/papers/closure';
    const cookie = await kit.cookiesOf('keeper');
    expect(Buffer.from(await bytesOf(path, cookie)).subarray(0, 2).toString()).toBe('PK');
    expect((await admin('POST', path, form('no docx', 'closure.docx'))).body).toMatchObject({ code: 'TEMPLATE_NOT_DOCX', status: 422 });
    expect((await admin('POST', path, form(await shippedTemplateBytes('closure'), 'closure.docx', { dryRun: 'true' }))).body).toEqual({ kept: false });
    expect((await admin('POST', path, form(await shippedTemplateBytes('closure'), 'closure.docx'))).body).toEqual({ kept: true });
    const papers = async (): Promise<{ kind: string; own: boolean }[]> => (await admin('GET', '/api/templates')).body['papers'] as { kind: string; own: boolean }[];
    expect((await papers()).filter(({ own }) => own).map(({ kind }) => kind)).toEqual(['closure']);
    expect(Buffer.from(await bytesOf(`${path}/sample`, cookie)).subarray(0, 2).toString()).toBe('PK');
    await admin('DELETE', path);
    expect((await papers()).filter(({ own }) => own)).toEqual([]);
  });
});

describe('channels and health', () => {
  test('channels show no keys, and a test says what the other side answers or why not', async () => {
    const channels: Answer = await admin('GET', '/api/channels');
    expect(channels.body).toMatchObject({ prefer: 'mail', channels: [{ id: 'mail', kind: 'smtp' }] });
    expect((await admin('POST', '/api/channels/mail/test', { to: 'a@example.com' })).body).toMatchObject({ code: 'INVALID_SETTING', status: 422 });
    expect((await admin('POST', '/api/channels/nobody/test', {})).body).toMatchObject({ code: 'UNKNOWN_CHANNEL', status: 404 });
    expect((await admin('POST', '/api/channels/mail/test', { to: 'not an address' })).body).toMatchObject({ status: 400 });
  });

  test('health tells of engine, ledger and notices, and nothing of any case', async () => {
    const { body } = await admin('GET', '/api/system');
    expect(body).toMatchObject({ engine: expect.stringMatching(/^\d/), ledger: expect.stringMatching(/^\d/), size: { issues: 2 }, deliveries: { heartStopped: false, letterGaps: [] } });
    expect(JSON.stringify(body)).not.toContain('r1');
    expect((await owner('GET', '/api/system')).body).toMatchObject({ code: 'NOT_ALLOWED' });
  });

  test('an administrator sees where an account is signed in, and ends it', async () => {
    const id = await kit.account({ username: 'guest' });
    const guest = await kit.signIn('guest');
    expect((await admin('GET', `/api/accounts/${id}/sessions`)).body).toMatchObject({ sessions: [{ current: false }] });
    expect((await admin('DELETE', `/api/accounts/${id}/sessions`)).body).toEqual({ ended: 1 });
    expect((await guest('GET', '/api/me')).status).toBe(401);
  });
});
