// The judge. Shares no code with the product: it reads what the mail server took, what happened to the issues, and which
// reminders the ledger lists as uncertain, and says from its own reading of the rules who should have heard of what.
import { createHash } from 'node:crypto';

export type LoggedEvent = { readonly issue_id: string; readonly seq: number; readonly cycle: number; readonly type: string; readonly body: Record<string, unknown> };
export type RawReceipt =
  | { readonly at: number; readonly event: 'taken'; readonly copy: string; readonly messageId: string; readonly recipient: string; readonly notices: readonly string[] }
  | { readonly at: number; readonly event: 'answered'; readonly copy: string };
export type Taken = Extract<RawReceipt, { event: 'taken' }>;

/** Who is meant by which role; fixed for the whole run. `owner` stands in the issue. */
export type People = Readonly<Record<string, readonly string[]>>;
/** Rungs of the test's ladder, with whom each tells. */
export type Rungs = Readonly<Record<string, readonly string[]>>;

export type Evidence = {
  readonly events: readonly LoggedEvent[];
  readonly receipts: readonly RawReceipt[];
  /** First 12 digits of the ids of rows that are listed as uncertain. */
  readonly uncertain: ReadonlySet<string>;
  /** When a worker was killed: an answer may have reached it without being written down. */
  readonly workerKills: readonly number[];
  readonly people: People;
  readonly rungs: Rungs;
};

export type Report = {
  readonly expected: number;
  readonly mails: number;
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
  /** Copies beyond the first. */
  readonly duplicates: number;
  /** Duplicates that nothing excuses. */
  readonly guilty: readonly string[];
  readonly uncertain: number;
};

type Wanted = { readonly what: string; readonly must: boolean };

const idOf = (issue: string, cycle: number, step: string, recipient: string): string =>
  createHash('sha256').update(JSON.stringify([issue, cycle, step, recipient, 'mail'])).digest('hex').slice(0, 12);

/** The rules as a person reads them: who is told of what, beside the ladder. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  opened: ['owner'],
  'extension-requested': ['leader'],
  'extension-refused': ['owner', 'leader'],
  submitted: ['supervision'],
  returned: ['owner', 'leader'],
};
/** After these nobody is reminded of the old due date any more: a letter not yet sent is withdrawn. */
const ENDS_DUE = ['submitted', 'extension-granted', 'closed', 'withdrawn'];

const wantedOf = ({ events, people, rungs }: Evidence): Map<string, Wanted> => {
  const wanted = new Map<string, Wanted>();
  const owners = new Map<string, string>();
  for (const { issue_id: issue, cycle, seq, type, body } of events) {
    if (type === 'opened') owners.set(issue, ((body['parties'] as Record<string, string>)['owner'] ?? '').replace('person:', ''));
    const mean = (role: string): readonly string[] => (role === 'owner' ? [owners.get(issue) ?? ''] : (people[role] ?? []));
    const want = (step: string, role: string, must: boolean): void => {
      for (const person of mean(role)) wanted.set(idOf(issue, cycle, step, person), { what: `${issue} ${step} ${person}`, must });
    };
    for (const role of TOLD[type] ?? []) want(`event:${seq}`, role, true);
    if (type === 'rung-opened' && body['kind'] === 'due') {
      const ended = events.some((later) => later.issue_id === issue && later.seq > seq && ENDS_DUE.includes(later.type));
      for (const role of rungs[body['step'] as string] ?? []) want(`${body['deadline'] as string}:${body['step'] as string}`, role, !ended);
    }
  }
  // A round tells its unit's head that it was opened; nothing else of it falls due within the minutes of a trial.
  for (const round of new Set(events.map(({ issue_id: issue }) => issue.split('/')[1] ?? '')))
    for (const person of people['head'] ?? []) wanted.set(idOf(`round/${round}`, 1, 'event:1', person), { what: `round/${round} ${person}`, must: true });
  return wanted;
};

/** A worker that dies within this time around the moment of taking may not have written the answer down. */
const KILL_SHADOW_MS = 3_000;

export const judge = (evidence: Evidence): Report => {
  const { receipts, uncertain, workerKills } = evidence;
  const wanted = wantedOf(evidence);
  const answered = new Set(receipts.filter((one) => one.event === 'answered').map((one) => one.copy));
  const taken = receipts.filter((one): one is Taken => one.event === 'taken');
  const copies = new Map<string, Taken[]>();
  for (const one of taken) for (const notice of one.notices) copies.set(notice, [...(copies.get(notice) ?? []), one]);
  const excused = (first: Taken): boolean =>
    !answered.has(first.copy) || workerKills.some((kill) => Math.abs(kill - first.at) <= KILL_SHADOW_MS);
  const guilty = [...copies].flatMap(([notice, [first, ...more]]) => {
    if (more.length === 0 || first === undefined) return [];
    const name = wanted.get(notice)?.what ?? notice;
    if (more.length > 1) return [`${name}: ${more.length + 1} copies`];
    if (more[0]?.messageId !== first.messageId) return [`${name}: two Message-IDs`];
    if (!uncertain.has(notice)) return [`${name}: twice, and not listed as uncertain`];
    return excused(first) ? [] : [`${name}: twice, though the first was answered and its worker lived`];
  });
  return {
    expected: wanted.size,
    mails: taken.length,
    missing: [...wanted].filter(([id, { must }]) => must && !copies.has(id)).map(([, { what }]) => what),
    unexpected: [...copies.keys()].filter((id) => !wanted.has(id)),
    duplicates: [...copies.values()].reduce((sum, all) => sum + all.length - 1, 0),
    guilty,
    uncertain: uncertain.size,
  };
};

/** Nothing missing, nothing that nobody called for, no duplicate without an excuse. */
export const isClean = (report: Report): boolean => report.missing.length === 0 && report.unexpected.length === 0 && report.guilty.length === 0;
