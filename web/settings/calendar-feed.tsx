import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Typography } from 'antd';
import { useState } from 'react';
import { instantInWords } from '../../domain/time.ts';
import { ask } from '../api/http.ts';
import type { CalendarFeed as Feed } from '../api/types.ts';
import { useNameOf } from '../api/use-name-of.ts';
import { Section } from '../issue/section.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { W } from './connection-words.ts';

const KEY = ['calendar-feed'];
const useRevoke = () => {
  const client = useQueryClient();
  return useMutation({ mutationFn: async (person: string) => await ask('DELETE', `/people/${encodeURIComponent(person)}/calendar-feed`), onSuccess: async () => await client.invalidateQueries({ queryKey: KEY }) });
};

/** 日历订阅: one's own dates behind a secret address, which is shown once. */
export const CalendarFeed = ({ person }: { readonly person: string }) => {
  const { say } = useWords();
  const client = useQueryClient();
  const [titles, setTitles] = useState(false);
  const own = useQuery({ queryKey: [...KEY, 'own'], queryFn: async () => await ask<{ readonly feed: Feed | null }>('GET', '/me/calendar-feed') });
  const make = useMutation({ mutationFn: async () => await ask<{ readonly address: string }>('POST', '/me/calendar-feed', { body: { titles } }), onSuccess: async () => await client.invalidateQueries({ queryKey: KEY }) });
  const revoke = useRevoke();
  return (
    <Section title={say(W.feed)}>
      <p className="muted">{say(W.feedHelp)}</p>
      <Loaded query={own} rows={1}>
        {({ feed }) => (
          <>
            <p>{feed === null ? say(W.feedNone) : `${say(W.feedSince, { at: instantInWords(feed.issuedAt) })} · ${say(feed.titles ? W.withTitles : W.bare)}`}</p>
            <p><Checkbox checked={titles} onChange={({ target }) => setTitles(target.checked)}>{say(W.titles)}</Checkbox></p>
            <div className="acts">
              <Button loading={make.isPending} onClick={() => make.mutate()}>{say(feed === null ? W.feedMake : W.feedAgain)}</Button>
              <Button href={`/api/me/calendar-feed/file?titles=${String(titles)}`} download>{say(W.feedFile)}</Button>
              {feed === null ? null : <Button danger loading={revoke.isPending} onClick={() => revoke.mutate(person)}>{say(W.revoke)}</Button>}
            </div>
            {make.data === undefined || feed === null ? null : <Alert className="after-form" type="success" showIcon title={say(W.feedOnce)} description={<Typography.Text copyable code>{make.data.address}</Typography.Text>} />}
          </>
        )}
      </Loaded>
      {[make.error, revoke.error].map((error) => (error === null ? null : <ProblemAlert key={error.message} error={error} />))}
    </Section>
  );
};

/** Whose feeds are open, for those who keep the directory; the supervision office may take one away. */
export const CalendarFeeds = ({ mayRevoke }: { readonly mayRevoke: boolean }) => {
  const { say } = useWords();
  const nameOf = useNameOf();
  const feeds = useQuery({ queryKey: [...KEY, 'all'], queryFn: async () => await ask<{ readonly feeds: readonly Feed[] }>('GET', '/calendar-feeds') });
  const revoke = useRevoke();
  return (
    <Section title={say(W.feedsOf)} aside={<ExportButton path="/calendar-feeds/file" />}>
      {revoke.error === null ? null : <ProblemAlert error={revoke.error} />}
      <Loaded query={feeds} rows={1}>
        {(data) => data.feeds.length === 0 ? <p className="muted">{say(W.feedsNone)}</p> : (
          <ul className="lines">{data.feeds.map(({ person, titles, issuedAt }) => <li key={person} className="line-head"><b>{nameOf(person)}</b><span>{say(titles ? W.withTitles : W.bare)}</span><span className="when">{instantInWords(issuedAt)}</span><span className="grow" />{mayRevoke ? <Button size="small" danger onClick={() => revoke.mutate(person)}>{say(W.revoke)}</Button> : null}</li>)}</ul>
        )}
      </Loaded>
    </Section>
  );
};
