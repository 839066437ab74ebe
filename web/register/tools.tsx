import { ColumnWidthOutlined, DownloadOutlined } from '@ant-design/icons';
import { Button, Checkbox, Dropdown, Popover } from 'antd';
import { REGISTER_COLUMN_IDS, REGISTER_COLUMNS, type RegisterColumn } from '../../domain/register-columns.ts';
import { useRounds } from '../api/queries.ts';
import { FILE_FORMATS } from '../shell/export-button.tsx';
import { useWords } from '../words/language.tsx';
import { apiQuery, type RegisterSearch } from './search.ts';

export const ColumnChoice = ({ chosen, onChange }: { readonly chosen: readonly RegisterColumn[]; readonly onChange: (chosen: readonly RegisterColumn[]) => void }) => {
  const { t, say } = useWords();
  const options = REGISTER_COLUMN_IDS.map((id) => ({ value: id, label: say(REGISTER_COLUMNS[id]), disabled: id === 'title' }));
  return (
    <Popover trigger="click" placement="bottomRight" title={t('register.columns')} content={<Checkbox.Group className="column-choice" options={options} value={[...chosen]} onChange={onChange} />}>
      <Button icon={<ColumnWidthOutlined />}>{t('register.columns')}</Button>
    </Popover>
  );
};


/** What is shown as a file, with its filters, order and columns; or the whole register of a round in the official form. */
export const ExportMenu = ({ search, columns }: { readonly search: RegisterSearch; readonly columns: readonly RegisterColumn[] }) => {
  const { t } = useWords();
  const { round } = search;
  const rounds = (useRounds().data?.rounds ?? []).filter(({ id }) => round === undefined || round.split(',').includes(id));
  const shown = FILE_FORMATS.map(([format, name]) => {
    const query = apiQuery(search);
    query.set('columns', columns.join(','));
    query.set('format', format);
    return { key: format, label: <a href={`/api/register?${query.toString()}`} download>{name}</a> };
  });
  const whole = rounds.flatMap(({ id, title }) => FILE_FORMATS.map(([format, name]) => ({ key: `${id} ${format}`, label: <a href={`/api/rounds/${encodeURIComponent(id)}/register?format=${format}`} download>{title} · {name}</a> })));
  const items = [{ key: 'shown', type: 'group' as const, label: t('register.exportShown'), children: shown }, ...(whole.length === 0 ? [] : [{ key: 'whole', type: 'group' as const, label: t('register.exportHelp'), children: whole }])];
  return (
    <Dropdown trigger={['click']} menu={{ items, style: { maxHeight: 360, overflow: 'auto' } }}>
      <Button icon={<DownloadOutlined />}>{t('register.export')}</Button>
    </Dropdown>
  );
};
