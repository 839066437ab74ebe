import { refuse } from '../domain/refusal.ts';

/**
 * Templates as a clerk can write them: `{{name}}` is a value, `{{#list}} … {{/list}}` comes once for every entry, or once where a
 * value is there, `{{^value}} … {{/value}}` where it is not, `{{! … }}` is a remark. A part of Mustache; nothing is executed.
 * Inside a list its entry's names go before those outside. See docs/decisions/2026-11-22-templates.md for why no library.
 */
export type TemplateData = { readonly [name: string]: TemplateValue };
export type TemplateValue = string | number | boolean | null | TemplateData | readonly TemplateData[];

/** What a template may name: a text, a group of names, or a list of groups. */
export type Shape = { readonly [name: string]: 'text' | Shape | readonly [Shape] };

type Node =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'value'; readonly path: readonly string[] }
  | { readonly type: 'section'; readonly path: readonly string[]; readonly unless: boolean; readonly nodes: readonly Node[] };
export type Template = readonly Node[];

/** Where a template stands: errors name file, line and column. `line` is that of its first line in the file. */
export type TemplatePlace = { readonly file: string; readonly line: number };

const TAG = /\{\{\s*([#^/!]?)\s*([^{}]*?)\s*\}\}/g;
/** A list may stand in a list, but hardly deeper. */
const MAX_DEPTH = 8;

type Open = { readonly name: string; readonly nodes: Node[]; readonly scope: readonly Shape[]; readonly at: number };

/**
 * Reads and checks a template: every placeholder must be one that `shape` names.
 * @throws Refusal TEMPLATE_INVALID
 */
export const parseTemplate = (source: string, shape: Shape, place: TemplatePlace): Template => {
  const fail = (at: number, zh: string, en: string, placeholder = ''): never => refuseAt(source, place, at, zh, en, placeholder);
  const triple = /\{\{\{|\}\}\}/.exec(source);
  if (triple !== null) fail(triple.index, '占位符用两个大括号', 'a placeholder has two braces');
  const root: Open = { name: '', nodes: [], scope: [shape], at: 0 };
  const stack: Open[] = [root];
  let from = 0;
  for (const match of source.matchAll(TAG)) {
    const [whole, sign = '', name = ''] = match;
    const top = stack.at(-1) ?? root;
    const [start, end] = sign === '' ? [match.index, match.index + whole.length] : standalone(source, match.index, match.index + whole.length);
    pushText(top.nodes, source, from, start, fail);
    from = Math.max(from, end);
    if (sign === '!') continue;
    if (sign === '/') {
      if (stack.length === 1 || top.name !== name) fail(match.index, `“{{/${name}}}”没有对应的开头`, `"{{/${name}}}" closes nothing`, name);
      stack.pop();
      continue;
    }
    const path = name.split('.');
    const found = shapeAt(top.scope, path) ?? fail(match.index, unknown(name, top.scope).zh, unknown(name, top.scope).en, name);
    if (sign === '') {
      if (found !== 'text') fail(match.index, `“${name}”不是一个值，请写明其中哪一项`, `"${name}" is not a value; name one of its parts`, name);
      top.nodes.push({ type: 'value', path });
      continue;
    }
    if (stack.length > MAX_DEPTH) fail(match.index, '嵌套过深', 'nested too deeply', name);
    const nodes: Node[] = [];
    top.nodes.push({ type: 'section', path, unless: sign === '^', nodes });
    stack.push({ name, nodes, at: match.index, scope: isList(found) && sign === '#' ? [found[0], ...top.scope] : top.scope });
  }
  pushText(root.nodes, source, from, source.length, fail);
  const left = stack.at(-1);
  if (left !== undefined && stack.length > 1) fail(left.at, `“${left.name}”没有结尾 {{/${left.name}}}`, `"${left.name}" has no end {{/${left.name}}}`, left.name);
  return root.nodes;
};

/** A tag of a section that has a line for itself leaves no empty line behind. */
const standalone = (source: string, start: number, end: number): readonly [number, number] => {
  const lineStart = source.lastIndexOf('\n', start - 1) + 1;
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(source.slice(end));
  return rest !== null && source.slice(lineStart, start).trim() === '' ? [lineStart, end + rest[0].length] : [start, end];
};

const pushText = (nodes: Node[], source: string, from: number, to: number, fail: (at: number, zh: string, en: string) => never): void => {
  if (to <= from) return;
  const text = source.slice(from, to);
  const stray = /\{\{|\}\}/.exec(text);
  if (stray !== null) fail(from + stray.index, '括号 {{ }} 不成对', 'the braces {{ }} do not match');
  nodes.push({ type: 'text', text });
};

const isList = (shape: 'text' | Shape | readonly [Shape]): shape is readonly [Shape] => Array.isArray(shape);

const shapeAt = (scope: readonly Shape[], path: readonly string[]): 'text' | Shape | readonly [Shape] | undefined => {
  const [first = '', ...rest] = path;
  let found = scope.find((one) => Object.hasOwn(one, first))?.[first];
  for (const name of rest) {
    if (found === undefined || found === 'text' || isList(found) || !Object.hasOwn(found, name)) return undefined;
    found = found[name];
  }
  return found;
};

const namesOf = (shape: Shape, before = ''): string[] =>
  Object.entries(shape).flatMap(([name, inner]) => (inner === 'text' || isList(inner) ? [`${before}${name}`] : namesOf(inner, `${before}${name}.`)));

const unknown = (name: string, scope: readonly Shape[]): { zh: string; en: string } => {
  const known = [...new Set(scope.flatMap((shape) => namesOf(shape)))].join(', ');
  return { zh: `没有占位符“${name}”。可用：${known}`, en: `there is no placeholder "${name}". There are: ${known}` };
};

const refuseAt = (source: string, { file, line: first }: TemplatePlace, at: number, zh: string, en: string, placeholder: string): never => {
  const before = source.slice(0, at).split('\n');
  const line = first + before.length - 1;
  const column = (before.at(-1)?.length ?? 0) + 1;
  return refuse('TEMPLATE_INVALID', `模板 ${file} 第${line}行第${column}列：${zh}`, `template ${file}, line ${line}, column ${column}: ${en}`, { file, line, column, placeholder });
};

/** How the template's own text and the values in it are written. */
export type Writing = { readonly text: (text: string) => string; readonly value: (text: string) => string };

export const renderTemplate = (template: Template, data: TemplateData, writing: Writing): string => render(template, [data], writing);

const render = (nodes: readonly Node[], scope: readonly TemplateData[], writing: Writing): string =>
  nodes
    .map((node) => {
      if (node.type === 'text') return writing.text(node.text);
      const value = valueAt(scope, node.path);
      if (node.type === 'value') return value === null || typeof value === 'object' ? '' : writing.value(String(value));
      if (node.unless) return isThere(value) ? '' : render(node.nodes, scope, writing);
      if (Array.isArray(value)) return value.map((entry: TemplateData) => render(node.nodes, [entry, ...scope], writing)).join('');
      return isThere(value) ? render(node.nodes, scope, writing) : '';
    })
    .join('');

const isThere = (value: TemplateValue): boolean => value !== null && value !== false && value !== '' && (!Array.isArray(value) || value.length > 0);

const valueAt = (scope: readonly TemplateData[], path: readonly string[]): TemplateValue => {
  const [first = '', ...rest] = path;
  let value: TemplateValue = scope.find((one) => Object.hasOwn(one, first))?.[first] ?? null;
  for (const name of rest) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
    value = (value as TemplateData)[name] ?? null;
  }
  return value;
};
