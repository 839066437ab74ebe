import { isMap, isNode, isPair, isScalar, type Document, type LineCounter } from 'yaml';
import { z } from 'zod';
import { partedWords } from '../domain/parted-words.ts';
import { VALUE_NAMES } from '../domain/schema-words.ts';
import { knownWords } from './near-words.ts';

/** What is wrong in a policy file, where, and the way out: for a clerk who edits YAML, not for a programmer. */
export type PolicyProblem = { readonly line: number; readonly field: string; readonly zh: string; readonly en: string };

type Path = readonly (string | number)[];
type Told = { readonly path: Path; readonly zh: string; readonly en: string };

/** `ladders.due[2].audience[0]` */
const fieldName = (path: Path): string =>
  path.reduce<string>((name, part) => (typeof part === 'number' ? `${name}[${part}]` : name === '' ? part : `${name}.${part}`), '');

/** The line of a field; of the nearest thing around it where the field itself is missing. */
const lineOf = (document: Document, lines: LineCounter, path: Path): number => {
  if (path.length === 0) return 1;
  const parent: unknown = document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent) ? parent.items.find((item) => isScalar(item.key) && item.key.value === path.at(-1)) : undefined;
  const node: unknown = isPair(pair) ? pair.key : document.getIn(path, true);
  const at = isNode(node) ? node.range?.[0] : undefined;
  return at === undefined ? lineOf(document, lines, path.slice(0, -1)) : lines.linePos(at).line;
};

/** The keys that the schema knows at a place, so that a misspelt one can be answered with the right one. */
const keysAt = (schema: unknown, path: Path): readonly string[] => {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return keysAt(schema.unwrap(), path);
  const [part, ...rest] = path;
  if (schema instanceof z.ZodArray) return keysAt(schema.element, rest);
  if (!(schema instanceof z.ZodObject)) return [];
  const shape: Readonly<Record<string, unknown>> = schema.shape;
  return part === undefined ? Object.keys(shape) : keysAt(shape[part], rest);
};

const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, part) => (typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[part] : undefined), data);

const tell = (issue: z.core.$ZodIssue, schema: z.ZodType, data: unknown): readonly Told[] => {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  const value = valueAt(data, path);
  const written = typeof value === 'string' ? value : JSON.stringify(value);
  const one = (zh: string, en: string): readonly Told[] => [{ path, zh, en }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const hint = knownWords(key, keysAt(schema, path));
        return { path: [...path, key], zh: `没有“${key}”这个字段${hint.zh}`, en: `there is no field "${key}"${hint.en}` };
      });
    case 'invalid_value': {
      if (value === undefined) return one(`缺少此字段，可用的有：${issue.values.join(', ')}`, `is missing; known are: ${issue.values.join(', ')}`);
      const hint = knownWords(written, issue.values.map(String));
      return one(`不认识“${written}”${hint.zh}`, `"${written}" is unknown${hint.en}`);
    }
    case 'invalid_type': {
      const type = VALUE_NAMES[issue.expected] ?? { zh: issue.expected, en: issue.expected };
      if (value === undefined) return one(`缺少此字段，应为${type.zh}`, `is missing; it has to be ${type.en}`);
      return one(`应为${type.zh}`, `has to be ${type.en}`);
    }
    case 'too_small':
      return one(`太小或太少，至少${issue.minimum}`, `too small or too few, at least ${issue.minimum}`);
    case 'too_big':
      return one(`太大或太多，至多${issue.maximum}`, `too big or too many, at most ${issue.maximum}`);
    default: {
      // Our own rules say it in both languages, parted by a slash.
      const said = partedWords(issue.message);
      return said !== null ? one(said.zh, said.en) : one(`“${written}”写法不对`, `"${written}" is not written as it has to be`);
    }
  }
};

/** Everything that the schema finds wrong, in the order of the file. */
export const policyProblems = (error: z.ZodError, schema: z.ZodType, document: Document, lines: LineCounter): readonly PolicyProblem[] => {
  const data: unknown = document.toJS();
  return error.issues
    .flatMap((issue) => tell(issue, schema, data))
    .map(({ path, zh, en }) => ({ line: lineOf(document, lines, path), field: fieldName(path), zh, en }))
    .toSorted((a, b) => a.line - b.line);
};
