import type { EChartsCoreOption } from 'echarts/core';
import { startOfDay } from '../../domain/time.ts';
import type { DateBar, LightCounts, ProgressDay, Rehearsal } from '../api/types.ts';

const COLOURS = { green: '#4b9a5f', blue: '#3f7ec1', yellow: '#e0a800', red: '#b3261e', none: '#b8c0c9' };
type Shade = keyof typeof COLOURS;
const tooltip = { trigger: 'item', renderMode: 'richText', confine: true } as const;
const SHADES: readonly Shade[] = ['green', 'blue', 'yellow', 'red', 'none'];

/** Lights of open issues by whom: one bar a leader or unit, one colour a light. */
export const lightsBy = (rows: readonly LightCounts[], words: Readonly<Record<Shade, string>>, nameOf: (row: LightCounts) => string): EChartsCoreOption => ({
  tooltip,
  legend: { bottom: 0 },
  grid: { left: 8, right: 16, top: 8, bottom: 36, containLabel: true },
  xAxis: { type: 'value', minInterval: 1 },
  yAxis: { type: 'category', inverse: true, data: rows.map(nameOf), axisLabel: { width: 130, overflow: 'truncate' } },
  series: SHADES.map((light) => ({ type: 'bar', stack: 'all', name: words[light], color: COLOURS[light], barMaxWidth: 24, data: rows.map(({ lights }) => lights[light] ?? 0) })),
});

/** How long what is open has been open, in steps. */
export const ageing = (ages: readonly number[], labels: readonly string[]): EChartsCoreOption => ({
  tooltip,
  grid: { left: 8, right: 16, top: 16, bottom: 8, containLabel: true },
  xAxis: { type: 'category', data: [...labels] },
  yAxis: { type: 'value', minInterval: 1 },
  series: [{ type: 'bar', data: [...ages], color: '#7d1712', barMaxWidth: 40 }],
});

/** How many issues were due, and done, up to and with a day. */
export const upTo = (days: readonly ProgressDay[], today: string): { readonly planned: number; readonly current: number; readonly done: number } => {
  const past = days.filter(({ day }) => day <= today);
  const sum = (of: 'planned' | 'current' | 'done'): number => past.reduce((all, one) => all + one[of], 0);
  return { planned: sum('planned'), current: sum('current'), done: sum('done') };
};

/** Steps that add up: what was to be done by each day, by the first dates and by those that count now, and what is. */
export const progressCurve = (days: readonly ProgressDay[], now: number, today: string, words: Readonly<Record<'planned' | 'current' | 'done' | 'today', string>>): EChartsCoreOption => {
  const lineOf = (of: 'planned' | 'current' | 'done', until: string) => {
    const shown = days.filter(({ day }) => day <= until);
    return shown.map(({ day }, at) => [startOfDay(day), shown.slice(0, at + 1).reduce((all, one) => all + one[of], 0)]);
  };
  const last = days.at(-1)?.day ?? today;
  const line = (name: string, color: string, data: readonly (readonly number[])[], type: string) => ({ type: 'line', step: 'end', symbol: 'none', name, color, lineStyle: { width: 2, type }, data });
  const done = lineOf('done', today);
  return {
    tooltip: { ...tooltip, trigger: 'axis' },
    legend: { bottom: 0 },
    grid: { left: 8, right: 24, top: 16, bottom: 40, containLabel: true },
    xAxis: { type: 'time' },
    yAxis: { type: 'value', minInterval: 1 },
    series: [
      line(words.planned, '#8a94a0', lineOf('planned', last), 'dashed'),
      line(words.current, '#d9a441', lineOf('current', last), 'solid'),
      { ...line(words.done, '#4b9a5f', done.length === 0 ? [] : [...done, [now, done.at(-1)?.[1] ?? 0]], 'solid'), areaStyle: { opacity: 0.12 }, markLine: todayLine(now, words.today) },
    ],
  };
};

