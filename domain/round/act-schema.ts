import { z } from 'zod';
import { dayTableSchema, daySchema, idSchema, partiesSchema, recordOutcomeSchema, reverseOutcomeSchema } from '../command-schema.ts';
import { issueKindSchema, policySchema } from '../policy-schema.ts';
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
  /** 拆分: the issue that another one turned out to be besides itself; its number was approved with the correction of that one. */
  z.strictObject({
    type: z.literal('split-off'),
    from: idSchema,
    number: idSchema,
    title: text(4000),
    category: z.string().max(500),
    kind: issueKindSchema,
    parties: partiesSchema.pick({ owner: true, leader: true, head: true, superior: true }),
    due: z.strictObject({ day: daySchema, words: z.string().max(200).nullable() }),
    reason: text(2000),
  }),
  /** 共性问题: one finding to many units, or to a few more; every unit answers for a part of its own. */
  z.strictObject({
    type: z.literal('hand-out'),
    number: idSchema,
    title: text(4000),
    category: z.string().max(500),
    kind: issueKindSchema,
    reason: text(2000),
    parts: z
      .array(
        z.strictObject({
          unit: idSchema,
          /** The unit's own people; who supervises is the round's. */
          parties: partiesSchema.pick({ owner: true, leader: true, head: true, superior: true }),
          due: z.strictObject({ day: daySchema, words: z.string().max(200).nullable() }).nullable(),
        }),
      )
      .min(1)
      .max(200),
  }),
]);

export type RoundAct = z.infer<typeof roundActSchema>;
/** As a caller writes it, before defaults are filled in. */
export type RoundActInput = z.input<typeof roundActSchema>;
export type RoundActType = RoundAct['type'];
