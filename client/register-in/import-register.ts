import { createHash } from 'node:crypto';
import type { OpenCommand } from '../../domain/command-schema.ts';
import { sliceDayTable } from '../../domain/day-table.ts';
import type { LineageProposal } from '../../domain/lineage.ts';
import { holds } from '../../domain/permissions.ts';
import { Refusal, refuse } from '../../domain/refusal.ts';
import type { RoundHead } from '../../domain/round/state.ts';
import { dayOf, type Day, type Instant } from '../../domain/time.ts';
import { actorOf } from '../../ledger/actors.ts';
import { holdersOn, loadDirectory, type Directory } from '../../ledger/directory-view.ts';
import { addDrafts, countOpened, draftsOf, keepMapping, loadMapping, recordRegisterImport, type RegisterImportRecord } from '../../ledger/register-imports.ts';
import { saveProposals } from '../../ledger/lineage.ts';
import { loadRound, type StoredRound } from '../../ledger/rounds.ts';
import { loadUnitTree } from '../../ledger/units.ts';
import { currentDayTable } from '../calendar.ts';
import type { HuitoukanClient } from '../client.ts';
import { chosenCommon, proposeCommon, withParts, type CommonProposal, type HandOutOnImport } from '../hand-out-on-import.ts';
import { inParallel } from '../in-parallel.ts';
import { likeEarlier } from '../like-earlier.ts';
import { policyNamed } from '../policy-versions.ts';
import { readBookGuarded } from '../sheets/guarded-book.ts';
import { usualSeats } from '../usual-seats.ts';
import { correctionOf, type KnownIssue } from './compare.ts';
import { registerEntries, type IssueDetails } from '../register/entries.ts';
import { cellText } from '../sheets/table.ts';
import { PartyFinder } from './find-party.ts';
import { planRegister, type PlannedRow, type RegisterPlan } from './plan.ts';
import { readRegister, type RegisterLayout, type RegisterTable } from './read-register.ts';

/** What the caller says of a round that the table is to open; what is missing is looked for in the table. */
export type StatedHead = Partial<Pick<RoundHead, 'title' | 'unit' | 'inspector' | 'feedback' | 'parties'>>;

export type RegisterImportOptions = {
  readonly round: string;
  readonly person: string;
  readonly layout?: RegisterLayout;
  /** Reads the header anew, whatever is remembered of it. */
  readonly forget?: boolean;
  readonly head?: StatedHead;
  readonly policy: string;
  /** Only says what would happen. */
  readonly dryRun: boolean;
  /** Which findings that name several units are handed to them; none where nothing is said. */
  readonly handOut?: HandOutOnImport;
  /** Proposes what can be corrected as corrections, with this reason. */
  readonly correct?: string;
  /** What a preview puts where neither the caller nor the table say it, so that the rest can be looked at. */
  readonly fill?: Pick<RoundHead, 'unit' | 'feedback'>;
  /** False: answers once everything is written down and the engine was asked; true: waits for the last issue. Left out: of a large new round only the beginning is waited for. Opening goes on (`countOpened`). */
  readonly wait?: boolean;
  readonly now?: Instant;
  /** `stage`: planning, or opening; each begins at 0. */
  readonly onProgress?: (stage: 'plan' | 'open', done: number, total: number) => void;
};

export type ProposedCorrection = { readonly number: string; readonly error: Pick<Refusal, 'code' | 'zh' | 'en'> | null };

export type RegisterImport = {
  readonly round: string;
  readonly head: RoundHead;
  readonly opened: 'new round' | 'round there';
  readonly register: RegisterTable;
  readonly plan: RegisterPlan;
  /** What of it reads like findings of earlier rounds, for people to confirm. */
  readonly lineage: readonly LineageProposal[];
  /** Findings that name several units, and which of them are handed out. */
  readonly common: readonly CommonProposal[];
  readonly handedOut: readonly string[];
  /** Issues that are open now and were not before; 0 of a dry run. */
  readonly added: number;
  /** Issues that are written down and go on being opened, whatever becomes of the caller. */
  readonly opening: number;
  readonly corrections: readonly ProposedCorrection[];
  /** Milliseconds: reading and matching, planning, writing it down, opening the issues. */
  readonly took: { readonly read: number; readonly plan: number; readonly write: number; readonly open: number };
};

