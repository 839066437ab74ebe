import { ColumnWidthOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { RegisterColumn } from '../../domain/register-columns.ts';
import { useRounds } from '../api/queries.ts';
import { FILE_FORMATS } from '../shell/export-button.tsx';
import { ExportMenu } from '../shell/export-menu.tsx';
import { later } from '../shell/later.tsx';
import { useReal } from '../shell/use-real.ts';
import { useWords } from '../words/language.tsx';
import type { ColumnProps } from './column-choice-open.tsx';
import { apiQuery, type RegisterSearch } from './search.ts';

const loadChoice = later(async () => (await import('./column-choice-open.tsx')).ColumnChoiceOpen);

export const ColumnChoice = (props: ColumnProps) => {
  const { t } = useWords();
  const [real, turnTo] = useReal(loadChoice);
  return real === null ? <Button icon={<ColumnWidthOutlined />} onClick={() => turnTo(true)}>{t('register.columns')}</Button> : <real.Part {...props} />;
};

/** What is shown as a file, with its filters, order and columns; or the whole register of a round in the official form. */
export const RegisterExport = ({ search, columns }: { readonly search: RegisterSearch; readonly columns: readonly RegisterColumn[] }) => {
  const { t } = useWords();
  const { round } = search;
  const rounds = (useRounds().data?.rounds ?? []).filter(({ id }) => round === undefined || round.split(',').includes(id));
  const shown = FILE_FORMATS.map(([format, name]) => {
    const query = apiQuery(search);
    query.set('columns', columns.join(','));
    query.set('format', format);
    return { href: `/api/register?${query.toString()}`, name };
  });
  const whole = rounds.flatMap(({ id, title }) => FILE_FORMATS.map(([format, name]) => ({ href: `/api/rounds/${encodeURIComponent(id)}/register?format=${format}`, name: `${title} · ${name}` })));
  return <ExportMenu groups={[{ title: t('register.exportShown'), files: shown }, ...(whole.length === 0 ? [] : [{ title: t('register.exportHelp'), files: whole }])]} />;
};
