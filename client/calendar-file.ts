import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { dayTableSchema, daySchema } from '../domain/command-schema.ts';
import type { DayTable } from '../domain/day-table.ts';
import { refuse } from '../domain/refusal.ts';
import { firstFault } from '../domain/schema-words.ts';
import { addDays, DAY_MS, dayNumber, dayOf, daysBetween, HOUR_MS, isDay, MINUTE_MS, startOfDay, type Day } from '../domain/time.ts';
import { tableOfDays } from './day-tables.ts';
import { fileProblem } from '../ledger/file-problem.ts';

/** Twenty years of notices are 60 KB; whatever is larger was chosen by mistake. */
const MAX_BYTES = 2 * 1024 * 1024;

/** As the npm package `chinese-days` writes its data: days off and days worked, each with a name. */
const packageSchema = z.object({ holidays: z.record(daySchema, z.unknown()), workdays: z.record(daySchema, z.unknown()) });

/**
 * Reads a table of days: our own JSON (`version`, `years`, `rest`, `work`), the data file of `chinese-days`, or an ICS
 * calendar whose entries say 休 or 班.
 * @throws Refusal CALENDAR_UNREADABLE, CALENDAR_INVALID
 */
export const readCalendarFile = async (file: string): Promise<DayTable> => {
  const bytes = await readFile(file).catch((error: unknown) => refuse('CALENDAR_UNREADABLE', `文件 ${file} 无法读取（${fileProblem(error).zh}）`, `the file ${file} cannot be read (${fileProblem(error).en})`, { file }));
  return calendarOfBytes(bytes, file);
};

/** The same of a file that was handed in. @throws Refusal CALENDAR_INVALID */
export const calendarOfBytes = (bytes: Buffer, file: string): DayTable => {
  if (bytes.length > MAX_BYTES) refuse('CALENDAR_INVALID', `${file} 有${bytes.length}字节，不像放假安排`, `${file} has ${bytes.length} bytes and is hardly a holiday table`, { file });
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  return text.startsWith('BEGIN:VCALENDAR') ? fromIcs(text, basename(file)) : fromJson(text, file);
};

const fromJson = (text: string, file: string): DayTable => {
  const data = parseJson(text, file);
  const known = packageSchema.safeParse(data);
  if (known.success) return tableOfDays(Object.keys(known.data.holidays), Object.keys(known.data.workdays), basename(file));
  const parsed = dayTableSchema.safeParse(data);
  if (parsed.success) return { ...parsed.data, rest: parsed.data.rest.toSorted(), work: parsed.data.work.toSorted() };
  const { field, zh, en } = firstFault(parsed.error);
  return refuse('CALENDAR_INVALID', `${file} 的 ${field === '' ? '内容' : field} 有误：${zh}`, `${file}, ${field === '' ? 'content' : field}: ${en}`, { file, field });
};

const parseJson = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse('CALENDAR_INVALID', `${file} 既不是 JSON 也不是 ICS（${String(error)}）`, `${file} is neither JSON nor ICS (${String(error)})`, { file });
  }
};

/** No holiday is as long; an entry that is was made by mistake, or to keep the reader busy. */
const LONGEST_DAYS = 60;

/**
 * Whole-day entries; the last day is the one before DTEND. An entry that says neither 休 nor 班 is an anniversary or a term.
 * @throws Refusal CALENDAR_INVALID for an entry that never ends
 */
const fromIcs = (text: string, name: string): DayTable => {
  const off: Day[] = [];
  const worked: Day[] = [];
  // Long lines are folded: a line that begins with a blank goes on with the one before.
  for (const entry of text.replace(/\r?\n[ \t]/g, '').split('BEGIN:VEVENT').slice(1)) {
    const field = (key: string): string => new RegExp(`^${key}[^:\\r\\n]*:(.*)$`, 'm').exec(entry)?.[1]?.trim() ?? '';
    const kind = /班/.test(field('SUMMARY')) ? worked : /休|放假/.test(field('SUMMARY')) ? off : null;
    const first = icsMoment(field('DTSTART'))?.day;
    if (kind === null || first === undefined) continue;
    const end = endOfEntry(field('DTEND')) ?? addDays(first, durationDays(field('DURATION')));
    if (daysBetween(first, end) > LONGEST_DAYS) refuse('CALENDAR_INVALID', `${name} 中 ${first} 起的一项长达${daysBetween(first, end)}天，不像放假安排`, `${name}: an entry from ${first} on lasts ${daysBetween(first, end)} days and is hardly a holiday`, { file: name, field: 'DTEND' });
    for (let day = first; day < end; day = addDays(day, 1)) kind.push(day);
  }
  return tableOfDays(off, worked, name);
};

/** The day before which an entry ends; one that ends within a day takes that day, too. */
const endOfEntry = (text: string): Day | null => {
  const moment = icsMoment(text);
  return moment === null ? null : moment.isMidnight ? moment.day : addDays(moment.day, 1);
};

/** `P7D`, `P1W`; one day where nothing is said. */
const durationDays = (text: string): number => {
  const [, count, unit] = /^P(\d{1,5})([DW])/.exec(text) ?? [];
  return count === undefined ? 1 : Number(count) * (unit === 'W' ? 7 : 1);
};

/** A day, or an instant as Beijing has it; without a zone it is Beijing's own. */
const icsMoment = (text: string): { readonly day: Day; readonly isMidnight: boolean } | null => {
  const [, year = '', month = '', date = '', hours = '00', minutes = '00', seconds = '00', utc] = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?/.exec(text) ?? [];
  const written = `${year}-${month}-${date}`;
  if (!isDay(written)) return null;
  const midnight = utc === undefined ? startOfDay(written) : dayNumber(written) * DAY_MS;
  const at = midnight + Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * 1000;
  const day = dayOf(at);
  return { day, isMidnight: at === startOfDay(day) };
};
