import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RecordSummary } from '../../client/notice-record.ts';
import { PersonSelect } from '../act/person-select.tsx';
import { ask } from '../api/http.ts';
import { useMe } from '../api/queries.ts';
import type { IssuePage } from '../api/types.ts';
import { Section } from '../issue/section.tsx';
import { SubjectLink } from '../issue/subject-link.tsx';
import { StatusTag } from '../register/tags.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { useWords } from '../words/language.tsx';
import { HistoryList } from './history-list.tsx';

/** Enough to see the whole of a person; the register has them all. */
const MOST = 200;

const Numbers = ({ person }: { readonly person: string }) => {
  const { t } = useWords();
  const told = useQuery({ queryKey: ['told', person], queryFn: async () => await ask<{ readonly summary: RecordSummary }>('GET', `/people/${encodeURIComponent(person)}/notices?limit=1000`) });
  return (
    <Section title={t('audit.told')} aside={<ExportButton path={`/people/${encodeURIComponent(person)}/notices/file`} />}>
      <Loaded query={told} rows={2}>
        {({ summary }) => (
          <div className="numbers">
            {(['notices', 'told', 'confirmed', 'unconfirmed', 'moved', 'unmoved'] as const).map((one) => <div key={one} className="number"><b>{summary[one]}</b>{t(`audit.sum.${one}`)}</div>)}
            {summary.medianHoursToConfirm === null ? null : <div className="number"><b>{summary.medianHoursToConfirm}</b>{t('audit.sum.confirmHours')}</div>}
          </div>
        )}
      </Loaded>
    </Section>
  );
};

const Issues = ({ person }: { readonly person: string }) => {
  const { t } = useWords();
  const issues = useQuery({ queryKey: ['issues', 'of', person], queryFn: async () => await ask<IssuePage>('GET', `/issues?part=${encodeURIComponent(`person:${person}`)}&sort=-openedAt&limit=${MOST}`) });
  return (
    <Section title={t('audit.issues')}>
      <Loaded query={issues} rows={3}>
        {(data) => data.issues.length === 0 ? <p className="muted">{t('audit.noIssues')}</p> : <ul className="lines">{data.issues.map((one) => <li key={one.id} className="line-head"><SubjectLink subject={one.id} /><StatusTag status={one.status} />{one.overdueSince === null ? null : <span className="mark bad">{t('mark.overdue')}</span>}<span className="grow-text">{one.title}</span></li>)}</ul>}
      </Loaded>
    </Section>
  );
};

/** One person over all rounds: what they were told and how they answered, the issues that name them, everything they did. */
export const PersonHistory = () => {
  const { t } = useWords();
  const [person, setPerson] = useState<string>();
  const me = useMe().data;
  // What somebody was told is for the office and for himself.
  const seesNotices = me?.standings.includes('office') === true || (person !== undefined && me?.person === person);
  return (
    <div className="stack">
      <div className="filters"><span className="wide-filter"><PersonSelect label={t('audit.choosePerson')} placeholder={t('audit.choosePerson')} {...(person === undefined ? {} : { value: person })} onChange={setPerson} /></span></div>
      {person === undefined ? <Nothing title={t('audit.choosePerson')} help={t('audit.personHelp')} /> : <>{seesNotices ? <Numbers key={person} person={person} /> : null}<Issues person={person} /><div className="filters"><ExportButton path="/history/file" query={{ person }} /></div><HistoryList query={{ person }} /></>}
    </div>
  );
};
