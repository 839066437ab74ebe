import type { OpenCommand, Standing } from '../../domain/command-schema.ts';
import type { Act } from '../../domain/command-schema.ts';
import type { Status } from '../../domain/issue.ts';
import type { PartyRef } from '../../domain/party.ts';
import { cellText } from '../sheets/table.ts';
import { KIND_NAMES } from '../words.ts';
import { COLUMNS } from '../register/columns.ts';
import type { IssueDetails, RegisterEntry } from '../register/entries.ts';
import { firstRef, type ReadRow } from './read-issue.ts';
import { writable } from '../sheets/writable.ts';

/** An issue of the round as the ledger has it. `draft`: how it came in, the last that tables and ledger agreed upon. */
export type KnownIssue = { readonly entry: RegisterEntry; readonly draft: OpenCommand };

/** What a table says otherwise than the ledger, and by which act it would become so; null: no act changes it. */
export type Difference = {
  /** The key of the register's column. */
  readonly field: string;
  readonly zh: string;
  readonly have: string;
  readonly says: string;
  readonly act: 'correct' | 'assign' | 'extension' | 'progress' | 'closure' | null;
  /** The command that proposes it, as somebody would type it. */
  readonly command: string | null;
};

const HEADERS = new Map(COLUMNS.map((column) => [column.key, column]));
/** Texts that stand in the register as they came, or as they follow from the history since. */
const TEXTS = ['manifestations', 'goal', 'measures', 'leadLeader', 'responsibleUnit', 'supporting', 'whyOpen', 'evidence', 'systems', 'accountability', 'signatures', 'doneOn', 'closedOn', 'publication', 'dueOriginal'] as const;

const plain = (text: string): string => writable(text).normalize('NFC').replace(/\s+/gu, '');
const sameText = (a: string, b: string): boolean => plain(a) === plain(b);

const exported = (entry: RegisterEntry, field: string): string => String(HEADERS.get(field)?.value(entry) ?? '');
const detail = (details: IssueDetails, field: (typeof TEXTS)[number]): string => {
  const value = details[field];
  return typeof value === 'string' ? value : (value ?? []).join('\n');
};

const STANDS: Readonly<Record<Status, Standing | null>> = { assigned: 'assigned', planning: 'rectifying', rectifying: 'rectifying', verifying: 'rectifying', closed: 'closed', sustained: 'sustained', archived: 'closed', withdrawn: null };

/** Does the cell of a field say what the register would print in it? */
export const saysAsExported = (row: ReadRow, { entry }: KnownIssue, field: string): boolean => sameText(printedOf(row, field), exported(entry, field));

const printedOf = ({ raw }: ReadRow, field: string): string => (raw.cells.get(field) ?? []).map(cellText).filter((text) => text !== '').join('\n');

/**
 * What a row says otherwise than the ledger. Where it still says what it said when the issue came in, the ledger has moved on
 * and the row is old: no difference. A blank cell says nothing.
 */
export const differencesOf = (row: ReadRow, known: KnownIssue): readonly Difference[] =>
  [titleDiffers, categoryDiffers, kindDiffers, dueDiffers, (one: ReadRow, of: KnownIssue) => partyDiffers(one, of, 'owner'), (one: ReadRow, of: KnownIssue) => partyDiffers(one, of, 'leader'), statusDiffers, progressDiffers, ...TEXTS.map((field) => (one: ReadRow, of: KnownIssue) => textDiffers(one, of, field))].flatMap(
    (look) => look(row, known) ?? [],
  );

type Look = (row: ReadRow, known: KnownIssue) => Difference | null;

const placeOf = ({ entry: { state } }: KnownIssue): string => `${state.round}/${state.number}`;
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const differs = (known: KnownIssue, field: string, says: string, act: Difference['act'], command: string | null, have = exported(known.entry, field)): Difference => ({ field, zh: HEADERS.get(field)?.zh ?? field, have, says, act, command });

