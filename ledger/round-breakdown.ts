import { sql, type RawBuilder } from 'kysely';
import type { Light } from '../domain/policy-schema.ts';
import { startOfDay, type Day } from '../domain/time.ts';
import type { Visible } from '../domain/viewer.ts';
import { IS_COUNTED } from './counts.ts';
import type { LedgerDatabase } from './database.ts';
import { ISSUE_COLUMNS } from './issue-pages.ts';
import { visibleSql } from './visible.ts';

/** Open issues of one leader or unit by their lights; `none`: without one. `ref` null: nobody is named. */
export type LightCounts = { readonly ref: string | null; readonly lights: Partial<Record<Light | 'none', number>> };
/** A span of dates: of one issue, or of all the open ones of a leader where there are many. */
export type DateBar = { readonly label: string; readonly title: string; readonly from: Day; readonly dueOriginal: Day; readonly dueCurrent: Day; readonly light: Light | null; readonly issues: number };
/** What happened on a day or was to happen: due by the first date, due by the date that counts now, done. */
export type ProgressDay = { readonly day: Day; readonly planned: number; readonly current: number; readonly done: number };
export type RoundBreakdown = {
  readonly leaders: readonly LightCounts[];
  readonly units: readonly LightCounts[];
  /** Open issues by how many days they have been open: up to 30, 60, 90, 180, and longer. */
  readonly ages: readonly number[];
  readonly progress: readonly ProgressDay[];
  readonly bars: readonly DateBar[];
  /** `leader`: so many that the bars are those of leaders, not of issues. */
  readonly barsOf: 'issue' | 'leader';
};

/** As many bars as can be told apart on a screen that scrolls. */
const MOST_BARS = 300;
const AGES = [30, 60, 90, 180];
const OPEN = sql`status in ('assigned', 'planning', 'rectifying', 'verifying')`;
const DAY_OF = (instant: RawBuilder<unknown>): RawBuilder<string> => sql`to_char(to_timestamp(${instant} / 1000.0) at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`;
const ORDER: readonly (Light | null)[] = [null, 'green', 'blue', 'yellow', 'red'];

type Cell = { readonly leader: string | null; readonly unit: string | null; readonly light: Light | null; readonly count: number; readonly from: Day; readonly original: Day; readonly current: Day };

/** What the charts of a round show of the issues that are visible: added up here, however many there are. */
export const roundBreakdown = async (db: LedgerDatabase, round: string, visible: Visible, today: Day): Promise<RoundBreakdown> => {
  const mine = sql`from issue where round_id = ${round} and status <> 'withdrawn' and ${IS_COUNTED} and ${visibleSql(visible)}`;
  const light = ISSUE_COLUMNS.light.sql(today);
  const opened = DAY_OF(sql`opened_at`);
  const age = sql`(${startOfDay(today)} - opened_at) / 86400000`;
  const [cells, ages, progress, issues] = await Promise.all([
    sql<Cell>`select leader_ref as leader, coalesce('unit:' || common_unit, case when leader_ref like 'post:%' then leader_ref end, head_ref) as unit, ${light} as light, count(*)::int as count,
        min(${opened}) as "from", max(due_original) as original, max(due_current) as current ${mine} and ${OPEN} group by 1, 2, 3 order by 1, 2, 3`.execute(db),
    sql<{ step: number; count: number }>`select width_bucket(${age}::numeric, array[${sql.join(AGES.map((days) => sql`${days + 1}::numeric`))}]) as step, count(*)::int as count ${mine} and ${OPEN} group by 1`.execute(db),
    sql<ProgressDay>`select day, sum(planned)::int as planned, sum(current)::int as current, sum(done)::int as done from (
        select due_original as day, 1 as planned, 0 as current, 0 as done ${mine}
        union all select due_current, 0, 1, 0 ${mine}
        union all select ${DAY_OF(sql`coalesce(closed_at, opened_at)`)}, 0, 0, 1 ${mine} and not ${OPEN}) days group by day order by day`.execute(db),
    sql<DateBar>`select number as label, title, ${opened} as "from", due_original as "dueOriginal", due_current as "dueCurrent", ${light} as light, 1 as issues
        ${mine} and ${OPEN} order by due_current, id limit ${MOST_BARS + 1}`.execute(db),
  ]);
  const many = issues.rows.length > MOST_BARS;
  return {
    leaders: countsBy(cells.rows, ({ leader }) => leader),
    units: countsBy(cells.rows, ({ unit }) => unit),
    ages: [...AGES, 0].map((_, at) => ages.rows.find(({ step }) => step === at)?.count ?? 0),
    progress: progress.rows,
    bars: many ? barsBy(cells.rows) : issues.rows,
    barsOf: many ? 'leader' : 'issue',
  };
};

const countsBy = (cells: readonly Cell[], refOf: (cell: Cell) => string | null): readonly LightCounts[] =>
  [...Map.groupBy(cells, refOf)].map(([ref, own]) => {
    const lights: Partial<Record<Light | 'none', number>> = {};
    for (const { light, count } of own) lights[light ?? 'none'] = (lights[light ?? 'none'] ?? 0) + count;
    return { ref, lights };
  });

const barsBy = (cells: readonly Cell[]): readonly DateBar[] =>
  [...Map.groupBy(cells, ({ leader }) => leader)].map(([leader, own]) => ({
    label: leader ?? '',
    title: '',
    from: least(own.map(({ from }) => from)),
    dueOriginal: most(own.map(({ original }) => original)),
    dueCurrent: most(own.map(({ current }) => current)),
    light: ORDER.findLast((one) => own.some(({ light }) => light === one)) ?? null,
    issues: own.reduce((sum, { count }) => sum + count, 0),
  }));

const least = (days: readonly Day[]): Day => days.toSorted()[0] ?? '';
const most = (days: readonly Day[]): Day => days.toSorted().at(-1) ?? '';
