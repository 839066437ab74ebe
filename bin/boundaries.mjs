// Imports point one way: domain <- workflows <- activities/ledger <- worker <- client <- web. This keeps it so.
// (The usual checker, dependency-cruiser, can not tell types from values without TypeScript <= 6: see docs/decisions.)
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseSync } from 'oxc-parser';

/** What each room may import of the others; in `types`, with `import type` only. */
const rooms = {
  domain: { values: [], types: [] },
  workflows: { values: ['domain'], types: ['activities'] },
  ledger: { values: ['domain'], types: [] },
  activities: { values: ['domain', 'ledger'], types: ['workflows'] },
  worker: { values: ['domain', 'workflows', 'ledger', 'activities'], types: [] },
  client: { values: ['domain', 'workflows', 'ledger', 'activities', 'worker'], types: [] },
  web: { values: ['domain'], types: ['client'] },
};
const isTestFile = (file) => /\.test\.tsx?$|(^|\/)testing\/|^tests\/|^ledger\/test-cluster\.ts$/.test(file);
const isSchema = (file) => file.endsWith('-schema.ts');

/** Packages that a room may use at run time; a room that is not named may use all that package.json lists. */
const packages = {
  domain: (name, file) => name === 'zod' && isSchema(file),
  workflows: (name) => name === '@temporalio/workflow' || name === '@temporalio/common',
};

/** All imports of a source: { to, isType }. `import { type X }` counts as a value, because Node loads the file for it. */
export const importsOf = (file, source) => {
  const { module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  const isType = ({ start }) => /^(import|export)\s+type\b/.test(source.slice(start, start + 20));
  const fixed = module.staticImports.map((found) => ({ to: found.moduleRequest.value, isType: isType(found) }));
  const passedOn = module.staticExports.flatMap((found) =>
    found.entries.filter((entry) => entry.moduleRequest).map((entry) => ({ to: entry.moduleRequest.value, isType: isType(found) })),
  );
  const later = module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
    const [, to] = /^['"](.+)['"]$/.exec(source.slice(start, end)) ?? [];
    return to === undefined ? [] : [{ to, isType: false }];
  });
  return [...fixed, ...passedOn, ...later];
};

/** Its memory holds the numbers and names of days, and nothing else. */
const mayRemember = new Set(['domain/time.ts']);
const isEmptyStore = (value) => value?.type === 'NewExpression' && /^(Weak)?(Map|Set)$/.test(value.callee.name ?? '') && value.arguments.length === 0;

/**
 * What a module of the sandbox would keep from one workflow to the next: all workflows of a worker share its modules
 * (worker/bundle.ts), so a variable or a store that fills up would let one case change another.
 */
const keptBetweenCalls = (file, source) =>
  parseSync(file, source)
    .program.body.map((statement) => (statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement))
    .filter((statement) => statement?.type === 'VariableDeclaration' && !statement.declare)
    .flatMap(({ kind, declarations }) => declarations.filter(({ init }) => kind !== 'const' || isEmptyStore(init)))
    .map(({ id, init }) => (id.type === 'Identifier' ? id.name : (init?.type ?? 'a variable')));

const sourcesIn = (root, folder) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true })
        .map((name) => join(folder, name).replaceAll('\\', '/'))
        .filter((file) => /\.(ts|tsx|mts)$/.test(file) && !/(^|\/)(node_modules|dist)\//.test(file))
        .sort()
    : [];

const packageName = (to) => (to.startsWith('@') ? to.split('/').slice(0, 2).join('/') : to.split('/')[0]);

const checkOwn = (file, to, isType) => {
  const room = file.split('/')[0];
  const other = to.split('/')[0];
  if (other === room || !(room in rooms)) return undefined;
  if (isTestFile(to)) return 'imports what is for tests only';
  if (rooms[room].values.includes(other)) return undefined;
  if (rooms[room].types.includes(other)) return isType ? undefined : `may import ${other}/ with \`import type\` only`;
  return `may not import ${other}/ (${room}/ may: ${rooms[room].values.join(', ') || 'nothing of ours'})`;
};

const checkPackage = (file, to, isType, manifest) => {
  const room = file.split('/')[0];
  const name = packageName(to);
  const builtin = isBuiltin(to);
  if (builtin && !to.startsWith('node:')) return 'write node: before a built-in';
  if (!builtin && !(name in manifest.dependencies) && !isType) return `${name} is not among the dependencies`;
  if (isType || packages[room] === undefined) return undefined;
  return !builtin && packages[room](name, file) ? undefined : `${room}/ may not use ${name}`;
};

/** A way from `from` along the imports of `graph` to a file that `isGoal`; files from first to last, or undefined. */
const wayTo = (graph, from, isGoal, seen = new Set()) => {
  for (const to of graph.get(from) ?? []) {
    if (isGoal(to)) return [to];
    if (seen.has(to)) continue;
    seen.add(to);
    const rest = wayTo(graph, to, isGoal, seen);
    if (rest !== undefined) return [to, ...rest];
  }
  return undefined;
};

/** Checks all rooms under `root`; answers sentences "file: what is wrong". */
export const checkBoundaries = (root) => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const problems = [];
  const [graph, known] = [new Map(), new Map()];
  const files = Object.keys(rooms).flatMap((room) => sourcesIn(root, room)).filter((file) => !isTestFile(file));
  for (const file of files) {
    const [values, all] = [[], []];
    const source = readFileSync(join(root, file), 'utf8');
    if (/^(domain|workflows)\//.test(file) && !mayRemember.has(file)) {
      for (const name of keptBetweenCalls(file, source)) problems.push(`${file}: ${name} is kept between two calls, and modules of the sandbox are shared by all workflows`);
    }
    for (const { to, isType } of importsOf(file, source)) {
      const isOwn = to.startsWith('.');
      const target = isOwn ? relative(root, join(root, dirname(file), to)).replaceAll('\\', '/') : to;
      if (isOwn && !existsSync(join(root, target))) problems.push(`${file}: ${to} does not exist`);
      const problem = isOwn ? checkOwn(file, target, isType) : checkPackage(file, to, isType, manifest);
      if (problem !== undefined) problems.push(`${file}: ${to}: ${problem}`);
      if (isOwn) all.push(target);
      if (isOwn && !isType) values.push(target);
    }
    graph.set(file, values);
    known.set(file, all);
  }
  for (const file of files) {
    // Types count: two files that name each other are one file in two halves, and neither can be read alone.
    const circle = wayTo(known, file, (to) => to === file);
    if (circle !== undefined && file === [...circle].sort()[0]) problems.push(`${file}: imports itself: ${circle.join(' -> ')}`);
    if (!file.startsWith('workflows/')) continue;
    // zod costs milliseconds at every cold wake, and cold is what an issue always is.
    const way = wayTo(graph, file, isSchema);
    if (way !== undefined) problems.push(`${file}: reaches zod: ${way.join(' -> ')}`);
  }
  return { files: files.length, problems };
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { files, problems } = checkBoundaries(process.cwd());
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.stdout.write(`boundaries: ${files} files, ${problems.length} problems\n`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
