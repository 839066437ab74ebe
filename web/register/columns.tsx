import { Link } from '@tanstack/react-router';
import type { TableColumnType } from 'antd';
import type { ReactNode } from 'react';
import { KIND_NAMES, RATING_NAMES } from '../../domain/field-words.ts';
import { REGISTER_COLUMN_IDS, REGISTER_COLUMNS, type RegisterColumn } from '../../domain/register-columns.ts';
import { dayOf } from '../../domain/time.ts';
import type { IssueRow, Words } from '../api/types.ts';
import { Days } from '../todo/days.tsx';
import { RoundTitle } from '../rounds/round-title.tsx';
import type { useWords } from '../words/language.tsx';
import { LightTag, Marks, StatusTag } from './tags.tsx';

export type Row = IssueRow & { readonly names: Readonly<Record<string, Words>> };
type Speech = ReturnType<typeof useWords>;
type Column = { readonly width: number; readonly usual: boolean; readonly show: (row: Row, speech: Speech) => ReactNode };

/** Somebody by name, a post with its holders: in the reader's language. */
export const partyOf = (ref: string | null, names: Row['names'], { say }: Pick<Speech, 'say'>): string => {
  const found = ref === null ? undefined : names[ref];
  return found === undefined ? (ref ?? '') : say(found);
};
const dayAt = (at: number | null): string => (at === null ? '' : dayOf(at));

/** How each column is shown; by each of them the API can sort. */
const VIEWS: Readonly<Record<RegisterColumn, Column>> = {
  round: { width: 220, usual: false, show: ({ round }) => <RoundTitle id={round} /> },
  number: { width: 76, usual: true, show: ({ number }) => number },
  title: { width: 312, usual: true, show: (row) => <><Link to="/issue/$round/$number" params={row} className="row-link">{row.title}</Link> <Marks row={row} /></> },
  category: { width: 180, usual: false, show: ({ category }) => category },
  kind: { width: 92, usual: true, show: ({ kind }, { say }) => say(KIND_NAMES[kind]) },
  // As wide as the longest status is long: 阶段性成效·长期坚持.
  status: { width: 178, usual: true, show: ({ status }) => <StatusTag status={status} /> },
  light: { width: 76, usual: true, show: ({ light }) => <LightTag light={light} /> },
  daysLeft: { width: 106, usual: true, show: ({ daysLeft }) => <Days left={daysLeft} /> },
  dueCurrent: { width: 116, usual: true, show: ({ dueCurrent }) => dueCurrent },
  dueOriginal: { width: 116, usual: false, show: ({ dueOriginal }) => dueOriginal },
  dueWords: { width: 150, usual: false, show: ({ dueWords }) => dueWords },
  owner: { width: 112, usual: true, show: ({ owner, names }, speech) => partyOf(owner, names, speech) },
  leader: { width: 170, usual: false, show: ({ leader, names }, speech) => partyOf(leader, names, speech) },
  head: { width: 170, usual: false, show: ({ head, names }, speech) => partyOf(head, names, speech) },
  acceptedAt: { width: 116, usual: false, show: ({ acceptedAt }) => dayAt(acceptedAt) },
  closedAt: { width: 116, usual: false, show: ({ closedAt }) => dayAt(closedAt) },
  evidence: { width: 92, usual: false, show: ({ evidence }) => evidence },
  extensions: { width: 92, usual: false, show: ({ extensions }) => extensions },
  returns: { width: 92, usual: false, show: ({ returns }) => returns },
  nextLookBack: { width: 120, usual: false, show: ({ nextLookBack }) => nextLookBack },
  ownRating: { width: 110, usual: false, show: ({ ownRating }, { say }) => (ownRating === null ? '' : say(RATING_NAMES[ownRating])) },
  verifiedRating: { width: 110, usual: false, show: ({ verifiedRating }, { say }) => (verifiedRating === null ? '' : say(RATING_NAMES[verifiedRating])) },
};
export const USUAL_COLUMNS: readonly RegisterColumn[] = REGISTER_COLUMN_IDS.filter((id) => VIEWS[id].usual);

/** The chosen columns as the table takes them; sorting is the API's, by a word in the address. */
export const tableColumns = (chosen: readonly RegisterColumn[], sort: string, speech: Speech): TableColumnType<Row>[] =>
  REGISTER_COLUMN_IDS.filter((id) => chosen.includes(id)).map((id) => ({
    key: id,
    dataIndex: id,
    title: speech.say(REGISTER_COLUMNS[id]),
    width: VIEWS[id].width,
    ellipsis: true,
    sorter: true,
    showSorterTooltip: false,
    sortOrder: sort === id ? 'ascend' : sort === `-${id}` ? 'descend' : null,
    render: (_value: unknown, row: Row) => VIEWS[id].show(row, speech),
  }));
