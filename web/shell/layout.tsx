import { CheckSquareOutlined, FileSearchOutlined, HistoryOutlined, LogoutOutlined, MenuOutlined, ProfileOutlined, SafetyCertificateOutlined, SettingOutlined, TableOutlined, TranslationOutlined } from '@ant-design/icons';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Badge, Button, Drawer, Grid, Menu } from 'antd';
import { useState, type ReactNode } from 'react';
import { useLiveChanges } from '../api/live.ts';
import { useTodos } from '../api/queries.ts';
import type { Me } from '../api/types.ts';
import { useSignOut } from '../sign-in/use-sign-out.ts';
import icon from '../icon.svg';
import { useWords } from '../words/language.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { keepFocus } from './keep-focus.ts';
import { entriesFor } from './menu.ts';
import { OfflineNote } from './offline-note.tsx';

const ICONS: Readonly<Record<string, ReactNode>> = {
  '/todo': <CheckSquareOutlined />,
  '/approvals': <SafetyCertificateOutlined />,
  '/register': <TableOutlined />,
  '/rounds': <ProfileOutlined />,
  '/look-backs': <HistoryOutlined />,
  '/audit': <FileSearchOutlined />,
  '/settings': <SettingOutlined />,
};

const Navigation = ({ me, path, onGo }: { readonly me: Me; readonly path: string; readonly onGo?: () => void }) => {
  const { t } = useWords();
  const acts = me.person !== null;
  const { data } = useTodos(acts);
  const waiting = (data?.todos.length ?? 0) + (data?.toConfirm.length ?? 0);
  const items = entriesFor(me.standings).map(({ to, words }) => ({
    key: to,
    icon: ICONS[to],
    label: (
      <Link to={to}>
        {t(words)}
        {to === '/todo' && waiting > 0 ? <Badge count={waiting} size="small" className="menu-count" /> : null}
      </Link>
    ),
  }));
  const selected = items.find(({ key }) => path.startsWith(key))?.key ?? (path.startsWith('/issue') ? '/register' : '');
  return <Menu mode="inline" items={items} selectedKeys={[selected]} {...(onGo === undefined ? {} : { onClick: onGo })} />;
};

/** Menu at the side (behind a button on a phone), who is signed in, and the page itself. */
export const Layout = ({ me }: { readonly me: Me }) => {
  const { t, language, setLanguage } = useWords();
  const wide = Grid.useBreakpoint().lg ?? window.innerWidth >= 992;
  const [open, setOpen] = useState(false);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const signOut = useSignOut();
  useLiveChanges(me.standings.some((one) => one !== 'administrator'));
  return (
    <div className="shell">
      <button type="button" className="skip" onClick={() => document.getElementById('content')?.focus()}>{t('skip')}</button>
      <header className="top">
        {wide ? null : <Button type="text" icon={<MenuOutlined />} aria-label={t('menu.open')} onClick={() => setOpen(true)} className="on-dark" />}
        <span className="brand"><img src={icon} alt="" width={24} height={24} />{t('product')}</span>
        <span className="grow" />
        <span className="who" title={me.posts.join(t('and'))}>{me.name}</span>
        <Button type="text" className="on-dark" lang={language === 'zh' ? 'en' : 'zh-CN'} icon={<TranslationOutlined />} onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>{wide ? t('language') : <span className="unseen">{t('language')}</span>}</Button>
        <Button type="text" className="on-dark" icon={<LogoutOutlined />} onClick={() => void signOut()}>{wide ? t('signOut') : <span className="unseen">{t('signOut')}</span>}</Button>
      </header>
      <OfflineNote />
      <div className="below">
        {wide ? <nav className="side" aria-label={t('product')}><Navigation me={me} path={path} /></nav> : (
          <Drawer onKeyDown={keepFocus} open={open} onClose={() => setOpen(false)} placement="left" size={260} title={t('product')} styles={{ body: { padding: 0 } }}>
            <Navigation me={me} path={path} onGo={() => setOpen(false)} />
          </Drawer>
        )}
        <main id="content" className="content" tabIndex={-1}>
          <ErrorBoundary key={path}>
            <Outlet />
          </ErrorBoundary>
        </main>
      </div>
    </div>
  );
};
