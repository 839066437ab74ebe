import { Segmented } from 'antd';
import { useState } from 'react';
import { instantInWords } from '../../domain/time.ts';
import { useTimeline, useTold } from '../api/queries.ts';
import type { EventEntry, IssueView, ToldEntry } from '../api/types.ts';
import { Loaded } from '../shell/loaded.tsx';
import { useWords } from '../words/language.tsx';
import { confirmationsOf } from './confirmations.ts';
import { Section } from './section.tsx';

type Entry = { readonly at: number; readonly key: string } & ({ readonly event: EventEntry } | { readonly told: ToldEntry });
type Shown = 'all' | 'events' | 'told';

/** Acts and notices in one order of time; what is still to be sent comes last. */
const entriesOf = (events: readonly EventEntry[], told: readonly ToldEntry[], shown: Shown): readonly Entry[] => {
  const happened = shown === 'told' ? [] : events.map((event): Entry => ({ at: event.at, key: `e${event.seq}`, event }));
  const said = shown === 'events' ? [] : told.map((one): Entry => ({ at: one.settledAt ?? one.notBefore, key: `t${one.step} ${one.recipient} ${one.channel}`, told: one }));
  return [...happened, ...said].slice().sort((a, b) => a.at - b.at);
};

const Happened = ({ event }: { readonly event: EventEntry }) => {
  const { say, start } = useWords();
  return (
    <li>
      <div className="line-head"><span className="when">{instantInWords(event.at)}</span><b>{start(say(event))}</b><span className="muted">{say(event.byName)}</span></div>
      {event.details.zh === '' ? null : <div className="finding small" >{say(event.details)}</div>}
    </li>
  );
};

const Told = ({ told, view }: { readonly told: ToldEntry; readonly view: IssueView }) => {
  const { t, say } = useWords();
  const planned = told.state === 'planned';
  const confirmed = confirmationsOf(view.issue.acknowledgements, told);
  return (
    <li className={planned ? 'planned' : 'told'}>
      <div className="line-head"><span className="when">{instantInWords(told.settledAt ?? told.notBefore)}</span><span>{t(planned ? 'issue.planned' : 'issue.told')} {say(told.recipientName)}{t('colon')}{say(told.kindName)}</span></div>
      <div className="muted small">{[say(told.topicName), say(told.channelName), say(told.stateName), told.why === null ? null : say(told.why)].filter((part) => part !== null).join(' · ')}</div>
      {confirmed.map((one) => <div key={one.at} className="small">{t('issue.acknowledged', { name: say(told.recipientName) })} {instantInWords(one.at)}</div>)}
    </li>
  );
};

/** 经过: who, what, when, who was told by which road, and when it was confirmed. */
export const History = ({ view }: { readonly view: IssueView }) => {
  const { t } = useWords();
  const { round, number } = view.issue;
  const timeline = useTimeline(round, number);
  const told = useTold(round, number);
  const [shown, setShown] = useState<Shown>('all');
  return (
    <div className="history-place">
      <Section title={t('issue.timeline')}>
        <Segmented<Shown> value={shown} onChange={setShown} options={[{ value: 'all', label: t('issue.all') }, { value: 'events', label: t('issue.eventsOnly') }, { value: 'told', label: t('issue.toldOnly') }]} />
        <Loaded query={timeline} rows={8}>
          {({ events }) => (
            <ol className="history">
              {entriesOf(events, told.data?.told ?? [], shown).map((entry) => ('event' in entry ? <Happened key={entry.key} event={entry.event} /> : <Told key={entry.key} told={entry.told} view={view} />))}
            </ol>
          )}
        </Loaded>
      </Section>
    </div>
  );
};
