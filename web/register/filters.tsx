import { FilterOutlined } from '@ant-design/icons';
import { Button, Drawer, Grid, Input, Select } from 'antd';
import { useState } from 'react';
import { STATUS_NAMES } from '../../domain/acts/context.ts';
import { KIND_NAMES, LIGHT_NAMES } from '../../domain/field-words.ts';
import { useRounds } from '../api/queries.ts';
import type { Words } from '../api/types.ts';
import { DayInput } from '../shell/day-input.tsx';
import { keepFocus } from '../shell/keep-focus.ts';
import { useWords } from '../words/language.tsx';
import { MARKS, type RegisterSearch } from './search.ts';

type Props = { readonly search: RegisterSearch; readonly onChange: (change: RegisterSearch) => void; readonly onClear: () => void };

const Many = ({ label, value, names, onChange }: { readonly label: string; readonly value: string | undefined; readonly names: Readonly<Record<string, Words>>; readonly onChange: (value: string) => void }) => {
  const { say } = useWords();
  return (
    <Select
      mode="multiple"
      allowClear
      maxTagCount="responsive"
      className="filter"
      aria-label={label}
      placeholder={label}
      value={value === undefined ? [] : value.split(',')}
      onChange={(chosen: string[]) => onChange(chosen.join(','))}
      options={Object.entries(names).map(([option, words]) => ({ value: option, label: say(words) }))}
    />
  );
};

const Fields = ({ search, onChange, onClear }: Props) => {
  const { t } = useWords();
  const rounds = useRounds();
  const roundNames = Object.fromEntries((rounds.data?.rounds ?? []).map(({ id, title }) => [id, { zh: title, en: title }]));
  const markNames = Object.fromEntries(MARKS.map((mark) => [mark, { zh: t(`mark.${mark}`), en: t(`mark.${mark}`) }]));
  return (
    <>
      <Many label={t('register.round')} value={search.round} names={roundNames} onChange={(round) => onChange({ round })} />
      <Many label={t('register.status')} value={search.status} names={STATUS_NAMES} onChange={(status) => onChange({ status })} />
      <Many label={t('register.light')} value={search.light} names={LIGHT_NAMES} onChange={(light) => onChange({ light })} />
      <Many label={t('register.kind')} value={search.kind} names={KIND_NAMES} onChange={(kind) => onChange({ kind })} />
      <Many label={t('register.marks')} value={search.mark} names={markNames} onChange={(mark) => onChange({ mark })} />
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

/** Filters in a row; on a phone behind a button, the search always at hand. */
export const Filters = (props: Props) => {
  const { t } = useWords();
  const wide = Grid.useBreakpoint().lg ?? true;
  const [open, setOpen] = useState(false);
  const { search, onChange } = props;
  const count = Object.keys(search).filter((name) => name !== 'sort' && name !== 'title').length;
  return (
    <div className="filters">
      <Input.Search className="search" allowClear aria-label={t('register.search')} placeholder={t('register.search')} defaultValue={search.title ?? ''} key={search.title ?? ''} onSearch={(title) => onChange({ title: title.trim() })} />
      {wide ? <Fields {...props} /> : (
        <>
          <Button icon={<FilterOutlined />} onClick={() => setOpen(true)}>{t('register.filters')}{count === 0 ? '' : ` (${count})`}</Button>
          <Drawer onKeyDown={keepFocus} open={open} onClose={() => setOpen(false)} title={t('register.filters')} size="85%"><div className="stack"><Fields {...props} /><Button type="primary" onClick={() => setOpen(false)}>{t('confirm')}</Button></div></Drawer>
        </>
      )}
    </div>
  );
};
