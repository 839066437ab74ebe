import type { EChartsCoreOption } from 'echarts/core';
import { dayOf, daysBetween, startOfDay } from '../../domain/time.ts';
import type { IssueRow, Rehearsal } from '../api/types.ts';

const COLOURS = { green: '#4b9a5f', blue: '#3f7ec1', yellow: '#e0a800', red: '#b3261e', none: '#b8c0c9' };
type Shade = keyof typeof COLOURS;
const tooltip = { trigger: 'item', renderMode: 'richText', confine: true } as const;
const OPEN = ['assigned', 'planning', 'rectifying', 'verifying'];

/** Lights of open issues by whom: one bar a leader, one colour a light. */
export const lightsByLeader = (rows: readonly IssueRow[], names: Readonly<Record<string, string>>, words: Readonly<Record<Shade, string>>, nobody: string): EChartsCoreOption => {
  const open = rows.filter(({ status }) => OPEN.includes(status));
  const leaders = [...new Set(open.map(({ leader }) => leader ?? ''))];
  const count = (leader: string, light: Shade): number => open.filter((row) => (row.leader ?? '') === leader && (row.light ?? 'none') === light).length;
  return {
    tooltip,
    legend: { bottom: 0 },
    grid: { left: 8, right: 16, top: 8, bottom: 36, containLabel: true },
    xAxis: { type: 'value', minInterval: 1 },
    yAxis: { type: 'category', inverse: true, data: leaders.map((leader) => names[leader] ?? nobody), axisLabel: { width: 130, overflow: 'truncate' } },
    series: (Object.keys(COLOURS) as Shade[]).map((light) => ({ type: 'bar', stack: 'all', name: words[light], color: COLOURS[light], barMaxWidth: 24, data: leaders.map((leader) => count(leader, light)) })),
  };
};

const AGES = [30, 60, 90, 180, Number.POSITIVE_INFINITY];

/** How long what is open has been open, in steps. */
export const ageing = (rows: readonly IssueRow[], today: string, labels: readonly string[]): EChartsCoreOption => {
  const ages = rows.filter(({ status }) => OPEN.includes(status)).map(({ openedAt }) => daysBetween(dayOf(openedAt), today));
  const steps = AGES.map((most, at) => ages.filter((age) => age <= most && age > (AGES[at - 1] ?? -1)).length);
  return { tooltip, grid: { left: 8, right: 16, top: 16, bottom: 8, containLabel: true }, xAxis: { type: 'category', data: [...labels] }, yAxis: { type: 'value', minInterval: 1 }, series: [{ type: 'bar', data: steps, color: '#7d1712', barMaxWidth: 40 }] };
};

/** Each issue from its opening to its due date; what an extension added stands out. */
export const gantt = (rows: readonly IssueRow[], today: number, todayWords: string): EChartsCoreOption => {
  const at = (day: string): number => startOfDay(day);
  type Drawing = { readonly value: (index: number) => number; readonly coord: (point: readonly number[]) => readonly [number, number]; readonly size?: (size: readonly number[]) => readonly [number, number] };
  const bar = (api: Drawing, from: number, to: number, fill: string) => {
    const [x1, y] = api.coord([from, api.value(0)]);
    const [x2] = api.coord([to, api.value(0)]);
    const high = Math.min(16, (api.size?.([0, 1])[1] ?? 20) * 0.6);
    return { type: 'rect', shape: { x: x1, y: y - high / 2, width: Math.max(2, x2 - x1), height: high, r: 3 }, style: { fill } };
  };
  const colours = rows.map(({ light }) => COLOURS[light ?? 'none']);
  return {
    tooltip: { ...tooltip, formatter: ({ dataIndex }: { readonly dataIndex: number }) => { const row = rows[dataIndex]; return row === undefined ? '' : `${row.number} ${row.title.slice(0, 40)}\n${dayOf(row.openedAt)} → ${row.dueCurrent}`; } },
    grid: { left: 8, right: 24, top: 8, bottom: 56, containLabel: true },
    dataZoom: [{ type: 'inside', yAxisIndex: 0, zoomOnMouseWheel: false, moveOnMouseWheel: true }, { type: 'slider', xAxisIndex: 0, bottom: 8, height: 18 }],
    xAxis: { type: 'time' },
    yAxis: { type: 'category', inverse: true, data: rows.map(({ number }) => number) },
    series: [{
      type: 'custom',
      clip: true,
      encode: { x: [1, 2, 3], y: 0 },
      data: rows.map((row, index) => [index, row.openedAt, at(row.dueOriginal), at(row.dueCurrent)]),
      markLine: { silent: true, symbol: 'none', data: [{ xAxis: today, label: { formatter: todayWords } }], lineStyle: { color: '#b3261e' } },
      renderItem: (params: { readonly dataIndex: number }, api: Drawing) => ({ type: 'group', children: [bar(api, api.value(1), api.value(3), '#d9a441'), bar(api, api.value(1), Math.min(api.value(2), api.value(3)), colours[params.dataIndex] ?? COLOURS.none)] }),
    }],
  };
};

/** Notices to come, a square a day. */
export const noticeHeat = ({ days, from, until }: Rehearsal, narrow: boolean): EChartsCoreOption => ({
  tooltip: { ...tooltip, formatter: ({ value }: { readonly value: readonly [string, number] }) => `${value[0]}：${value[1]}` },
  visualMap: { min: 0, max: Math.max(1, ...days.map(({ notices }) => notices)), orient: 'horizontal', left: 'center', bottom: 0, inRange: { color: ['#fbe9e7', '#7d1712'] } },
  calendar: narrow ? { orient: 'vertical', left: 60, top: 20, cellSize: [34, 14], range: [from, until], dayLabel: { firstDay: 1, nameMap: 'ZH' }, monthLabel: { nameMap: 'ZH' }, yearLabel: { show: false } } : { left: 50, right: 10, top: 24, cellSize: ['auto', 18], range: [from, until], dayLabel: { firstDay: 1, nameMap: 'ZH' }, monthLabel: { nameMap: 'ZH' }, yearLabel: { show: false } },
  series: [{ type: 'heatmap', coordinateSystem: 'calendar', data: days.map(({ day, notices }) => [day, notices]) }],
});
