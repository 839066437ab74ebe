import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { IssueState } from '../../domain/issue.ts';
import { hash } from '../../domain/ladder.ts';
import { issueKindSchema, roleSchema, type IssueKind, type Role } from '../../domain/policy-schema.ts';
import { refuse } from '../../domain/refusal.ts';
import { seatsFrom } from '../../domain/seats.ts';
import type { Day } from '../../domain/time.ts';
import { storiesSchema, type StoryStep } from '../demo/script.ts';
import { knownWords } from '../near-words.ts';
import { readStructured } from '../round-file.ts';

/**
 * How people behave in a rehearsal. A script file either holds stories alone (as `samples/stories.yaml`), which the issues of
 * a round file name, or says which issue is which story:
 *
 *     stories: { quick: [ { in: 1, who: owner, act: { type: accept } } ] }   # left out: the stories of the sample
 *     issues: { '3': late }                                                  # by number
 *     round: the-round                                                       # plan, report, assessment
 *     otherwise: { immediate: punctual, dated: { punctual-planned: 7, late: 2, silent: 1 }, sustained: kept-up }
 *
 * Weights share issues out by their number, the same way every time.
 */
const choiceSchema = z.union([z.string(), z.record(z.string(), z.int().min(1).max(1000))]);
const byKindSchema = z.strictObject({ immediate: choiceSchema, dated: choiceSchema, sustained: choiceSchema });
const scriptSchema = z.strictObject({
  stories: storiesSchema.optional(),
  issues: z.record(z.string(), z.string()).default({}),
  /** What is done with the round itself. */
  round: z.string().optional(),
  otherwise: z.union([byKindSchema, choiceSchema]).optional(),
});
type Choice = z.infer<typeof choiceSchema>;
type Script = z.infer<typeof scriptSchema>;

type OfIssue = (issue: { readonly number: string; readonly kind: IssueKind; readonly story: string | null }) => readonly StoryStep[];
/** What the people of an issue do, and those of the round itself; nothing, where nobody acts. */
export type Behaviour = OfIssue & { readonly ofRound?: (story: string | null) => readonly StoryStep[] };

export const nobodyActs: Behaviour = () => [];

const STORIES = fileURLToPath(new URL('../../samples/stories.yaml', import.meta.url));
const KEYS = Object.keys(scriptSchema.shape);

/** @throws Refusal SCRIPT_UNREADABLE, SCRIPT_INVALID, naming the place or the story that does not exist */
export const loadBehaviour = async (file: string): Promise<Behaviour> => {
  const raw = await readStructured(file, z.record(z.string(), z.unknown()), 'SCRIPT');
  const schema = Object.keys(raw).some((key) => KEYS.includes(key)) ? scriptSchema : storiesSchema.transform((stories): Script => ({ stories, issues: {} }));
  const script: Script = await readStructured(file, schema, 'SCRIPT');
  const stories = script.stories ?? (await readStructured(STORIES, storiesSchema, 'SCRIPT'));
  const named = (name: string): readonly StoryStep[] => {
    const steps = stories[name];
    if (steps !== undefined) return steps;
    const { zh, en } = knownWords(name, Object.keys(stories));
    return refuse('SCRIPT_INVALID', `${file} 中没有情景“${name}”${zh}`, `${file} has no story "${name}"${en}`, { file, story: name });
  };
  const ofRound = (story: string | null): readonly StoryStep[] => {
    const name = script.round ?? (story !== null && story in stories ? story : null);
    return name === null ? [] : named(name);
  };
  const ofIssue: OfIssue = ({ number, kind, story }) => {
    // A story of the round file that this script does not have is no reason to refuse where it says what the others do.
    const own = story !== null && (story in stories || script.otherwise === undefined) ? story : null;
    const name = script.issues[number] ?? own ?? (script.otherwise === undefined ? null : chosen(script.otherwise, kind, number));
    return name === null ? [] : named(name);
  };
  return Object.assign(ofIssue, { ofRound });
};

const chosen = (otherwise: NonNullable<Script['otherwise']>, kind: IssueKind, number: string): string => {
  const byKind = byKindSchema.safeParse(otherwise);
  const choice: Choice = byKind.success ? byKind.data[issueKindSchema.parse(kind)] : (otherwise as Choice);
  if (typeof choice === 'string') return choice;
  const all = Object.entries(choice).flatMap(([story, weight]) => Array.from({ length: weight }, () => story));
  return all[hash(number) % all.length] ?? '';
};

type Seated = Pick<IssueState, 'parties'>;

/** Whom a list of parties means on a day; several where a post is shared, none where everything is vacant. */
export type WhoIs = (parties: readonly string[], day: Day) => readonly string[];

/**
 * Who may be meant by a step's `who`, to be tried in this order: the holders of a role's seat, or of the next one up where it is
 * vacant; otherwise the person named. Several try because four eyes may bar the first.
 */
export const candidatesFor = (state: Seated, who: string | undefined, whoIs: WhoIs, day: Day): readonly string[] => {
  const role = roleSchema.safeParse(who);
  if (!role.success) return who === undefined ? [] : [who];
  return whoIs(seatsOf(state, role.data), day);
};

/** An owner who is gone is not acted for. */
const seatsOf = (state: Seated, role: Role): readonly string[] => (role === 'owner' ? [state.parties.owner ?? ''] : seatsFrom(state, role));
