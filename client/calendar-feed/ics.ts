import ical, { ICalCalendarMethod } from 'ical-generator';
import { addDays, type Day } from '../../domain/time.ts';
import type { FeedEntry } from './entries.ts';

/**
 * Entries as an iCalendar file: whole days, so that no time zone moves them; `DTSTAMP` and `SEQUENCE` from the event that
 * set the date, so that the same ledger makes the same bytes and every calendar sees a moved date as moved.
 */
export const icsOf = (entries: readonly FeedEntry[]): string => {
  const calendar = ical({ name: '回头看 整改日程', prodId: { company: 'huitoukan', product: 'calendar-feed', language: 'ZH' }, method: ICalCalendarMethod.PUBLISH, ttl: 3600 });
  for (const { uid, sequence, day, since, summary, description } of entries)
    calendar.createEvent({ id: uid, sequence, allDay: true, start: wholeDay(day), end: wholeDay(addDays(day, 1)), stamp: new Date(since), summary, description });
  return `${calendar.toString()}\r\n`;
};

/** Without a zone the library prints a whole day as UTC has it, whatever the machine's clock says. */
const wholeDay = (day: Day): Date => new Date(`${day}T00:00:00Z`);