const MAPPING_KIND = 'register';

/**
 * Takes a register in: opens its round, or adds what the round does not have, and tells what the two say differently. A run
 * that was cut short is simply run again. What is known already is never changed by an import.
 * @throws Refusal SHEET_*, IMPORT_*, REGISTER_*, ROUND_OPENING, ROUND_CLOSED, NOT_ALLOWED, UNKNOWN_PERSON
 */
export const importRegister = async (client: HuitoukanClient, file: { readonly name: string; readonly bytes: Uint8Array }, options: RegisterImportOptions): Promise<RegisterImport> => {
  const clock = stopwatch();
  const now = options.now ?? Date.now();
  const remembered = async (signature: string): Promise<RegisterLayout | null> => (options.forget === true ? null : ((await loadMapping(client.ledger, MAPPING_KIND, signature))?.layout ?? null));
  const register = await readRegister(await readBookGuarded(file.bytes, file.name), options.layout ?? {}, remembered);
  const read = clock();
  const { stored, head, directory, plan } = await planAgainstLedger(client, register, options, now);
  const tree = await loadUnitTree(client.ledger);
  const common = proposeCommon(plan.rows.flatMap(({ number, title, draft, details }) => (draft === null ? [] : [{ number, title, words: details.responsibleUnit ?? '' }])), tree);
  const chosen = chosenCommon(common, options.handOut);
  const drafts = withParts(plan.rows.flatMap(({ draft }) => draft ?? []), chosen, tree);
  const lineage = await likeEarlier(client.ledger, head, stored?.now.policy ?? (await policyNamed(client.ledger, options.policy)), drafts);
  const planned = clock();
  const done = { round: head.id, head, opened: stored === null ? ('new round' as const) : ('round there' as const), register, plan, lineage, common, handedOut: chosen.map(({ number }) => number) };
  if (options.dryRun) return { ...done, added: 0, opening: 0, corrections: [], took: { read, plan: planned, write: 0, open: 0 } };
  if (stored !== null) await demandKeeper(client, stored.head, options.person, directory, dayOf(now));
  await writeDown(client, { stored, head, plan, drafts, lineage, handedOut: done.handedOut, register, file, options, now });
  if (stored !== null) await saveProposals(client.ledger, lineage, now);
  if (options.layout?.columns !== undefined) await keepMapping(client.ledger, MAPPING_KIND, register.header.signature, options.layout, { by: options.person, at: now });
  const written = clock();
  const { added, opening } = await openAll(client, head, options);
  const corrections = options.correct === undefined ? [] : await proposeCorrections(client, head.id, plan, options.person, options.correct, now);
  return { ...done, added, opening, corrections, took: { read, plan: planned, write: written, open: clock() } };
};

const stopwatch = (): (() => number) => {
  let last = performance.now();
  return () => {
    const before = last;
    last = performance.now();
    return Math.round(last - before);
  };
};

type Planned = { readonly stored: StoredRound | null; readonly head: RoundHead; readonly directory: Directory; readonly plan: RegisterPlan };

const planAgainstLedger = async (client: HuitoukanClient, register: RegisterTable, options: RegisterImportOptions, now: Instant): Promise<Planned> => {
  const { ledger } = client;
  const today = dayOf(now);
  const [stored, directory, days] = await Promise.all([roundOrNull(client, options.round), loadDirectory(ledger), currentDayTable(ledger)]);
  const head = stored?.head ?? newHead(options, register);
  const drafts = stored === null ? [] : await draftsOf(ledger, options.round);
  const entries = stored === null ? [] : await registerEntries(ledger, options.round, today);
  const byNumber = new Map(entries.map((entry) => [entry.state.number, entry]));
  const handedOut = new Map([...Map.groupBy(drafts.flatMap(({ draft }) => draft.common?.number ?? []), (number) => number)].map(([number, parts]) => [number, parts.length]));
  const known = new Map(drafts.flatMap(({ draft }): [string, KnownIssue][] => {
    const entry = byNumber.get(draft.number);
    return entry === undefined ? [] : [[draft.number, { entry, draft }]];
  }));
  const pending = new Set(drafts.filter(({ draft }) => !known.has(draft.number)).map(({ draft }) => draft.number));
  const plan = planRegister(register.grouped, {
    finder: new PartyFinder(directory, today),
    feedback: head.feedback,
    days,
    numbered: register.grouped.numbered,
    head,
    known,
    pending,
    handedOut,
    onProgress: (done, total) => options.onProgress?.('plan', done, total),
  });
  return { stored, head, directory, plan };
};

