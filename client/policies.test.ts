import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policySchema } from '../domain/policy-schema.ts';
import { Refusal } from '../domain/refusal.ts';
import { listPresets, loadPolicy } from './policies.ts';

let folder = '';
let good = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policies-'));
  good = await readFile(new URL('../domain/presets/default.yaml', import.meta.url), 'utf8');
});
afterAll(() => rm(folder, { recursive: true }));

const refusalOf = async (nameOrPath: string): Promise<Refusal> => {
  const error: unknown = await loadPolicy(nameOrPath).then(
    () => 'was accepted',
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refusal)) throw new Error(`no refusal: ${String(error)}`);
  expect(error.zh).toMatch(/\p{Script=Han}/u);
  expect(error.en).not.toMatch(/\p{Script=Han}/u);
  return error;
};

it('names the file where policies extend each other in a circle', async () => {
  const [one, other] = [join(folder, 'one.yaml'), join(folder, 'other.yaml')];
  await writeFile(one, `extends: ${other}\nname: one\n`);
  await writeFile(other, `extends: ${one}\nname: other\n`);
  expect(await refusalOf(one)).toMatchObject({ code: 'POLICY_CIRCLE', where: { file: one } });
});

/** Refuses the default preset after an edit, and says in which line the edit is. */
const refusalOfEdit = async (from: string, to: string): Promise<{ refusal: Refusal; line: number }> => {
  expect(good).toContain(from);
  const file = join(folder, 'edited.yaml');
  await writeFile(file, good.replace(from, to));
  const refusal = await refusalOf(file);
  expect(refusal.zh).toContain(file);
  expect(refusal.en).toContain(file);
  return { refusal, line: good.slice(0, good.indexOf(from)).split('\n').length };
};

describe('presets', () => {
  it('are listed, and every one of them loads', async () => {
    const names = await listPresets();
    expect(names).toEqual(expect.arrayContaining(['default', 'five-letters', 'three-lights']));
    for (const name of names) {
      const policy = await loadPolicy(name);
      expect(policy.name).toBe(name);
      // What is kept with every issue must be what the schema accepts again.
      expect(policySchema.parse(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
    }
  });

  it('are offered when a name is unknown, the nearest first', async () => {
    const refusal = await refusalOf('defualt');
    expect(refusal.code).toBe('POLICY_UNKNOWN');
    expect(refusal.en).toContain('did you mean "default"?');
    for (const name of await listPresets()) expect(refusal.zh).toContain(name);
  });
});

describe('a file of one’s own', () => {
  it('loads', async () => {
    const file = join(folder, 'mine.yaml');
    await writeFile(file, `\uFEFF${good.replace('name: default', 'name: 我县办法').replaceAll('\n', '\r\n')}`);
    expect((await loadPolicy(file)).name).toBe('我县办法');
  });

  it.each([
    ['planReview:', 'planReveiw:', 'terms.planReveiw', 'planReview'],
    ['audience: [owner, leader, head]', 'audience: [owner, leeder, head]', 'ladders.due[3].audience[1]', 'did you mean "leader"'],
    ['notice: circular', 'notice: letter', 'ladders.due[6].notice', 'accountability-notice'],
    ['{ id: T+20, offset: 20', '{ id: T+20, offset: 5', 'ladders.due[5]', '"T+20" comes after "T+10"'],
    ['{ id: T-3, offset: -3, audience', '{ id: T-10, offset: -3, audience', 'ladders.due[2]', 'there twice'],
    ["version: '2'", 'version: 2', 'version', 'quotes'],
    ['accept: { count: 3', 'accept: { count: -3', 'terms.accept.count', 'at least 0'],
    ['accept: { count: 3', 'accept: { count: three', 'terms.accept.count', 'has to be a number'],
    ["closes: '18:00'", "closes: '24:00'", 'delivery.closes', '24 hours'],
    ["closes: '18:00'", "closes: '08:00'", 'delivery', 'open before it closes'],
    ['chain: [supervision, team]', 'chain: [team, team]', 'closure.chain', 'twice'],
    ['chain: [supervision, team]', 'chain: [owner, team]', 'closure.chain', 'own work'],
    ['suspension: { maxDays: 180, maxTotalDays: 360 }', 'suspension: {}', 'suspension.maxDays', 'missing'],
  ])('is refused with line and field when %s becomes %s', async (from, to, field, hint) => {
    const { refusal, line } = await refusalOfEdit(from, to);
    expect(refusal.code).toBe('POLICY_INVALID');
    expect(refusal.en).toContain(`line ${line}, ${field}: `);
    expect(refusal.zh).toContain(`第${line}行 ${field}：`);
    expect(refusal.en).toContain(hint);
  });

  it('is refused with the number of mistakes when there are many', async () => {
    const file = join(folder, 'empty.yaml');
    await writeFile(file, 'name: x\n');
    const refusal = await refusalOf(file);
    expect(refusal.code).toBe('POLICY_INVALID');
    expect(refusal.en).toMatch(/and \d+ more$/);
    expect(refusal.where).toMatchObject({ file, line: 1 });
  });

  it.each([
    ['an indentation gone wrong', 'name: x\n\tversion: 1\n', 2],
    ['a key twice', 'name: x\nname: y\n', 2],
    ['a bracket left open', 'name: [', 1],
    ['two documents', 'name: x\n---\nname: y\n', 2],
    ['an unknown alias', 'name: *x\n', 1],
    ['an alias bomb', `a: &a [1,1,1,1,1,1]\nb: &b [${'*a,'.repeat(9)}*a]\nc: &c [${'*b,'.repeat(9)}*b]\nd: [${'*c,'.repeat(9)}*c]\n`, 1],
  ])('is refused with its line when it is not YAML: %s', async (_what, text, line) => {
    const file = join(folder, 'broken.yaml');
    await writeFile(file, text);
    const refusal = await refusalOf(file);
    expect(refusal).toMatchObject({ code: 'POLICY_NOT_YAML', where: { file, line } });
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'POLICY_INVALID'],
    ['plain words', Buffer.from('整改'), 'POLICY_INVALID'],
    ['GBK', Buffer.from([0xc4, 0xac, 0xc8, 0xcf]), 'POLICY_NOT_YAML'],
    ['300 KB', Buffer.alloc(300 * 1024, '#'), 'POLICY_NOT_YAML'],
  ])('is refused when it holds %s', async (_what, bytes, code) => {
    const file = join(folder, 'odd.yaml');
    await writeFile(file, bytes);
    expect((await refusalOf(file)).code).toBe(code);
  });

  it('is refused when it is missing or a folder, with the presets as the way out', async () => {
    for (const path of [join(folder, 'missing.yaml'), folder]) {
      const refusal = await refusalOf(path);
      expect(refusal.code).toBe('POLICY_UNREADABLE');
      expect(refusal.zh).toContain('five-letters');
    }
  });
});
