import type { z } from 'zod';
import { partedWords } from './parted-words.ts';

/** The kinds of values that a schema may ask for, as people call them. */
export const VALUE_NAMES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  string: { zh: '文本（数字请加引号）', en: 'text (put a number in quotes)' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '一组“字段: 值”', en: 'a group of "field: value"' },
};

/** What of a schema's complaint is read here; how it was handed on may have left out the rest. */
export type SchemaIssue = { readonly code?: string | undefined; readonly message: string } & Readonly<Partial<Record<'expected' | 'origin' | 'minimum' | 'maximum' | 'values' | 'keys' | 'options' | 'format', unknown>>>;

const UNITS: Readonly<Record<string, string>> = { string: '个字符', array: '项' };
const listed = (values: unknown): string => (Array.isArray(values) ? values.map(String).join('、') : '');

const chinese = ({ code, message, expected, origin, minimum, maximum, values, keys, options, format }: SchemaIssue): string => {
  const unit = UNITS[String(origin)] ?? '';
  switch (code) {
    case 'invalid_type':
      return `${message.endsWith('received undefined') ? '缺少此项，' : ''}应为${VALUE_NAMES[String(expected)]?.zh ?? String(expected)}`;
    case 'too_small':
      return minimum === 1 && unit !== '' ? '不能为空' : `至少${String(minimum)}${unit}`;
    case 'too_big':
      return `至多${String(maximum)}${unit}`;
    case 'invalid_value':
      return `只能是：${listed(values)}`;
    case 'unrecognized_keys':
      return `没有“${listed(keys)}”这一项`;
    case 'invalid_union':
      return Array.isArray(options) ? `只能是：${listed(options)}` : '不是可用的写法';
    case 'invalid_format':
      return format === 'date' ? '应为日期（YYYY-MM-DD）' : '写法不对';
    default:
      return '不合要求';
  }
};

/** What a schema finds wrong (zod’s own Chinese speaks to programmers: 期望 string，实际接收 undefined): in our own words where the rule has some, else the schema's in English and the same in Chinese. Never quotes what was given. */
export const issueInWords = (issue: SchemaIssue): { readonly zh: string; readonly en: string } =>
  /\p{Script=Han}/u.test(issue.message) ? (partedWords(issue.message) ?? { zh: issue.message, en: issue.message }) : { zh: chinese(issue), en: issue.message };

/** The first thing that a schema finds wrong, and where: `issues.2.title`; an empty field means the whole. */
export const firstFault = ({ issues: [first] }: Pick<z.ZodError, 'issues'>): { readonly field: string; readonly zh: string; readonly en: string } =>
  first === undefined ? { field: '', zh: '', en: '' } : { field: first.path.map(String).join('.'), ...issueInWords(first) };
