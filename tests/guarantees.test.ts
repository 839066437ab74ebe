import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { SABOTAGES } from './sabotage/sabotages.ts';

/** docs/guarantees.md promises a proof for every promise, and a sabotage for the proof: both have to be there still. */
const ROOT = new URL('../', import.meta.url);
const path = (file: string): string => fileURLToPath(new URL(file, ROOT));

const ROWS = readFileSync(path('docs/guarantees.md'), 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => cells.length >= 5 && cells[1] !== 'promise' && !/^-+$/.test(cells[1] ?? ''))
  .map(([, promise = '', proof = '', sabotage = '']) => ({ promise, proof, sabotage }));
const quoted = (text: string): readonly string[] => [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');

describe('docs/guarantees.md', () => {
  it('names sabotages that there are, and every one that there is', () => {
    const named = ROWS.flatMap(({ sabotage }) => quoted(sabotage).filter((name) => !name.startsWith('npm ')));
    const known = new Set(SABOTAGES.map(({ promise }) => promise));
    expect(named.filter((name) => !known.has(name))).toEqual([]);
    expect([...known].filter((name) => !named.includes(name))).toEqual([]);
  });

  it('names tests that there are', () => {
    // Beside the last whole path others of its folder stand by their names alone.
    for (const { promise, proof } of ROWS) {
      let folder = '';
      for (const file of quoted(proof).filter((one) => /\.ts$|\/$/.test(one))) {
        if (existsSync(path(file)) && file.includes('/')) folder = file.slice(0, file.lastIndexOf('/') + 1);
        expect(existsSync(path(file)) || existsSync(path(`${folder}${file}`)), `${promise}: ${file}`).toBe(true);
      }
    }
  });
});

describe('a sabotage', () => {
  it.each(SABOTAGES)('$promise: what it breaks stands in $file, and its test is there', ({ file, find, replace, test }) => {
    expect(readFileSync(path(file), 'utf8').includes(find), `${find} stands in ${file}`).toBe(true);
    expect(replace).not.toBe(find);
    expect(existsSync(path(test)), test).toBe(true);
  });
});