const roundOrNull = async (client: HuitoukanClient, id: string): Promise<StoredRound | null> => {
  try {
    return await loadRound(client.ledger, id);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'UNKNOWN_ROUND') return null;
    throw error;
  }
};

/** The head of a round that is not there yet: as told, else as the table states it. */
const newHead = ({ round, head = {}, fill }: RegisterImportOptions, { stated }: RegisterTable): RoundHead => {
  const unit = head.unit ?? stated.unit ?? fill?.unit ?? refuse('REGISTER_NO_UNIT', '表中看不出被巡察单位，请填写（命令行用 --unit）', 'the table does not say which unit it is about; name it (--unit on the command line)');
  const feedback = head.feedback ?? stated.feedback ?? fill?.feedback ?? refuse('REGISTER_NO_FEEDBACK_DATE', '表中没有反馈日期，请填写（命令行用 --feedback YYYY-MM-DD）', 'the table names no feedback date; give it (--feedback YYYY-MM-DD on the command line)');
  return { id: round, title: head.title ?? stated.title ?? `${unit}巡察整改`, unit, inspector: head.inspector ?? stated.inspector ?? '', feedback, parties: usualSeats(round, head.parties) };
};

/** Whoever may correct its issues may add to a round; while nobody sits there, whoever opens rounds may. */
const demandKeeper = async (client: HuitoukanClient, { parties }: RoundHead, person: string, { posts }: Directory, today: Day): Promise<void> => {
  const keepers = [parties.supervision, parties.team];
  const seated = keepers.some((party) => party !== null && (party.startsWith('person:') || holdersOn(posts.find((post) => `post:${post.id}` === party) ?? { holders: [] }, today).length > 0));
  if (!seated) return;
  const actor = await actorOf(client.ledger, person, today);
  if (!keepers.some((party) => holds(actor, party))) refuse('NOT_ALLOWED', '只有本轮次的督查室（巡察办）、巡察组可以导入台账', 'only the supervision office and the inspection team of this round may import its register', { person });
};

type Writing = Omit<Planned, 'directory'> & { readonly drafts: readonly OpenCommand[]; readonly lineage: RegisterImport['lineage']; readonly handedOut: readonly string[]; readonly register: RegisterTable; readonly file: { readonly name: string; readonly bytes: Uint8Array }; readonly options: RegisterImportOptions; readonly now: Instant };

/** Drafts, what the table says beside them, and the table's own words: in one transaction, before the engine is asked. */
const writeDown = async (client: HuitoukanClient, { stored, head, plan, drafts, lineage, handedOut, register, file, options, now }: Writing): Promise<void> => {
  const fresh = plan.rows.filter((row) => row.draft !== null);
  const told = plan.rows.filter((row) => row.outcome !== 'same' && row.outcome !== 'pending');
  const details = Object.fromEntries(fresh.map((row) => [row.number, handedOut.includes(row.number) ? withOwners(row) : row.details] as const).filter(([, words]) => Object.keys(words).length > 0));
  const record: RegisterImportRecord = {
    round: head.id,
    file: file.name,
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    sheet: register.table.name,
    columns: register.header.columns,
    by: options.person,
    at: now,
    rows: told.map((row) => ({ row: row.rows[0] ?? 0, number: row.number, outcome: row.outcome, reasons: row.reasons, printed: printedOf(row) })),
  };
  if (stored === null) {
    if (drafts.length === 0) refuse('REGISTER_NOTHING_TO_OPEN', '表中没有一行可以开立，轮次没有建立', 'no row of the table can be opened; the round was not made', { rows: plan.rows.length });
    const days = await currentDayTable(client.ledger);
    await client.openRound({ head, policy: await policyNamed(client.ledger, options.policy), days, drafts, record: { details }, at: now }, options.person, (trx) => recordRegisterImport(trx, record), lineage);
  } else if (drafts.length > 0) await addDrafts(client.ledger, head.id, drafts, details, record);
};

