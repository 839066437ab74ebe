import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Act } from '../../domain/command-schema.ts';
import { actSchema, daySchema } from '../../domain/command-schema.ts';
import { addWorkingDays, isWorkingDay, type DayTable } from '../../domain/day-table.ts';
import type { PartyRef } from '../../domain/party.ts';
import { roleSchema } from '../../domain/policy-schema.ts';
import { roundActSchema, type RoundAct } from '../../domain/round/act-schema.ts';
import type { RoundState } from '../../domain/round/state.ts';
import { addDays, type Day } from '../../domain/time.ts';

/** How the people of the fictional round in `samples/` behave, and the round before it, as demo and rehearsal read them. */

/** The round before it, whose findings were put right, or so it was said. */
const earlierSchema = z.strictObject({ id: z.string(), title: z.string(), feedback: daySchema, findings: z.array(z.strictObject({ aspect: z.string(), title: z.string() })) });
export type EarlierRound = z.infer<typeof earlierSchema>;

const stepSchema = z.strictObject({
  in: z.int().optional(),
  due: z.int().optional(),
  'look-back': z.int().optional(),
  who: z.union([roleSchema, z.string()]).optional(),
  act: z.looseObject({ type: z.string() }).optional(),
  evidence: z.string().optional(),
  leaves: z.string().optional(),
});
export type StoryStep = z.infer<typeof stepSchema>;
/** Stories by name: how the people of an issue behave. */
export const storiesSchema = z.record(z.string(), z.array(stepSchema));

const SAMPLES = new URL('../../samples/', import.meta.url);
const readYaml = async (name: string): Promise<unknown> => parse(await readFile(new URL(name, SAMPLES), 'utf8'));

export const loadSampleStories = async (): Promise<Record<string, StoryStep[]>> => storiesSchema.parse(await readYaml('stories.yaml'));
export const loadEarlierRound = async (): Promise<EarlierRound> => earlierSchema.parse(await readYaml('earlier-round.yaml'));

/** What a piece of evidence in a story says. */
export const evidenceText = (step: StoryStep, number: string, day: Day): string => `${step.evidence ?? ''}\n第${number}号问题，${day}\n（示例材料）\n`;

/** What a step's day is reckoned from. */
export type Anchors = { readonly last: Day; readonly due: Day; readonly lookBack: Day | null };

/** The working day on which a step is done; null while its look-back is not planned yet. Nobody acts before `last`. */
export const dayOfStep = (step: StoryStep, anchors: Anchors, table: DayTable): Day | null => {
  const from = step['look-back'] !== undefined ? anchors.lookBack : step.due !== undefined ? anchors.due : anchors.last;
  if (from === null) return null;
  const wanted = addDays(from, step['look-back'] ?? step.due ?? step.in ?? 0);
  const day = wanted > anchors.last ? wanted : anchors.last;
  return isWorkingDay(table, day) ? day : addWorkingDays(table, day, 1);
};

/** The act with its relative days (`due+30`, `today+60`) and `self` put in. */
export const actOfStep = (step: StoryStep, today: Day, due: Day, owner: string): Act => {
  const resolve = (value: unknown): unknown => {
    if (value === 'self') return owner;
    if (Array.isArray(value)) return value.map(resolve);
    if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
    const relative = typeof value === 'string' ? /^(due|today)([+-]\d+)?$/.exec(value) : null;
    return relative === null ? value : addDays(relative[1] === 'due' ? due : today, Number(relative[2] ?? 0));
  };
  return actSchema.parse(resolve(step.act));
};

/** The same of a step of the round itself, whose `due` counts from the end of its concentrated period. */
export const dayOfRoundStep = (step: StoryStep, last: Day, { term }: Pick<RoundState, 'term'>, table: DayTable): Day | null => dayOfStep(step, { last, due: term.end, lookBack: null }, table);

/** An act on the round itself. */
export const roundActOfStep = (step: StoryStep): RoundAct => roundActSchema.parse(step.act);

export const personOf = (party: PartyRef): string => party.slice(party.indexOf(':') + 1);
