import { useQuery } from '@tanstack/react-query';
import { Tabs } from 'antd';
import { instantInWords } from '../../domain/time.ts';
import { ask } from '../api/http.ts';
import type { DeliveryState } from '../api/types.ts';
import { useMe, usePeople } from '../api/queries.ts';
import { Loaded } from '../shell/loaded.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { useWords } from '../words/language.tsx';

type Access = { readonly position: number; readonly at: number; readonly person: string | null; readonly account: string | null; readonly action: string; readonly subject: string | null };
type Delivery = { readonly id: string; readonly issueId: string; readonly recipient: string; readonly state: DeliveryState; readonly notBefore: number; readonly topic: string; readonly step: string };

/** What did not reach anybody for certain. */
const FAILED: readonly DeliveryState[] = ['rejected', 'uncertain', 'suppressed'];

const AccessLog = () => {
  const { t } = useWords();
  const log = useQuery({ queryKey: ['access-log'], queryFn: async () => await ask<{ readonly entries: readonly Access[] }>('GET', '/access-log') });
  return (
    <Loaded query={log}>
      {(data) =>
        data.entries.length === 0 ? <Nothing title={t('audit.none')} /> : (
          <ul className="lines section">{data.entries.map((one) => <li key={one.position} className="line-head"><span className="when">{instantInWords(one.at)}</span><b>{one.person ?? one.account ?? '—'}</b><code>{one.action}</code><span className="muted">{one.subject}</span></li>)}</ul>
        )
      }
    </Loaded>
  );
};

const Deliveries = () => {
  const { t } = useWords();
  const people = usePeople().data?.people ?? [];
  const nameOf = (id: string): string => people.find((one) => one.id === id)?.name ?? id;
  const sent = useQuery({ queryKey: ['deliveries'], queryFn: async () => await ask<{ readonly deliveries: readonly Delivery[] }>('GET', '/deliveries') });
  return (
    <Loaded query={sent}>
      {(data) =>
        data.deliveries.length === 0 ? <Nothing title={t('audit.none')} /> : (
          <ul className="lines section">{data.deliveries.map((one) => <li key={one.id} className="line-head"><span className="when">{instantInWords(one.notBefore)}</span><b>{nameOf(one.recipient)}</b><span className={FAILED.includes(one.state) ? 'mark bad' : 'mark'}>{t(`delivery.${one.state}`)}</span><span className="muted">{one.issueId.replace(/^issue\//, '')}</span></li>)}</ul>
        )
      }
    </Loaded>
  );
};

/** 审计: who read or took out what, and what became of the notices. */
export const AuditPage = () => {
  const { t } = useWords();
  const office = useMe().data?.standings.includes('office') === true;
  return (
    <div className="narrow">
      <div className="page-head"><h1>{t('menu.audit')}</h1></div>
      <Tabs items={[{ key: 'deliveries', label: t('audit.deliveries'), children: <Deliveries /> }, ...(office ? [{ key: 'access', label: t('audit.access'), children: <AccessLog /> }] : [])]} />
    </div>
  );
};
