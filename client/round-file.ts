import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { daySchema, partiesSchema, type OpenCommand } from '../domain/command-schema.ts';
import { readDeadline } from '../domain/chinese-date.ts';
import { addWorkingDays, type DayTable } from '../domain/day-table.ts';
import { makePartNumber } from '../domain/issue.ts';
import type { PartyRef } from '../domain/party.ts';
import { issueKindSchema, type Term } from '../domain/policy-schema.ts';
import { refuse } from '../domain/refusal.ts';
import { firstFault } from '../domain/schema-words.ts';
import { addDays, dayOf, type Instant } from '../domain/time.ts';
import { NO_UNITS, seatsOfUnit, superiorOfHead, type UnitTree } from '../domain/units.ts';
import type { PersonEntry, PostEntry, UnitEntry } from '../ledger/directory.ts';
import type { RoundEntry } from '../ledger/rounds.ts';
import { publishedDayTable } from './day-tables.ts';
import { loadPolicy } from './policies.ts';
import { fileProblem } from '../ledger/file-problem.ts';

/** A round written by hand (YAML or JSON): head, parties, people if they are new, and the issues to open. */

const id = z.string().regex(/^[\p{L}\p{N}._-]{1,64}$/u, '编号只含文字、数字、._- / an id has letters, digits, ._- only');
const ref = partiesSchema.shape.owner;
/** A person, or one with the days of the term: `{ person, from, to }`, `to` being the first day that is not part of it. */
const holderSchema = z.union([id, z.strictObject({ person: id, from: daySchema.optional(), to: daySchema.nullable().optional() })]);
export const peopleFileSchema = z.strictObject({
  people: z.array(z.strictObject({ id, name: z.string().min(1), email: z.string().nullable().default(null) })).default([]),
  units: z.array(z.strictObject({ id, name: z.string().min(1), superior: id.nullable().default(null) })).default([]),
  posts: z.array(z.strictObject({ id, title: z.string().min(1), unit: z.string().default(''), holders: z.array(holderSchema).default([]), heads: z.boolean().default(false), duty: z.enum(['supervision', 'team']).nullable().default(null) })).default([]),
});

/** A unit of a common issue, alone by its id or with its own people and date; head and superior come from the directory. */
const partSchema = z.strictObject({ unit: id, owner: id.optional(), leader: ref.optional(), head: ref.optional(), superior: ref.optional(), due: z.union([z.int().min(0).max(3650), daySchema]).optional(), story: z.string().optional() });
type FilePart = z.output<typeof partSchema>;
const unitSchema = z.union([id, partSchema]).transform((part): FilePart => (typeof part === 'string' ? { unit: part } : part));

const issueSchema = z.strictObject({
  number: id.optional(),
  title: z.string().min(1),
  aspect: z.string().default(''),
  kind: issueKindSchema,
  owner: id.optional(),
  leader: ref.optional(),
  /** Days after the feedback, or a day. */
  due: z.union([z.int().min(0).max(3650), daySchema]).optional(),
  /** The term as printed; read for a date where `due` is not given. */
  words: z.string().max(200).optional(),
  /** How its people behave in the demo and in a rehearsal: a story of its script. */
  story: z.string().optional(),
  /** 共性问题: every one of these units has a part of its own. */
  units: z.array(unitSchema).min(2).max(200).optional(),
});

export const roundFileSchema = peopleFileSchema.extend({
  round: z.strictObject({ id, title: z.string().min(1), unit: z.string().min(1), inspector: z.string().min(1), policy: z.string().default('default'), feedback: daySchema.optional(), recheckOf: id.optional(), story: z.string().optional() }),
  parties: z.strictObject({ head: ref, superior: ref.default(null), supervision: ref, team: ref }),
  issues: z.array(issueSchema).min(1).max(20_000),
});

export const SAMPLE_ROUND = fileURLToPath(new URL('../samples/round.yaml', import.meta.url));

/** @throws Refusal with `<prefix>_UNREADABLE` or `<prefix>_INVALID`, naming the place in the file */
export const readStructured = async <S extends z.ZodType>(file: string, schema: S, prefix: string): Promise<z.infer<S>> => {
  const text = await readFile(file, 'utf8').catch((error: unknown) =>
    refuse(`${prefix}_UNREADABLE`, `文件 ${file} 无法读取（${fileProblem(error).zh}）`, `the file ${file} cannot be read (${fileProblem(error).en})`, { file }),
  );
  const { parse } = await import('yaml');
  let data: unknown;
  try {
    // JSON is YAML.
    data = parse(text);
  } catch (error) {
    return refuse(`${prefix}_INVALID`, `${file} 不是正确的 YAML 或 JSON：${String(error)}`, `${file} is neither YAML nor JSON: ${String(error)}`, { file });
  }
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const { field, zh, en } = firstFault(parsed.error);
  return refuse(`${prefix}_INVALID`, `${file} 的 ${field === '' ? '内容' : field} 有误：${zh}`, `${file}, ${field === '' ? 'content' : field}: ${en}`, { file, field });
};

export type RoundFileContent = {
  readonly entry: RoundEntry;
  readonly people: readonly PersonEntry[];
  readonly posts: readonly PostEntry[];
  readonly units: readonly UnitEntry[];
  /** The story of each issue that has one, by its number; for a rehearsal. */
  readonly stories: ReadonlyMap<string, string>;
  /** The story of the round itself. */
  readonly roundStory: string | null;
};

