import { describe, expect, it } from 'vitest';
import { actSchema, partiesSchema } from './command-schema.ts';
import { PARTIES } from './testing/people.ts';

const takes = (owner: string): boolean => actSchema.safeParse({ type: 'assign', owner }).success;

describe('a party', () => {
  it('is a person or a post by id, in letters of any script', () => {
    expect(partiesSchema.parse(PARTIES)).toEqual(PARTIES);
    for (const ref of ['person:wang', 'person:王伟', 'post:督查室', 'post:head.2', 'person:a_b-c.1']) expect(takes(ref), ref).toBe(true);
  });

  it.each(['wang', 'person:', 'person:wang li', 'post:a:b', 'team:x', 'person:a\n', `person:${'x'.repeat(65)}`, 'person:<b>'])('is not %j', (ref) => {
    expect(takes(ref)).toBe(false);
  });
});