const titleDiffers: Look = ({ issue }, known) => {
  const { entry, draft } = known;
  if (issue.title === '' || sameText(issue.title, entry.state.title) || sameText(issue.title, draft.title)) return null;
  return differs(known, 'title', issue.title, 'correct', `huitoukan issue correct ${placeOf(known)} --title ${quoted(issue.title)} --reason …`);
};

const categoryDiffers: Look = ({ issue }, known) => {
  const { entry, draft } = known;
  if (issue.category === '' || sameText(issue.category, entry.state.category) || sameText(issue.category, draft.category)) return null;
  return differs(known, 'category', issue.category, 'correct', `huitoukan issue correct ${placeOf(known)} --category ${quoted(issue.category)} --reason …`);
};

const kindDiffers: Look = ({ issue: { kind } }, known) =>
  kind === null || kind === known.entry.state.kind || kind === known.draft.kind ? null : differs(known, 'kind', KIND_NAMES[kind].zh, null, null);

const dueDiffers: Look = ({ issue: { due } }, known) => {
  const { due: have } = known.entry.state;
  if (due === null || [have.current.day, have.original, known.draft.due?.day].includes(due.day) || (due.words !== null && due.words === have.words)) return null;
  return differs(known, 'due', due.words ?? due.day, 'extension', `huitoukan extension request ${placeOf(known)} --to ${due.day} --reason …`, have.current.day);
};

const partyDiffers = (row: ReadRow, known: KnownIssue, party: 'owner' | 'leader'): Difference | null => {
  const { text, refs } = row.issue[party];
  const { state, details } = known.entry;
  const named: readonly (PartyRef | null)[] = [state.parties[party], known.draft.parties[party]];
  if (text === '' || refs.some((ref) => named.includes(ref)) || saysAsExported(row, known, party) || sameText(text, details[party] ?? '')) return null;
  const ref = firstRef(row.issue[party]);
  const assign = `huitoukan issue assign ${placeOf(known)} --owner`;
  const command = ref === null ? null : party === 'owner' ? `${assign} ${ref}` : state.parties.owner === null ? null : `${assign} ${state.parties.owner} --leader ${ref}`;
  return differs(known, party, text, 'assign', command);
};

const statusDiffers: Look = (row, known) => {
  const { issue } = row;
  const { status } = known.entry.state;
  const says = printedOf(row, 'status');
  if (says === '' || (issue.withdrawn && status === 'withdrawn') || issue.standing === STANDS[status] || issue.standing === known.draft.standing || saysAsExported(row, known, 'status')) return null;
  const closes = issue.standing === 'closed';
  return differs(known, 'status', says, closes ? 'closure' : null, closes ? `huitoukan issue submit ${placeOf(known)} --rating done --summary …` : null);
};

const progressDiffers: Look = (row, known) => {
  const says = printedOf(row, 'progress');
  if (says === '' || saysAsExported(row, known, 'progress') || sameText(says, known.entry.details.reported ?? '')) return null;
  return differs(known, 'progress', says, 'progress', `huitoukan issue progress ${placeOf(known)} --note …`);
};

const textDiffers = (row: ReadRow, known: KnownIssue, field: (typeof TEXTS)[number]): Difference | null => {
  const says = printedOf(row, field);
  return says === '' || saysAsExported(row, known, field) || sameText(says, detail(known.entry.details, field)) ? null : differs(known, field, says, null, null);
};

/** What of the differences can be proposed as a correction; approved by another party, as every one. Null where nothing can. */
export const correctionOf = (differences: readonly Difference[], reason: string): Extract<Act, { type: 'correct' }> | null => {
  const says = (field: string): string | undefined => differences.find((one) => one.field === field && one.act === 'correct')?.says;
  const [title, category] = [says('title'), says('category')];
  if (title === undefined && category === undefined) return null;
  return { type: 'correct', ...(title === undefined ? {} : { title }), ...(category === undefined ? {} : { category }), reason };
};
