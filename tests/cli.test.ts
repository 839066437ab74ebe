import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cli, CLI } from './cli/kit.ts';
import { peopleByCommand } from './cli/people.ts';
import { roundByCommand } from './cli/rounds.ts';
import { rulesByCommand } from './cli/rules.ts';
import { until } from './rig.ts';

let cli: Cli;
let folder: string;
beforeAll(async () => {
  cli = await Cli.start();
  ({ folder } = cli);
});
afterAll(() => cli?.stop());
// In this process where nothing hangs on the process itself: a program of its own takes a second to start.
const run: Cli['run'] = (...args) => cli.run(...args);
const json: Cli['json'] = (...args) => cli.json(...args);

const ISSUE = 'baishi-2026/1';

describe('with a running system', { timeout: 90_000 }, () => {
  test('a round is opened, listed, shown; acts are done in a person’s name', async () => {
    expect(await json('round', 'open', '--sample', '--as', 'p-gu')).toMatchObject({ code: 0, value: { round: 'baishi-2026', issues: 29, workflows: 31 } });
    await until(async () => ((await json('issue', 'list')).value['issues'] as unknown[]).length === 31, 'the round to open');
    expect(await json('round', 'open', '--sample', '--as', 'p-gu')).toMatchObject({ code: 1, error: { code: 'ROUND_EXISTS' } });
    expect((await run('round', 'list')).out).toMatch(/baishi-2026 +中共白石镇委员会 .* 29 +29 +0/);
    expect(await json('round', 'show', 'baishi-2026')).toMatchObject({ code: 0, value: { counts: { total: 29, byStatus: { assigned: 29 } } } });
    expect(await cli.jsonOfProgram('issue', 'accept', ISSUE, '--as', 'p-wei', '--key', 'k1')).toMatchObject({ code: 0, value: { status: 'rectifying', events: ['accepted'] } });
    expect(await json('issue', 'accept', ISSUE, '--as', 'p-wei', '--key', 'k1')).toMatchObject({ code: 0, value: { status: 'rectifying', events: ['accepted'] } });
    const shown = await json('issue', 'show', ISSUE, '--as', 'p-wei');
    expect(shown.value).toMatchObject({ issue: { status: 'rectifying', policy: 'default@2' }, may: expect.arrayContaining(['submit-for-closure']) });
    expect((await run('issue', 'timeline', ISSUE)).out).toContain('**认领** accepted · 魏长林');
    const todo = await json('todo', '--as', 'p-wei');
    expect(todo).toMatchObject({ code: 0, value: { todos: expect.arrayContaining([expect.objectContaining({ issue: 'issue/baishi-2026/2', act: 'accept' })]), toConfirm: [], more: false } });
    expect((todo.value['todos'] as { issue: string; act: string }[]).filter(({ issue, act }) => issue === `issue/${ISSUE}` && act === 'accept')).toEqual([]);
    expect(await json('todo', '--as', 'p-wie')).toMatchObject({ code: 2, error: { code: 'UNKNOWN_PERSON' } });
    const listed = await json('issue', 'list', '--status', 'rectifying', '--party', 'p-wei', '--words', '中心组');
    expect((listed.value['issues'] as { id: string }[]).map((issue) => issue.id)).toEqual([`issue/${ISSUE}`]);
  });

  test('evidence, submission, signature: each by whom the rules allow', async () => {
    const file = join(folder, '会议记录.txt');
    writeFileSync(file, '三次学习的记录');
    writeFileSync(join(folder, 'empty.txt'), '');
    expect(await json('evidence', 'add', ISSUE, join(folder, 'empty.txt'), '--as', 'p-wei')).toMatchObject({ code: 2, error: { code: 'EVIDENCE_EMPTY' } });
    expect(await json('evidence', 'add', ISSUE, file, '--as', 'p-bai')).toMatchObject({ code: 1, error: { code: 'NOT_ALLOWED' } });
    expect(await json('evidence', 'add', ISSUE, file, '--as', 'p-wei')).toMatchObject({ code: 0, value: { name: '会议记录.txt', size: 21 } });
    expect(await json('evidence', 'verify')).toMatchObject({ code: 0, value: { checked: 1, missing: [], damaged: [], unlisted: [] } });
    expect(await json('issue', 'submit', ISSUE, '--summary', '已补学', '--as', 'p-wei')).toMatchObject({ code: 0, value: { status: 'verifying' } });
    expect(await json('issue', 'sign', ISSUE, '--note', '好', '--as', 'p-lu', '--seen', '1')).toMatchObject({ code: 1, error: { code: 'STALE_VERSION' } });
    expect(await json('issue', 'sign', ISSUE, '--note', '属实', '--as', 'p-gu')).toMatchObject({ code: 0 });
    expect(await json('issue', 'sign', ISSUE, '--note', '同意', '--as', 'p-lu')).toMatchObject({ code: 0, value: { status: 'closed', events: ['signed', 'closed'] } });
    const plan = ['issue', 'plan', 'propose', 'baishi-2026/2', '--measure', `m1|普查撂荒地|p-wei|${new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)}`, '--as', 'p-wei'];
    expect(await json(...plan)).toMatchObject({ code: 1, error: { code: 'WRONG_STATUS' } });
  });

  test('a plan binds, is revised, and holds until its evidence is there; a visit, reminders, outcomes', async () => {
    const ref = 'baishi-2026/2';
    const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const row = ((await json('issue', 'list', '--limit', '30')).value['issues'] as { id: string; owner_ref: string }[]).find((one) => one.id === `issue/${ref}`);
    const owner = row?.owner_ref.slice('person:'.length) ?? '';
    expect(await json('bulk', 'accept', ref, ISSUE, '--as', owner)).toMatchObject({ code: 1, value: { done: 1, failed: 1, items: [{ issue: `issue/${ref}`, error: null }, { error: { code: expect.any(String) } }] } });
    expect(await json('issue', 'plan', 'propose', ref, '--measure', `m1|普查撂荒地|${owner}|${day(20)}|农业办、林业站|1、会议记录`, '--measure', `m2|公示|${owner}|${day(22)}`, '--as', owner)).toMatchObject({ code: 0 });
    expect(await json('issue', 'plan', 'approve', ref, '--as', 'p-gu')).toMatchObject({ code: 0, value: { status: 'rectifying' } });
    expect(await json('issue', 'progress', ref, '--note', '完成', '--measure', 'm1', '--done', '--as', owner)).toMatchObject({ code: 1, error: { code: 'MEASURE_EVIDENCE_MISSING' } });
    expect(await json('evidence', 'add', ref, join(folder, '会议记录.txt'), '--measure', 'm1', '--kind', '会议记录', '--as', owner)).toMatchObject({ code: 0 });
    expect(await json('issue', 'revision', 'propose', ref, '--move', `m2|${day(24)}`, '--add', `m3|回访|${owner}|${day(25)}`, '--reason', '公示期不足', '--as', owner)).toMatchObject({ code: 0, value: { events: ['revision-proposed'] } });
    expect((await run('issue', 'show', ref)).out).toMatch(/待审调整：调整m2：时限.*→.*；增加m3 回访/);
    expect(await json('issue', 'revision', 'approve', ref, '--as', 'p-gu')).toMatchObject({ code: 0, value: { events: ['plan-revised'] } });
    expect(await json('bulk', 'remind', '--round', 'baishi-2026', '--note', '下周汇报', '--as', 'p-gu')).toMatchObject({ code: 0, value: { done: 30, failed: 0 } });
    expect(await json('issue', 'site-check', ref, '--on', day(0), '--findings', '已复耕', '--as', 'p-gu')).toMatchObject({ code: 1, error: { code: 'WRONG_STATUS' } });
    expect(await json('outcome', 'record', ref, '--kind', 'recovered', '--yuan', '71320.50', '--source', '县财政局核实', '--as', 'p-gu')).toMatchObject({ code: 0 });
    expect(await json('outcome', 'record', ref, '--kind', 'recovered', '--yuan', '0.505', '--source', '县财政局核实', '--as', 'p-gu')).toMatchObject({ code: 2 });
    expect((await run('round', 'show', 'baishi-2026')).out).toContain('挽回损失 71320.50 元');
  });

  test('the register, the deliveries, the look-backs, people; a rebuild leaves what runs alone', async () => {
    const file = join(folder, 'register.xlsx');
    expect(await json('register', 'export', 'baishi-2026', '--out', file)).toMatchObject({ code: 0, value: { format: 'xlsx' } });
    expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK');
    expect((JSON.parse((await run('--json', 'register', 'export', 'baishi-2026')).out) as unknown[]).length).toBe(31);
    const counts = (await json('delivery', 'counts', '--round', 'baishi-2026')).value['counts'] as { planned: number };
    expect(counts.planned).toBeGreaterThan(31);
    const [first] = (await json('delivery', 'list', '--limit', '1')).value['deliveries'] as { id: string }[];
    expect(await json('delivery', 'show', first?.id ?? '')).toMatchObject({ code: 0, value: { delivery: { id: first?.id } } });
    expect(await json('notice', 'record', ISSUE)).toMatchObject({ code: 0, value: { summary: { told: expect.any(Number), asked: expect.any(Number) } } });
    expect(await json('notice', 'record', '--person', 'p-wei')).toMatchObject({ code: 0, value: { record: expect.arrayContaining([expect.objectContaining({ recipient: 'p-wei' })]) } });
    expect(await json('notice', 'record')).toMatchObject({ code: 2, error: { code: 'USAGE' } });
    // Who looks through what was read or told is on record himself.
    for (const look of [['audit', 'access', '--person', 'p-lu'], ['dossier', 'log'], ['delivery', 'list', '--recipient', 'p-wei', '--limit', '1']]) {
      expect((await json(...look, '--as', 'p-gu')).code).toBe(0);
      expect((await json('audit', 'access', '--person', 'p-gu', '--limit', '2')).value['entries'], look.join(' ')).toContainEqual(expect.objectContaining({ person: 'p-gu', action: `huitoukan ${look[0]} ${look[1]}` }));
    }
    expect(await json('notice', 'list', '--round', 'baishi-2026')).toMatchObject({ code: 0, value: { letters: [], gaps: [] } });
    expect(await json('notice', 'show', '督办函-1999-1')).toMatchObject({ code: 2, error: { code: 'UNKNOWN_LETTER' } });
    expect(await json('rollup', 'show', 'baishi-2026', '--week')).toMatchObject({ code: 0, value: { kind: 'week', open: 30 } });
    expect((await run('rollup', 'show', 'baishi-2026', '--month')).out).toContain('本期到期');
    expect(await json('rollup', 'show', 'baishi-2026')).toMatchObject({ code: 2, error: { code: 'USAGE' } });
    expect(await json('rollup', 'list', 'baishi-2026')).toMatchObject({ code: 0, value: { rollups: [] } });
    expect(((await json('review', 'list', '--by', '2099-01-01')).value['lookBacks'] as { cause: string }[]).map((one) => one.cause)).toEqual(['interval', 'interval']);
    expect(await json('people', 'leave', 'p-mo', '--on', '2026-12-31')).toMatchObject({ code: 0, value: { toHandOver: ['issue/baishi-2026/12', 'issue/baishi-2026/13'] } });
    expect(await json('people', 'appoint', 'nowhere', 'p-bai')).toMatchObject({ code: 2, error: { code: 'UNKNOWN_POST' } });
    expect(await json('rebuild')).toMatchObject({ code: 0, value: { issues: { open: 31, running: 31, started: 0 }, rounds: { running: 1 }, failed: [] } });
  });

  test('look-backs: a draw is announced and committed to, a petition names an issue; what is too early is refused', async () => {
    const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);
    const round = 'baishi-2026';
    expect(await json('review', 'announce', round, '--at', `${inDays(1)} 10:00`, '--as', 'p-gu')).toMatchObject({ code: 1, error: { code: 'DRAW_TOO_SOON' } });
    expect(await json('review', 'announce', round, '--at', `${inDays(9)} 10:00`, '--share', '30', '--as', 'p-gu')).toMatchObject({ code: 0, value: { draw: 'draw/baishi-2026/1', sharePercent: 30, strata: ['category', 'kind'] } });
    const secret = join(folder, 'secret.txt');
    expect(await json('review', 'commit', `${round}/1`, '--new-secret', secret, '--as', 'p-lu')).toMatchObject({ code: 0, value: { commitment: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    expect(await json('review', 'commit', `${round}/1`, '--new-secret', secret, '--as', 'p-lu')).toMatchObject({ code: 2, error: { code: 'FILE_EXISTS' } });
    expect(await json('review', 'reveal', `${round}/1`, '--secret-file', secret, '--as', 'p-lu')).toMatchObject({ code: 1, error: { code: 'DRAW_REVEAL_EARLY' } });
    expect(await json('review', 'redraw', `${round}/1`)).toMatchObject({ code: 1, error: { code: 'DRAW_NOT_REVEALED' } });
    expect(await json('review', 'redraw', `${round}/7`)).toMatchObject({ code: 2, error: { code: 'UNKNOWN_DRAW' } });
    expect(await json('review', 'draws')).toMatchObject({ code: 0, value: { draws: [{ id: 'draw/baishi-2026/1', standing: 'committed', planned: 0 }] } });
    expect(await json('review', 'petition', ISSUE, '--source', '信访〔2026〕3号', '--as', 'p-gu')).toMatchObject({ code: 0, value: { events: ['look-back-planned'] } });
    expect(await json('review', 'list')).toMatchObject({ code: 0, value: { lookBacks: [{ issue: `issue/${ISSUE}`, cause: 'petition', source: '信访〔2026〕3号', overdueSince: null }] } });
    expect(await json('review', 'triggers', '--as', 'p-gu')).toMatchObject({ code: 0, value: { found: 0, proposed: [] } });
    expect(await json('review', 'dismiss', ISSUE, '--cause', 'new-head', '--source', 'x', '--reason', '无', '--as', 'p-gu')).toMatchObject({ code: 1, error: { code: 'NO_CALL' } });
  });

  rulesByCommand(() => cli);
  peopleByCommand(() => cli);
  roundByCommand(() => cli);

  test('lists of the settings are written to a file, as a workbook or as CSV; another ending is refused', async () => {
    await json('account', 'invite', 'gu', '--person', 'p-gu');
    await json('account', 'token', 'issue', 'gu', '--name', '督查平台', '--scopes', 'read');
    for (const list of [['policy', 'list'], ['calendar', 'list'], ['template', 'list'], ['channel', 'list'], ['account', 'token', 'list', 'gu']]) {
      const file = join(folder, `${list.join('-')}.csv`);
      expect(await json(...list, '--out', file), list.join(' ')).toMatchObject({ code: 0, value: { out: file, lines: expect.any(Number) } });
      expect(readFileSync(file, 'utf8').trimEnd().split('\r\n').length, list.join(' ')).toBeGreaterThan(list[0] === 'calendar' ? 0 : 1);
    }
    expect(readFileSync(join(folder, 'account-token-list-gu.csv'), 'utf8')).toContain('督查平台,查阅,');
    expect((await json('policy', 'list', '--out', join(folder, 'policies.xlsx'))).code).toBe(0);
    expect(readFileSync(join(folder, 'policies.xlsx')).subarray(0, 2).toString()).toBe('PK');
    expect(await json('policy', 'list', '--out', join(folder, 'policies.txt'))).toMatchObject({ code: 2, error: { code: 'USAGE' } });
  });

  test('what is wrong is said in both languages, with its exit code', async () => {
    expect(await json('issue', 'show', 'baishi-2026/999')).toMatchObject({ code: 2, error: { code: 'UNKNOWN_ISSUE', zh: expect.stringMatching(/没有/), en: expect.stringMatching(/no issue/) } });
    for (const of of [['notice', 'record', 'baishi-2026/999'], ['letter', 'print', '--issue', 'baishi-2026/999', '--as', 'p-gu']]) expect(await json(...of), of.join(' ')).toMatchObject({ code: 2, error: { code: 'UNKNOWN_ISSUE' } });
    expect(await json('issue', 'accept', ISSUE)).toMatchObject({ code: 2, error: { code: 'PERSON_REQUIRED' } });
    expect(await json('issue', 'accept', 'nonsense', '--as', 'p-wei')).toMatchObject({ code: 2, error: { code: 'USAGE' } });
    expect(await json('issue', 'list', '--status', 'lost')).toMatchObject({ code: 2, error: { code: 'USAGE' } });
    // A slip of the pen gives nothing to nobody.
    for (const act of [['assign', ISSUE, '--owner', 'p-wie'], ['hand-over', ISSUE, '--to', 'p-wie', '--reason', '调离'], ['plan', 'propose', 'baishi-2026/3', '--measure', 'm1|清查|p-wie|2099-01-01']])
      expect(await json('issue', ...act, '--as', 'p-gu'), act.join(' ')).toMatchObject({ code: 2, error: { code: 'UNKNOWN_PERSON', where: { person: 'p-wie' } } });
    expect(await json('issue', 'assign', ISSUE, '--owner', 'p-wei', '--leader', 'post:nowhere', '--as', 'p-gu')).toMatchObject({ code: 2, error: { code: 'UNKNOWN_POST' } });
    expect((await run('issue', 'acept')).err).toMatch(/^错误 USAGE：命令行有误：没有命令“acept”（是不是 accept？）\nError USAGE: .*unknown command 'acept'/);
    expect((await run('issue', 'list', '--limit', '0')).err).toMatch(/不能是“0”：须为1到10000的整数\nError USAGE: .*'0' is invalid. a whole number/);
    const { code, out, err } = await cli.program('round', 'show', 'none');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^错误 UNKNOWN_ROUND：.*\nError UNKNOWN_ROUND: /);
  });
});

test('without a running system: not reachable is 3; a dry run and a rehearsal need none', { timeout: 60_000 }, async () => {
  const nowhere = ['--data', join(folder, 'nowhere')];
  expect(await cli.jsonOfProgram(...nowhere, 'issue', 'list')).toMatchObject({ code: 3, error: { code: 'NOT_RUNNING' } });
  expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  expect(await json(...nowhere, 'template', 'check')).toMatchObject({ code: 0, value: { own: [] } });
  mkdirSync(join(folder, 'own/templates'), { recursive: true });
  writeFileSync(join(folder, 'own/templates/circular.md'), '---\nsubject: 通报\n---\n{{naem}}\n');
  expect(await json('--data', join(folder, 'own'), 'template', 'check')).toMatchObject({ code: 2, error: { code: 'TEMPLATE_INVALID', where: { line: 4, column: 1, placeholder: 'naem' } } });
  const report = await json(...nowhere, 'import', 'samples/reports/bureau-table.txt', '--dry-run');
  expect(report.value).toMatchObject({ unit: expect.any(String), issues: expect.any(Array), unassigned: expect.any(Array) });
  const rehearsal = await json(...nowhere, 'rehearse', '--sample', '--months', '6');
  expect(rehearsal.value).toMatchObject({ issues: 31, worstDay: { notices: expect.any(Number) } });
});

/** Names every module that a program loads, on its standard error. */
const TELL_MODULES = `data:text/javascript,${encodeURIComponent(
  "import { registerHooks } from 'node:module'; registerHooks({ resolve(name, context, next) { const found = next(name, context); process.stderr.write(`${found.url}\\n`); return found; } });",
)}`;

test('help answers at once: nothing heavy is loaded for it', () => {
  const { status, stderr } = spawnSync(process.execPath, ['--import', TELL_MODULES, CLI, '--help'], { encoding: 'utf8' });
  expect(status).toBe(0);
  const packages = new Set([...stderr.matchAll(/\/node_modules\/((?:@[^/]+\/)?[^/]+)\//g)].map((match) => match[1]));
  // Not the engine's client, not the database, not the schemas: those take a second.
  expect([...packages]).toEqual(['commander']);
});
