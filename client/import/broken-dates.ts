/** Dates whose signs 年, 月, 日 a converter dropped (2024619日, 827日): put back where only one reading exists. */
import { isDay } from '../../domain/time.ts';
import type { Day } from '../../domain/time.ts';

type MonthDay = { readonly month: number; readonly date: number };

/** All ways to read run-together figures as a month and a day of it; 2024 stands for any year. */
const monthDays = (figures: string, year = '2024'): MonthDay[] =>
  [1, 2].flatMap((width) => {
    const [month, date] = [figures.slice(0, width), figures.slice(width)];
    if (!/^(?:[1-9]|0[1-9]|1[0-2])$/.test(month) || !/^(?:[1-9]|0[1-9]|[12]\d|3[01])$/.test(date)) return [];
    return isDay(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`) ? [{ month: Number(month), date: Number(date) }] : [];
  });

/** 2024年6月2日 whose signs the converter dropped: 202462. Read only if one reading exists, or the publication date agrees. */
export const brokenDate = (figures: string, published: Day | null): Day | null => {
  if (!/^20\d{4,6}$/.test(figures)) return null;
  const year = figures.slice(0, 4);
  const readings = monthDays(figures.slice(4), year).map(
    ({ month, date }) => `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`,
  );
  return readings.find((day) => day === published) ?? (readings.length === 1 ? (readings[0] ?? null) : null);
};

/** Puts the signs back into a sentence. What has two readings stays as it is: nobody may guess a date. */
export const repairDates = (text: string): string =>
  text
    .replace(/(?<![\d.])(20\d{2})(?=(?:[1-9]|1[0-2])月)/g, '$1年')
    .replace(/(?<![\d.月])(?:(20\d{2})年?)?(?<![.月])(\d{2,4})(?=日)/g, (whole: string, year: string | undefined, figures: string) => {
      // Two figures with nothing before them are a plain day of a month.
      if (year === undefined && figures.length < 3) return whole;
      const readings = monthDays(figures, year);
      const [only] = readings;
      return only === undefined || readings.length > 1
        ? whole
        : `${year === undefined ? '' : `${year}年`}${String(only.month)}月${String(only.date)}`;
    });
