import { Link } from '@tanstack/react-router';
import type { TableColumnType } from 'antd';
import type { ReactNode } from 'react';
import { KIND_NAMES, RATING_NAMES } from '../../domain/field-words.ts';
import type { IssueRow } from '../api/types.ts';
import { Days } from '../todo/days.tsx';
import type { useWords } from '../words/language.tsx';
import type { WordKey } from '../words/zh.ts';
import { LightTag, Marks, StatusTag } from './tags.tsx';

export type Row = IssueRow & { readonly names: Readonly<Record<string, string>> };
type Speech = ReturnType<typeof useWords>;
type Column = { readonly id: string; readonly words: WordKey; readonly width: number; readonly usual: boolean; readonly show: (row: Row, speech: Speech) => ReactNode };

const party = (ref: string | null, names: Row['names']): string => (ref === null ? '' : (names[ref] ?? ref));

/** The columns that there are; the ids are those that the API sorts by. */
export const COLUMNS: readonly Column[] = [
  { id: 'round', words: 'column.round', width: 120, usual: false, show: ({ round }) => round },
  { id: 'number', words: 'column.number', width: 84, usual: true, show: ({ number }) => number },
  { id: 'title', words: 'column.title', width: 380, usual: true, show: (row) => <><Link to="/issue/$round/$number" params={row} className="row-link">{row.title}</Link> <Marks row={row} /></> },
  { id: 'category', words: 'column.category', width: 180, usual: false, show: ({ category }) => category },
  { id: 'kind', words: 'column.kind', width: 100, usual: true, show: ({ kind }, { say }) => say(KIND_NAMES[kind]) },
  { id: 'status', words: 'column.status', width: 116, usual: true, show: ({ status }) => <StatusTag status={status} /> },
  { id: 'light', words: 'column.light', width: 76, usual: true, show: ({ light }) => <LightTag light={light} /> },
  { id: 'daysLeft', words: 'column.daysLeft', width: 112, usual: true, show: ({ daysLeft }) => <Days left={daysLeft} /> },
  { id: 'dueCurrent', words: 'column.dueCurrent', width: 116, usual: true, show: ({ dueCurrent }) => dueCurrent },
  { id: 'dueOriginal', words: 'column.dueOriginal', width: 116, usual: false, show: ({ dueOriginal }) => dueOriginal },
  { id: 'owner', words: 'column.owner', width: 130, usual: true, show: ({ owner, names }) => party(owner, names) },
  { id: 'leader', words: 'column.leader', width: 170, usual: false, show: ({ leader, names }) => party(leader, names) },
  { id: 'head', words: 'column.head', width: 170, usual: false, show: ({ head, names }) => party(head, names) },
  { id: 'evidence', words: 'column.evidence', width: 92, usual: false, show: ({ evidence }) => evidence },
  { id: 'extensions', words: 'column.extensions', width: 92, usual: false, show: ({ extensions }) => extensions },
  { id: 'returns', words: 'column.returns', width: 92, usual: false, show: ({ returns }) => returns },
  { id: 'nextLookBack', words: 'column.nextLookBack', width: 120, usual: false, show: ({ nextLookBack }) => nextLookBack },
  { id: 'verifiedRating', words: 'column.verifiedRating', width: 110, usual: false, show: ({ verifiedRating }, { say }) => (verifiedRating === null ? '' : say(RATING_NAMES[verifiedRating])) },
];
export const USUAL_COLUMNS: readonly string[] = COLUMNS.filter(({ usual }) => usual).map(({ id }) => id);

/** The chosen columns as the table takes them; sorting is the API's, by a word in the address. */
export const tableColumns = (chosen: readonly string[], sort: string, speech: Speech): TableColumnType<Row>[] =>
  COLUMNS.filter(({ id }) => chosen.includes(id)).map(({ id, words, width, show }) => ({
    key: id,
    dataIndex: id,
    title: speech.t(words),
    width,
    ellipsis: true,
    sorter: true,
    showSorterTooltip: false,
    sortOrder: sort === id ? 'ascend' : sort === `-${id}` ? 'descend' : null,
    render: (_value: unknown, row: Row) => show(row, speech),
  }));
