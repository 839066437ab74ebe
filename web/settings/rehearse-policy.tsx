import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Select } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { ask } from '../api/http.ts';
import { useRounds } from '../api/queries.ts';
import type { Rehearsal } from '../api/types.ts';
import { RehearsalBar } from '../rounds/rehearsal-bar.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';

// Its charts are fetched when there is something to draw.
const RehearsalOutcome = lazy(async () => ({ default: (await import('../rounds/rehearsal-outcome.tsx')).RehearsalOutcome }));

const MONTHS = 12;
/** A policy by its name, or the text of one that is not kept yet. */
export type PolicyToRehearse = { readonly policy: string } | { readonly yaml: string };

/** 先推演再采用: a whole round played forward by its own rules and by these, if nobody acted; nothing is sent and nothing changed. */
export const RehearsePolicy = ({ wanted, round: given }: { readonly wanted: PolicyToRehearse; readonly round?: string }) => {
  const { t } = useWords();
  const rounds = useRounds().data?.rounds ?? [];
  const [chosen, setChosen] = useState<string>();
  const round = given ?? chosen ?? rounds[0]?.id;
  const played = async (id: string, more: object): Promise<Rehearsal> => await ask<Rehearsal>('POST', `/rounds/${encodeURIComponent(id)}/rehearsal`, { body: { months: MONTHS, ...more } });
  const play = useMutation({
    mutationFn: async (id: string) => {
      const [present, proposed] = [await played(id, {}), await played(id, wanted)];
      return { present, proposed };
    },
  });
  const { data } = play;
  return (
    <div className="stack">
      <p className="muted">{t('policy.rehearseHelp', { months: MONTHS })}</p>
      <div className="bar">
        {given === undefined ? <Form.Item label={t('register.round')} htmlFor="rehearse-round" className="inline-item"><Select id="rehearse-round" {...(round === undefined ? {} : { value: round })} onChange={setChosen} options={rounds.map(({ id, title }) => ({ value: id, label: title }))} popupMatchSelectWidth={false} /></Form.Item> : null}
        <Button loading={play.isPending} disabled={round === undefined} onClick={() => round !== undefined && play.mutate(round)}>{t('policy.rehearse')}</Button>
      </div>
      {play.isPending && round !== undefined ? <RehearsalBar round={round} /> : null}
      {play.error === null ? null : <ProblemAlert error={play.error} />}
      {data === undefined ? null : (
        <>
          <Alert type="info" showIcon title={t('policy.rehearsed', { now: data.present.notices.length, proposed: data.proposed.notices.length, worstNow: data.present.worstDay?.notices ?? 0, worstThen: data.proposed.worstDay?.notices ?? 0, peopleNow: data.present.people.length, peopleThen: data.proposed.people.length })} />
          {data.proposed.worstDay === null ? <Nothing title={t('rounds.rehearsedNone')} /> : <Suspense fallback={null}><RehearsalOutcome months={MONTHS} result={data.proposed} worst={data.proposed.worstDay} /></Suspense>}
        </>
      )}
    </div>
  );
};
