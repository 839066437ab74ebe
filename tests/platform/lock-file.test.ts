import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Entry = { readonly version: string; readonly optionalDependencies?: Readonly<Record<string, string>>; readonly resolved?: string };

const { packages } = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Record<string, Entry>;
};

test('the lock file holds every platform: npm ci takes no other, and this one was written on one machine', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {}).filter(
      (name) => packages[`node_modules/${name}`] === undefined && packages[`${path}/node_modules/${name}`] === undefined,
    ),
  );
  expect(missing).toEqual([]);
});

test('nothing but a registry is asked, and no particular one', () => {
  expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
});

test('all of the engine’s SDK is of one version', () => {
  const versions = Object.entries(packages).filter(([path]) => /(^|\/)node_modules\/@temporalio\/[^/]+$/.test(path));
  expect(new Set(versions.map(([, { version }]) => version)).size).toBe(1);
});
