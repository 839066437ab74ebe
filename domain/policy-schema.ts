import { z } from 'zod';
import { DECISION_LADDER, HAND_OVER_LADDER, ladderSchema, noticeKindSchema, repeatSchema, roleSchema } from './ladder-schema.ts';
import { LINEAGE_DEFAULTS } from './lineage.ts';
import { LOOK_BACK_DEFAULTS } from './look-back-causes.ts';
import { drawSchema, triggerSchema } from './look-back-schema.ts';
import { roundRulesSchema } from './round/rules-schema.ts';
import { termSchema } from './term-schema.ts';

export { deadlineKindSchema, ladderStepSchema, lightSchema, noticeKindSchema, roleSchema, type DeadlineKind, type LadderStep, type Light, type NoticeKind, type Role } from './ladder-schema.ts';
export { drawStratumSchema, roundRoleSchema, type DrawStratum, type RoundRole } from './look-back-schema.ts';
export type { Term } from './term-schema.ts';

/**
 * A policy: everything that differs between counties, as data. Written as YAML (see `domain/presets/`), checked here,
 * kept by version with every issue. Rule files import the types only, so that zod stays out of the workflow bundle.
 */

/** A party that is named twice could sign once only, and the case would never close. */
const partiesOnce = (most: number) =>
  z
    .array(roleSchema)
    .min(1)
    .max(most)
    .refine((roles) => new Set(roles).size === roles.length, '同一方不能列两次 / nobody can be listed twice')
    // The owner did the work: a chain with the owner in it can never be completed.
    .refine((roles) => !roles.includes('owner'), '责任人不能审核自己的工作 / the owner cannot judge the own work');

export const issueKindSchema = z.enum(['immediate', 'dated', 'sustained']);
export type IssueKind = z.infer<typeof issueKindSchema>;

const byKind = <T extends z.ZodType>(value: T) => z.strictObject({ immediate: value, dated: value, sustained: value });
export const evidenceKindSchema = z.string().trim().min(1).max(40);
/** Words before the year in a letter's number. */
const seriesWordSchema = z.string().max(20).regex(/^[^\p{C}\p{Z}〔〕[\]]*$/u, '字号不含空格和括号 / the words of a number have no spaces and no brackets');
const clockSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时刻写作“08:30”（24小时制） / a time of day is written "08:30" (24 hours)');

