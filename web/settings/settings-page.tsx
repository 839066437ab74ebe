import { useNavigate, useParams } from '@tanstack/react-router';
import { Select, Tabs } from 'antd';
import { lazy, Suspense, type ComponentType } from 'react';
import { useMe } from '../api/queries.ts';
import { useIsWide } from '../shell/use-width.ts';
import { useWords } from '../words/language.tsx';
import { Account } from './account.tsx';
import { Accounts } from './accounts.tsx';
import { Channels } from './channels.tsx';
import { Health } from './health.tsx';
import { Holidays } from './holidays.tsx';
import { partsFor, type Part } from './parts.ts';
import { People } from './people.tsx';
import { Templates } from './templates.tsx';
import { Webhooks } from './webhooks.tsx';

/** Brings the YAML library along, which nobody else needs. */
const Policies = lazy(async () => ({ default: (await import('./policies.tsx')).Policies }));

const VIEWS: Readonly<Record<Part, ComponentType>> = { account: Account, people: People, policies: Policies, holidays: Holidays, templates: Templates, channels: Channels, accounts: Accounts, webhooks: Webhooks, health: Health };

/** 设置: one's own account; for those who keep the system also what everybody counts and acts by. The part stands in the address. */
export const SettingsPage = () => {
  const { t } = useWords();
  const { part } = useParams({ strict: false });
  const navigate = useNavigate();
  const parts = partsFor(useMe().data?.standings ?? []);
  const chosen = parts.find((one) => one.part === part)?.part ?? 'account';
  const View = VIEWS[chosen];
  const wide = useIsWide('lg');
  const go = (key: string): void => void navigate({ to: '/settings/$part', params: { part: key } });
  return (
    <div className="settings">
      <div className="page-head"><h1>{t('menu.settings')}</h1></div>
      {parts.length < 2 ? null : wide ? (
        <Tabs activeKey={chosen} onChange={go} items={parts.map(({ part: key, words }) => ({ key, label: t(words) }))} />
      ) : (
        <Select className="part-choice" aria-label={t('settings.part')} value={chosen} onChange={go} options={parts.map(({ part: value, words }) => ({ value, label: t(words) }))} />
      )}
      <div className="stack"><Suspense fallback={<p className="muted">{t('loading')}</p>}><View /></Suspense></div>
    </div>
  );
};
