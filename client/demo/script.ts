import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Act, OpenCommand } from '../../domain/command-schema.ts';
import { actSchema, daySchema } from '../../domain/command-schema.ts';
import { addWorkingDays, isWorkingDay, type DayTable } from '../../domain/day-table.ts';
import type { PartyRef } from '../../domain/issue.ts';
import { issueKindSchema, roleSchema } from '../../domain/policy-schema.ts';
import { roundActSchema, type RoundAct } from '../../domain/round/act-schema.ts';
import type { RoundState } from '../../domain/round/state.ts';
import { addDays, type Day } from '../../domain/time.ts';

/** The fictional round of `samples/` and how its people behave, as the demo reads it. */

const ref = z.templateLiteral([z.enum(['person', 'post']), ':', z.string()]);
const roundFileSchema = z.strictObject({
  round: z.strictObject({ id: z.string(), title: z.string(), unit: z.string(), inspector: z.string(), policy: z.string(), story: z.string().optional() }),
  parties: z.strictObject({ head: ref, superior: ref, supervision: ref, team: ref }),
  people: z.array(z.strictObject({ id: z.string(), name: z.string(), email: z.string() })),
  posts: z.array(z.strictObject({ id: z.string(), title: z.string(), unit: z.string(), holders: z.array(z.string()) })),
  issues: z.array(
    z.strictObject({
      aspect: z.string(),
      kind: issueKindSchema,
      owner: z.string(),
      leader: ref,
      story: z.string(),
      title: z.string(),
      due: z.int().optional(),
      words: z.string().optional(),
    }),
  ),
});
export type RoundFile = z.infer<typeof roundFileSchema>;

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

export const loadSampleRound = async (): Promise<{ round: RoundFile; earlier: EarlierRound; stories: Record<string, StoryStep[]> }> => ({
  round: roundFileSchema.parse(await readYaml('round.yaml')),
  earlier: earlierSchema.parse(await readYaml('earlier-round.yaml')),
  stories: storiesSchema.parse(await readYaml('stories.yaml')),
});

/** The drafts of the round, numbered from 1. */
export const draftsOf = ({ round, parties, issues }: RoundFile, feedback: Day): OpenCommand[] =>
  issues.map((issue, at) => ({
    type: 'open',
    round: round.id,
    number: String(at + 1),
    title: issue.title,
    category: issue.aspect,
    kind: issue.kind,
    parties: { ...parties, owner: `person:${issue.owner}`, leader: issue.leader },
    feedback,
    due: issue.due === undefined ? null : { day: addDays(feedback, issue.due), words: issue.words ?? null },
    standing: 'assigned',
  }));

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
