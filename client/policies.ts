import { readdir, readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { policySchema, type Policy } from '../domain/policy-schema.ts';
import { refuse } from '../domain/refusal.ts';
import { fileProblem } from '../ledger/file-problem.ts';
import { knownWords } from './near-words.ts';
import { policyProblems, type PolicyProblem } from './policy-problems.ts';

const PRESETS = fileURLToPath(new URL('../domain/presets/', import.meta.url));
/** A policy is two pages; whatever is larger was chosen by mistake. */
const MAX_BYTES = 256 * 1024;
/** As many problems as a person mends in one go. */
const MAX_PROBLEMS = 5;

/** The names of the presets that come with the program. */
export const listPresets = async (): Promise<readonly string[]> =>
  (await readdir(PRESETS))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'))
    .toSorted();

/**
 * A policy by the name of its preset, or out of a YAML file of one's own (anything with a slash or an ending is a path).
 * @throws Refusal POLICY_UNKNOWN, POLICY_UNREADABLE, POLICY_NOT_YAML, POLICY_CIRCLE, POLICY_INVALID
 */
export const loadPolicy = (nameOrPath: string): Promise<Policy> => loadExtended(nameOrPath, []);

/** `by`: the files that extend it, up to the one that was asked for. */
const loadExtended = async (nameOrPath: string, by: readonly string[]): Promise<Policy> => {
  if (/[\\/.]/.test(nameOrPath)) return readPolicy(nameOrPath, by);
  const presets = await listPresets();
  if (!presets.includes(nameOrPath)) {
    const { zh, en } = knownWords(nameOrPath, presets);
    const way = { zh: '；也可以给出 YAML 文件的路径（如 ./my-policy.yaml）', en: '; or give the path of a YAML file (such as ./my-policy.yaml)' };
    return refuse('POLICY_UNKNOWN', `没有名为“${nameOrPath}”的办法${zh}${way.zh}`, `there is no policy named "${nameOrPath}"${en}${way.en}`, { name: nameOrPath });
  }
  return preset(nameOrPath);
};

/** Presets by name, as they were read: they come with the program and change with it only, and reading all of them takes 200 ms. */
const presetsRead = new Map<string, Promise<Policy>>();
const preset = (name: string): Promise<Policy> => {
  const policy = presetsRead.get(name) ?? readPolicy(resolve(PRESETS, `${name}.yaml`), []);
  presetsRead.set(name, policy);
  policy.catch(() => presetsRead.delete(name));
  return policy;
};

const readPolicy = async (file: string, by: readonly string[]): Promise<Policy> => {
  const path = resolve(file);
  const text = await readText(file);
  if (by.includes(path)) refuse('POLICY_CIRCLE', `${file}：extends 绕成了一圈，请去掉其中一处`, `${file}: policies extend each other in a circle; take one extends out`, { file });
  return await withBase(text, file, baseOf(text, file), [...by, path]);
};

/**
 * A policy out of a text that came from outside, of a page for instance: it may extend a preset, and name no file of this
 * machine. `title`: what errors call it.
 * @throws Refusal POLICY_UNKNOWN, POLICY_NOT_YAML, POLICY_INVALID
 */
export const policyOfText = async (text: string, title: string): Promise<Policy> => {
  if (Buffer.byteLength(text) > MAX_BYTES) refuse('POLICY_NOT_YAML', `${title}过长，不像办法（上限${MAX_BYTES}字节）`, `${title} is too long for a policy (limit ${MAX_BYTES} bytes)`, { file: title });
  const named = baseOf(text, title);
  const presets = await listPresets();
  if (named !== undefined && !presets.includes(named)) refuse('POLICY_UNKNOWN', `extends 只能写自带的办法：${presets.join('、')}`, `extends has to name a preset: ${presets.join(', ')}`, { name: named });
  return await withBase(text, title, named);
};

const withBase = async (text: string, file: string, named: string | undefined, by: readonly string[] = []): Promise<Policy> => {
  if (named === undefined) return parsePolicy(text, file);
  const { name: _name, version: _version, source: _source, ...inherited } = await loadExtended(named, by);
  return parsePolicy(text, file, inherited);
};

/** What a policy extends; undefined where it stands for itself. */
const baseOf = (text: string, file: string): string | undefined => {
  const data: unknown = toData(parseDocument(text, { prettyErrors: false }), file);
  const named = isGroup(data) ? data['extends'] : undefined;
  return typeof named === 'string' ? named : undefined;
};

type Group = Readonly<Record<string, unknown>>;
const isGroup = (value: unknown): value is Group => typeof value === 'object' && value !== null && !Array.isArray(value);

const merge = (base: unknown, own: unknown): unknown => {
  if (!isGroup(base) || !isGroup(own)) return own;
  return { ...base, ...Object.fromEntries(Object.entries(own).map(([key, value]) => [key, key in base ? merge(base[key], value) : value])) };
};

const withoutBase = (data: unknown): unknown => (isGroup(data) ? Object.fromEntries(Object.entries(data).filter(([key]) => key !== 'extends')) : data);

const readText = async (file: string): Promise<string> => {
  const bytes = await readFile(file).catch(async (error: unknown) => {
    const reason = fileProblem(error);
    const presets = (await listPresets()).join(', ');
    return refuse(
      'POLICY_UNREADABLE',
      `无法读取办法文件 ${file}：${reason.zh}。请检查路径，或使用自带的办法：${presets}`,
      `the policy file ${file} cannot be read: ${reason.en}. Check the path, or use a preset: ${presets}`,
      { file },
    );
  });
  if (bytes.length > MAX_BYTES)
    refuse('POLICY_NOT_YAML', `${file} 有${bytes.length}字节，不像办法文件（上限${MAX_BYTES}）`, `${file} has ${bytes.length} bytes and is hardly a policy (limit ${MAX_BYTES})`, { file });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse('POLICY_NOT_YAML', `${file} 不是 UTF-8 文本，请用 UTF-8 编码另存`, `${file} is not UTF-8 text; save it as UTF-8`, { file });
  }
};

