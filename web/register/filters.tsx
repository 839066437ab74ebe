import { FilterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { STATUS_NAMES } from '../../domain/acts/context.ts';
import { KIND_NAMES, LIGHT_NAMES } from '../../domain/field-words.ts';
import { useRounds } from '../api/queries.ts';
import { DayInput } from '../shell/day-input.tsx';
import { whenWanted } from '../shell/later.tsx';
import { useIsWide } from '../shell/use-width.ts';
import { useWords } from '../words/language.tsx';
import { Filter } from './filter.tsx';
import { SearchField } from './search-field.tsx';
import { MARKS, type RegisterSearch } from './search.ts';

type FiltersProps = { readonly search: RegisterSearch; readonly onChange: (change: RegisterSearch) => void; readonly onClear: () => void };

const valuesOf = (value: string | undefined): readonly string[] => (value === undefined ? [] : value.split(','));

/** The filters themselves. */
const FilterFields = ({ search, onChange, onClear }: FiltersProps) => {
  const { t } = useWords();
  const rounds = useRounds();
  const roundNames = Object.fromEntries((rounds.data?.rounds ?? []).map(({ id, title }) => [id, { zh: title, en: title }]));
  const markNames = Object.fromEntries(MARKS.map((mark) => [mark, { zh: t(`mark.${mark}`), en: t(`mark.${mark}`) }]));
  return (
    <>
      <Filter label={t('register.round')} value={valuesOf(search.round)} names={roundNames} onChange={(round) => onChange({ round: round.join(',') })} />
      <Filter label={t('register.status')} value={valuesOf(search.status)} names={STATUS_NAMES} onChange={(status) => onChange({ status: status.join(',') })} />
      <Filter label={t('register.light')} value={valuesOf(search.light)} names={LIGHT_NAMES} onChange={(light) => onChange({ light: light.join(',') })} />
      <Filter label={t('register.kind')} value={valuesOf(search.kind)} names={KIND_NAMES} onChange={(kind) => onChange({ kind: kind.join(',') })} />
      <Filter label={t('register.marks')} value={valuesOf(search.mark)} names={markNames} onChange={(mark) => onChange({ mark: mark.join(',') })} />
      <span className="range">
        <span className="muted">{t('register.due')}</span>
        <DayInput aria-label={`${t('register.due')} ≥`} value={search.dueFrom ?? ''} onChange={({ target }) => onChange({ dueFrom: target.value })} />
        —
        <DayInput aria-label={`${t('register.due')} ≤`} value={search.dueTo ?? ''} onChange={({ target }) => onChange({ dueTo: target.value })} />
      </span>
      <Button onClick={onClear}>{t('register.clear')}</Button>
    </>
  );
};

const Drawer = whenWanted(async () => (await import('../shell/drawer.tsx')).Drawer, ({ open }) => open === true);

/** Filters in a row; on a phone behind a button, the search always at hand. */
export const Filters = (props: FiltersProps) => {
  const { t } = useWords();
  const wide = useIsWide('lg');
  const [open, setOpen] = useState(false);
  const { search, onChange } = props;
  const count = Object.keys(search).filter((name) => name !== 'sort' && name !== 'title').length;
  return (
    <div className="filters">
      <SearchField label={t('register.search')} value={search.title ?? ''} onSearch={(title) => onChange({ title })} />
      {wide ? <FilterFields {...props} /> : (
        <>
          <Button icon={<FilterOutlined />} onClick={() => setOpen(true)}>{t('register.filters')}{count === 0 ? '' : ` (${count})`}</Button>
          <Drawer open={open} onClose={() => setOpen(false)} title={t('register.filters')} size="85%"><div className="stack"><FilterFields {...props} /><Button type="primary" onClick={() => setOpen(false)}>{t('confirm')}</Button></div></Drawer>
        </>
      )}
    </div>
  );
};
