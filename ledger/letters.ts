import { sql } from 'kysely';
import { letterYearOf, type LetterNumber } from '../domain/letters.ts';
import { withoutRepeat } from '../domain/notice-step.ts';
import type { Instant } from '../domain/time.ts';
import type { DeliveryTransaction } from './delivery-tables.ts';

/** A delivery that may be a copy of a letter: `letter` names the series, null where it is none. */
export type LetterCopy = {
  readonly id: string;
  readonly round_id: string;
  readonly issue_id: string;
  readonly cycle: number;
  readonly step: string;
  readonly kind: string;
  readonly letter: string | null;
};

type Letter = Omit<LetterCopy, 'id' | 'letter'> & { readonly series: string };
type Numbered = LetterNumber & { readonly issue_id: string; readonly cycle: number; readonly step: string };

const keyOf = (letter: { readonly issue_id: string; readonly cycle: number; readonly step: string }): string =>
  JSON.stringify([letter.issue_id, letter.cycle, withoutRepeat(letter.step)]);

/** Any constant will do, as long as every process asks for the same one. */
const LOCK_KEY = 5_120_207;

/**
 * The number of every letter among these copies, by the copy's id, in the transaction that claims them: whoever has no
 * number yet gets the next of its series. Under one lock until the transaction ends: no number is given twice, and one that
 * was rolled back was never given. `now` (duty clock) says in which year.
 */
export const numberLetters = async (trx: DeliveryTransaction, copies: readonly LetterCopy[], now: Instant): Promise<ReadonlyMap<string, LetterNumber>> => {
  const letters = new Map(copies.flatMap((copy) => (copy.letter === null ? [] : [[keyOf(copy), letterOf(copy, copy.letter)] as const])));
  if (letters.size === 0) return new Map();
  const known = await loadNumbers(trx, [...letters.values()]);
  const fresh = [...letters].filter(([key]) => !known.has(key)).map(([, letter]) => letter);
  if (fresh.length > 0) for (const [key, number] of await giveNumbers(trx, fresh, now)) known.set(key, number);
  return new Map(copies.flatMap((copy) => {
    const number = copy.letter === null ? undefined : known.get(keyOf(copy));
    return number === undefined ? [] : [[copy.id, number] as const];
  }));
};

const letterOf = ({ round_id, issue_id, cycle, step, kind }: LetterCopy, series: string): Letter => ({ round_id, issue_id, cycle, step: withoutRepeat(step), kind, series });

const loadNumbers = async (trx: DeliveryTransaction, letters: readonly Letter[]): Promise<Map<string, LetterNumber>> => {
  const { rows } = await sql<Numbered>`
    select series, year, number, letter.issue_id, letter.cycle, letter.step from letter
    join jsonb_to_recordset(${JSON.stringify(letters)}::jsonb) as wanted (issue_id text, cycle int, step text)
      on letter.issue_id = wanted.issue_id and letter.cycle = wanted.cycle and letter.step = wanted.step`.execute(trx);
  return byKey(rows);
};

const giveNumbers = async (trx: DeliveryTransaction, letters: readonly Letter[], now: Instant): Promise<Map<string, LetterNumber>> => {
  await sql`select pg_advisory_xact_lock(${LOCK_KEY})`.execute(trx);
  // Another process may have numbered the same letter (its copy to somebody else) while this one waited.
  const meanwhile = await loadNumbers(trx, letters);
  const open = letters.filter((letter) => !meanwhile.has(keyOf(letter))).map((letter, at) => ({ ...letter, at }));
  const { rows } = await sql<Numbered>`
    insert into letter (series, year, number, round_id, issue_id, cycle, step, kind, numbered_at)
    select series, ${letterYearOf(now)}::int,
      coalesce((select max(number) from letter where letter.series = fresh.series and year = ${letterYearOf(now)}), 0)
        + row_number() over (partition by series order by at),
      round_id, issue_id, cycle, step, kind, ${now}
    from jsonb_to_recordset(${JSON.stringify(open)}::jsonb) as fresh (at int, series text, round_id text, issue_id text, cycle int, step text, kind text)
    returning series, year, number, issue_id, cycle, step`.execute(trx);
  return new Map([...meanwhile, ...byKey(rows)]);
};

const byKey = (rows: readonly Numbered[]): Map<string, LetterNumber> => new Map(rows.map((row) => [keyOf(row), { series: row.series, year: row.year, number: row.number }]));
