import { useMemo, useState } from 'react';
import { LIGHT_NAMES } from '../../domain/field-words.ts';
import { dayOf } from '../../domain/time.ts';
import type { IssueRow } from '../api/types.ts';
import { Section } from '../issue/section.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { useWords } from '../words/language.tsx';
import { ageing, gantt, lightsByLeader } from './chart-options.ts';
import { Chart } from './chart.tsx';
import { useRoundRows } from './use-round-rows.ts';

type Rows = { readonly issues: readonly IssueRow[]; readonly names: Readonly<Record<string, string>> };

const Pair = ({ issues, names }: Rows) => {
  const { t, say } = useWords();
  const [today] = useState(() => dayOf(Date.now()));
  const options = useMemo(() => {
    const words = { green: say(LIGHT_NAMES.green), blue: say(LIGHT_NAMES.blue), yellow: say(LIGHT_NAMES.yellow), red: say(LIGHT_NAMES.red), none: t('none') };
    return { lights: lightsByLeader(issues, names, words, t('none')), ages: ageing(issues, today, t('rounds.ages').split(',')) };
  }, [issues, names, today, say, t]);
  return (
    <div className="two">
      <Section title={t('rounds.byLeader')}><Chart option={options.lights} label={t('rounds.byLeader')} /></Section>
      <Section title={t('rounds.ageing')}><Chart option={options.ages} label={t('rounds.ageing')} /></Section>
    </div>
  );
};

export const RoundCharts = ({ round }: { readonly round: string }) => {
  const rows = useRoundRows(round);
  return <Loaded query={rows}>{(data) => <Pair {...data} />}</Loaded>;
};

const ROW_PX = 24;
const LEAST_PX = 240;
const MOST_PX = 900;

const Bars = ({ issues }: Rows) => {
  const { t } = useWords();
  const [now] = useState(() => Date.now());
  const option = useMemo(() => gantt(issues, now, t('rounds.today')), [issues, now, t]);
  return <Chart option={option} label={t('rounds.gantt')} height={Math.min(MOST_PX, Math.max(LEAST_PX, issues.length * ROW_PX + 90))} />;
};

/** Due dates of a round as bars; what an extension added is of another colour. */
export const DueChart = ({ round }: { readonly round: string }) => {
  const { t } = useWords();
  const rows = useRoundRows(round);
  return <Section title={t('rounds.gantt')}><Loaded query={rows}>{(data) => (data.issues.length === 0 ? <Nothing title={t('register.none')} /> : <Bars {...data} />)}</Loaded></Section>;
};
