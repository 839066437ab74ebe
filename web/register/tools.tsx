import { ColumnWidthOutlined, DownloadOutlined } from '@ant-design/icons';
import { Button, Checkbox, Dropdown, Popover } from 'antd';
import { useRounds } from '../api/queries.ts';
import { useWords } from '../words/language.tsx';
import { COLUMNS } from './columns.tsx';

export const ColumnChoice = ({ chosen, onChange }: { readonly chosen: readonly string[]; readonly onChange: (chosen: string[]) => void }) => {
  const { t } = useWords();
  const options = COLUMNS.map(({ id, words }) => ({ value: id, label: t(words), disabled: id === 'title' }));
  return (
    <Popover trigger="click" placement="bottomRight" title={t('register.columns')} content={<Checkbox.Group className="column-choice" options={options} value={[...chosen]} onChange={onChange} />}>
      <Button icon={<ColumnWidthOutlined />}>{t('register.columns')}</Button>
    </Popover>
  );
};

/** The register of a round as a file for Excel; what one may see of it, the API decides. */
export const ExportMenu = ({ round }: { readonly round: string | undefined }) => {
  const { t } = useWords();
  const rounds = (useRounds().data?.rounds ?? []).filter(({ id }) => round === undefined || round.split(',').includes(id));
  const items = rounds.flatMap(({ id, title }) =>
    (['xlsx', 'csv'] as const).map((format) => ({ key: `${id} ${format}`, label: <a href={`/api/rounds/${encodeURIComponent(id)}/register?format=${format}`} download>{title} · {format === 'xlsx' ? 'Excel' : 'CSV'}</a> })),
  );
  return (
    <Dropdown trigger={['click']} disabled={items.length === 0} menu={{ items: [{ key: 'help', type: 'group', label: t('register.exportHelp'), children: items }], style: { maxHeight: 360, overflow: 'auto' } }}>
      <Button icon={<DownloadOutlined />}>{t('register.export')}</Button>
    </Dropdown>
  );
};
