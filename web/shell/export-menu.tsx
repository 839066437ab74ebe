import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useWords } from '../words/language.tsx';
import type { ExportGroup } from './export-menu-open.tsx';
import { later } from './later.tsx';
import { useReal } from './use-real.ts';

const load = later(async () => (await import('./export-menu-open.tsx')).ExportMenuOpen);

/** The button behind which files can be taken out. */
export const ExportMenu = ({ groups }: { readonly groups: readonly ExportGroup[] }) => {
  const { t } = useWords();
  const [real, turnTo] = useReal(load);
  return real === null ? <Button icon={<DownloadOutlined />} aria-haspopup="menu" aria-expanded={false} onClick={() => turnTo(true)}>{t('register.export')}</Button> : <real.Part groups={groups} />;
};
