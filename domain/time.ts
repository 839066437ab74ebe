/**
 * Days and instants of Beijing time. Instants are epoch milliseconds (UTC); a `Day` is `YYYY-MM-DD` as a clerk in
 * China writes it. The People's Republic keeps one legal time, UTC+8, without summer time since 1992, so the offset is a
 * constant here: no tz database of a Node version can change an old deadline on replay.
 */
export type Day = string;
/** Epoch milliseconds. */
export type Instant = number;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
const BEIJING_OFFSET_MS = 8 * HOUR_MS;

const DAY_PATTERN = /^\d{4}-\d{2}-\d{2}$/;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Is the text a day that exists in the calendar (2026-02-30 does not)? */
export const isDay = (text: string): text is Day => {
  if (!DAY_PATTERN.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (month === 2 && isLeap ? 29 : (MONTH_LENGTHS[month - 1] ?? 0));
};

/**
 * Reading and writing a day costs microseconds, and a rehearsal of a round asks millions of times for the same few hundred
 * days: both ways are remembered. Nothing but a day's number and name is in it, so it cannot change an answer.
 */
const NUMBERS = new Map<Day, number>();
const NAMES = new Map<number, Day>();
/** Ten years and more; beyond it the memory begins anew. */
const MOST_DAYS = 5_000;

const remember = <K, V>(memory: Map<K, V>, key: K, value: V): V => {
  if (memory.size >= MOST_DAYS) memory.clear();
  memory.set(key, value);
  return value;
};

/** Days since 1 January 1970, a Thursday. NaN for what is no day. */
export const dayNumber = (day: Day): number => NUMBERS.get(day) ?? remember(NUMBERS, day, Date.parse(`${day}T00:00:00Z`) / DAY_MS);
/** @throws RangeError for what lies outside of the calendar */
const dayNumbered = (number: number): Day => NAMES.get(number) ?? remember(NAMES, number, new Date(number * DAY_MS).toISOString().slice(0, 10));

/** 1 is Monday, 7 Sunday. Whether a day is worked is asked of a table of days (`day-table.ts`), never of this. */
export const weekdayOf = (day: Day): number => ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
export const isWeekend = (day: Day): boolean => weekdayOf(day) > 5;

/** The Beijing day on which an instant lies. */
export const dayOf = (at: Instant): Day => dayNumbered(Math.floor((at + BEIJING_OFFSET_MS) / DAY_MS));

/** 00:00 Beijing time of a day. */
export const startOfDay = (day: Day): Instant => dayNumber(day) * DAY_MS - BEIJING_OFFSET_MS;

/** `day` plus `days` calendar days (may be negative). */
export const addDays = (day: Day, days: number): Day => dayNumbered(dayNumber(day) + days);

/** Calendar days from `from` to `to`; negative when `to` lies before. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from);

/** Calendar months later, clamped to the month's last day (31 January + 1 month = 28/29 February). */
export const addMonths = (day: Day, months: number): Day => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const lastDate = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, lastDate));
  return first.toISOString().slice(0, 10);
};

/** `2026年3月31日`, as deadlines are printed. */
export const dayInWords = (day: Day): string => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
};

/** `2026-03-31 08:30` Beijing time. */
export const instantInWords = (at: Instant): string => new Date(at + BEIJING_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');
