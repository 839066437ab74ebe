import fc from 'fast-check';
import { expect, it } from 'vitest';
import { demandStorable, unstorableAt } from './storable.ts';

it('names the field whose text could not be kept, wherever it stands', () => {
  expect(unstorableAt({ type: 'remind', note: '看\u0000看' })).toBe('note');
  expect(unstorableAt({ measures: [{ text: '好' }, { text: 'x\ud800' }] })).toBe('measures.1.text');
  expect(unstorableAt({ points: { 'a\udc00': 1 } })).toBe('points');
  expect(() => demandStorable({ note: '\u0000' })).toThrow(expect.objectContaining({ code: 'INVALID_TEXT', where: { field: 'note' } }));
});

it('takes every whole character, emoji and control signs among them', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => unstorableAt(JSON.parse(JSON.stringify(value).replaceAll(/\\u0000|\\ud[89a-f]../gi, 'x'))) === null));
  expect(unstorableAt({ note: '𠮷🟢\u0007\n', n: 1, none: null, list: [] })).toBeNull();
});
