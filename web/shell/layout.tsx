import { CheckSquareOutlined, FileSearchOutlined, HistoryOutlined, LogoutOutlined, MenuOutlined, ProfileOutlined, SafetyCertificateOutlined, SettingOutlined, TableOutlined, TranslationOutlined } from '@ant-design/icons';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useLiveChanges } from '../api/live.ts';
import { useTodos } from '../api/queries.ts';
import type { Me } from '../api/types.ts';
import { useSignOut } from '../sign-in/use-sign-out.ts';
import icon from '../icon.svg';
import { useWords } from '../words/language.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { fetchTheRest, whenWanted } from './later.tsx';
import { entriesFor } from './menu.ts';
import { OfflineNote } from './offline-note.tsx';
import { useIsWide } from './use-width.ts';

const ICONS: Readonly<Record<string, ReactNode>> = {
  '/todo': <CheckSquareOutlined />,
  '/approvals': <SafetyCertificateOutlined />,
  '/register': <TableOutlined />,
  '/rounds': <ProfileOutlined />,
  '/look-backs': <HistoryOutlined />,
  '/audit': <FileSearchOutlined />,
  '/settings': <SettingOutlined />,
};

const MOST_COUNTED = 99;
const Navigation = ({ me, path, onGo }: { readonly me: Me; readonly path: string; readonly onGo?: () => void }) => {
  const { t } = useWords();
  const acts = me.person !== null;
  const { data } = useTodos(acts);
  const waiting = (data?.todos.length ?? 0) + (data?.toConfirm.length ?? 0);
  const entries = entriesFor(me.standings);
  const here = entries.find(({ to }) => path.startsWith(to))?.to ?? (path.startsWith('/issue') ? '/register' : '');
  return (
    <ul className="menu">
      {entries.map(({ to, words }) => (
        <li key={to}>
          <Link to={to} className={to === here ? 'here' : ''} aria-current={to === here ? 'page' : undefined} onClick={onGo}>
            {ICONS[to]}
            <span>{t(words)}</span>
            {to === '/todo' && waiting > 0 ? <span className="menu-count">{waiting > MOST_COUNTED ? `${MOST_COUNTED}+` : waiting}</span> : null}
          </Link>
        </li>
      ))}
    </ul>
  );
};

const Drawer = whenWanted(async () => (await import('./drawer.tsx')).Drawer, ({ open }) => open === true);

/** Menu at the side (behind a button on a phone), who is signed in, and the page itself. */
export const Layout = ({ me }: { readonly me: Me }) => {
  const { t, language, setLanguage } = useWords();
  const wide = useIsWide('lg');
  const [open, setOpen] = useState(false);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const signOut = useSignOut();
  useEffect(fetchTheRest, []);
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
          <Drawer open={open} onClose={() => setOpen(false)} placement="left" size={260} title={t('product')} styles={{ body: { padding: 0 } }}>
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
