import { Alert } from 'antd';
import { useMemo, useState } from 'react';
import { DEADLINE_NAMES, NOTICE_NAMES } from '../../domain/words.ts';
import { usePeople } from '../api/queries.ts';
import type { Rehearsal } from '../api/types.ts';
import { SubjectLink } from '../issue/subject-link.tsx';
import { Section } from '../issue/section.tsx';
import { DayInput } from '../shell/day-input.tsx';
import { useIsWide } from '../shell/use-width.ts';
import { useWords } from '../words/language.tsx';
import { noticeHeat } from './chart-options.ts';
import { Chart } from './chart.tsx';
import { Figure } from './figure.tsx';
import { W } from './words.ts';

type DayLoad = NonNullable<Rehearsal['worstDay']>;
const MOST_PEOPLE = 20;
const MOST_NOTICES = 200;

/** What a rehearsal came to: the calendar of its notices, the worst of it, who gets most, and dates that fall on days off. */
export const RehearsalOutcome = ({ months, result, worst }: { readonly months: number; readonly result: Rehearsal; readonly worst: DayLoad }) => {
  const { t, say, language } = useWords();
  const narrow = !useIsWide('md');
  const option = useMemo(() => noticeHeat(result, narrow, language), [result, narrow, language]);
  const [day, setDay] = useState(worst.day);
  const people = usePeople().data?.people ?? [];
  const nameOf = (id: string): string => people.find((person) => person.id === id)?.name ?? id;
  const { notices, days, worstPersonDay, dueOnDaysOff, unpublishedYears, unheard, byKind } = result;
  const words = t('rounds.rehearsed', { months, n: notices.length, day: worst.day, most: worst.notices });
  const ofDay = notices.filter((notice) => notice.day === day);
  return (
    <>
      {unheard === 0 ? null : <Alert type="warning" showIcon title={say(W.unheardHelp, { n: unheard })} />}
      {unpublishedYears.length === 0 ? null : <Alert type="info" showIcon title={say(W.unpublished, { years: unpublishedYears.join(t('and')) })} />}
      <div className="numbers">
        <Figure words={say(W.totalNotices)} value={notices.length} note={Object.entries(byKind).map(([kind, count]) => `${say(NOTICE_NAMES[kind as keyof typeof NOTICE_NAMES])} ${count}`).join(t('and'))} />
        <Figure words={say(W.worst)} value={worst.notices} note={`${worst.day} · ${say(W.mails, { n: worst.mails })}`} />
        {worstPersonDay === null ? null : <Figure words={say(W.worstPerson)} value={worstPersonDay.notices} note={`${nameOf(worstPersonDay.person)} · ${worstPersonDay.day}`} />}
        <Figure words={say(W.peopleTold)} value={result.people.length} />
      </div>
      <Section title={say(W.byDay)}>
        <p>{words}</p>
        <p className="muted small">{say(W.heatHelp)}</p>
        <Chart option={option} label={words} height={narrow ? 860 : 240} onPick={(index) => setDay(days[index]?.day ?? day)} />
        <p><label htmlFor="rehearsal-day">{t('audit.when')}　</label><span className="range"><DayInput id="rehearsal-day" value={day} min={result.from} max={result.until} onChange={({ target }) => setDay(target.value)} /></span></p>
        <h3>{say(W.dayOf, { day, n: ofDay.length })}</h3>
        <ul className="lines">{ofDay.slice(0, MOST_NOTICES).map((one) => <li key={`${one.issue} ${one.step} ${one.person}`} className="line-head"><b>{nameOf(one.person)}</b><span className="mark">{say(NOTICE_NAMES[one.kind])}</span><SubjectLink subject={one.issue} />{one.about === null ? null : <span className="muted">{t('days.by', { day: one.about })}</span>}</li>)}</ul>
      </Section>
      <div className="two">
        <Section title={say(W.most)}>
          <ol className="lines">{result.people.slice(0, MOST_PEOPLE).map((one) => <li key={one.person}><b>{nameOf(one.person)}</b><div className="muted small">{say(W.mostLine, { notices: one.notices, mails: one.mails, letters: one.letters, day: one.worst })}</div></li>)}</ol>
        </Section>
        <Section title={say(W.daysOff, { n: dueOnDaysOff.length })}>
          {dueOnDaysOff.length === 0 ? <p className="muted">{say(W.daysOffNone)}</p> : <ul className="lines">{dueOnDaysOff.slice(0, MOST_NOTICES).map((one) => <li key={`${one.issue} ${one.day} ${one.kind}`} className="line-head"><b>{one.day}</b><span className="mark">{say(DEADLINE_NAMES[one.kind])}</span><SubjectLink subject={one.issue} /><span className="grow-text muted">{one.title}</span></li>)}</ul>}
        </Section>
      </div>
    </>
  );
};
