import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import type { DayTable } from '../../domain/day-table.ts';
import { addDays, instantInWords, isWeekend, weekdayOf } from '../../domain/time.ts';
import { ask, formOf } from '../api/http.ts';
import { useMe, useToday } from '../api/queries.ts';
import { useNameOf } from '../api/use-name-of.ts';
import { Section } from '../issue/section.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { FileButton } from './file-button.tsx';
import { NewRulesResult, type NewRules } from './new-rules.tsx';

type Editions = {
  readonly editions: readonly { readonly version: string; readonly source: string; readonly takenAt: number; readonly takenBy: string; readonly years: readonly number[] }[];
  readonly open: readonly { readonly version: string | null; readonly open: number }[];
  readonly shipped: { readonly version: string; readonly years: readonly number[] };
};
type Import = NewRules & { readonly version: string; readonly years: readonly number[]; readonly changedDays: readonly string[] };
/** A file, or the table that came with the program. */
type Incoming = File | 'package';

const daysOfMonth = (month: string): readonly string[] => {
  const days: string[] = [];
  for (let day = `${month}-01`; day.startsWith(month); day = addDays(day, 1)) days.push(day);
  return days;
};

/** One month: days off (weekends and by notice) and weekends worked are told apart by mark and colour. */
const Month = ({ month, rest, work }: { readonly month: string; readonly rest: ReadonlySet<string>; readonly work: ReadonlySet<string> }) => {
  const { t } = useWords();
  const [first = ''] = daysOfMonth(month);
  const lead = weekdayOf(first) - 1;
  return (
    <table className="year-month">
      <caption>{t('holidays.month', { n: Number(month.slice(-2)) })}</caption>
      <thead><tr>{t('holidays.weekdays').split(',').map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
      <tbody>
        {Array.from({ length: 6 }, (_empty, week) => (
          <tr key={week}>
            {Array.from({ length: 7 }, (_blank, at) => daysOfMonth(month)[week * 7 + at - lead]).map((day, at) =>
              day === undefined ? <td key={`blank ${at}`}>{'\u00a0'}</td> : <td key={day} className={rest.has(day) ? 'off notice' : work.has(day) ? 'worked' : isWeekend(day) ? 'off' : ''}>{Number(day.slice(8))}{rest.has(day) ? <sup>{t('holidays.rest')}</sup> : work.has(day) ? <sup>{t('holidays.work')}</sup> : null}</td>,
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Year = ({ table }: { readonly table: DayTable }) => {
  const { t } = useWords();
  const today = useToday();
  const [year, setYear] = useState(() => Math.min(table.years.at(-1) ?? 0, Number(today.slice(0, 4))));
  const [rest, work] = [new Set(table.rest), new Set(table.work)];
  const months = Array.from({ length: 12 }, (_empty, at) => `${year}-${String(at + 1).padStart(2, '0')}`);
  return (
    <Section title={t('holidays.year', { version: table.version })}>
      <div className="acts"><Segmented aria-label={t('holidays.chooseYear')} value={year} onChange={setYear} options={table.years.slice(-5).map((one) => ({ value: one, label: String(one) }))} /></div>
      <p className="muted small">{t('holidays.legend')}</p>
      <div className="year">{months.map((month) => <Month key={month} month={month} rest={rest} work={work} />)}</div>
    </Section>
  );
};

const TakeIn = ({ shipped }: { readonly shipped: Editions['shipped'] }) => {
  const { t } = useWords();
  const client = useQueryClient();
  const [incoming, setIncoming] = useState<Incoming | null>(null);
  const send = useMutation({
    mutationFn: async ({ given, dryRun }: { readonly given: Incoming; readonly dryRun: boolean }) =>
      given === 'package' ? await ask<Import>('POST', '/calendar/from-package', { body: { dryRun } }) : await ask<Import>('POST', '/calendar/import', { body: formOf(given, { dryRun: String(dryRun) }) }),
    onSuccess: async ({ dryRun }) => {
      if (dryRun) return;
      setIncoming(null);
      await Promise.all([['calendar'], ['issues'], ['todo'], ['rounds']].map(async (queryKey) => await client.invalidateQueries({ queryKey })));
    },
  });
  const look = (given: Incoming): void => {
    setIncoming(given);
    send.mutate({ given, dryRun: true });
  };
  const { data } = send;
  return (
    <Section title={t('holidays.import')}>
      <p className="muted">{t('holidays.importHelp')}</p>
      <div className="acts">
        <FileButton label={t('holidays.file')} accept=".json,.ics" loading={send.isPending} onFile={look} />
        <Button onClick={() => look('package')} loading={send.isPending}>{t('holidays.package', { version: shipped.version })}</Button>
      </div>
      {send.error === null ? null : <div className="after-form"><ProblemAlert error={send.error} /></div>}
      {data === undefined ? null : (
        <div className="after-form stack">
          <p>{t('holidays.changes', { version: data.version, n: data.changedDays.length })}{data.changedDays.length === 0 ? '' : `${t('colon')}${data.changedDays.slice(0, 40).join(t('and'))}${data.changedDays.length > 40 ? '…' : ''}`}</p>
          <NewRulesResult result={data} />
          {data.dryRun && incoming !== null ? <div className="acts"><Button type="primary" loading={send.isPending} onClick={() => send.mutate({ given: incoming, dryRun: false })}>{t('holidays.take')}</Button></div> : null}
        </div>
      )}
    </Section>
  );
};

/** 节假日: the days of a year as they count, what was taken in, and the next notice of the State Council. */
export const Holidays = () => {
  const { t } = useWords();
  const office = useMe().data?.standings.includes('office') === true;
  const nameOf = useNameOf();
  const table = useQuery({ queryKey: ['calendar', 'table'], queryFn: async () => await ask<DayTable>('GET', '/calendar') });
  const editions = useQuery({ queryKey: ['calendar', 'editions'], queryFn: async () => await ask<Editions>('GET', '/calendar/editions') });
  return (
    <>
      {office && editions.data !== undefined ? <TakeIn shipped={editions.data.shipped} /> : null}
      <Loaded query={table}>{(days) => <Year key={days.version} table={days} />}</Loaded>
      <Section title={t('holidays.editions')} aside={<ExportButton path="/calendar/editions/file" />}>
        <Loaded query={editions} rows={2}>
          {(data) => (
            <>
              {data.editions.length === 0 ? <p className="muted">{t('holidays.none', { version: data.shipped.version })}</p> : <ul className="lines">{data.editions.map((one) => <li key={one.takenAt} className="line-head"><b>{one.version}</b><span>{instantInWords(one.takenAt)}</span><span>{nameOf(one.takenBy)}</span><span className="muted">{one.source}</span></li>)}</ul>}
              <ul className="lines">{data.open.map((one) => <li key={one.version ?? ''} className="line-head"><span>{t('holidays.openOn', { version: one.version ?? '—', n: one.open })}</span></li>)}</ul>
            </>
          )}
        </Loaded>
      </Section>
    </>
  );
};
