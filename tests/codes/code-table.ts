import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';
import { exitCodeOf } from '../../client/commands/errors.ts';
import { statusOf } from '../../client/api/problem.ts';

/** Every code that the product answers with, read out of its source: where a code stands beside its words in both languages. */
export type CodeRow = { readonly code: string; readonly zh: string; readonly en: string; /** It ends a request or command; else it stands in a list of what was noticed. */ readonly ends: boolean };

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ROOMS = ['domain', 'ledger', 'client', 'activities', 'worker', 'workflows'];
const CODE = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/;
const NOTICED = /^(?:failed|remark|doubt)$/;

type Node = { readonly type: string; readonly [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** A text with `…` where a value stands; null for what is no text. Of two that are chosen between, both. */
const textOf = (node: unknown): string | null => {
  if (!isNode(node)) return null;
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : null;
  if (node.type === 'ConditionalExpression') return [textOf(node['consequent']), textOf(node['alternate'])].filter((text) => text !== null).join('；') || null;
  if (node.type !== 'TemplateLiteral') return null;
  const quasis = node['quasis'] as readonly { readonly value: { readonly cooked: string } }[];
  return quasis.map(({ value }) => value.cooked).join('…');
};
const codeOf = (node: unknown): string | null => {
  const text = isNode(node) && node.type === 'Literal' ? textOf(node) : null;
  return text !== null && CODE.test(text) && !text.startsWith('HUITOUKAN_') ? text : null;
};

/** `refuse('CODE', zh, en)` and its like: a code with two texts after it. */
const ofCall = (node: Node): readonly CodeRow[] => {
  const given = node['arguments'] as readonly unknown[];
  const at = given.findIndex((one) => codeOf(one) !== null);
  const [code, zh, en] = [codeOf(given[at]), textOf(given[at + 1]), textOf(given[at + 2])];
  if (code === null || given.length < at + 3) return [];
  return [{ code, zh: zh ?? '', en: en ?? '', ends: !NOTICED.test(String((node['callee'] as { name?: unknown }).name)) }];
};

/** `{ code: 'CODE', zh, en }`. */
const ofObject = (node: Node): readonly CodeRow[] => {
  const properties = new Map((node['properties'] as readonly { readonly key?: { readonly name?: string }; readonly value?: unknown }[]).map(({ key, value }) => [key?.name, value]));
  const code = codeOf(properties.get('code'));
  return code === null || !properties.has('zh') || !properties.has('en') ? [] : [{ code, zh: textOf(properties.get('zh')) ?? '', en: textOf(properties.get('en')) ?? '', ends: !properties.has('claimed') }];
};

const walk = (node: unknown, found: CodeRow[]): void => {
  if (Array.isArray(node)) for (const one of node) walk(one, found);
  if (!isNode(node)) return;
  if (node.type === 'CallExpression') found.push(...ofCall(node));
  if (node.type === 'ObjectExpression') found.push(...ofObject(node));
  for (const value of Object.values(node)) if (typeof value === 'object') walk(value, found);
};

const sourcesOf = (room: string): string[] => readdirSync(join(ROOT, room), { recursive: true, withFileTypes: true }).filter((file) => file.isFile() && file.name.endsWith('.ts') && !file.name.endsWith('.test.ts') && !file.parentPath.includes('testing')).map((file) => join(file.parentPath, file.name));

/** All of them by name; of one that is said in several places, the words of the first. */
export const codeTable = (): readonly CodeRow[] => {
  const found: CodeRow[] = [];
  for (const file of ROOMS.flatMap(sourcesOf).toSorted()) walk(parseSync(file, readFileSync(file, 'utf8')).program, found);
  const rows = new Map<string, CodeRow>();
  for (const row of [...found, ...MADE_UP]) {
    const known = rows.get(row.code);
    if (known === undefined || (known.zh === '' && row.zh !== '')) rows.set(row.code, { ...row, ends: known?.ends ?? row.ends });
    else if (row.ends && !known.ends) rows.set(row.code, { ...known, ends: true });
  }
  return [...rows.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1));
};

/** Codes that are put together at run time, by those who read files and settings; and those whose words are. */
const MADE_UP: readonly CodeRow[] = [
  { code: 'DRAW_VOID', zh: '抽签已作废（…）', en: 'the draw is void (…)', ends: true },
  { code: 'OUTCOME_INVALID', zh: '处理结果的…有误：…', en: 'the outcome, …: …', ends: true },
  ...['CHANNELS', 'FILE', 'MAPPING', 'ROUND_FILE', 'PEOPLE_FILE', 'SCRIPT', 'SIGN_IN_SETTINGS'].flatMap((prefix) => [
    { code: `${prefix}_UNREADABLE`, zh: '文件…无法读取（…）', en: 'the file … cannot be read (…)', ends: true },
    { code: `${prefix}_INVALID`, zh: '文件…的…有误：…', en: 'in the file …, …: …', ends: true },
  ]),
];

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ').replaceAll(/[<>]/g, (sign) => (sign === '<' ? '&lt;' : '&gt;'));

/** The table as docs/codes.md has it. */
export const codesInMarkdown = (rows: readonly CodeRow[]): string =>
  [
    '# 代码 / Codes',
    '',
    '接口（`code`）、命令行（`--json` 的 `error.code`）和导入向导所答的全部代码，由 `tests/codes/codes.test.ts` 从源程序读出并比对；`…` 处是当时的值。HTTP：接口的状态；退出码见 [cli.md](cli.md)。',
    'Every code that the API (`code`), the command line (`error.code` of `--json`) and the import wizard answer with, read out of the source and compared by `tests/codes/codes.test.ts`; values stand where `…` is. HTTP: the status; exit: the exit code, see [cli.md](cli.md).',
    '',
    '## 拒绝 / Refusals',
    '',
    '| code | HTTP | exit | 中文 | English |',
    '|---|---|---|---|---|',
    ...rows.filter(({ ends }) => ends).map(({ code, zh, en }) => `| \`${code}\` | ${statusOf(code)} | ${exitCodeOf(code)} | ${cell(zh)} | ${cell(en)} |`),
    '',
    '## 逐行结果和提示 / Results of rows and remarks',
    '',
    '导入的预览和逐行结果中列出，不中断导入。 / They stand in previews and results by row, and end nothing.',
    '',
    '| code | 中文 | English |',
    '|---|---|---|',
    ...rows.filter(({ ends }) => !ends).map(({ code, zh, en }) => `| \`${code}\` | ${cell(zh)} | ${cell(en)} |`),
    '',
  ].join('\n');
