import { isPublished, isWorkingDay } from '../domain/day-table.ts';
import { issueIdOf, isOpenWork, type IssueState } from '../domain/issue.ts';
import { ladderNotices, type Notice } from '../domain/notices.ts';
import { nextObligation } from '../domain/obligations.ts';
import type { NoticeKind } from '../domain/policy-schema.ts';
import { whatFellDue } from '../domain/step.ts';
import { addDays, dayOf, startOfDay, type Day, type Instant } from '../domain/time.ts';

/** Whom a list of parties means on a day; several where a post is shared, none where everything is vacant. */
export type WhoIs = (parties: readonly string[], day: Day) => readonly string[];

export type RehearsedNotice = {
  readonly day: Day;
  readonly person: string;
  readonly issue: string;
  readonly step: string;
  readonly kind: NoticeKind;
  readonly topic: string;
  readonly role: string;
  /** Escalations go alone; the others of a day are one mail. */
  readonly alone: boolean;
};

export type DayLoad = { readonly day: Day; readonly notices: number; readonly mails: number; readonly people: number };
export type PersonDay = { readonly day: Day; readonly person: string; readonly notices: number; readonly mails: number };

/** What a round would send if nobody did anything: the upper bound of the ladder, day by day. */
export type Rehearsal = {
  readonly from: Day;
  readonly until: Day;
  readonly issues: number;
  readonly notices: readonly RehearsedNotice[];
  readonly byKind: Partial<Record<NoticeKind, number>>;
  readonly days: readonly DayLoad[];
  readonly worstDay: DayLoad | null;
  readonly worstPersonDay: PersonDay | null;
  /** Nobody would hear of these: every post in the chain is vacant. */
  readonly unheard: number;
  readonly dueOnDaysOff: readonly { readonly issue: string; readonly title: string; readonly day: Day }[];
  /** Years in which something falls for which no holiday notice was published yet: dates there may still move. */
  readonly unpublishedYears: readonly number[];
};

export const NOBODY = 'nobody';

/** An issue as it stands, and what its last step still has to tell (its opening, where it is not open yet). */
export type RehearsalStart = { readonly state: IssueState; readonly notices: readonly Notice[] };

/** Everything one issue would send until the end of `until`, nobody acting. */
const noticesOf = (start: RehearsalStart, from: Instant, end: Instant): Notice[] => {
  const sent = new Map<string, Notice>();
  const plan = (notices: readonly Notice[]): void => {
    for (const notice of notices) sent.set(JSON.stringify([notice.cycle, notice.step, notice.role, notice.to]), notice);
  };
  let { state } = start;
  plan([...start.notices, ...ladderNotices(state)]);
  for (let next = nextObligation(state); next !== null && next.at < end; next = nextObligation(state)) {
    const now = Math.max(next.at, from);
    // What was planned for later and is not called for any more after this step is never sent.
    const step = whatFellDue(state, now);
    for (const [key, notice] of sent) if (notice.origin === 'ladder' && notice.notBefore > now) sent.delete(key);
    state = step.state;
    plan([...step.notices, ...ladderNotices(state)]);
  }
  return [...sent.values()].filter((notice) => notice.notBefore >= from && notice.notBefore < end);
};

/** Plays issues forward from `from` to the end of `until` in the pure rules. */
export const rehearse = (starts: readonly RehearsalStart[], from: Instant, until: Day, whoIs: WhoIs): Rehearsal => {
  const end = startOfDay(addDays(until, 1));
  const issues = starts.map((start) => start.state);
  const all = starts.flatMap((start) => {
    const { state } = start;
    const told = new Map<string, RehearsedNotice>();
    for (const notice of noticesOf(start, from, end)) {
      const day = dayOf(notice.notBefore);
      const people = whoIs(notice.to, day);
      // One person meant by two roles of a step is told once, as when it is sent.
      for (const person of people.length === 0 ? [NOBODY] : people)
        told.set(`${notice.cycle} ${notice.step} ${person}`, { day, person, issue: issueIdOf(state), step: notice.step, kind: notice.kind, topic: notice.topic, role: notice.role, alone: notice.alone });
    }
    return [...told.values()];
  });
  const notices = all.filter((notice) => notice.person !== NOBODY).toSorted((a, b) => order(a.day, b.day) || order(a.person, b.person) || order(a.issue, b.issue) || order(a.step, b.step));
  const personDays = [...Map.groupBy(notices, (notice) => `${notice.day} ${notice.person}`).values()].map(loadOf);
  const days = [...Map.groupBy(personDays, (load) => load.day).entries()].map(([day, loads]) => ({
    day,
    notices: loads.reduce((sum, load) => sum + load.notices, 0),
    mails: loads.reduce((sum, load) => sum + load.mails, 0),
    people: loads.length,
  }));
  const owed = issues.filter((state) => isOpenWork(state.status));
  const table = issues[0]?.days;
  const dates = [...notices.map((notice) => notice.day), ...owed.map((state) => state.due.current.day)];
  return {
    from: dayOf(from),
    until,
    issues: issues.length,
    notices,
    byKind: Object.fromEntries([...Map.groupBy(notices, (notice) => notice.kind)].map(([kind, list]) => [kind, list.length])),
    days,
    worstDay: heaviest(days),
    worstPersonDay: heaviest(personDays),
    unheard: all.length - notices.length,
    dueOnDaysOff: owed
      .filter((state) => !isWorkingDay(state.days, state.due.current.day))
      .map((state) => ({ issue: issueIdOf(state), title: state.title, day: state.due.current.day })),
    unpublishedYears: table === undefined ? [] : [...new Set(dates.filter((day) => !isPublished(table, day)).map((day) => Number(day.slice(0, 4))))].toSorted((a, b) => a - b),
  };
};

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const loadOf = (notices: readonly RehearsedNotice[]): PersonDay => {
  const alone = notices.filter((notice) => notice.alone).length;
  const [first] = notices;
  return { day: first?.day ?? '', person: first?.person ?? '', notices: notices.length, mails: alone + (alone < notices.length ? 1 : 0) };
};

const heaviest = <T extends { readonly notices: number }>(loads: readonly T[]): T | null =>
  loads.reduce<T | null>((worst, load) => (worst === null || load.notices > worst.notices ? load : worst), null);

