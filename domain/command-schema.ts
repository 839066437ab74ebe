import { z } from 'zod';
import { WITHHOLDING_GROUNDS } from './publication.ts';
import { isDay } from './time.ts';
import { evidenceKindSchema, issueKindSchema, policySchema } from './policy-schema.ts';
import { termSchema } from './term-schema.ts';
import { TABLE_YEARS } from './day-table.ts';

/** What people can ask for, as zod schemas: one definition for types, CLI, API. Rules live in `domain/acts/`. */

const text = (max: number) => z.string().trim().min(1).max(max);
export const daySchema = z.string().refine(isDay, '日期须为存在的 YYYY-MM-DD / a day must exist, written YYYY-MM-DD').meta({ format: 'date' });
export const idSchema = z.string().regex(/^[\p{L}\p{N}._-]{1,64}$/u, '编号只含文字、数字、._- / an id has letters, digits, ._- only');
// A template literal drops the `u` flag of what it is made of, so the id is checked beside it.
const partyRefSchema = z
  .templateLiteral([z.enum(['person', 'post', 'unit']), ':', z.string()])
  .refine((ref) => idSchema.safeParse(ref.slice(ref.indexOf(':') + 1)).success, '须写作 person:编号、post:编号 或 unit:编号 / has to be written person:<id>, post:<id> or unit:<id>');
export const ratingSchema = z.enum(['done', 'largely', 'partly', 'not']);

export const partiesSchema = z.strictObject({
  owner: partyRefSchema.nullable(),
  leader: partyRefSchema.nullable(),
  head: partyRefSchema.nullable(),
  superior: partyRefSchema.nullable(),
  supervision: partyRefSchema.nullable(),
  team: partyRefSchema.nullable(),
});

/** Where an issue stands when it enters: 'assigned' for a new one, the others when a published report is adopted. */
const standingSchema = z.enum(['assigned', 'rectifying', 'closed', 'sustained']);

export const measureDraftSchema = z.strictObject({
  id: idSchema,
  text: text(2000),
  owner: idSchema,
  due: daySchema,
  /** 配合单位, by name. */
  supporting: z.array(text(200)).max(20).optional(),
  /** What has to be handed in before it counts as done: so many pieces, and of each of these kinds one at least. */
  evidence: z.strictObject({ pieces: z.int().min(0).max(50).default(0), kinds: z.array(evidenceKindSchema).max(10).default([]) }).optional(),
});

const open = z.strictObject({
  type: z.literal('open'),
  round: idSchema,
  number: idSchema,
  title: text(4000),
  category: z.string().max(500),
  kind: issueKindSchema,
  parties: partiesSchema,
  feedback: daySchema,
  /** The promised date, where one was given, with its printed words. */
  due: z
    .strictObject({ day: daySchema, words: z.string().max(200).nullable(), /** Where the words name a term, counted from the feedback date. */ term: termSchema.optional() })
    .nullable(),
  standing: standingSchema,
  /** Where it is one unit's part of a common issue; its number is `makePartNumber` of the two. */
  common: z.strictObject({ number: idSchema, unit: idSchema }).optional(),
  /** The issue that turned out to be this one besides itself (`correct --split`). */
  splitFrom: idSchema.optional(),
});

/** What a finding has led to beside being put right. Stages are kinds of their own: received and settled are counted apart. */
const outcomeKindSchema = z.enum(['petition-received', 'petition-settled', 'lead-referred', 'lead-settled', 'accountability', 'recovered', 'rule']);
/** 批评教育, 诫勉, 组织处理, 党纪处分, 政务处分: what others decided, in the words of the reports. */
const sanctionSchema = z.enum(['criticism', 'admonition', 'organisational', 'party-discipline', 'government-discipline']);

/** Why work may stand still: 不可抗力, 案件在办, 冻土期 (no building in winter), and what none of these names. */
const suspensionGroundSchema = z.enum(['force-majeure', 'court-case', 'frozen-ground', 'other']);
export type SuspensionGround = z.infer<typeof suspensionGroundSchema>;

