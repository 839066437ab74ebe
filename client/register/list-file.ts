import { STATUS_NAMES } from '../../domain/acts/context.ts';
import { KIND_NAMES, LIGHT_NAMES, RATING_NAMES } from '../../domain/field-words.ts';
import type { IssueKind, Light } from '../../domain/policy-schema.ts';
import type { Rating, Status } from '../../domain/issue.ts';
import type { PartyRef } from '../../domain/party.ts';
import { REGISTER_COLUMNS, type RegisterColumn } from '../../domain/register-columns.ts';
import { dayOf, daysBetween, type Day, type Instant } from '../../domain/time.ts';
import type { LedgerDatabase } from '../../ledger/database.ts';
import { pageOfIssues, type IssuePageRow, type PageQuery } from '../../ledger/issue-pages.ts';
import { loadNames, type NameBook } from '../../ledger/people.ts';
import type { Cell } from '../csv.ts';
import { listBytes, type ListFormat } from '../sheets/list-bytes.ts';

type Shown = { readonly row: IssuePageRow; readonly names: NameBook; readonly today: Day };
type Column = { readonly width: number; readonly value: (shown: Shown) => Cell };

const dayAt = (at: Instant | null): string | null => (at === null ? null : dayOf(at));
const party = (ref: string | null, { names }: Shown): string | null => (ref === null ? null : names.party(ref as PartyRef));
const rating = (value: string | null): string | null => (value === null ? null : RATING_NAMES[value as Rating].zh);
const WORK: readonly string[] = ['assigned', 'planning', 'rectifying'] satisfies readonly Status[];

/** A row with its marks in words, as the list shows them. */
const statusOf = ({ row }: Shown): string => {
  const marks = [...(row.overdue_since === null ? [] : ['逾期']), ...(row.measure_slipped ? ['措施滞后'] : []), ...(row.suspended ? ['暂停'] : []), ...(row.extension_pending ? ['延期待批'] : []), ...(row.cycle > 1 ? ['反弹'] : [])];
  const status = STATUS_NAMES[row.status as Status].zh;
  return marks.length === 0 ? status : `${status}（${marks.join('，')}）`;
};

const COLUMNS: Readonly<Record<RegisterColumn, Column>> = {
  round: { width: 14, value: ({ row }) => row.round_id },
  number: { width: 8, value: ({ row }) => row.number },
  title: { width: 50, value: ({ row }) => row.title },
  category: { width: 16, value: ({ row }) => row.category },
  kind: { width: 10, value: ({ row }) => KIND_NAMES[row.kind as IssueKind].zh },
  status: { width: 18, value: statusOf },
  light: { width: 6, value: ({ row }) => (row.light === null ? null : LIGHT_NAMES[row.light as Light].zh) },
  daysLeft: { width: 9, value: ({ row, today }) => (WORK.includes(row.status) ? daysBetween(today, row.due_current) : null) },
  dueCurrent: { width: 12, value: ({ row }) => row.due_current },
  dueOriginal: { width: 12, value: ({ row }) => row.due_original },
  dueWords: { width: 16, value: ({ row }) => row.due_words },
  owner: { width: 16, value: (shown) => party(shown.row.owner_ref, shown) },
  leader: { width: 20, value: (shown) => party(shown.row.leader_ref, shown) },
  head: { width: 20, value: (shown) => party(shown.row.head_ref, shown) },
  acceptedAt: { width: 12, value: ({ row }) => dayAt(row.accepted_at) },
  closedAt: { width: 12, value: ({ row }) => dayAt(row.closed_at) },
  evidence: { width: 9, value: ({ row }) => row.evidence_count },
  extensions: { width: 9, value: ({ row }) => row.extensions_granted },
  returns: { width: 9, value: ({ row }) => row.returns },
  nextLookBack: { width: 12, value: ({ row }) => row.next_look_back },
  ownRating: { width: 10, value: ({ row }) => rating(row.own_rating) },
  verifiedRating: { width: 10, value: ({ row }) => rating(row.verified_rating) },
};

/** The list of the register as it is shown: its filters and order, the columns chosen; page by page out of the ledger. */
export const listFile = async (db: LedgerDatabase, query: PageQuery, columns: readonly RegisterColumn[], format: ListFormat): Promise<Uint8Array> => {
  const { today } = query;
  const names = await loadNames(db, today);
  const rows: Shown[] = [];
  let next: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof pageOfIssues>> = await pageOfIssues(db, next === null ? query : { ...query, after: next });
    rows.push(...page.rows.map((row) => ({ row, names, today })));
    next = page.next;
  } while (next !== null);
  return await listBytes(format, { name: '整改台账', columns: columns.map((id) => ({ head: REGISTER_COLUMNS[id].zh, ...COLUMNS[id] })), rows, above: `截至${today}，共${rows.length}个问题` }, today);
};
