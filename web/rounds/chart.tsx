import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useRef } from 'react';

/** Loaded when a chart is looked at, not before. Its words are drawn on the canvas: the page's content rules take no inline styles. */
const load = async () => {
  const [core, charts, components, renderers] = await Promise.all([import('echarts/core'), import('echarts/charts'), import('echarts/components'), import('echarts/renderers')]);
  core.use([charts.BarChart, charts.LineChart, charts.CustomChart, charts.HeatmapChart, components.GridComponent, components.TooltipComponent, components.LegendComponent, components.DataZoomComponent, components.MarkLineComponent, components.CalendarComponent, components.VisualMapComponent, renderers.CanvasRenderer]);
  return core;
};

/** A chart with its words for who can not see it. */
export const Chart = ({ option, label, height = 320, onPick }: { readonly option: EChartsCoreOption; readonly label: string; readonly height?: number; /** Told the index of what is clicked; a list beside the chart has to offer the same. */ readonly onPick?: (index: number) => void }) => {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const pick = useRef(onPick);
  useEffect(() => {
    pick.current = onPick;
  }, [onPick]);
  useEffect(() => {
    let gone = false;
    const watch = new ResizeObserver(() => chart.current?.resize());
    void load().then((core) => {
      if (gone || place.current === null) return;
      if (chart.current === null) {
        chart.current = core.init(place.current);
        chart.current.on('click', ({ dataIndex }) => pick.current?.(dataIndex));
      }
      chart.current.setOption({ ...option, animation: false }, { notMerge: true });
      watch.observe(place.current);
    });
    return () => {
      gone = true;
      watch.disconnect();
    };
  }, [option]);
  useEffect(
    () => () => {
      chart.current?.dispose();
      chart.current = null;
    },
    [],
  );
  // A canvas draws into it: it can not be an img.
  // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
  return <div ref={place} role="img" aria-label={label} className="chart" style={{ height }} />;
};
