import { z } from 'zod';
import { LOOK_BACK_DEFAULTS } from './look-back-causes.ts';
import { termSchema } from './term-schema.ts';

/** What a policy says of look-backs that nobody's calendar brings: by cause, and by lot. Part of `policy-schema.ts`. */

/** `off`: never; `propose`: listed for a person to decide; `plan`: planned at once, due so long after that day. */
export const triggerSchema = <const M extends readonly string[]>(modes: M) =>
  z.strictObject({
    mode: z.enum(modes),
    within: termSchema,
    /** Does it reach archived issues, too? They are taken up again for the look-back. */
    archived: z.boolean(),
  });

export const drawStratumSchema = z.enum(['unit', 'category', 'kind']);
export type DrawStratum = z.infer<typeof drawStratumSchema>;
/** The parties of a round itself. */
export const roundRoleSchema = z.enum(['head', 'superior', 'supervision', 'team']);
export type RoundRole = z.infer<typeof roundRoleSchema>;
const tellSchema = z.array(roundRoleSchema).max(4);
/** The draw by lot among closed issues, and how long before and after its instant the steps that keep it honest have to come. */
export const drawSchema = z
  .strictObject({
    /** Of every stratum so many per cent, rounded up: one of each at least. */
    sharePercent: z.int().min(1).max(100),
    strata: z.array(drawStratumSchema).max(3).refine((strata) => new Set(strata).size === strata.length, '分层标准不能重复 / nothing can be listed twice'),
    /** Announced so many hours ahead at least. */
    noticeHours: z.int().min(1).max(2000),
    /** The secret is committed to so many hours ahead at least. */
    commitHours: z.int().min(0).max(2000),
    /** The secret is revealed so many hours after the instant at the latest; else the draw is void. */
    revealHours: z.int().min(1).max(2000),
    /** Who hears of a draw, step by step; `void`: also that it has lapsed. Heads: of every unit with issues in the round. */
    tell: z.strictObject({ announced: tellSchema, committed: tellSchema, revealed: tellSchema, void: tellSchema }).default(LOOK_BACK_DEFAULTS.draw.tell),
  })
  .refine(({ noticeHours, commitHours }) => noticeHours > commitHours, '公告须早于承诺期限 / there has to be time between announcing and committing');