export const policySchema = z.strictObject({
  name: z.string().min(1).max(60),
  version: z.string().min(1).max(40),
  /** Whose rule this is; presets name a source, and say what is ours. */
  source: z.string().min(1).max(500),
  terms: z.strictObject({
    accept: termSchema,
    plan: termSchema,
    planReview: termSchema,
    /** The concentrated period, from the feedback date. */
    concentrated: termSchema,
    report: termSchema,
    /** Due date of an issue that was given none. */
    due: byKind(termSchema),
  }),
  planRequired: byKind(z.boolean()),
  ladders: z.strictObject({
    accept: ladderSchema,
    plan: ladderSchema,
    'plan-review': ladderSchema,
    due: ladderSchema,
    measure: ladderSchema,
    extension: ladderSchema,
    verify: ladderSchema,
    'look-back': ladderSchema,
    cadence: ladderSchema,
    suspension: ladderSchema,
    'hand-over': ladderSchema.default(HAND_OVER_LADDER),
    amendment: ladderSchema.default(DECISION_LADDER),
    withholding: ladderSchema.default(DECISION_LADDER),
    'round-plan': ladderSchema,
    'round-plan-review': ladderSchema,
    'round-report': ladderSchema,
    'round-assessment': ladderSchema,
  }),
  /** What is demanded of a round as a whole. */
  round: roundRulesSchema,
  /**
   * When a ladder has run out and nothing has moved, it does not fall silent: every so many days these are told again,
   * for as long as it takes.
   */
  chase: z
    .strictObject({
      everyDays: z.int().min(1).max(365),
      audience: z.array(roleSchema).min(1),
      notice: noticeKindSchema,
      /** One chase an issue is enough, however many of its deadlines are missed: see `isChased` in obligations.ts. */
      oncePerIssue: z.boolean().default(true),
    })
    .default({ everyDays: 30, audience: ['head', 'supervision'], notice: 'urging', oncePerIssue: true }),
  extension: z.strictObject({
    /** May one be asked for when the due date has passed? It is marked late. */
    late: z.boolean(),
    /** Who approves, level by level; the last one grants. */
    levels: partiesOnce(4),
    maxTimes: z.int().min(0).max(20),
    maxTotalDays: z.int().min(0).max(1000),
    decision: termSchema,
    /** Is the level that has to answer told by every step of the extension's ladder, whatever audience the step names? */
    tellAsked: z.boolean().default(true),
  }),
  closure: z.strictObject({
    /** Who signs (1-5 parties). */
    chain: partiesOnce(5),
    order: z.enum(['sequence', 'parallel']),
    /** How long the parties may take over a submission. */
    verify: termSchema,
    /** Pieces of evidence demanded at least. */
    evidence: byKind(z.int().min(0).max(50)),
    /** What a piece of evidence can be (制度文件, 现场照片, 凭证 ...), in the county's own words. None: any word will do. */
    evidenceKinds: z.array(evidenceKindSchema).max(30).default([]),
    /** Of each of these kinds one piece at least has to be there. */
    demandedKinds: byKind(z.array(evidenceKindSchema).max(10)).default({ immediate: [], dated: [], sustained: [] }),
    /** Somebody of the chain has to have been there before anybody signs. */
    siteCheck: byKind(z.boolean()).default({ immediate: false, dated: false, sustained: false }),
    /** Nobody signs what the head of his own department worked on. */
    ownHeadBarred: z.boolean().default(false),
    /** A returned issue is due again so long after the return, or on its old date if that is later. */
    returnDue: termSchema,
  })
  // A kind that nobody can hand in would keep every issue open for ever.
  .refine(
    ({ evidenceKinds, demandedKinds }) => evidenceKinds.length === 0 || Object.values(demandedKinds).flat().every((kind) => evidenceKinds.includes(kind)),
    { path: ['demandedKinds'], message: '要求的佐证种类须列在 evidenceKinds 中 / every kind that is demanded has to stand in evidenceKinds' },
  ),
  lookBack: z.strictObject({
    /** Look-backs after closure, each counted from it. None: closed is archived. */
    after: z.array(termSchema).max(10),
    /** How many days before its date a look-back may be recorded as held: one made at once would prove nothing. */
    windowDays: z.int().min(0).max(365).default(30),
    reviewers: partiesOnce(5),
    /** A rebounded issue is due again so long after the look-back. */
    reopenDue: termSchema,
    /** Persons asked, at least, when a look-back is recorded. */
    askAtLeast: z.int().min(0).max(1000).default(LOOK_BACK_DEFAULTS.askAtLeast),
    /** What plans a look-back beside the intervals. */
    triggers: z
      .strictObject({
        draw: triggerSchema(['off', 'plan']),
        petition: triggerSchema(['off', 'plan']),
        grade: triggerSchema(['off', 'propose', 'plan']),
        'new-head': triggerSchema(['off', 'propose', 'plan']),
        neighbour: triggerSchema(['off', 'propose', 'plan']),
      })
      .default(LOOK_BACK_DEFAULTS.triggers),
    /** How far "next door" reaches when an issue rebounds: closed issues of its category in its own unit, or in every unit. */
    neighbours: z.enum(['same-unit', 'everywhere']).default(LOOK_BACK_DEFAULTS.neighbours),
    draw: drawSchema.default(LOOK_BACK_DEFAULTS.draw),
  }),
  sustained: z.strictObject({ cadence: termSchema }),
  /**
   * Who signs a hand-over (交接): "in writing, on the spot, signed and filed" (published by several counties); in how many
   * days, before its ladder begins. A superior alone means that it is recorded in one act.
   */
  handOver: z
    .strictObject({
      signers: z
        .array(z.enum(['outgoing', 'incoming', 'superior']))
        .refine((sides) => sides.includes('superior') && new Set(sides).size === sides.length, '须含 superior，且各方只列一次 / has to name the superior, and nobody twice'),
      sign: termSchema,
    })
    .default({ signers: ['outgoing', 'incoming', 'superior'], sign: { count: 5, unit: 'working-day' } }),
  acknowledgement: z.strictObject({
    lapseWorkingDays: z.int().min(1).max(250),
    /** How often a step that demands acknowledgement and names no repeats of its own is asked for again; null: not at all. */
    chase: repeatSchema.nullable().default(null),
  }),
  /** Overviews of a round to these roles; each sees the issues in which it has that role. Weekdays: 1 is Monday. */
  rollups: z
    .strictObject({
      weekly: z.strictObject({ on: z.boolean(), weekday: z.int().min(1).max(7), at: clockSchema, audience: z.array(roleSchema).min(1) }),
      /** The task list of a month goes out on this day of it at the latest. */
      monthly: z.strictObject({ on: z.boolean(), by: z.int().min(1).max(28), at: clockSchema, audience: z.array(roleSchema).min(1) }),
    })
    .default({
      weekly: { on: false, weekday: 1, at: '08:30', audience: ['supervision'] },
      monthly: { on: false, by: 5, at: '08:30', audience: ['supervision'] },
    }),
  /** `maxDays`: one suspension; `maxTotalDays`: all of an issue together. */
  suspension: z.strictObject({ maxDays: z.int().min(1).max(1000), maxTotalDays: z.int().min(1).max(3000).default(3000) }),
  /** Who approves that an issue is corrected or withdrawn, beside whoever proposes it; nobody: it is done at once. */
  amendment: z
    .strictObject({
      approvers: z.array(roleSchema).max(5).refine((roles) => !roles.includes('owner'), '责任人不能审核自己的工作 / the owner cannot judge the own work'),
      /** How long they may take over it, before its ladder begins; null: as long as they like. */
      decision: termSchema.nullable().default({ count: 5, unit: 'working-day' }),
    })
    .default({ approvers: ['supervision', 'team'], decision: { count: 5, unit: 'working-day' } }),
  /** What goes into the public version of a report. */
  publication: z
    .strictObject({
      /** Who approves that an issue is withheld: never the unit itself. */
      approvers: z.array(z.enum(['superior', 'supervision', 'team'])).min(1).max(3),
      /** How long they may take over it, before its ladder begins; null: as long as they like. */
      decision: termSchema.nullable().default({ count: 5, unit: 'working-day' }),
      /** How private persons are masked: 王某某 (a sign for a sign), 王某, 某某. */
      mask: z.enum(['each', 'surname', 'whole']),
    })
    .default({ approvers: ['superior', 'supervision', 'team'], decision: { count: 5, unit: 'working-day' }, mask: 'each' }),
  /** 共性问题: who hears that every unit has closed its part, and that one has it back. */
  common: z.strictObject({ tell: z.array(z.enum(['superior', 'supervision', 'team'])).min(1).max(3) }).default({ tell: ['supervision', 'team'] }),
  /**
   * How letters are numbered: `<office><word>〔2026〕第12号`, by year and without gaps. What names no word of its own bears the
   * name of its kind; the same words are one series.
   */
  letters: z
    .strictObject({
      office: seriesWordSchema.default(''),
      words: z
        .strictObject({
          'supervision-letter': seriesWordSchema.min(1).optional(),
          'guidance-letter': seriesWordSchema.min(1).optional(),
          'warning-letter': seriesWordSchema.min(1).optional(),
          'interview-notice': seriesWordSchema.min(1).optional(),
          'accountability-notice': seriesWordSchema.min(1).optional(),
          circular: seriesWordSchema.min(1).optional(),
        })
        .default({}),
    })
    .default({ office: '', words: {} }),
  /** When a new finding reads enough like an earlier one (0 to 1) to be proposed as going back to it, and how many for each finding. */
  lineage: z
    .strictObject({
      likeness: z.number().min(0.1).max(1),
      /** The same for findings of the round that this one re-checks. */
      likenessRechecked: z.number().min(0.1).max(1),
      most: z.int().min(1).max(10),
    })
    .default(LINEAGE_DEFAULTS),
  delivery: z
    .strictObject({ opens: clockSchema, closes: clockSchema, workingDaysOnly: z.boolean() })
    .refine(({ opens, closes }) => opens < closes, '发送时段须先开始后结束 / delivery must open before it closes'),
});
export type Policy = z.infer<typeof policySchema>;