/** A table of days off and days worked, as `day-table.ts` reads it. */
export const dayTableSchema = z.strictObject({
  version: text(60),
  years: z.array(z.int().min(TABLE_YEARS.first).max(TABLE_YEARS.last)).max(100).readonly(),
  rest: z.array(daySchema).max(10_000).readonly(),
  work: z.array(daySchema).max(10_000).readonly(),
});

/** The id of an issue, as the ledger names it. */
const issueIdSchema = z.string().regex(/^issue\/[\p{L}\p{N}._-]{1,64}\/[\p{L}\p{N}._-]{1,64}$/u, '须写作 issue/轮次/编号 / has to be written issue/<round>/<number>');
/** How alike two findings read; measured by whoever proposes, kept with what a person decides. */
const scoreSchema = z.number().min(0).max(1).optional();
const lineageKindSchema = z.enum(['not-fixed', 'rebounded', 'repeated']);

/** What others decided, with its source: of an issue, or of a round as a whole. */
export const recordOutcomeSchema = z.strictObject({
  type: z.literal('record-outcome'),
  kind: outcomeKindSchema,
  count: z.int().min(1).max(1_000_000).optional(),
  form: z.literal([1, 2, 3, 4]).optional(),
  sanction: sanctionSchema.optional(),
  /** In fen: money is whole numbers. */
  fen: z.int().min(1).max(10_000_000_000_000).optional(),
  note: text(1000).optional(),
  source: text(500),
});
export const reverseOutcomeSchema = z.strictObject({ type: z.literal('reverse-outcome'), entry: z.int().min(1), reason: text(2000) });

