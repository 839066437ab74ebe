import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calendarOfBytes, readCalendarFile } from './calendar-file.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'huitoukan-calendar-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const read = async (name: string, text: string) => {
  const file = join(home, name);
  writeFileSync(file, text);
  return await readCalendarFile(file);
};
const entry = (summary: string, start: string, end: string): string => `BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:${start}\r\n${end === '' ? '' : `DTEND;VALUE=DATE:${end}\r\n`}SUMMARY;LANGUAGE=zh:${summary}\r\nEND:VEVENT\r\n`;
const calendar = (...entries: readonly string[]): string => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${entries.join('')}END:VCALENDAR\r\n`;

test('an ICS calendar gives days off and days worked; weekends and what says neither are left out', async () => {
  const table = await read('2027.ics', calendar(entry('国庆节（休）', '20271001', '20271008'), entry('国庆节（班）', '20271009', ''), entry('教师节', '20270910', '20270911'), entry('元旦\r\n  放假', '20270101', '20270102')));
  expect(table.years).toEqual([2027]);
  expect(table.rest).toEqual(['2027-01-01', '2027-10-01', '2027-10-04', '2027-10-05', '2027-10-06', '2027-10-07']);
  expect(table.work).toEqual(['2027-10-09']);
  expect(table.version).toContain('2027.ics');
});

test('an entry that ends within a day takes that day, too', async () => {
  const table = await read('timed.ics', calendar('BEGIN:VEVENT\nDTSTART:20271001T000000\nDTEND:20271001T235900\nSUMMARY:国庆节 休\nEND:VEVENT\n'));
  expect(table.rest).toEqual(['2027-10-01']);
});

test('JSON of our own and of chinese-days is read, too; anything else is refused with the file and the field', async () => {
  const own = { version: 'cn-2027', years: [2027], rest: ['2027-10-04', '2027-10-01'], work: [] };
  expect(await read('own.json', JSON.stringify(own))).toEqual({ ...own, rest: ['2027-10-01', '2027-10-04'] });
  expect((await read('package.json', JSON.stringify({ holidays: { '2027-10-01': 'National Day' }, workdays: { '2027-10-09': 'x' }, inLieuDays: {} }))).years).toEqual([2027]);
  await expect(read('broken.json', JSON.stringify({ ...own, rest: ['2027-02-30'] }))).rejects.toMatchObject({ code: 'CALENDAR_INVALID', where: { field: expect.stringContaining('rest') } });
  await expect(read('words.txt', '放假')).rejects.toMatchObject({ code: 'CALENDAR_INVALID' });
});

const ics = (...fields: readonly string[]): Buffer => Buffer.from(['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...fields, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n'));

test('an instant of a calendar in UTC is a day in Beijing', () => {
  const { rest } = calendarOfBytes(ics('DTSTART:20260930T160000Z', 'DTEND:20261003T160000Z', 'SUMMARY:国庆节 休'), 'x.ics');
  expect(rest).toEqual(['2026-10-01', '2026-10-02']);
  expect(calendarOfBytes(ics('DTSTART:20260930T163000Z', 'DTEND:20261001T020000Z', 'SUMMARY:国庆节 休'), 'x.ics').rest).toEqual(['2026-10-01']);
});

test('an entry with a length in days has them all; one that never ends is none', () => {
  expect(calendarOfBytes(ics('DTSTART;VALUE=DATE:20261001', 'DURATION:P7D', 'SUMMARY:国庆节放假'), 'x.ics').rest).toEqual(['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07']);
  expect(calendarOfBytes(ics('DTSTART;VALUE=DATE:20261001', 'DURATION:P1W', 'SUMMARY:国庆节放假'), 'x.ics').rest).toHaveLength(5);
  expect(() => calendarOfBytes(ics('DTSTART;VALUE=DATE:20261001', 'DTEND;VALUE=DATE:99991231', 'SUMMARY:国庆节放假'), 'x.ics')).toThrow(expect.objectContaining({ code: 'CALENDAR_INVALID' }));
});
