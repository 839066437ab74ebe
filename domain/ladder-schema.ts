import { z } from 'zod';

/** The ladder of a policy: who hears of what, how long before and after a deadline, on which paper. Part of `policy-schema.ts`. */

/** Who is told or may act, by standing to the issue; resolved to posts and persons when it falls due. */
export const roleSchema = z.enum(['owner', 'leader', 'head', 'superior', 'supervision', 'team']);
export type Role = z.infer<typeof roleSchema>;

export const lightSchema = z.enum(['green', 'blue', 'yellow', 'red']);
export type Light = z.infer<typeof lightSchema>;

/** The kinds of paper of the ladder, by rising weight. */
export const noticeKindSchema = z.enum([
  'information',
  'reminder',
  'urging',
  'supervision-letter',
  'guidance-letter',
  'warning-letter',
  'interview-notice',
  'accountability-notice',
  'circular',
]);
export type NoticeKind = z.infer<typeof noticeKindSchema>;

export const repeatSchema = z.strictObject({ everyWorkingDays: z.int().min(1).max(60), times: z.int().min(1).max(20) });

export const ladderStepSchema = z.strictObject({
  /** Names the step for ever, e.g. `T-10`; part of every delivery's key. */
  id: z.string().regex(/^[A-Za-z0-9+-]{1,20}$/, '编号只含字母、数字、+ 和 -，最多20个 / an id has letters, digits, + and - only, 20 at most'),
  /** Days from the deadline: negative before it, ≥ 1 after it. Day 1 is the first day too late. */
  offset: z.int().min(-365).max(730),
  unit: z.enum(['working-day', 'calendar-day']).default('calendar-day'),
  audience: z.array(roleSchema).min(1),
  light: lightSchema,
  notice: noticeKindSchema,
  /** Must be acknowledged (签收); what is not is repeated. */
  acknowledge: z.boolean().default(false),
  /** Repeats until acknowledged or done: every so many working days, at most so many times. */
  repeat: repeatSchema.optional(),
});
export type LadderStep = z.infer<typeof ladderStepSchema>;

/** What can fall due in an issue's life or a round's (`round-…`); each kind has a ladder of its own. */
export const deadlineKindSchema = z.enum([
  'accept',
  'plan',
  'plan-review',
  'due',
  'measure',
  'extension',
  'verify',
  'look-back',
  'cadence',
  'suspension',
  'hand-over',
  'amendment',
  'withholding',
  'round-plan',
  'round-plan-review',
  'round-report',
  'round-assessment',
]);
export type DeadlineKind = z.infer<typeof deadlineKindSchema>;

/** The first step that stands wrong in its ladder, and why: a clerk has to find it in the file. */
const misplacedStep = (steps: readonly LadderStep[]): { at: number; why: string } | null => {
  for (const [at, step] of steps.entries()) {
    const before = steps[at - 1];
    if (before !== undefined && step.offset < before.offset)
      return { at, why: `“${step.id}”排在“${before.id}”之后却更早，阶梯各级须按时间先后排列 / "${step.id}" comes after "${before.id}" but is earlier; steps stand in order of time` };
    if (steps.findIndex((other) => other.id === step.id) < at) return { at, why: `编号“${step.id}”重复 / the id "${step.id}" is there twice` };
    if (step.offset === 0 && step.unit === 'working-day')
      return { at, why: `当日提醒（offset 0）的单位须为 calendar-day / a step on the day itself (offset 0) counts in calendar-day` };
  }
  return null;
};
export const ladderSchema = z
  .array(ladderStepSchema)
  .max(20)
  .superRefine((steps, context) => {
    const wrong = misplacedStep(steps);
    if (wrong !== null) context.addIssue({ code: 'custom', path: [wrong.at], message: wrong.why });
  })
  .default([]);

/** Ours, where a policy names none: unsigned hand-overs climb to the leaders, then to the top. */
export const HAND_OVER_LADDER: LadderStep[] = [
  { id: 'T-1', offset: -1, unit: 'working-day', audience: ['owner'], light: 'green', notice: 'reminder', acknowledge: false },
  { id: 'T+1', offset: 1, unit: 'working-day', audience: ['owner', 'leader', 'supervision'], light: 'yellow', notice: 'urging', acknowledge: false },
  { id: 'T+5', offset: 5, unit: 'working-day', audience: ['leader', 'head', 'superior', 'supervision'], light: 'red', notice: 'supervision-letter', acknowledge: true },
];

/** Ours, where a policy names none: a correction, a withdrawal or a request not to publish that nobody answers. Its approvers hear of every step. */
export const DECISION_LADDER: LadderStep[] = [
  { id: 'T+1', offset: 1, unit: 'working-day', audience: ['supervision'], light: 'yellow', notice: 'urging', acknowledge: false },
  { id: 'T+5', offset: 5, unit: 'working-day', audience: ['superior', 'supervision'], light: 'red', notice: 'supervision-letter', acknowledge: true },
];
