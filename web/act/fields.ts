import type { JsonSchema } from '../api/types.ts';

/** How a field of an act is asked for. */
export type Field = {
  readonly name: string;
  readonly kind: 'line' | 'text' | 'day' | 'choice' | 'person' | 'party' | 'measure' | 'measures' | 'measure-owner' | 'drops' | 'changes' | 'asked' | 'issue' | 'linked-issue' | 'outcome' | 'number' | 'money' | 'flag' | 'lines';
  readonly required: boolean;
  readonly options: readonly (string | number)[];
  readonly most: number | undefined;
  readonly least: number | undefined;
};

const DAYS = ['on', 'until', 'due', 'by'];
/** Taken by a camera or measured by a machine: nobody writes them into a form. */
const NOT_ASKED = ['type', 'photos', 'score'];
/** A text of this length and more is written over several lines. */
const LONG = 500;

const kindOf = (act: string, name: string, schema: JsonSchema): Field['kind'] => {
  if (name === 'measures' || name === 'add') return 'measures';
  if (name === 'drop') return 'drops';
  if (name === 'change') return 'changes';
  if (name === 'asked') return 'asked';
  if (name === 'measure') return 'measure';
  if (name === 'from') return 'measure-owner';
  if (name === 'to') return act === 'request-extension' ? 'day' : 'person';
  if (name === 'issue') return act === 'unlink' ? 'linked-issue' : 'issue';
  if (name === 'entry') return 'outcome';
  if (name === 'fen') return 'money';
  if (act === 'assign' && (name === 'owner' || name === 'leader')) return 'party';
  if (DAYS.includes(name)) return 'day';
  if (schema.enum !== undefined) return 'choice';
  if (schema.type === 'boolean') return 'flag';
  if (schema.type === 'integer' || schema.type === 'number') return 'number';
  if (schema.type === 'array') return 'lines';
  return (schema.maxLength ?? 0) >= LONG ? 'text' : 'line';
};

/** The form of an act out of its JSON schema: what is demanded first. */
export const fieldsOf = (act: string, schema: JsonSchema): readonly Field[] =>
  Object.entries(schema.properties ?? {})
    .filter(([name]) => !NOT_ASKED.includes(name))
    .map(([name, one]): Field => ({ name, kind: kindOf(act, name, one), required: schema.required?.includes(name) ?? false, options: one.enum ?? [], most: one.maxLength ?? one.maximum, least: one.minimum }))
    .slice().sort((a, b) => Number(b.required) - Number(a.required));

/** Answers without what was left empty, as the API takes them. */
export const withoutEmpty = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    const kept = value.map(withoutEmpty).filter((one) => one !== undefined);
    return kept.length === 0 ? undefined : kept;
  }
  if (typeof value === 'object' && value !== null) {
    const kept = Object.entries(value).flatMap(([key, one]) => {
      const clean = withoutEmpty(one);
      return clean === undefined ? [] : [[key, clean] as const];
    });
    return kept.length === 0 ? undefined : Object.fromEntries(kept);
  }
  return value === '' || value === null ? undefined : value;
};
