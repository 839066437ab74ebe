import type { ReactNode } from 'react';
import { KIND_NAMES, RATING_NAMES } from '../../domain/field-words.ts';
import { REGISTER_COLUMN_IDS, type RegisterColumn } from '../../domain/register-columns.ts';
import { dayOf } from '../../domain/time.ts';
import type { IssuePage, IssueRow } from '../api/types.ts';
import { issueHref } from '../issue/issue-href.ts';
import { Days } from '../todo/days.tsx';
import { RoundTitle } from '../rounds/round-title.tsx';
import type { useWords } from '../words/language.tsx';
import { LightTag, Marks, StatusTag } from './tags.tsx';

/** Persons and posts in words, by their references. */
export type Names = IssuePage['names'];
type Shown = { readonly speech: ReturnType<typeof useWords>; readonly names: Names };
type Column = {
  /** In px; where there is room, all grow alike. */
  readonly width: number;
  readonly usual: boolean;
  readonly show: (row: IssueRow, shown: Shown) => ReactNode;
};

/** Somebody by name, a post with its holders: in the reader's language. */
export const partyOf = (ref: string | null, { speech, names }: { readonly speech: Pick<Shown['speech'], 'say'>; readonly names: Names }): string => {
  const found = ref === null ? undefined : names[ref];
  return found === undefined ? (ref ?? '') : speech.say(found);
};
const dayAt = (at: number | null): string => (at === null ? '' : dayOf(at));

/** How each column is shown; by each of them the API can sort. */
export const COLUMNS: Readonly<Record<RegisterColumn, Column>> = {
  round: { width: 220, usual: false, show: ({ round }) => <RoundTitle id={round} /> },
  number: { width: 76, usual: true, show: ({ number }) => number },
  title: { width: 312, usual: true, show: (row) => <span className="title-cell"><a href={issueHref(row)} title={row.title} className="row-link">{row.title}</a><Marks row={row} /></span> },
  category: { width: 180, usual: false, show: ({ category }) => category },
  kind: { width: 92, usual: true, show: ({ kind }, { speech }) => speech.say(KIND_NAMES[kind]) },
  // As wide as the longest status is long: 阶段性成效·长期坚持.
  status: { width: 178, usual: true, show: ({ status }) => <StatusTag status={status} /> },
  light: { width: 76, usual: true, show: ({ light }) => <LightTag light={light} /> },
  daysLeft: { width: 106, usual: true, show: ({ daysLeft }) => <Days left={daysLeft} /> },
  dueCurrent: { width: 116, usual: true, show: ({ dueCurrent }) => dueCurrent },
  dueOriginal: { width: 116, usual: false, show: ({ dueOriginal }) => dueOriginal },
  dueWords: { width: 150, usual: false, show: ({ dueWords }) => dueWords },
  owner: { width: 112, usual: true, show: ({ owner }, shown) => partyOf(owner, shown) },
  leader: { width: 170, usual: false, show: ({ leader }, shown) => partyOf(leader, shown) },
  head: { width: 170, usual: false, show: ({ head }, shown) => partyOf(head, shown) },
  acceptedAt: { width: 116, usual: false, show: ({ acceptedAt }) => dayAt(acceptedAt) },
  closedAt: { width: 116, usual: false, show: ({ closedAt }) => dayAt(closedAt) },
  evidence: { width: 92, usual: false, show: ({ evidence }) => evidence },
  extensions: { width: 92, usual: false, show: ({ extensions }) => extensions },
  returns: { width: 92, usual: false, show: ({ returns }) => returns },
  nextLookBack: { width: 120, usual: false, show: ({ nextLookBack }) => nextLookBack },
  ownRating: { width: 110, usual: false, show: ({ ownRating }, { speech }) => (ownRating === null ? '' : speech.say(RATING_NAMES[ownRating])) },
  verifiedRating: { width: 110, usual: false, show: ({ verifiedRating }, { speech }) => (verifiedRating === null ? '' : speech.say(RATING_NAMES[verifiedRating])) },
};
export const USUAL_COLUMNS: readonly RegisterColumn[] = REGISTER_COLUMN_IDS.filter((id) => COLUMNS[id].usual);
