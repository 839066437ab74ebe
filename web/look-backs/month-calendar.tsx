import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { addDays, daysBetween, weekdayOf } from '../../domain/time.ts';
import { useToday } from '../api/queries.ts';
import type { LookBackListing } from '../api/types.ts';
import { useWords } from '../words/language.tsx';
import { W } from './words.ts';

type Props = { readonly rows: readonly LookBackListing[]; readonly month: string; readonly onMonth: (month: string) => void; readonly chosen: string; readonly onDay: (day: string) => void };

/** What the words of a month are filled in with. */
export const monthParts = (month: string): { readonly year: string; readonly month: number } => ({ year: month.slice(0, 4), month: Number(month.slice(5)) });

const MONTHS = 12;
/** `2026-03` moved by so many months. */
const moved = (month: string, by: number): string => {
  const [year = 0, one = 1] = month.split('-').map(Number);
  const count = year * MONTHS + one - 1 + by;
  return `${Math.floor(count / MONTHS)}-${String((count % MONTHS) + 1).padStart(2, '0')}`;
};

/** Weeks of a month from Monday to Sunday, with the days of the months beside it. */
const weeksOf = (month: string): readonly (readonly string[])[] => {
  const first = `${month}-01`;
  const start = addDays(first, 1 - weekdayOf(first));
  const weeks = Math.ceil(daysBetween(start, `${moved(month, 1)}-01`) / 7);
  return Array.from({ length: weeks }, (_, week) => Array.from({ length: 7 }, (_day, at) => addDays(start, week * 7 + at)));
};

/** A month of look-backs; a day with some is a button that shows them. */
export const MonthCalendar = ({ rows, month, onMonth, chosen, onDay }: Props) => {
  const { say } = useWords();
  const today = useToday();
  const counts = new Map<string, { all: number; late: number }>();
  for (const { day, overdueSince } of rows) {
    const found = counts.get(day) ?? { all: 0, late: 0 };
    counts.set(day, { all: found.all + 1, late: found.late + (overdueSince === null ? 0 : 1) });
  }
  const title = say(W.month, monthParts(month));
  return (
    <div className="section">
      <div className="bar">
        <Button icon={<LeftOutlined />} aria-label={say(W.before)} onClick={() => onMonth(moved(month, -1))} />
        <h2 aria-live="polite">{title}</h2>
        <Button icon={<RightOutlined />} aria-label={say(W.after)} onClick={() => onMonth(moved(month, 1))} />
        <Button onClick={() => onMonth(today.slice(0, 7))}>{say(W.thisMonth)}</Button>
      </div>
      <table className="month">
        <caption className="unseen">{title}</caption>
        <thead><tr>{say(W.weekdays).split(',').map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week[0]}>
              {week.map((day) => {
                const count = counts.get(day);
                const classes = ['month-day', ...(day.startsWith(month) ? [] : ['outside']), ...(day === today ? ['today'] : []), ...(day === chosen ? ['chosen'] : [])].join(' ');
                return (
                  <td key={day} className={classes}>
                    {count === undefined ? <span>{Number(day.slice(8))}</span> : (
                      <button type="button" onClick={() => onDay(day)} aria-pressed={day === chosen}>
                        <span className="unseen">{say(W.dayCount, { day, n: count.all })}</span>
                        <span aria-hidden>{Number(day.slice(8))}</span><span aria-hidden className={count.late > 0 ? 'light red' : 'light blue'}>{count.all}</span>
                      </button>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
