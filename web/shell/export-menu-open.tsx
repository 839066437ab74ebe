import { DownloadOutlined } from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useState } from 'react';
import { useWords } from '../words/language.tsx';

/** Files that can be taken out, in groups; a group without a title is just a list. */
export type ExportGroup = { readonly title: string | null; readonly files: readonly { readonly href: string; readonly name: string }[] };

const itemsOf = (groups: readonly ExportGroup[]): NonNullable<MenuProps['items']> =>
  groups.flatMap(({ title, files }): NonNullable<MenuProps['items']> => {
    const items = files.map(({ href, name }) => ({ key: href, label: <a href={href} download>{name}</a> }));
    return title === null ? items : [{ key: title, type: 'group', label: title, children: items }];
  });

/** The menu itself, open from the beginning: the click that called for it was on its stand-in. */
export const ExportMenuOpen = ({ groups }: { readonly groups: readonly ExportGroup[] }) => {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(true);
  return (
    <Dropdown open={isOpen} onOpenChange={setOpen} trigger={['click']} menu={{ items: itemsOf(groups), style: { maxHeight: 360, overflow: 'auto' } }}>
      <Button autoFocus icon={<DownloadOutlined />} aria-haspopup="menu" aria-expanded={isOpen}>{t('register.export')}</Button>
    </Dropdown>
  );
};
