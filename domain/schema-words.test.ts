import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { firstFault, issueInWords } from './schema-words.ts';

const fault = (schema: z.ZodType, given: unknown) => {
  const { error } = schema.safeParse(given);
  if (error === undefined) throw new Error('nothing is wrong with it');
  return firstFault(error);
};
const field = <S extends z.ZodType>(a: S) => z.strictObject({ a });

describe('what a schema finds wrong is said in both languages', () => {
  test.each<[string, z.ZodType, unknown, string]>([
    ['missing', field(z.string()), {}, '缺少此项，应为文本（数字请加引号）'],
    ['another kind', field(z.boolean()), { a: 1 }, '应为true 或 false'],
    ['empty', field(z.string().min(1)), { a: '' }, '不能为空'],
    ['too short', field(z.string().min(10)), { a: 'x' }, '至少10个字符'],
    ['too many', field(z.array(z.int()).max(1)), { a: [1, 2] }, '至多1项'],
    ['too little', field(z.int().min(1)), { a: 0 }, '至少1'],
    ['no such word', field(z.enum(['x', 'y'])), { a: 'z' }, '只能是：x、y'],
    ['no such field', z.strictObject({}), { b: 1 }, '没有“b”这一项'],
    ['no such act', field(z.discriminatedUnion('type', [z.strictObject({ type: z.literal('p') }), z.strictObject({ type: z.literal('q') })])), { a: { type: 'r' } }, '只能是：p、q'],
    ['none of several', field(z.union([z.string(), z.number()])), { a: null }, '不是可用的写法'],
    ['no day', field(z.iso.date()), { a: 'soon' }, '应为日期（YYYY-MM-DD）'],
    ['not as it is written', field(z.string().regex(/^a$/)), { a: 'b' }, '写法不对'],
    ['a rule without words', field(z.string().refine(() => false)), { a: 'b' }, '不合要求'],
  ])('%s', (_name, schema, given, zh) => {
    const told = fault(schema, given);
    expect(told.zh).toBe(zh);
    expect(told.en).toMatch(/^[\x20-\x7e]+$/);
  });

  test('a rule’s own words stand as they are', () => {
    expect(fault(field(z.string().refine(() => false, '须为编号 / an id is needed')), { a: 'b' })).toEqual({ field: 'a', zh: '须为编号', en: 'an id is needed' });
    expect(issueInWords({ message: '只有中文' })).toEqual({ zh: '只有中文', en: '只有中文' });
  });

  test('the place is named, and what was given is not quoted: it may be a key', () => {
    const told = fault(z.object({ list: z.array(z.object({ key: z.int() })) }), { list: [{ key: 1 }, { key: 'hush-hush' }] });
    expect(told.field).toBe('list.1.key');
    expect(`${told.zh}${told.en}`).not.toContain('hush');
  });
});
