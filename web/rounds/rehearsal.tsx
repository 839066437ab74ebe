import { useMutation } from '@tanstack/react-query';
import { Button, Form, Select } from 'antd';
import { useState } from 'react';
import { ask } from '../api/http.ts';
import type { Rehearsal } from '../api/types.ts';
import { Section } from '../issue/section.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { RehearsalBar } from './rehearsal-bar.tsx';
import { RehearsalOutcome } from './rehearsal-outcome.tsx';
import { W } from './words.ts';

const MONTHS = [3, 6, 12, 24];
const USUAL = 12;

/** 沙盘推演: what would be sent if nobody acted; nothing is sent. */
export const RehearsalPart = ({ round }: { readonly round: string }) => {
  const { t, say } = useWords();
  const [months, setMonths] = useState(USUAL);
  const play = useMutation({ mutationFn: async (wanted: number) => ({ months: wanted, result: await ask<Rehearsal>('POST', `/rounds/${encodeURIComponent(round)}/rehearsal`, { body: { months: wanted } }) }) });
  const file = (format: 'xlsx' | 'csv'): string => `/api/rounds/${encodeURIComponent(round)}/rehearsal?months=${play.data?.months ?? months}&format=${format}`;
  return (
    <div className="stack">
      <Section title={t('rounds.rehearsal')}>
        <p className="muted">{t('rounds.rehearseHelp')}</p>
        <div className="bar">
          <Form.Item label={say(W.months)} htmlFor="rehearsal-months" className="inline-item"><Select id="rehearsal-months" value={months} onChange={setMonths} options={MONTHS.map((n) => ({ value: n, label: say(W.nMonths, { n }) }))} /></Form.Item>
          <Button type="primary" loading={play.isPending} onClick={() => play.mutate(months)}>{t('rounds.rehearse')}</Button>
          {play.data === undefined ? null : <><a href={file('xlsx')} download className="plain-link">{say(W.exportXlsx)}</a><a href={file('csv')} download className="plain-link">{say(W.exportCsv)}</a></>}
        </div>
        {play.isPending ? <RehearsalBar round={round} /> : null}
        {play.error === null ? null : <ProblemAlert error={play.error} />}
      </Section>
      {play.data === undefined ? null : play.data.result.worstDay === null ? <Nothing title={t('rounds.rehearsedNone')} /> : <RehearsalOutcome months={play.data.months} result={play.data.result} worst={play.data.result.worstDay} />}
    </div>
  );
};
