import { z } from 'zod';
import { STATUS_NAMES } from '../../domain/acts/context.ts';
import { actSchema, daySchema, idSchema, type ActType } from '../../domain/command-schema.ts';
import type { Status } from '../../domain/issue.ts';
import type { BulkItem } from '../bulk.ts';

/** Pieces that several routes share. */

export const issueParams = z.object({ round: idSchema, number: idSchema });
export const roundParams = z.object({ round: idSchema });
export const personParams = z.object({ person: idSchema });
/** A deputy acts for somebody on leave (代). */
export const behalfQuery = z.strictObject({ onBehalfOf: idSchema.optional() });
export const idParams = z.object({ id: z.string().min(1).max(100) });

export const instantSchema = z.int().meta({ description: '毫秒时间戳 / epoch milliseconds' });
export const dayAnswer = daySchema.meta({ description: '北京时间的日期 / a day in Beijing time' });
export const bilingual = z.object({ zh: z.string(), en: z.string() });
export const refusalSchema = bilingual.extend({ code: z.string(), where: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional() });
export const actResultSchema = z.object({ seq: z.int(), status: z.string(), events: z.array(z.string()) });
/** One of many, answered for itself. */
export const bulkItemSchema = z.object({ issue: z.string(), result: actResultSchema.nullable(), error: refusalSchema.nullable() }).meta({ id: 'BulkItem' });
export const bulkItemAnswer = ({ issue, result, error }: BulkItem): z.input<typeof bulkItemSchema> => ({ issue, error, result: result === null ? null : { ...result, events: [...result.events] } });
/** Why somebody does what he does. */
export const reasonSchema = z.string().trim().min(1).max(2000);
export const done = z.object({ done: z.literal(true) });
export const DONE = { done: true } as const;

/** Words of the rules, for answers: a page that reads one knows which there are. */
export const statusSchema = z.enum(Object.keys(STATUS_NAMES) as [Status, ...Status[]]);
export const actTypeSchema = z.enum(actSchema.options.map((one) => one.shape.type.value) as [ActType, ...ActType[]]);
export const sessionSchema = z.object({ id: z.string(), startedAt: instantSchema, expiresAt: instantSchema, address: z.string().nullable(), userAgent: z.string().nullable(), current: z.boolean() }).meta({ id: 'Session' });

/** An answer whose shape is a type of ours, checked by the compiler where it is made; the document says what it is in words. */
export const typed = <T>(description: string): z.ZodType<T> => z.unknown().meta({ description }) as unknown as z.ZodType<T>;

export const limitSchema = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual);
/** `true` or `false` in an address. */
export const flagSchema = z.enum(['true', 'false']).transform((text) => text === 'true');
/** Several words with commas between them. */
export const wordsSchema = z
  .string()
  .min(1)
  .max(500)
  .transform((text) => text.split(',').map((word) => word.trim()).filter((word) => word !== ''));

export const IDEMPOTENCY_HEADER = 'idempotency-key';
export const actHeaders = z.looseObject({
  [IDEMPOTENCY_HEADER]: z.string().max(200).optional().meta({ description: '幂等键 / the same request under it happens once' }),
  'if-match': z.string().max(50).optional().meta({ description: '所见版本，如 "12" / the version that was seen' }),
});
