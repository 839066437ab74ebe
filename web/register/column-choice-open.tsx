import { ColumnWidthOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover } from 'antd';
import { REGISTER_COLUMN_IDS, REGISTER_COLUMNS, type RegisterColumn } from '../../domain/register-columns.ts';
import { useWords } from '../words/language.tsx';

export type ColumnProps = { readonly chosen: readonly RegisterColumn[]; readonly onChange: (chosen: readonly RegisterColumn[]) => void };

/** The choice of columns, open from the beginning: the click that called for it was on its stand-in. */
export const ColumnChoiceOpen = ({ chosen, onChange }: ColumnProps) => {
  const { t, say } = useWords();
  const options = REGISTER_COLUMN_IDS.map((id) => ({ value: id, label: say(REGISTER_COLUMNS[id]), disabled: id === 'title' }));
  return (
    <Popover defaultOpen trigger="click" placement="bottomRight" title={t('register.columns')} content={<Checkbox.Group className="column-choice" options={options} value={[...chosen]} onChange={onChange} />}>
      <Button autoFocus icon={<ColumnWidthOutlined />}>{t('register.columns')}</Button>
    </Popover>
  );
};
