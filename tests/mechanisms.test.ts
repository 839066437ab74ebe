import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** docs/mechanisms.md is a promise of its own: what it names has to exist under that name. */
const ROOT = new URL('../', import.meta.url);
const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, ROOT)), 'utf8');
const has = (path: string): boolean => existsSync(fileURLToPath(new URL(path, ROOT)));

type Row = { readonly heading: string; readonly mechanism: string; readonly rules: readonly string[]; readonly tests: readonly (readonly [file: string, title: string])[] };

const rowsOf = (text: string): readonly Row[] => {
  let heading = '';
  return text.split('\n').flatMap((line) => {
    heading = /^## (.+)/.exec(line)?.[1] ?? heading;
    const [, mechanism = '', rule = '', test = ''] = line.split('|').map((cell) => cell.trim());
    if (!line.startsWith('| ') || mechanism === 'mechanism') return [];
    const rules = [...rule.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
    const tests = [...test.matchAll(/`([^`]+)` “([^”]+)”/g)].map((match) => [match[1] ?? '', match[2] ?? ''] as const);
    return [{ heading, mechanism, rules, tests }];
  });
};

/** The title as an argument of its own, in whatever quotation marks. */
const isTitle = (source: string, title: string): boolean => [`'${title.replaceAll("'", "\\'")}'`, `"${title}"`, `\`${title}\``].some((quoted) => source.includes(quoted));

const ROWS = rowsOf(read('docs/mechanisms.md'));

describe('docs/mechanisms.md', () => {
  it('has rows, and no mechanism twice', () => {
    expect(ROWS.length).toBeGreaterThan(30);
    const names = ROWS.map((row) => row.mechanism);
    expect(names.filter((name, at) => names.indexOf(name) < at)).toEqual([]);
  });

  it.each(ROWS)('$heading: $mechanism', ({ rules, tests }) => {
    expect(rules.length, 'a rule').toBeGreaterThan(0);
    expect(tests.length, 'a test').toBeGreaterThan(0);
    for (const rule of rules) {
      const [file = '', name = ''] = rule.split('#');
      expect(has(file), `${file} exists`).toBe(true);
      expect(name === '' || new RegExp(`\\b${name}\\b`).test(read(file)), `${name} stands in ${file}`).toBe(true);
    }
    for (const [file, title] of tests) {
      expect(has(file), `${file} exists`).toBe(true);
      expect(isTitle(read(file), title), `${file} has a test “${title}”`).toBe(true);
    }
  });
});
