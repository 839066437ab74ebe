import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import type { DeliveryHealth } from '../../client/delivery-health.ts';
import { DELIVERY_STATES } from '../../domain/delivery-states.ts';
import { DELIVERY_NAMES } from '../../domain/field-words.ts';
import { instantInWords } from '../../domain/time.ts';
import { ask } from '../api/http.ts';
import { useMe } from '../api/queries.ts';
import { Section } from '../issue/section.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { useWords } from '../words/language.tsx';

type System = { readonly now: number; readonly ledger: string | null; readonly engine: string | null; readonly size: { readonly issues: number; readonly events: number; readonly people: number; readonly bytes: number }; readonly deliveries: DeliveryHealth };

const MEGABYTE = 1024 * 1024;
const LOOK_AGAIN_MS = 30_000;

const Up = ({ name, version }: { readonly name: string; readonly version: string | null }) => {
  const { t } = useWords();
  return <><dt>{name}</dt><dd><span className={version === null ? 'mark bad' : 'mark'}>{t(version === null ? 'settings.down' : 'settings.up')}</span> {version}</dd></>;
};

/** What needs somebody, in words; nothing where all is well. */
const Troubles = ({ health }: { readonly health: DeliveryHealth }) => {
  const { t } = useWords();
  const { counts, late, heartStopped, letterGaps } = health;
  const { uncertain = 0, rejected = 0 } = counts;
  const said = [
    ...(heartStopped ? [t('health.stopped')] : []),
    ...(late > 0 ? [t('health.late', { n: late })] : []),
    ...(uncertain > 0 ? [t('health.uncertain', { n: uncertain })] : []),
    ...(rejected > 0 ? [t('health.rejected', { n: rejected })] : []),
    ...letterGaps.map(({ series, year }) => t('health.gap', { series, year })),
  ];
  return said.length === 0 ? <Alert type="success" showIcon title={t('health.well')} /> : <Alert type="warning" showIcon title={said.map((one) => <div key={one}>{one}</div>)} />;
};

/** 运行状况: are the engine and the ledger up, do notices leave, is somebody comparing. */
export const Health = () => {
  const { t, say } = useWords();
  const audits = useMe().data?.standings.some((one) => one === 'office' || one === 'team') === true;
  const system = useQuery({ queryKey: ['system'], queryFn: async () => await ask<System>('GET', '/system'), refetchInterval: LOOK_AGAIN_MS });
  const at = (instant: number | null): string => (instant === null ? t('none') : instantInWords(instant));
  return (
    <Loaded query={system}>
      {({ ledger, engine, size, deliveries }) => (
        <>
          <Troubles health={deliveries} />
          <Section title={t('health.system')}>
            <dl className="facts">
              <Up name={t('health.engine')} version={engine} />
              <Up name={t('health.ledger')} version={ledger === null ? null : `PostgreSQL ${ledger}`} />
              <dt>{t('health.size')}</dt><dd>{t('health.sizes', { issues: size.issues, events: size.events, people: size.people, mb: Math.round(size.bytes / MEGABYTE) })}</dd>
            </dl>
          </Section>
          <Section title={t('health.deliveries')}>
            <dl className="facts">
              {DELIVERY_STATES.filter((state) => (deliveries.counts[state] ?? 0) > 0).map((state) => <div key={state} className="fact"><dt>{say(DELIVERY_NAMES[state])}</dt><dd>{deliveries.counts[state]}</dd></div>)}
              <dt>{t('health.last')}</dt><dd>{at(deliveries.lastAt)}</dd>
              <dt>{t('health.next')}</dt><dd>{at(deliveries.nextAt)}</dd>
              <dt>{t('health.compared')}</dt><dd>{deliveries.compared === null ? t('health.never') : t('health.comparedAt', { at: instantInWords(deliveries.compared.finishedAt), issues: deliveries.compared.issues, planned: deliveries.compared.planned, withdrawn: deliveries.compared.withdrawn })}</dd>
            </dl>
            {audits ? <p className="after-form"><Link to="/audit">{t('health.toAudit')}</Link></p> : null}
          </Section>
        </>
      )}
    </Loaded>
  );
};
