import type { OpenCommand, Standing } from '../../domain/command-schema.ts';
import type { Act } from '../../domain/command-schema.ts';
import type { PartyRef, Status } from '../../domain/issue.ts';
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
export const differencesOf = (row: ReadRow, known: KnownIssue): readonly Difference[] => {
  const { entry, draft } = known;
  const { state } = entry;
  const { issue } = row;
  const place = `${state.round}/${state.number}`;
  const printed = (field: string): string => printedOf(row, field);
  const found: Difference[] = [];
  const differs = (field: string, says: string, rest: Pick<Difference, 'act' | 'command'>, have = exported(entry, field)): void => {
    found.push({ field, zh: HEADERS.get(field)?.zh ?? field, have, says, ...rest });
  };
  const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
  const unless = (same: boolean, act: () => void): void => {
    if (!same) act();
  };

  unless(issue.title === '' || sameText(issue.title, state.title) || sameText(issue.title, draft.title), () => differs('title', issue.title, { act: 'correct', command: `huitoukan issue correct ${place} --title ${quoted(issue.title)} --reason …` }));
  unless(issue.category === '' || sameText(issue.category, state.category) || sameText(issue.category, draft.category), () => differs('category', issue.category, { act: 'correct', command: `huitoukan issue correct ${place} --category ${quoted(issue.category)} --reason …` }));
  unless(issue.kind === null || issue.kind === state.kind || issue.kind === draft.kind, () => differs('kind', issue.kind === null ? '' : KIND_NAMES[issue.kind].zh, { act: null, command: null }));
  const { due } = issue;
  const sameDue = due === null || [state.due.current.day, state.due.original, draft.due?.day].includes(due.day) || (due.words !== null && due.words === state.due.words);
  unless(sameDue, () => differs('due', due?.words ?? due?.day ?? '', { act: 'extension', command: `huitoukan extension request ${place} --to ${due?.day ?? ''} --reason …` }, state.due.current.day));
  for (const party of ['owner', 'leader'] as const) {
    const { text, refs } = issue[party];
    const known: readonly (PartyRef | null)[] = [state.parties[party], draft.parties[party]];
    const same = text === '' || refs.some((ref) => known.includes(ref)) || sameText(printed(party), exported(entry, party)) || sameText(text, entry.details[party] ?? '');
    const ref = firstRef(issue[party]);
    const command = ref === null ? null : party === 'owner' ? `huitoukan issue assign ${place} --owner ${ref}` : state.parties.owner === null ? null : `huitoukan issue assign ${place} --owner ${state.parties.owner} --leader ${ref}`;
    unless(same, () => differs(party, text, { act: 'assign', command }));
  }
  const status = printed('status');
  const sameStatus = status === '' || (issue.withdrawn && state.status === 'withdrawn') || issue.standing === STANDS[state.status] || issue.standing === draft.standing || sameText(status, exported(entry, 'status'));
  unless(sameStatus, () => differs('status', status, issue.standing === 'closed' ? { act: 'closure', command: `huitoukan issue submit ${place} --rating done --summary …` } : { act: null, command: null }));
  const progress = printed('progress');
  unless(progress === '' || sameText(progress, exported(entry, 'progress')) || sameText(progress, entry.details.reported ?? ''), () => differs('progress', progress, { act: 'progress', command: `huitoukan issue progress ${place} --note …` }));
  for (const field of TEXTS) {
    const says = printed(field);
    if (says === '' || sameText(says, exported(entry, field)) || sameText(says, detail(entry.details, field))) continue;
    differs(field, says, { act: null, command: null });
  }
  return found;
};

/** What of the differences can be proposed as a correction; approved by another party, as every one. Null where nothing can. */
export const correctionOf = (differences: readonly Difference[], reason: string): Extract<Act, { type: 'correct' }> | null => {
  const says = (field: string): string | undefined => differences.find((one) => one.field === field && one.act === 'correct')?.says;
  const [title, category] = [says('title'), says('category')];
  if (title === undefined && category === undefined) return null;
  return { type: 'correct', ...(title === undefined ? {} : { title }), ...(category === undefined ? {} : { category }), reason };
};
