import { isWorkingDay, type DayTable } from '../../domain/day-table.ts';
import { ROLE_NAMES } from '../../domain/permissions.ts';
import { isWeekend, weekdayOf, type Day } from '../../domain/time.ts';
import { NOTICE_NAMES } from '../../domain/words.ts';
import { topicInWords } from '../topic-words.ts';
import type { RehearsedNotice } from './summary.ts';

export const numberOf = (issue: string): string => issue.slice(issue.indexOf('/') + 1);

/** `2026-10-01 四（休）`: the weekday, and where a holiday notice changed it, how. */
export const dayWithWeekday = (day: Day, days: DayTable): string => {
  const worked = isWorkingDay(days, day);
  return `${day} ${'一二三四五六日'[weekdayOf(day) - 1]}${worked === !isWeekend(day) ? '' : worked ? '（班）' : '（休）'}`;
};

/** The columns of the list, as a table, CSV and workbook show them. */
export const NOTICE_COLUMNS: readonly { readonly zh: string; readonly width: number; readonly value: (row: RehearsedNotice, nameOf: (person: string) => string) => string }[] = [
  { zh: '日期', width: 12, value: ({ day }) => day },
  { zh: '收件人', width: 12, value: ({ person }, nameOf) => (person === null ? '（空缺）' : nameOf(person)) },
  { zh: '身份', width: 14, value: ({ role }) => ROLE_NAMES[role].zh },
  { zh: '文种', width: 12, value: ({ kind }) => NOTICE_NAMES[kind].zh },
  { zh: '事项', width: 16, value: ({ topic }) => topicInWords(topic).zh },
  { zh: '所涉日期', width: 12, value: ({ about }) => about ?? '' },
  { zh: '问题', width: 18, value: ({ issue }) => numberOf(issue) },
  { zh: '步骤', width: 18, value: ({ step }) => step },
  { zh: '单独发送', width: 9, value: ({ alone }) => (alone ? '是' : '') },
  { zh: '须签收', width: 8, value: ({ acknowledge }) => (acknowledge ? '是' : '') },
];
