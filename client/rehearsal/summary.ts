import { isPublished, isWorkingDay, type DayTable } from '../../domain/day-table.ts';
import type { Addressee } from '../../domain/issue.ts';
import type { DeadlineKind, NoticeKind } from '../../domain/policy-schema.ts';
import { dayOf, type Day, type Instant } from '../../domain/time.ts';

/** One notice to one person on one day; `person` null: every post in the chain is vacant, nobody would hear of it. */
export type RehearsedNotice = {
  readonly day: Day;
  readonly person: string | null;
  readonly issue: string;
  readonly cycle: number;
  readonly step: string;
  readonly kind: NoticeKind;
  readonly topic: string;
  readonly role: Addressee;
  /** The day that the notice speaks of. */
  readonly about: Day | null;
  /** Escalations go alone; the others of a day are one mail. */
  readonly alone: boolean;
  readonly acknowledge: boolean;
};

export type DayLoad = { readonly day: Day; readonly notices: number; readonly mails: number; readonly people: number };
export type PersonDay = { readonly day: Day; readonly person: string; readonly notices: number; readonly mails: number };
/** What one person gets in all, the busiest day of it, and how much goes alone: letters and escalations. */
export type PersonLoad = { readonly person: string; readonly notices: number; readonly mails: number; readonly letters: number; readonly worst: Day };
/** A date that binds, of an issue. */
export type BindingDate = { readonly issue: string; readonly title: string; readonly day: Day; readonly kind: DeadlineKind };
/** A step of the script that the rules refused; the story went on without it. */
export type RefusedStep = { readonly issue: string; readonly day: Day; readonly step: number; readonly act: string; readonly who: string; readonly code: string };

/** What a round would send: day by day, person by person. */
export type Rehearsal = {
  readonly from: Day;
  readonly until: Day;
  readonly issues: number;
  readonly notices: readonly (RehearsedNotice & { readonly person: string })[];
  readonly byKind: Partial<Record<NoticeKind, number>>;
  readonly days: readonly DayLoad[];
  readonly worstDay: DayLoad | null;
  readonly worstPersonDay: PersonDay | null;
  /** By person, who gets most first. */
  readonly people: readonly PersonLoad[];
  /** Nobody would hear of these: every post in the chain is vacant. */
  readonly unheard: number;
  /** Dates that bound at some time and fall on a weekend or a holiday. */
  readonly dueOnDaysOff: readonly BindingDate[];
  readonly refused: readonly RefusedStep[];
  /** Years in which something falls for which no holiday notice was published yet: dates there may still move. */
  readonly unpublishedYears: readonly number[];
};

type Input = {
  readonly notices: readonly RehearsedNotice[];
  readonly starts: readonly unknown[];
  /** Every date that bound at some time. */
  readonly dates: readonly BindingDate[];
  readonly refused: readonly RefusedStep[];
  readonly days: DayTable;
  readonly from: Instant;
  readonly until: Day;
};

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const isHeard = (notice: RehearsedNotice): notice is RehearsedNotice & { readonly person: string } => notice.person !== null;

/** Adds up what was told, by day and by person. */
export const summarize = ({ notices: all, starts, dates: owed, refused, days: table, from, until }: Input): Rehearsal => {
  const notices = all.filter(isHeard).toSorted((a, b) => order(a.day, b.day) || order(a.person, b.person) || order(a.issue, b.issue) || order(a.step, b.step));
  const personDays = [...Map.groupBy(notices, ({ day, person }) => `${day} ${person}`).values()].map(loadOf);
  const days = [...Map.groupBy(personDays, ({ day }) => day)].map(([day, loads]) => ({ day, notices: sum(loads, 'notices'), mails: sum(loads, 'mails'), people: loads.length }));
  const dates = [...notices.map(({ day }) => day), ...owed.map(({ day }) => day)];
  return {
    from: dayOf(from),
    until,
    issues: starts.length,
    notices,
    byKind: Object.fromEntries([...Map.groupBy(notices, ({ kind }) => kind)].map(([kind, list]) => [kind, list.length])),
    days,
    worstDay: heaviest(days),
    worstPersonDay: heaviest(personDays),
    people: [...Map.groupBy(notices, ({ person }) => person)].map(([person, list]) => personLoad(person, list, personDays)).toSorted((a, b) => b.notices - a.notices || order(a.person, b.person)),
    unheard: all.length - notices.length,
    dueOnDaysOff: owed.filter(({ day }) => !isWorkingDay(table, day)).toSorted((a, b) => order(a.day, b.day) || order(a.issue, b.issue)),
    refused: refused.toSorted((a, b) => order(a.day, b.day) || order(a.issue, b.issue)),
    unpublishedYears: [...new Set(dates.filter((day) => !isPublished(table, day)).map((day) => Number(day.slice(0, 4))))].toSorted((a, b) => a - b),
  };
};

const sum = <K extends string>(loads: readonly Readonly<Record<K, number>>[], key: K): number => loads.reduce((total, load) => total + load[key], 0);

const loadOf = (notices: readonly (RehearsedNotice & { readonly person: string })[]): PersonDay => {
  const alone = notices.filter((notice) => notice.alone).length;
  const [first] = notices;
  return { day: first?.day ?? '', person: first?.person ?? '', notices: notices.length, mails: alone + (alone < notices.length ? 1 : 0) };
};

const personLoad = (person: string, notices: readonly RehearsedNotice[], all: readonly PersonDay[]): PersonLoad => {
  const days = all.filter((load) => load.person === person);
  return { person, notices: notices.length, mails: sum(days, 'mails'), letters: notices.filter((notice) => notice.alone).length, worst: heaviest(days)?.day ?? '' };
};

const heaviest = <T extends { readonly notices: number }>(loads: readonly T[]): T | null =>
  loads.reduce<T | null>((worst, load) => (worst === null || load.notices > worst.notices ? load : worst), null);