/** A finding that goes to several units has no owner of its own: whoever the table names is kept in words, for the units to see. */
const withOwners = ({ raw, details }: PlannedRow): IssueDetails => {
  const owners = (raw?.cells.get('owner') ?? []).map(cellText).filter((one) => one !== '').join('、');
  return owners === '' ? details : { ...details, owner: owners };
};

const printedOf = ({ raw, title }: PlannedRow): Readonly<Record<string, string>> => raw?.printed ?? { 内容: title };

/** As many starts side by side. */
const CONCURRENCY = 16;
const POLL_MS = 200;
/** So long may nothing at all be opened before somebody is told. */
const STALLED_MS = 60_000;

/** So many are waited for by themselves; of more the first are shown, and the rest open behind. */
const WAITED_FOR = 200;
const SHOWN_MS = 2000;

/** Waits until every draft of the round is an issue; starts those that an addition (or an earlier run) left to be started. */
const openAll = async (client: HuitoukanClient, head: RoundHead, { person, onProgress, wait }: RegisterImportOptions): Promise<{ added: number; opening: number }> => {
  const before = await countOpened(client.ledger, head.id);
  const { status, policy, issues, days, now: rules } = await loadRound(client.ledger, head.id);
  if (before === issues) return { added: 0, opening: 0 };
  if (status === 'opening') await client.startRound({ head, policy, days, by: person, issues, opened: 0, state: null });
  else {
    const waiting = (await draftsOf(client.ledger, head.id)).filter((one) => !one.opened).map((one) => one.draft);
    const table = sliceDayTable(await currentDayTable(client.ledger), head.feedback);
    await inParallel(waiting, CONCURRENCY, (command) => client.openIssue({ start: 'open', command, policy: rules.policy, days: table, by: person }));
  }
  if (wait === false) {
    const done = await countOpened(client.ledger, head.id);
    return { added: done - before, opening: issues - done };
  }
  // A new round's workflow opens its issues by itself.
  const untilMs = wait === true || issues - before <= WAITED_FOR ? Infinity : Date.now() + SHOWN_MS;
  let moved = { done: before, at: Date.now() };
  for (;;) {
    const done = await countOpened(client.ledger, head.id);
    onProgress?.('open', done - before, issues - before);
    if (done >= issues || Date.now() >= untilMs) return { added: done - before, opening: issues - done };
    if (done > moved.done) moved = { done, at: Date.now() };
    else if (Date.now() - moved.at > STALLED_MS)
      refuse('REGISTER_OPENING_STALLED', `轮次 ${head.id} 已开立${done}/${issues}个问题，${STALLED_MS / 1000}秒没有进展；数据都已写入，请检查 npm start 是否在运行，再次执行同一命令即可继续`, `${done} of ${issues} issues of round ${head.id} are open and nothing has moved for ${STALLED_MS / 1000} seconds; everything is written down: see whether npm start is running, then run the same command again`, { round: head.id, done, issues });
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
};

const proposeCorrections = async (client: HuitoukanClient, round: string, { rows }: RegisterPlan, person: string, reason: string, now: Instant): Promise<readonly ProposedCorrection[]> => {
  const proposed: ProposedCorrection[] = [];
  for (const { number, differences } of rows) {
    const act = correctionOf(differences, reason);
    if (act === null) continue;
    try {
      // By its content: the same table again proposes nothing a second time.
      const key = `register:${createHash('sha256').update(JSON.stringify([round, number, act])).digest('base64url').slice(0, 20)}`;
      await client.act(`issue/${round}/${number}`, person, act, { key, at: now });
      proposed.push({ number, error: null });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      proposed.push({ number, error: { code: error.code, zh: error.zh, en: error.en } });
    }
  }
  return proposed;
};
