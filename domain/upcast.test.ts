import { describe, expect, it } from 'vitest';
import { policySchema, type Policy } from './policy-schema.ts';
import { GOLDEN_POLICY } from './testing/golden-policy.ts';
import { upcastPolicy } from './upcast.ts';

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every field of an object by its path, those of the objects in it too. */
const pathsOf = (value: Json, prefix: readonly string[] = []): readonly (readonly string[])[] =>
  Object.entries(value).flatMap(([key, inner]) => [[...prefix, key], ...(isObject(inner) ? pathsOf(inner, [...prefix, key]) : [])]);

const without = (value: Json, [key = '', ...rest]: readonly string[]): Json => {
  const { [key]: inner, ...others } = value;
  return rest.length === 0 || !isObject(inner) ? others : { ...others, [key]: without(inner, rest) };
};
const at = (value: unknown, path: readonly string[]): unknown => path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);

/** What the first version wrote into every policy, and what came together with the field around it. */
const ALWAYS_THERE = ['lookBack.windowDays', 'letters.office', 'letters.words', ...['accept', 'plan', 'plan-review', 'due', 'measure', 'extension', 'verify', 'look-back', 'cadence', 'suspension'].map((kind) => `ladders.${kind}`)];

describe('policies of older versions', () => {
  it('what the schema lets a file leave out, an old policy may lack: the rules find it all the same', () => {
    const policy: Json = { ...GOLDEN_POLICY };
    const lacking = pathsOf(policy)
      .filter((path) => policySchema.safeParse(without(policy, path)).success && at(policySchema.parse(without(policy, path)), path) !== undefined)
      .filter((path) => at(upcastPolicy(without(policy, path) as Policy), path) === undefined);
    expect(lacking.map((path) => path.join('.')).filter((path) => !ALWAYS_THERE.includes(path))).toEqual([]);
  });
});