/** The acts on a running issue. */
export const actSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('assign'), owner: partyRefSchema, leader: partyRefSchema.optional(), note: text(2000).optional() }),
  z.strictObject({ type: z.literal('accept') }),
  z.strictObject({ type: z.literal('propose-plan'), measures: z.array(measureDraftSchema).min(1).max(50) }),
  z.strictObject({ type: z.literal('approve-plan') }),
  z.strictObject({ type: z.literal('return-plan'), reason: text(2000) }),
  z.strictObject({
    type: z.literal('propose-revision'),
    add: z.array(measureDraftSchema).max(50).optional(),
    drop: z.array(z.strictObject({ id: idSchema, reason: text(2000) })).max(50).optional(),
    change: z.array(z.strictObject({ id: idSchema, due: daySchema.optional(), owner: idSchema.optional() })).max(50).optional(),
    reason: text(2000),
  }),
  z.strictObject({ type: z.literal('approve-revision') }),
  z.strictObject({ type: z.literal('refuse-revision'), reason: text(2000) }),
  z.strictObject({ type: z.literal('report-progress'), note: text(4000), measure: idSchema.optional(), done: z.boolean().optional() }),
  z.strictObject({
    type: z.literal('add-evidence'),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    name: text(255),
    size: z.int().min(1),
    measure: idSchema.optional(),
    /** What it is: 制度文件, 现场照片 ...; the policy may name the kinds there are. */
    kind: evidenceKindSchema.optional(),
  }),
  z.strictObject({ type: z.literal('request-extension'), to: daySchema, reason: text(2000) }),
  z.strictObject({ type: z.literal('grant-extension') }),
  z.strictObject({ type: z.literal('refuse-extension'), reason: text(2000) }),
  z.strictObject({ type: z.literal('submit-for-closure'), rating: ratingSchema, summary: text(4000) }),
  z.strictObject({
    type: z.literal('record-site-check'),
    /** The day of the visit. */
    on: daySchema,
    seen: text(4000),
    /** Who else was there, by name. */
    present: z.array(text(100)).max(30).optional(),
  }),
  z.strictObject({ type: z.literal('sign'), rating: ratingSchema, note: text(2000) }),
  z.strictObject({ type: z.literal('return'), reason: text(2000) }),
  z.strictObject({
    type: z.literal('record-look-back'),
    result: z.enum(['held', 'partly', 'rebounded']),
    findings: text(4000),
    /** How it was seen: on site, from files, by asking people. */
    how: text(1000),
    /** Persons asked, how many of them confirmed the change, and who they were as a group: 村民代表, 窗口办事群众. */
    asked: z
      .strictObject({ count: z.int().min(0).max(10_000), confirmed: z.int().min(0).max(10_000), who: text(500).optional() })
      .refine(({ count, confirmed }) => confirmed <= count, '证实的人数不能多于询问的人数 / no more can confirm than were asked')
      .optional(),
    /** Taken on the spot; `takenAt` as the camera's clock says. The files are handed in before. */
    photos: z.array(z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), name: text(255), size: z.int().min(1), takenAt: z.int().min(0).nullable() })).max(20).optional(),
  }),
  z.strictObject({
    type: z.literal('plan-look-back'),
    cause: z.enum(['draw', 'petition', 'grade', 'new-head', 'neighbour']),
    /** What calls for it: the draw, the petition's number, the issue that rebounded. */
    source: text(300),
    /** By this day, where somebody has set one (an assessment); otherwise the policy's term runs. */
    by: daySchema.optional(),
  }),
  z.strictObject({ type: z.literal('reopen'), reason: text(2000) }),
  z.strictObject({ type: z.literal('archive'), reason: text(2000) }),
  z.strictObject({ type: z.literal('suspend'), until: daySchema, ground: suspensionGroundSchema.optional(), reason: text(2000) }),
  z.strictObject({ type: z.literal('resume'), reason: text(2000) }),
  z.strictObject({ type: z.literal('hand-over'), to: idSchema, reason: text(2000) }),
  z.strictObject({ type: z.literal('sign-hand-over') }),
  z.strictObject({ type: z.literal('cancel-hand-over'), reason: text(2000) }),
  /** What somebody who goes has still to do on an issue that is not his. */
  z.strictObject({ type: z.literal('pass-measures'), from: idSchema, to: idSchema, reason: text(2000) }),
  z.strictObject({
    type: z.literal('correct'),
    title: text(4000).optional(),
    category: z.string().max(500).optional(),
    /** The number it should have had; the printed one stays its name. */
    number: idSchema.optional(),
    /** Numbers of the issues that this one turned out to be besides itself. */
    split: z.array(idSchema).max(20).readonly().optional(),
    reason: text(2000),
  }),
  z.strictObject({ type: z.literal('link'), issue: issueIdSchema, kind: lineageKindSchema, score: scoreSchema, note: text(2000).optional() }),
  z.strictObject({ type: z.literal('unlink'), issue: issueIdSchema, reason: text(2000) }),
  z.strictObject({ type: z.literal('reject-link'), issue: issueIdSchema, score: scoreSchema, reason: text(2000) }),
  z.strictObject({ type: z.literal('withdraw'), reason: text(2000) }),
  /** A finding that concerns many units; their parts are opened by the round (`hand-out`). */
  z.strictObject({ type: z.literal('hand-to-units'), units: z.array(idSchema).min(2).max(200).readonly(), reason: text(2000) }),
  z.strictObject({ type: z.literal('approve-amendment') }),
  z.strictObject({ type: z.literal('refuse-amendment'), reason: text(2000) }),
  z.strictObject({ type: z.literal('remind'), note: text(2000) }),
  recordOutcomeSchema,
  reverseOutcomeSchema,
  z.strictObject({ type: z.literal('propose-withholding'), ground: z.enum(WITHHOLDING_GROUNDS), /** The unit's own explanation. */ reason: text(2000) }),
  z.strictObject({ type: z.literal('approve-withholding') }),
  z.strictObject({ type: z.literal('refuse-withholding'), reason: text(2000) }),
  z.strictObject({ type: z.literal('lift-withholding'), reason: text(2000) }),
  z.strictObject({ type: z.literal('take-calendar'), days: dayTableSchema }),
  z.strictObject({ type: z.literal('adopt-policy'), policy: policySchema, reason: text(2000) }),
  z.strictObject({ type: z.literal('acknowledge'), step: z.string().min(1).max(100) }),
]);

export const openSchema = open;
export type OpenCommand = z.infer<typeof open>;
export type Act = z.infer<typeof actSchema>;
export type ActType = Act['type'];
export type ActOf<T extends ActType> = Extract<Act, { type: T }>;
export type Standing = z.infer<typeof standingSchema>;
