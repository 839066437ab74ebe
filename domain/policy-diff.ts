import { canonical } from './canonical.ts';
import type { Policy } from './policy-schema.ts';

/** `default@1`: a policy and its version, as lists and histories name it. */
export const policyName = ({ name, version }: Pick<Policy, 'name' | 'version'>): string => `${name}@${version}`;

/** One place in which two policies differ; null where one of them has nothing there. Values are JSON text. */
export type PolicyDifference = { readonly path: string; readonly from: string | null; readonly to: string | null };

/** Where two policies differ, place by place. Steps of a ladder are told apart by their ids, not by where they stand. */
export const policyDifferences = (from: Policy, to: Policy): readonly PolicyDifference[] => differences(from, to, '');

const differences = (from: unknown, to: unknown, path: string): readonly PolicyDifference[] => {
  const [left, right] = [partsOf(from), partsOf(to)];
  if (left === null || right === null) {
    const [a, b] = [textOf(from), textOf(to)];
    return a === b ? [] : [{ path, from: a, to: b }];
  }
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) => differences(left.get(key), right.get(key), path === '' ? key : `${path}.${key}`));
};

const textOf = (value: unknown): string | null => (value === undefined ? null : canonical(value));

/** What a value is made of, by name; null for what is compared as a whole. */
const partsOf = (value: unknown): ReadonlyMap<string, unknown> | null => {
  if (typeof value !== 'object' || value === null) return null;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const steps: readonly unknown[] = value;
  return steps.length > 0 && steps.every(hasId) ? new Map(steps.map((step) => [step.id, step])) : null;
};

const hasId = (value: unknown): value is { readonly id: string } => typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
