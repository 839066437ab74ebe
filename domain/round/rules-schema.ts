import { z } from 'zod';
import { termSchema } from '../term-schema.ts';
import { OLD_ROUND_RULES } from './old-rules.ts';

/** What a policy demands of a round as a whole: plan, report, assessment. Part of `policy-schema.ts`. */

/** 好 / 中 / 差: how the inspecting body judges a plan. */
export const planGradeSchema = z.enum(['good', 'fair', 'poor']);
export type PlanGrade = z.infer<typeof planGradeSchema>;

/** What the unit, and the inspecting body, owe of a round; what is owed is chased until it is there. */
const owedSchema = z.enum(['plan', 'report', 'assessment']);

const wordSchema = z.string().regex(/^[a-z0-9-]{1,30}$/, '编号只含小写字母、数字和 -，最多30个 / an id has small letters, digits and - only, 30 at most');
const nameSchema = z.string().min(1).max(60);

/** What a grade entails: a second concentrated period, or look-backs at what is closed already. */
const consequenceSchema = z.enum(['second-term', 'look-backs']);

const gradeSchema = z.strictObject({
  id: wordSchema,
  zh: nameSchema,
  en: nameSchema,
  /** The lowest score of this grade; null on a scale without scores. */
  from: z.number().min(0).max(1000).nullable(),
  entails: z.array(consequenceSchema).default([]),
});

const scaleSchema = z
  .array(gradeSchema)
  .min(2)
  .max(8)
  .superRefine((grades, context) => {
    for (const [at, grade] of grades.entries()) {
      const before = grades[at - 1];
      const wrong =
        grades.findIndex((other) => other.id === grade.id) < at
          ? `编号“${grade.id}”重复 / the id "${grade.id}" is there twice`
          : (grade.from === null) !== (grades[0]?.from === null)
            ? '各等次要么都有最低分，要么都没有 / either every grade has a lowest score or none has'
            : before?.from != null && grade.from !== null && grade.from >= before.from
              ? '等次须由高到低排列 / grades stand from best to worst'
              : at === grades.length - 1 && grade.from !== null && grade.from !== 0
                ? '最后一个等次的最低分须为0 / the last grade begins at 0'
                : null;
      if (wrong !== null) context.addIssue({ code: 'custom', path: [at], message: wrong });
    }
  });

const rulesSchema = z
  .strictObject({
    owes: z.array(owedSchema).max(3),
    /** How long the inspecting body may take over a plan. */
    planReview: termSchema,
    /** A plan that was sent back is due again so long after. */
    planAgain: termSchema,
    /** Grades that send a plan back; the others let it bind. The reviewer may send any plan back (退单). */
    sentBack: z.array(planGradeSchema).max(3),
    assessment: z.strictObject({
      /** From the end of the concentrated period. */
      within: termSchema,
      /** What is scored, each up to so many points; none: graded without scores. */
      indicators: z.array(z.strictObject({ id: wordSchema, zh: nameSchema, en: nameSchema, points: z.number().positive().max(1000) })).max(60),
      grades: scaleSchema,
      /** A second rectification (二次整改): the length of its concentrated period. */
      secondTerm: termSchema,
      /** Forced look-backs are due so long after the assessment. */
      lookBacksWithin: termSchema,
    }),
  })
  .refine(({ assessment: { indicators, grades } }) => (grades[0]?.from === null) === (indicators.length === 0), {
    path: ['assessment', 'grades'],
    error: '有评分指标的，各等次须有最低分；没有的，不得有 / grades have lowest scores where there are indicators, and only there',
  });
export type RoundRules = z.infer<typeof rulesSchema>;
export type Grade = RoundRules['assessment']['grades'][number];
export type Consequence = z.infer<typeof consequenceSchema>;

export const roundRulesSchema = rulesSchema.default(OLD_ROUND_RULES);
