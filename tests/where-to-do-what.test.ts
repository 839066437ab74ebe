import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { buildProgram } from '../client/commands/program.ts';
import { ROUTE_RIGHTS } from '../domain/route-rights.ts';

/** docs/where-to-do-what.md: whatever one of command line, API and page does, the others do, or it says why not. */
const TABLE = readFileSync(new URL('../docs/where-to-do-what.md', import.meta.url), 'utf8');
const [first = '', second = ''] = TABLE.split('\n## ').slice(1);
const rowsOf = (part: string): readonly (readonly string[])[] => part.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| 命令') && !line.startsWith('| 接口')).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
const quoted = (text: string): readonly string[] => [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
const COMMANDS = rowsOf(first).map(([command = '', route = '', page = '']) => ({ command: quoted(command)[0] ?? '', route, page }));
const ROUTES_ONLY = rowsOf(second).map(([route = '', instead = '']) => ({ route, instead }));

const verbsOf = (command: Command, path: readonly string[] = []): readonly string[] => (command.commands.length === 0 ? [path.join(' ')] : command.commands.flatMap((inner) => verbsOf(inner, [...path, inner.name()])));
/** `issue *` stands for what has no row of its own. */
const fits = (verb: string, row: string): boolean => (row.endsWith(' *') ? verb.startsWith(row.slice(0, -1)) : verb === row);
const isReason = (cell: string): boolean => /^— .{4,}/.test(cell);

test('every verb of the command line has its route and its place in the page, or says why not', () => {
  const verbs = verbsOf(buildProgram());
  expect(verbs.length).toBeGreaterThan(120);
  expect(verbs.filter((verb) => !COMMANDS.some(({ command }) => fits(verb, command)))).toEqual([]);
  expect(COMMANDS.filter(({ command }) => !verbs.some((verb) => fits(verb, command))).map(({ command }) => command)).toEqual([]);
  expect(COMMANDS.filter(({ route, page }) => !(isReason(route) || (quoted(route).length > 0 && !route.startsWith('—'))) || !(isReason(page) || /^[^—\s]/.test(page))).map(({ command }) => command)).toEqual([]);
});

test('every route does what a verb does, or says how the command line does it', () => {
  const named = [...COMMANDS, ...ROUTES_ONLY].flatMap(({ route }) => quoted(route));
  const routes = Object.keys(ROUTE_RIGHTS);
  expect(routes.filter((route) => !named.includes(route))).toEqual([]);
  expect(named.filter((route) => !routes.includes(route))).toEqual([]);
  expect(ROUTES_ONLY.filter(({ instead }) => instead.length < 4)).toEqual([]);
});
