import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { daySchema } from '../../domain/command-schema.ts';
import { refuse } from '../../domain/refusal.ts';
import { firstFault } from '../../domain/schema-words.ts';
import { fileProblem } from '../../ledger/file-problem.ts';

const text = z.string().trim().min(1).max(8000);
const texts = z.union([text.transform((one) => [one]), z.array(text).max(50)]);

/**
 * What a report needs and no ledger keeps: written by the unit, taken over as it stands. Everything is optional; what is
 * missing shows as a gap.
 */
export const factsSchema = z.strictObject({
  /** 巡察起止日期 */
  period: z.strictObject({ from: daySchema, to: daySchema }).optional(),
  /** 党委（党组）落实主体责任情况 */
  organisation: texts.optional(),
  /** 主要负责人组织落实整改情况 */
  leader: texts.optional(),
  next: texts.optional(),
  contact: z.strictObject({ phone: text.optional(), address: text.optional(), postcode: text.optional(), email: text.optional(), until: daySchema.optional() }).optional(),
  /** By the issue's number. */
  issues: z.record(z.string(), z.strictObject({ done: texts.optional(), reason: text.optional(), next: text.optional() })).default({}),
});
export type Facts = z.infer<typeof factsSchema>;
export const NO_FACTS: Facts = { issues: {} };

/** @throws Refusal REPORT_FACTS_UNREADABLE, REPORT_FACTS_INVALID naming the field */
export const readFacts = async (file: string): Promise<Facts> => {
  const source = await readFile(file, 'utf8').catch((error: unknown) => refuse('REPORT_FACTS_UNREADABLE', `补充材料 ${file} 无法读取（${fileProblem(error).zh}）`, `the facts ${file} cannot be read (${fileProblem(error).en})`, { file }));
  const { parse } = await import('yaml');
  let given: unknown;
  try {
    given = parse(source);
  } catch (error) {
    return refuse('REPORT_FACTS_INVALID', `补充材料 ${file} 不是有效的 YAML：${String(error)}`, `${file} is not valid YAML: ${String(error)}`, { file });
  }
  const checked = factsSchema.safeParse(given ?? {});
  if (checked.success) return checked.data;
  const { field, zh, en } = firstFault(checked.error);
  return refuse('REPORT_FACTS_INVALID', `补充材料 ${file} 有误（${field}）：${zh}`, `the facts ${file} are not valid (${field}): ${en}`, { file, field });
};
