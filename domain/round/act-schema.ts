import { z } from 'zod';
import { dayTableSchema, recordOutcomeSchema, reverseOutcomeSchema } from '../command-schema.ts';
import { policySchema } from '../policy-schema.ts';
import { planGradeSchema } from './rules-schema.ts';

/** What people can ask of a round, as zod schemas: one definition for types, CLI, API. */

const text = (max: number) => z.string().trim().min(1).max(max);
const documentsSchema = z
  .array(z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), name: text(255), size: z.int().min(1) }))
  .max(20)
  .default([]);

export const roundActSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('submit-plan'), summary: text(4000), documents: documentsSchema }),
  /** `sendBack`: 退单, whatever the grade. */
  z.strictObject({ type: z.literal('review-plan'), grade: planGradeSchema, note: text(4000), sendBack: z.boolean().default(false) }),
  z.strictObject({ type: z.literal('submit-report'), summary: text(4000), documents: documentsSchema }),
  z.strictObject({
    type: z.literal('assess'),
    grade: text(30),
    note: text(4000),
    points: z.record(z.string().max(30), z.number().min(0).max(1000)).default({}),
    /** Why the grade is lower than the points say (一票否决). */
    veto: text(2000).optional(),
  }),
  recordOutcomeSchema,
  reverseOutcomeSchema,
  z.strictObject({ type: z.literal('take-calendar'), days: dayTableSchema }),
  z.strictObject({ type: z.literal('adopt-policy'), policy: policySchema, reason: text(2000) }),
  z.strictObject({ type: z.literal('acknowledge'), step: text(100) }),
]);

export type RoundAct = z.infer<typeof roundActSchema>;
/** As a caller writes it, before defaults are filled in. */
export type RoundActInput = z.input<typeof roundActSchema>;
export type RoundActType = RoundAct['type'];
