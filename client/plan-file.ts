import { z } from 'zod';
import { measureDraftSchema } from '../domain/command-schema.ts';
import { refuse } from '../domain/refusal.ts';
import { readStructured } from './round-file.ts';

export type MeasureDraft = z.infer<typeof measureDraftSchema>;

/** Measures off the command line (`m1|修订制度|p-wei|2026-03-31`) and out of a file. @throws Refusal USAGE, PLAN file refusals */
export const readMeasures = async (lines: readonly string[], file: string | undefined): Promise<MeasureDraft[]> => {
  const written = lines.map((line) => {
    const [id, text, owner, due, ...more] = line.split('|').map((part) => part.trim());
    if (id === undefined || text === undefined || owner === undefined || due === undefined || more.length > 0)
      return refuse('USAGE', `措施写作“编号|内容|责任人|日期”（收到“${line}”）`, `a measure is written id|text|owner|day (got "${line}")`, { argument: line });
    return { id, text, owner, due };
  });
  const read = file === undefined ? [] : await readStructured(file, z.array(measureDraftSchema), 'FILE');
  return [...written, ...read];
};