/** `inherited`: what the policy that it extends says. @throws Refusal POLICY_NOT_YAML, POLICY_INVALID */
const parsePolicy = (text: string, file: string, inherited?: Group): Policy => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken !== undefined) refuseYaml(file, lines.linePos(broken.pos[0]).line, broken.message);
  const parsed = policySchema.safeParse(inherited === undefined ? toData(document, file) : merge(inherited, withoutBase(toData(document, file))));
  return parsed.success ? parsed.data : refuseProblems(file, policyProblems(parsed.error, policySchema, document, lines));
};

/** Aliases are resolved only here: an unknown one, or thousands out of a few, is no YAML for us. */
const toData = (document: Document, file: string): unknown => {
  try {
    return document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    return refuseYaml(file, 1, error instanceof Error ? error.message : String(error));
  }
};

const refuseYaml = (file: string, line: number, what: string): never =>
  refuse(
    'POLICY_NOT_YAML',
    `${file} 第${line}行不是正确的 YAML，请检查缩进、冒号和引号（${what}）`,
    `${file}, line ${line} is not YAML; look at indentation, colons and quotes (${what})`,
    { file, line },
  );

const refuseProblems = (file: string, problems: readonly PolicyProblem[]): never => {
  const shown = problems.slice(0, MAX_PROBLEMS);
  const more = problems.length - shown.length;
  const zh = shown.map(({ line, field, zh: what }) => `第${line}行${field === '' ? '' : ` ${field}`}：${what}`).join('；');
  const en = shown.map(({ line, field, en: what }) => `line ${line}${field === '' ? '' : `, ${field}`}: ${what}`).join('; ');
  return refuse(
    'POLICY_INVALID',
    `办法文件 ${file} 有${problems.length}处错误。${zh}${more > 0 ? `；另有${more}处` : ''}`,
    `the policy file ${file} has ${problems.length} mistake(s). ${en}${more > 0 ? `; and ${more} more` : ''}`,
    { file, line: shown[0]?.line ?? 1, field: shown[0]?.field ?? '', problems: problems.length },
  );
};
