import { describe, expect, test } from 'vitest';
import { existsSync, readFileSync } from 'node:fs';
import { ACT_NAMES } from '../../client/act-words.ts';
import { formsOf } from '../../client/api/act-forms.ts';
import { actSchema, type ActType } from '../../domain/command-schema.ts';
import { fieldWords, optionWords } from './field-words.ts';
import { fieldsOf, withoutEmpty, type Field } from './fields.ts';
import { ELSEWHERE, hasForm } from './offered.ts';

/** The forms of the acts, made from the rules' own schemas: a command or a field that comes later is found here before it is missed. */
const FORMS = formsOf(actSchema.options);
const HAN = /\p{Script=Han}/u;
/** Handed in as a file, whose name, size and hash nobody types. */
const AS_FILE: ActType = 'add-evidence';
const asked = [...FORMS].filter(([type]) => hasForm(type) && type !== AS_FILE).map(([type, schema]) => ({ type, schema, fields: fieldsOf(type, schema) }));

const MEASURE = { id: 'm1', text: '修订制度', owner: 'p-owner', due: '2026-12-31', supporting: ['财政所'] };
/** What the widget of each kind hands over once somebody has used it. */
const ANSWERS: Readonly<Record<Field['kind'], (field: Field) => unknown>> = {
  line: () => '3-1',
  text: () => '已修订制度\n并公开',
  day: () => '2026-12-31',
  choice: ({ options }) => options[0],
  person: () => 'p-second',
  party: () => 'person:p-second',
  measure: () => 'm1',
  measures: () => [MEASURE],
  'measure-owner': () => 'p-owner',
  drops: () => [{ id: 'm1', reason: '已无必要' }],
  changes: () => [{ id: 'm1', due: '2026-12-31', owner: '' }],
  asked: () => ({ count: 3, confirmed: 2, who: '' }),
  issue: () => 'issue/r0/7',
  'linked-issue': () => 'issue/r0/7',
  outcome: () => 4,
  number: () => 2,
  money: () => 10_000,
  flag: () => true,
  lines: () => ['甲', '乙'],
};
const filled = (fields: readonly Field[]): object => Object.fromEntries(fields.map((field) => [field.name, ANSWERS[field.kind](field)]));

test('what has no form is done in a place of its own, which names it', () => {
  for (const [type, place] of Object.entries(ELSEWHERE)) {
    const file = new URL(`../${place}`, import.meta.url);
    expect(existsSync(file), `${type}: web/${place}`).toBe(true);
    expect(readFileSync(file, 'utf8'), `${type}: web/${place}`).toMatch(/\bask(<[^]*?>)?\('POST'|useMutation/);
  }
});

describe.each(asked)('$type', ({ type, schema, fields }) => {
  test('is called by a name in both languages', () => {
    expect(ACT_NAMES[type].zh).toMatch(HAN);
    expect(ACT_NAMES[type].en).not.toMatch(HAN);
  });

  test('asks for everything that the rules demand, and for each of it in both languages', () => {
    const names = fields.map(({ name }) => name);
    for (const name of schema.required ?? []) if (name !== 'type') expect(names).toContain(name);
    for (const { name, kind, options } of fields) {
      // Asked for under three names of its own.
      if (kind === 'asked') continue;
      const { zh, en } = fieldWords(type, name);
      expect(zh, `${name} in Chinese`).toMatch(HAN);
      expect(en, `${name} in English`).toMatch(/^[A-Z][^\p{Script=Han}]*$/u);
      for (const option of options) {
        expect(optionWords(type, name, option).zh, `${name} ${option} in Chinese`).toMatch(HAN);
        expect(optionWords(type, name, option).en, `${name} ${option} in English`).not.toMatch(HAN);
      }
    }
    const labels = fields.map(({ name }) => fieldWords(type, name).zh);
    expect(new Set(labels).size).toBe(labels.length);
  });

  test('what the form sends is what the rules read, with everything filled in and with what is demanded alone', () => {
    for (const some of [fields, fields.filter(({ required }) => required)]) {
      const sent = { type, ...(withoutEmpty(filled(some)) as object | undefined) };
      expect(actSchema.safeParse(sent).error?.issues ?? [], JSON.stringify(sent)).toEqual([]);
    }
  });
});

test('of two answers that are written alike the field says which is meant', () => {
  expect(optionWords('sign', 'rating', 'partly').zh).not.toBe(optionWords('record-look-back', 'result', 'partly').zh);
  expect(optionWords('link', 'kind', 'rebounded').zh).not.toBe(optionWords('record-look-back', 'result', 'rebounded').zh);
});
