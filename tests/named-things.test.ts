import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/** What documents and messages name has to be there: scripts of npm, and where links lead. */
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const filesLike = (...patterns: readonly string[]): readonly string[] => execFileSync('git', ['ls-files', '-z', ...patterns], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter((file) => file !== '' && existsSync(join(ROOT, file)));
const found = (files: readonly string[], pattern: RegExp): readonly (readonly [file: string, name: string])[] => files.flatMap((file) => [...read(file).matchAll(pattern)].map((match) => [file, match[1] ?? ''] as const));

const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> };

it('every npm script that is named exists', () => {
  const named = found(filesLike('*.md', '*.ts', '*.tsx', '*.mjs', '*.yaml', '*.yml', 'deploy/*', '.ci/*'), /npm run ([a-z][a-z0-9:-]*)/g);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(([, name]) => !(name in scripts))).toEqual([]);
});

it('every link within the documents leads somewhere', () => {
  const links = found(filesLike('*.md'), /\]\(([^)\s]+)\)/g).filter(([, to]) => !/^([a-z]+:|#)/.test(to));
  expect(links.length).toBeGreaterThan(20);
  expect(links.filter(([file, to]) => !existsSync(join(ROOT, dirname(file), to.replace(/#.*$/, ''))))).toEqual([]);
});
