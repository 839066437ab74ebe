import { useQuery } from '@tanstack/react-query';
import { Input, Switch, Table } from 'antd';
import { useState } from 'react';
import { postName } from '../../domain/units.ts';
import { ask } from '../api/http.ts';
import { useMe, usePeople } from '../api/queries.ts';
import { Section } from '../issue/section.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { useWords } from '../words/language.tsx';
import { Absences } from './absences.tsx';
import { CalendarFeeds } from './calendar-feed.tsx';
import { PeopleChanges } from './people-changes.tsx';
import { PeopleImport } from './people-import.tsx';

type Post = { readonly id: string; readonly title: string; readonly unit: string; readonly heads: boolean; readonly holders: readonly { readonly person: string; readonly name: string; readonly from: string; readonly to: string | null }[] };

const PAGE_ROWS = 20;
const has = (words: string, ...texts: readonly string[]): boolean => words === '' || texts.some((text) => text.includes(words));

const PeopleList = () => {
  const { t } = useWords();
  const [words, setWords] = useState('');
  return (
    <Section title={t('people.list')}>
      <Input.Search className="search" allowClear aria-label={t('people.search')} placeholder={t('people.search')} onSearch={setWords} />
      <Loaded query={usePeople()}>
        {({ people }) => (
          <Table
            size="small"
            rowKey="id"
            scroll={{ x: 'max-content' }}
            pagination={{ pageSize: PAGE_ROWS, showSizeChanger: false, hideOnSinglePage: true }}
            dataSource={people.filter(({ id, name, posts }) => has(words, id, name, ...posts.map(({ unit, title }) => unit + title)))}
            columns={[
              { title: t('people.name'), dataIndex: 'name' },
              { title: t('people.id'), dataIndex: 'id' },
              { title: t('settings.posts'), key: 'posts', render: (_value, { posts }) => posts.map(postName).join(t('and')) },
              { title: t('people.left'), dataIndex: 'leftOn' },
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
};

const usePosts = () => useQuery({ queryKey: ['people', 'posts'], queryFn: async () => await ask<{ readonly posts: readonly Post[] }>('GET', '/posts') });

const Posts = () => {
  const { t, aside } = useWords();
  const [vacant, setVacant] = useState(false);
  const posts = usePosts();
  return (
    <Section title={t('people.posts')}>
      <p><Switch id="vacant-only" checked={vacant} onChange={setVacant} /> <label htmlFor="vacant-only">{t('people.vacantOnly')}</label></p>
      <Loaded query={posts}>
        {(data) => (
          <Table
            size="small"
            rowKey="id"
            scroll={{ x: 'max-content' }}
            pagination={{ pageSize: PAGE_ROWS, showSizeChanger: false, hideOnSinglePage: true }}
            dataSource={data.posts.filter(({ holders }) => !vacant || holders.length === 0)}
            columns={[
              { title: t('people.unit'), dataIndex: 'unit' },
              { title: t('people.post'), key: 'title', render: (_value, { title, heads }) => <>{title} {heads ? <span className="mark">{t('people.heads')}</span> : null}</> },
              { title: t('people.holders'), key: 'holders', render: (_value, { holders }) => (holders.length === 0 ? <span className="mark bad">{t('people.vacant')}</span> : holders.map(({ name, to }) => (to === null ? name : `${name}${aside(t('people.until', { day: to }))}`)).join(t('and'))) },
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
};

/** 人员岗位: who comes and goes, who is away and who stands in, who there is and who holds what. A workbook comes first where there is nobody yet. */
export const People = () => {
  const posts = usePosts().data?.posts ?? [];
  const office = useMe().data?.standings.includes('office') === true;
  const people = usePeople().data?.people;
  const nobodyYet = people?.length === 0;
  return (
    <>
      {nobodyYet ? <PeopleImport /> : null}
      <PeopleChanges posts={posts} office={office} />
      <Absences />
      <PeopleList />
      <Posts />
      {nobodyYet ? null : <PeopleImport />}
      <CalendarFeeds mayRevoke={office} />
    </>
  );
};
