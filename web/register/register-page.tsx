import { useNavigate, useSearch } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useState } from 'react';
import { REGISTER_COLUMN_IDS, type RegisterColumn } from '../../domain/register-columns.ts';
import { useMe } from '../api/queries.ts';
import { Nothing } from '../shell/nothing.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useIsWide } from '../shell/use-width.ts';
import { keep, kept, useWords } from '../words/language.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { USUAL_COLUMNS } from './columns.tsx';
import { Filters } from './filters.tsx';
import { RegisterCards } from './register-cards.tsx';
import { RegisterTable } from './register-table.tsx';
import { registerSearch, USUAL_SORT, type RegisterSearch } from './search.ts';
import { ColumnChoice, RegisterExport } from './tools.tsx';
import { useRegister } from './use-register.ts';

const KEPT = 'huitoukan.columns';
const keptColumns = (): readonly RegisterColumn[] => {
  const chosen = (kept(KEPT) ?? '').split(',');
  const known = REGISTER_COLUMN_IDS.filter((id) => chosen.includes(id));
  return known.length === 0 ? USUAL_COLUMNS : known;
};

/** 台账: filters and order stand in the address, columns are remembered by the browser. */
export const RegisterPage = () => {
  const { t } = useWords();
  const wide = useIsWide('md');
  const search = useSearch({ from: '/register' });
  const navigate = useNavigate();
  const { rows, names, total, data, error, isFetching, isPlaceholderData, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = useRegister(search);
  const acts = useMe().data?.person !== null;
  const [chosen, setChosen] = useState(keptColumns);
  const [selected, setSelected] = useState<readonly string[]>([]);
  const change = (changed: RegisterSearch): void => {
    setSelected([]);
    void navigate({ to: '/register', search: registerSearch({ ...search, ...changed }), replace: true });
  };
  const chooseColumns = (next: readonly RegisterColumn[]): void => {
    keep(KEPT, next.join(','));
    setChosen(next);
  };
  const more = (): void => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  };
  const isEmpty = data !== undefined && rows.length === 0 && !isPlaceholderData;
  return (
    <div className={wide ? 'fill' : ''}>
      <div className="page-head bar">
        <h1>{t('menu.register')}</h1>
        <span className="muted">{total === null ? '' : t('register.total', { n: total })}</span>
        <span className="grow" />
        {selected.length > 0 ? <BulkBar issues={selected} onDone={() => setSelected([])} /> : null}
        {wide ? <ColumnChoice chosen={chosen} onChange={chooseColumns} /> : null}
        <RegisterExport search={search} columns={chosen} />
      </div>
      <Filters search={search} onChange={change} onClear={() => void navigate({ to: '/register', search: {}, replace: true })} />
      {error === null ? null : <ProblemAlert error={error} retry={() => void refetch()} />}
      {data === undefined && error === null ? <Skeleton active paragraph={{ rows: 10 }} title={false} /> : null}
      {isEmpty ? <Nothing title={t('register.none')} help={t('register.noneHelp')} /> : null}
      {data === undefined || isEmpty ? null : wide ? (
        <RegisterTable rows={rows} total={total ?? rows.length} names={names} isWaiting={isPlaceholderData} columns={chosen} sort={search.sort ?? USUAL_SORT} onSort={(sort) => change({ sort })} selected={selected} onSelect={acts ? setSelected : null} onEnd={more} />
      ) : (
        <RegisterCards rows={rows} names={names} onMore={hasNextPage ? more : null} loading={isFetchingNextPage} />
      )}
    </div>
  );
};
