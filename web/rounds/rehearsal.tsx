import { useMutation } from '@tanstack/react-query';
import { Button, Grid } from 'antd';
import { useMemo } from 'react';
import { ask } from '../api/http.ts';
import type { Rehearsal } from '../api/types.ts';
import { Section } from '../issue/section.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { noticeHeat } from './chart-options.ts';
import { Chart } from './chart.tsx';

const MONTHS = 12;

const Outcome = ({ result }: { readonly result: Rehearsal }) => {
  const { t } = useWords();
  const narrow = Grid.useBreakpoint().md === false;
  const option = useMemo(() => noticeHeat(result, narrow), [result, narrow]);
  const { worstDay, notices } = result;
  if (worstDay === null) return <Nothing title={t('rounds.rehearsedNone')} />;
  const words = t('rounds.rehearsed', { months: MONTHS, n: notices.length, day: worstDay.day, most: worstDay.notices });
  return (
    <>
      <p>{words}</p>
      <Chart option={option} label={words} height={narrow ? 860 : 240} />
    </>
  );
};

/** 沙盘推演: what would be sent if nobody acted; nothing is sent. */
export const RehearsalPart = ({ round }: { readonly round: string }) => {
  const { t } = useWords();
  const play = useMutation({ mutationFn: async () => await ask<Rehearsal>('POST', `/rounds/${encodeURIComponent(round)}/rehearsal`, { body: { months: MONTHS } }) });
  return (
    <Section title={t('rounds.rehearsal')}>
      <p className="muted">{t('rounds.rehearseHelp')}</p>
      <Button type="primary" loading={play.isPending} onClick={() => play.mutate()}>{t('rounds.rehearse')}</Button>
      {play.error === null ? null : <ProblemAlert error={play.error} />}
      {play.data === undefined ? null : <Outcome result={play.data} />}
    </Section>
  );
};
