import { STATUS_NAMES } from '../domain/acts/context.ts';
import type { PartyRef } from '../domain/party.ts';
import { lastDayOf, type RollupSlot } from '../domain/rollup-slots.ts';
import type { MonthlyTasks, OwedDuty, WeeklyRollup } from '../domain/rollup.ts';
import { dayInWords, dayOf, type Day } from '../domain/time.ts';
import { DEADLINE_NAMES } from '../domain/words.ts';
import { doerInWords, type NameBook } from '../ledger/people.ts';
import type { TemplateData } from './template.ts';

type Head = { readonly unit: string; readonly title: string; readonly missed: number };
type Span = { readonly from: Day; readonly to: Day };

/** The days that a roll-up speaks of: a week's from the day after the last one, a month's from the day it is made. */
export const spanOf = ({ kind, period, from, to }: RollupSlot): Span => (kind === 'week' ? { from: dayOf(from), to: dayOf(to) } : { from: dayOf(to), to: lastDayOf(period) });

const whoOf = (names: NameBook, who: PartyRef | null): string => (who === null ? '—' : names.party(who));

const dutyOf = (duty: OwedDuty, names: NameBook): TemplateData => ({
  number: duty.number,
  title: duty.title,
  what: DEADLINE_NAMES[duty.what],
  day: dayInWords(duty.day),
  days: duty.days,
  who: whoOf(names, duty.who),
});

const NOTHING: TemplateData = { movedCount: 0, stillCount: 0, lateCount: 0, dueCount: 0, moved: [], still: [], late: [], people: [], due: [] };

const headOf = ({ unit, title, missed }: Head, { from, to }: Span): TemplateData => ({ ...NOTHING, unit, title, missed: missed === 0 ? null : missed, from: dayInWords(from), to: dayInWords(to), fromDate: from, toDate: to });

/** A weekly roll-up by the names that templates use (`rounds` of `rollup-week.md`). */
export const weekInWords = (head: Head, span: Span, week: WeeklyRollup, names: NameBook): TemplateData => ({
  ...headOf(head, span),
  open: week.open,
  movedCount: week.moved.length,
  stillCount: week.still.length,
  lateCount: new Set(week.late.map((duty) => duty.number)).size,
  moved: week.moved.map((one) => ({
    number: one.number,
    title: one.title,
    happened:
      one.before === one.after
        ? { zh: `${STATUS_NAMES[one.after].zh}，办理${one.moves}次`, en: `${STATUS_NAMES[one.after].en}, ${one.moves} acts` }
        : { zh: `${STATUS_NAMES[one.before].zh}→${STATUS_NAMES[one.after].zh}`, en: `${STATUS_NAMES[one.before].en} → ${STATUS_NAMES[one.after].en}` },
    by: doerInWords(one, names),
  })),
  still: week.still.map((one) => ({ number: one.number, title: one.title, days: one.days, who: whoOf(names, one.who) })),
  late: week.late.map((duty) => dutyOf(duty, names)),
  people: week.people.map((one) => ({ who: whoOf(names, one.who), count: one.count })),
});

/** A monthly task list by the names that templates use (`rounds` of `rollup-month.md`). */
export const monthInWords = (head: Head, span: Span, tasks: MonthlyTasks, names: NameBook): TemplateData => ({
  ...headOf(head, span),
  open: tasks.open,
  dueCount: tasks.due.length,
  lateCount: tasks.late.length,
  due: tasks.due.map((duty) => dutyOf(duty, names)),
  late: tasks.late.map((duty) => dutyOf(duty, names)),
});

