import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { ask } from '../api/http.ts';
import { useRounds } from '../api/queries.ts';
import type { Words } from '../api/types.ts';
import { PersonSelect } from '../act/person-select.tsx';
import { DayInput } from '../shell/day-input.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import { useWords } from '../words/language.tsx';
import { HistoryList, type HistoryQuery } from './history-list.tsx';

type Types = { readonly types: readonly (Words & { readonly type: string })[] };

/** Everything that happened, by round, person, kind and day; and the same as a file. */
export const FullHistory = () => {
  const { t, say } = useWords();
  const [query, setQuery] = useState<HistoryQuery>({});
  const rounds = useRounds().data?.rounds ?? [];
  const types = useQuery({ queryKey: ['history-types'], queryFn: async () => await ask<Types>('GET', '/history/types'), staleTime: Infinity });
  const change = (changed: HistoryQuery): void => setQuery((before) => ({ ...before, ...changed }));
  return (
    <>
      <div className="filters">
        <Select allowClear className="filter" aria-label={t('register.round')} placeholder={t('register.round')} onChange={(round: string | undefined) => change({ round: round ?? '' })} options={rounds.map(({ id, title }) => ({ value: id, label: title }))} popupMatchSelectWidth={false} />
        <span className="filter"><PersonSelect label={t('audit.who')} placeholder={t('audit.who')} onChange={(person: string | undefined) => change({ person: person ?? '' })} /></span>
        <Select mode="multiple" allowClear maxTagCount="responsive" className="filter" aria-label={t('audit.what')} placeholder={t('audit.what')} onChange={(chosen: string[]) => change({ types: chosen.join(',') })} options={(types.data?.types ?? []).map(({ type, ...words }) => ({ value: type, label: say(words) }))} popupMatchSelectWidth={false} showSearch={{ optionFilterProp: 'label' }} />
        <span className="range">
          <span className="muted">{t('audit.when')}</span>
          <DayInput aria-label={`${t('audit.when')} ≥`} onChange={({ target }) => change({ from: target.value })} />
          —
          <DayInput aria-label={`${t('audit.when')} ≤`} onChange={({ target }) => change({ to: target.value })} />
        </span>
        <ExportButton path="/history/file" query={query} />
      </div>
      <HistoryList query={query} />
    </>
  );
};
