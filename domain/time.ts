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

/** Is the text a day that exists in the calendar (2026-02-30 does not)? */
export const isDay = (text: string): text is Day => {
  if (!DAY_PATTERN.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
};

/** The Beijing day on which an instant lies. */
export const dayOf = (at: Instant): Day => new Date(at + BEIJING_OFFSET_MS).toISOString().slice(0, 10);

/** 00:00 Beijing time of a day. */
export const startOfDay = (day: Day): Instant => Date.parse(`${day}T00:00:00Z`) - BEIJING_OFFSET_MS;

/** `day` plus `days` calendar days (may be negative). */
export const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** Calendar days from `from` to `to`; negative when `to` lies before. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

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
