import { expect, it } from 'vitest';
import { BULK_ACTS, demandBulk } from './bulk.ts';
import { actSchema, type Act } from './command-schema.ts';
import { Refusal } from './refusal.ts';

const code = (type: string): string => {
  try {
    demandBulk({ type } as Act);
    return 'allowed';
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
};

it('only handing out, taking on and reminding are done in bulk; of all other acts none, now or later', () => {
  const types = actSchema.options.map((option) => option.shape.type.value);
  expect(types.length).toBeGreaterThan(25);
  expect(types.filter((type) => code(type) === 'allowed').toSorted()).toEqual([...BULK_ACTS].toSorted());
  // The list itself is the promise: whoever wants signing in bulk has to change this line.
  expect([...BULK_ACTS]).toEqual(['accept', 'assign', 'remind']);
  for (const type of ['sign', 'submit-for-closure', 'archive', 'return', 'approve-plan', 'record-look-back', 'grant-extension', 'withdraw']) expect(code(type)).toBe('BULK_NOT_ALLOWED');
});