/** `position`: the end of the line at which the word stands above the chart; where the rows run downwards that is its start. */
const todayLine = (now: number, words: string, position: 'end' | 'start' = 'end') => ({ silent: true, symbol: 'none', data: [{ xAxis: now, label: { formatter: words, position } }], lineStyle: { color: '#b3261e' } });

/** Each bar from its opening to its due date; what extensions added stands out. */
export const gantt = (bars: readonly DateBar[], now: number, todayWords: string, nameOf: (bar: DateBar) => string): EChartsCoreOption => {
  type Drawing = { readonly value: (index: number) => number; readonly coord: (point: readonly number[]) => readonly [number, number]; readonly size?: (size: readonly number[]) => readonly [number, number] };
  const bar = (api: Drawing, from: number, to: number, fill: string) => {
    const [x1, y] = api.coord([from, api.value(0)]);
    const [x2] = api.coord([to, api.value(0)]);
    const high = Math.min(16, (api.size?.([0, 1])[1] ?? 20) * 0.6);
    return { type: 'rect', shape: { x: x1, y: y - high / 2, width: Math.max(2, x2 - x1), height: high, r: 3 }, style: { fill } };
  };
  const colours = bars.map(({ light }) => COLOURS[light ?? 'none']);
  return {
    tooltip: { ...tooltip, formatter: ({ dataIndex }: { readonly dataIndex: number }) => { const one = bars[dataIndex]; return one === undefined ? '' : `${nameOf(one)} ${one.issues > 1 ? `×${one.issues}` : one.title.slice(0, 40)}\n${one.from} → ${one.dueCurrent}`; } },
    grid: { left: 8, right: 24, top: 24, bottom: 56, containLabel: true },
    dataZoom: [{ type: 'inside', yAxisIndex: 0, zoomOnMouseWheel: false, moveOnMouseWheel: true }, { type: 'slider', xAxisIndex: 0, bottom: 8, height: 18 }],
    xAxis: { type: 'time' },
    yAxis: { type: 'category', inverse: true, data: bars.map(nameOf), axisLabel: { width: 130, overflow: 'truncate' } },
    series: [{
      type: 'custom',
      clip: true,
      encode: { x: [1, 2, 3], y: 0 },
      data: bars.map((one, index) => [index, startOfDay(one.from), startOfDay(one.dueOriginal), startOfDay(one.dueCurrent)]),
      markLine: todayLine(now, todayWords, 'start'),
      renderItem: (params: { readonly dataIndex: number }, api: Drawing) => ({ type: 'group', children: [bar(api, api.value(1), api.value(3), '#d9a441'), bar(api, api.value(1), Math.min(api.value(2), api.value(3)), colours[params.dataIndex] ?? COLOURS.none)] }),
    }],
  };
};

/** Notices to come, a square a day. */
export const noticeHeat = ({ days, from, until }: Rehearsal, narrow: boolean, language: 'zh' | 'en'): EChartsCoreOption => ({
  tooltip: { ...tooltip, formatter: ({ value }: { readonly value: readonly [string, number] }) => `${value[0]}：${value[1]}` },
  visualMap: { min: 0, max: Math.max(1, ...days.map(({ notices }) => notices)), orient: 'horizontal', left: 'center', bottom: 0, inRange: { color: ['#fbe9e7', '#7d1712'] } },
  calendar: narrow ? { orient: 'vertical', left: 60, top: 20, cellSize: [34, 14], range: [from, until], dayLabel: { firstDay: 1, nameMap: language.toUpperCase() }, monthLabel: { nameMap: language.toUpperCase() }, yearLabel: { show: false } } : { left: 50, right: 10, top: 24, cellSize: ['auto', 18], range: [from, until], dayLabel: { firstDay: 1, nameMap: language.toUpperCase() }, monthLabel: { nameMap: language.toUpperCase() }, yearLabel: { show: false } },
  series: [{ type: 'heatmap', coordinateSystem: 'calendar', data: days.map(({ day, notices }) => [day, notices]) }],
});
