import type { PartyRef, PersonId } from './party.ts';
import { ROLE_NAMES, type Relation } from './permissions.ts';
import { refuse } from './refusal.ts';

/**
 * Who looks, as the rules of reading need it: the account, the person it belongs to, and what this person is on that day by
 * the directory and the parties of rounds. Data, put together by the ledger (`ledger/viewers.ts`).
 */
export type Viewer = {
  /** The account's id; null for nobody signed in. */
  readonly account: string | null;
  readonly administrator: boolean;
  readonly person: PersonId | null;
  /** The person himself and the posts held that day, and those of whom he stands in for. */
  readonly refs: readonly PartyRef[];
  /** Persons on leave whom he stands in for that day. */
  readonly standsInFor: readonly PersonId[];
  /** Sits in a supervision office. */
  readonly office: boolean;
  /** Sits in an inspection team, of whatever round. */
  readonly team: boolean;
  /** Rounds of the inspection teams that he sits in. */
  readonly teamRounds: readonly string[];
  /** Rounds that were granted for reading. */
  readonly granted: readonly string[];
};

export const NOBODY: Viewer = { account: null, administrator: false, person: null, refs: [], standsInFor: [], office: false, team: false, teamRounds: [], granted: [] };

/** What an account is, whatever it looks at. */
export type Standing = 'administrator' | 'office' | 'team' | 'official' | 'reader';

export const standingsOf = (viewer: Viewer): readonly Standing[] => {
  if (viewer.account === null) return [];
  if (viewer.administrator) return ['administrator'];
  const standings: Standing[] = [];
  if (viewer.office) standings.push('office');
  if (viewer.team) standings.push('team');
  if (viewer.person !== null) standings.push('official');
  if (viewer.granted.length > 0) standings.push('reader');
  return standings;
};

/** An administrator keeps accounts and policies and has no part in cases: nothing to read may be granted to him. @throws Refusal ADMINISTRATOR_READS_NO_CASES */
export const mustReadCases = ({ administrator }: Pick<Viewer, 'administrator'>): void => {
  if (administrator) refuse('ADMINISTRATOR_READS_NO_CASES', '管理员账号不能查阅问题，请另建账号', 'an administrator’s account reads no cases; make another one');
};

/** How an account stands to what it looks at. `leads`: a party of the round itself. */
export type Closeness = 'office' | 'team' | 'leads' | 'part' | 'granted' | 'self';

const RELATIONS = Object.keys(ROLE_NAMES) as Relation[];

/** Every `role=ref` under which the viewer could have a part in an issue. */
export const partsOfViewer = ({ refs }: Pick<Viewer, 'refs'>, roles: readonly Relation[] = RELATIONS): readonly string[] => roles.flatMap((role) => refs.map((ref) => `${role}=${ref}`));

/** An issue as far as reading is concerned: its round, and its parts as the register keeps them. */
export type Readable = { readonly round: string; readonly parts: readonly string[] };

/** Empty: he may not see it. An administrator has no part in any case, whatever posts his name may hold. */
export const closenessToIssue = (viewer: Viewer, issue: Readable): readonly Closeness[] => {
  if (viewer.account === null || viewer.administrator) return [];
  const own = new Set(partsOfViewer(viewer));
  const found: Closeness[] = [];
  if (viewer.office) found.push('office');
  if (viewer.teamRounds.includes(issue.round)) found.push('team');
  if (issue.parts.some((part) => own.has(part))) found.push('part');
  if (viewer.granted.includes(issue.round)) found.push('granted');
  return found;
};

/** A round as far as reading is concerned: its own parties, and whether the viewer has a part in one of its issues. */
export type ReadableRound = { readonly id: string; readonly parties: readonly (PartyRef | null)[]; readonly hasPart: boolean };

export const closenessToRound = (viewer: Viewer, round: ReadableRound): readonly Closeness[] => {
  if (viewer.account === null || viewer.administrator) return [];
  const found: Closeness[] = [];
  if (viewer.office) found.push('office');
  if (viewer.teamRounds.includes(round.id)) found.push('team');
  if (round.parties.some((party) => party !== null && viewer.refs.includes(party))) found.push('leads');
  if (round.hasPart) found.push('part');
  if (viewer.granted.includes(round.id)) found.push('granted');
  return found;
};

/** Does he answer for the round as a whole? Who has a part in some of its issues does not read what became of the others. */
export const seesWhole = (closeness: readonly Closeness[]): boolean => closeness.some((one) => one !== 'part');

/** What is kept about a person is for himself and for those who oversee. */
export const closenessToPerson = (viewer: Viewer, person: PersonId): readonly Closeness[] => {
  if (viewer.account === null || viewer.administrator) return [];
  return [...(viewer.office ? (['office'] as const) : []), ...(viewer.team ? (['team'] as const) : []), ...(viewer.person === person ? (['self'] as const) : [])];
};

/** Which rows of a list the viewer may see: all, or those with one of these parts or of one of these rounds. */
export type Visible = 'all' | { readonly parts: readonly string[]; readonly rounds: readonly string[] };

/** The same rule as {@link closenessToIssue}, for a whole list at once. */
export const visibleTo = (viewer: Viewer): Visible => {
  if (viewer.account === null || viewer.administrator) return { parts: [], rounds: [] };
  return viewer.office ? 'all' : { parts: partsOfViewer(viewer), rounds: [...viewer.teamRounds, ...viewer.granted] };
};

export const isVisible = (visible: Visible, issue: Readable): boolean =>
  visible === 'all' || visible.rounds.includes(issue.round) || issue.parts.some((part) => visible.parts.includes(part));
