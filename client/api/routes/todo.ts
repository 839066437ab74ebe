import { z } from 'zod';
import { deadlinesOf, type Deadline } from '../../../domain/deadlines.ts';
import { fold } from '../../../domain/evolve.ts';
import { issueIdOf, type IssueState } from '../../../domain/issue.ts';
import { stillAsks } from '../../../domain/notice-step.ts';
import { deadlineKindSchema } from '../../../domain/policy-schema.ts';
import { deadlinesOfRound } from '../../../domain/round/deadlines.ts';
import { byUrgency, todosOf, type Todo } from '../../../domain/todo.ts';
import { dayOf } from '../../../domain/time.ts';
import type { Viewer } from '../../../domain/viewer.ts';
import { DEADLINE_NAMES } from '../../../domain/words.ts';
import { actorAmong } from '../../../ledger/actors.ts';
import type { LedgerDatabase } from '../../../ledger/database.ts';
import { loadIssueEvents } from '../../../ledger/steps.ts';
import { lookBacksLater, todoCandidates, unconfirmedNotices } from '../../../ledger/todo.ts';
import { ACT_NAMES } from '../../act-words.ts';
import { loadRoundState } from '../../round-state.ts';
import { kindInWords, topicInWords } from '../../topic-words.ts';
import { personOf } from '../act-options.ts';
import { route, type Api } from '../route.ts';
import { actTypeSchema, behalfQuery, bilingual, dayAnswer, instantSchema, refusalSchema } from '../schemas.ts';

const todoSchema = z
  .object({
    issue: z.string(),
    round: z.string(),
    number: z.string(),
    title: z.string(),
    version: z.int(),
    kind: deadlineKindSchema,
    subject: z.string().nullable(),
    /** The text of the measure that is meant. */
    measure: z.string().nullable(),
    act: actTypeSchema,
    /** What is to be done, and which act does it. */
    what: bilingual,
    button: bilingual,
    day: dayAnswer.nullable(),
    daysLeft: z.int().nullable(),
    /** What has to happen first. */
    obstacle: refusalSchema.nullable(),
  })
  .meta({ id: 'Todo' });

const noticeSchema = z
  .object({ issue: z.string(), title: z.string(), step: z.string(), toldAt: instantSchema.nullable(), kind: bilingual, topic: bilingual, day: dayAnswer.nullable() })
  .meta({ id: 'UnconfirmedNotice' });

const inWords = ({ seq, kind, act, ...rest }: Todo, states: readonly IssueState[]) => {
  const measure = states.find((state) => issueIdOf(state) === rest.issue)?.measures.find(({ id }) => kind === 'measure' && id === rest.subject)?.text ?? null;
  return { ...rest, kind, act, measure, version: seq, what: DEADLINE_NAMES[kind], button: ACT_NAMES[act] };
};

const ROUND = 'round/';
const isRound = (id: string): boolean => id.startsWith(ROUND);

/** What is owed now of each issue or round that a notice is about. */
const runningOf = async (ledger: LedgerDatabase, ids: readonly string[], issues: ReadonlyMap<string, IssueState>): Promise<ReadonlyMap<string, readonly Deadline[]>> => {
  const owed = async (id: string): Promise<readonly Deadline[]> => {
    if (isRound(id)) return deadlinesOfRound((await loadRoundState(ledger, id.slice(ROUND.length))).state);
    const state = issues.get(id);
    return state === undefined ? [] : deadlinesOf(state);
  };
  return new Map(await Promise.all(ids.map(async (id) => [id, await owed(id)] as const)));
};

/** As many issues as are looked into; who has more to do works from the register. */
const MOST = 300;

/** What somebody must do, and which notices wait for a confirmation. */
export const todosFor = async ({ client: { ledger }, now: clock }: Pick<Api, 'client' | 'now'>, viewer: Viewer, onBehalfOf?: string) => {
  const person = personOf(viewer);
  const now = clock();
  const today = dayOf(now);
  const [ids, told, later] = await Promise.all([todoCandidates(ledger, viewer, MOST + 1, today), unconfirmedNotices(ledger, person, MOST), lookBacksLater(ledger, viewer, today)]);
  const looked = ids.slice(0, MOST);
  const about = [...new Set(told.map(({ issue }) => issue))];
  const histories = await loadIssueEvents(ledger, [...new Set([...looked, ...about.filter((id) => !isRound(id))])]);
  const folded = new Map([...histories].flatMap(([id, events]) => {
    const state = fold(events);
    return state === null ? [] : [[id, state] as const];
  }));
  const states = looked.flatMap((id) => folded.get(id) ?? []);
  const running = await runningOf(ledger, about, folded);
  const actor = await actorAmong(ledger, person, today, states, onBehalfOf);
  const todos = states.flatMap((state) => todosOf(state, { actor, now }));
  return {
    todos: todos.toSorted(byUrgency).map((one) => inWords(one, states)),
    // Nobody is asked for what has been done or has another date by now; that he was told stays on record.
    toConfirm: told.filter(({ issue, step }) => stillAsks(running.get(issue) ?? [], step)).map(({ kind, topic, ...row }) => ({ ...row, kind: kindInWords(kind), topic: topicInWords(topic) })),
    more: ids.length > MOST,
    later,
  };
};

export const todoRoutes = {
  'GET /api/todo': route({
    summary: '我的待办：最急的在前 / what I must do, the most urgent first',
    query: behalfQuery,
    answer: z.object({
      todos: z.array(todoSchema),
      /** Notices that ask to be confirmed and are not yet. */
      toConfirm: z.array(noticeSchema),
      /** There is more than was looked into. */
      more: z.boolean(),
      /** Look-backs that come later than this list reaches. */
      later: z.object({ count: z.int(), next: dayAnswer.nullable() }).meta({ id: 'LookBacksLater' }),
    }),
    handle: async ({ api, query, viewer }) => await todosFor(api, viewer, query.onBehalfOf),
  }),
};