/** Words that name a term of working days are kept as one: next year's table of days may move it. */
const countedIn = (read: ReturnType<typeof readDeadline> | null): { readonly term?: Term } => {
  const term = read?.dates.find((date) => date.due === read.due)?.term;
  return term?.unit === 'working-day' ? { term: { count: term.amount, unit: term.unit } } : {};
};

const demandOnce = (file: string, numbers: readonly string[]): void => {
  const seen = new Set<string>();
  for (const number of numbers) {
    if (seen.has(number)) refuse('ROUND_FILE_INVALID', `${file} 中编号“${number}”出现两次`, `${file} has the number "${number}" twice`, { file, number });
    seen.add(number);
  }
};

const demandUnit = (file: string, { units }: UnitTree, unit: string): void => {
  if (!units.some((one) => one.id === unit)) refuse('ROUND_FILE_INVALID', `${file} 中没有单位“${unit}”，请列入 units 或先导入`, `${file} knows no unit "${unit}"; list it under units or import it first`, { file, unit });
};

/** What the file says of units and heads goes before what is known. */
const withUnits = (known: UnitTree, units: UnitTree['units'], posts: readonly { readonly id: string; readonly unit: string; readonly heads: boolean }[]): UnitTree => ({
  units: [...units, ...known.units.filter(({ id }) => !units.some((unit) => unit.id === id))],
  heads: [...posts.filter(({ heads }) => heads).map((post) => ({ post: post.id, unit: post.unit })), ...known.heads.filter(({ post }) => !posts.some(({ id }) => id === post))],
});

/** The unit's own people; its head and the one above come from the directory where the file names none. */
const partiesOfPart = (tree: UnitTree, part: FilePart): Partial<OpenCommand['parties']> & Pick<OpenCommand['parties'], 'owner' | 'leader'> => {
  const seats = seatsOfUnit(tree, part.unit);
  const { owner, leader, head = seats.head, superior = seats.superior } = part;
  // Where the unit has nobody of its own, the round's stand.
  return { owner: owner === undefined ? null : `person:${owner}`, leader: leader ?? null, ...(head === null ? {} : { head }), ...(superior === null ? {} : { superior }) };
};

/**
 * Reads a round file. Its feedback date is today where it names none. `known`: the units that are in the directory already.
 * @throws Refusal ROUND_FILE_*, POLICY_*
 */
export const readRoundFile = async (file: string, at: Instant, days: DayTable = publishedDayTable(), known: UnitTree = NO_UNITS): Promise<RoundFileContent> =>
  await roundOfContent(await readStructured(file, roundFileSchema, 'ROUND_FILE'), file, at, days, known);

/** The same of what was read already; `file`: what to call it where something is wrong. @throws Refusal ROUND_FILE_INVALID, POLICY_* */
export const roundOfContent = async (content: z.output<typeof roundFileSchema>, file: string, at: Instant, days: DayTable, known: UnitTree = NO_UNITS): Promise<RoundFileContent> => {
  const { round, parties: named, issues, people, posts, units } = content;
  const tree = withUnits(known, units, posts);
  const parties = { ...named, superior: named.superior ?? superiorOfHead(tree, named.head) };
  const feedback = round.feedback ?? dayOf(at);
  const reference = { day: feedback, addWorkingDays: (from: string, count: number) => addWorkingDays(days, from, count) };
  const dueOf = ({ due, words }: Pick<(typeof issues)[number], 'due' | 'words'>): OpenCommand['due'] => {
    const read = due === undefined && words !== undefined ? readDeadline(words, reference) : null;
    const day = typeof due === 'number' ? addDays(feedback, due) : (due ?? read?.due ?? null);
    return day === null ? null : { day, words: words ?? null, ...countedIn(read) };
  };
  const numbers = issues.map((issue, position) => issue.number ?? String(position + 1));
  demandOnce(file, numbers);
  const entries = issues.flatMap((issue, position): readonly { readonly draft: OpenCommand; readonly story: string | undefined }[] => {
    const number = numbers[position] ?? '';
    const wording = { type: 'open', round: round.id, title: issue.title, category: issue.aspect, kind: issue.kind, feedback, standing: 'assigned' } as const;
    if (issue.units === undefined) {
      const own = { owner: issue.owner === undefined ? null : (`person:${issue.owner}` satisfies PartyRef), leader: issue.leader ?? null };
      return [{ draft: { ...wording, number, parties: { ...parties, ...own }, due: dueOf(issue) }, story: issue.story }];
    }
    return issue.units.map((part) => {
      demandUnit(file, tree, part.unit);
      const draft = { ...wording, number: makePartNumber(number, part.unit), parties: { ...parties, ...partiesOfPart(tree, part) }, due: dueOf({ due: part.due ?? issue.due, words: issue.words }), common: { number, unit: part.unit } };
      return { draft, story: part.story ?? issue.story };
    });
  });
  const drafts = entries.map(({ draft }) => draft);
  demandOnce(file, drafts.map(({ number }) => number));
  const stories = new Map(entries.flatMap(({ draft, story }) => (story === undefined ? [] : [[draft.number, story]])));
  const head = { id: round.id, title: round.title, unit: round.unit, inspector: round.inspector, feedback, ...(round.recheckOf === undefined ? {} : { recheckOf: round.recheckOf }) };
  return { entry: { head: { ...head, parties }, policy: await loadPolicy(round.policy), days, drafts, record: {}, at }, people, posts, units, stories, roundStory: round.story ?? null };
};
