import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { DELIVERY_STATES, TROUBLED_STATES, type DeliveryState } from '../../domain/delivery-states.ts';
import { DELIVERY_NAMES } from '../../domain/field-words.ts';
import { instantInWords } from '../../domain/time.ts';
import { ask } from '../api/http.ts';
import type { Words } from '../api/types.ts';
import { useNameOf } from '../api/use-name-of.ts';
import { SubjectLink } from '../issue/subject-link.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { useWords } from '../words/language.tsx';

type Delivery = { readonly id: string; readonly issueId: string; readonly recipient: string; readonly state: DeliveryState; readonly notBefore: number; readonly topicName: Words; readonly step: string };

/** What became of the notices. */
export const Deliveries = () => {
  const { t, say } = useWords();
  const [state, setState] = useState<DeliveryState>();
  const nameOf = useNameOf();
  const sent = useQuery({ queryKey: ['deliveries', state], queryFn: async () => await ask<{ readonly deliveries: readonly Delivery[] }>('GET', `/deliveries${state === undefined ? '' : `?state=${state}`}`) });
  return (
    <>
      <div className="filters"><Select allowClear className="filter" aria-label={t('register.status')} placeholder={t('register.status')} {...(state === undefined ? {} : { value: state })} onChange={setState} options={DELIVERY_STATES.map((value) => ({ value, label: say(DELIVERY_NAMES[value]) }))} popupMatchSelectWidth={false} /><ExportButton path="/deliveries/file" query={state === undefined ? {} : { state }} /></div>
      <Loaded query={sent}>
        {(data) =>
          data.deliveries.length === 0 ? <Nothing title={t('audit.none')} /> : (
            <ul className="lines section">{data.deliveries.map((one) => <li key={one.id} className="line-head"><span className="when">{instantInWords(one.notBefore)}</span><b>{nameOf(one.recipient)}</b><span className={TROUBLED_STATES.includes(one.state) ? 'mark bad' : 'mark'}>{say(DELIVERY_NAMES[one.state])}</span><SubjectLink subject={one.issueId} /><span className="muted">{say(one.topicName)}</span></li>)}</ul>
          )
        }
      </Loaded>
    </>
  );
};
