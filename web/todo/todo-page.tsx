import { Link } from '@tanstack/react-router';
import type { ChosenAct } from '../act/act-drawer.tsx';
import type { Todos, UnconfirmedNotice } from '../api/types.ts';
import { ExportButton } from '../shell/export-button.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { useWords } from '../words/language.tsx';
import { DutyGroups, GROUPS } from './duty-groups.tsx';
import { DutyPage } from './duty-page.tsx';
import { ToConfirm } from './to-confirm.tsx';

type Asked = readonly [UnconfirmedNotice, ...UnconfirmedNotice[]];

/** The notices of each issue (or round) together, in the order of the list. */
const byIssue = (notices: readonly UnconfirmedNotice[]): readonly Asked[] => {
  const found = new Map<string, [UnconfirmedNotice, ...UnconfirmedNotice[]]>();
  for (const notice of notices) {
    const others = found.get(notice.issue);
    if (others === undefined) found.set(notice.issue, [notice]);
    else others.push(notice);
  }
  return [...found.values()];
};

/** What is late or due today comes before anything that only asks to be confirmed. */
const URGENT = 2;

/** Look-backs are planned for months to come: those that are not yet to be done stand in their calendar. */
const Later = ({ later: { count, next } }: Pick<Todos, 'later'>) => {
  const { t } = useWords();
  return next === null ? null : <p className="muted">{t('todo.lookBacksLater', { n: count, day: next })}<Link to="/look-backs" className="row-link">{t('todo.lookBacks')}</Link></p>;
};

const List = ({ todos, toConfirm, more, later, onAct }: Todos & { readonly onAct: (chosen: ChosenAct) => void }) => {
  const { t } = useWords();
  if (todos.length + toConfirm.length === 0) return <><Nothing title={t('todo.none')} help={t('todo.noneHelp')} /><Later later={later} /></>;
  return (
    <>
      <DutyGroups todos={todos} groups={GROUPS.slice(0, URGENT)} onAct={onAct} />
      {toConfirm.length === 0 ? null : (
        <section className="group" aria-label={t('todo.confirm')}>
          <h2>{t('todo.confirm')}<span className="muted small">{t('todo.confirmHelp')}</span></h2>
          <ul className="lines-plain">{byIssue(toConfirm).map((notices) => <ToConfirm key={notices[0].issue} notices={notices} />)}</ul>
        </section>
      )}
      <DutyGroups todos={todos} groups={GROUPS.slice(URGENT)} onAct={onAct} />
      {more ? <p className="muted">{t('todo.more')}</p> : null}
      <Later later={later} />
    </>
  );
};

/** 我的待办: what I must do, the most urgent first, one tap each. */
export const TodoPage = () => {
  const { t } = useWords();
  return (
    <DutyPage aside={<ExportButton path="/todo/file" />} title={t('menu.todo')} count={({ todos, toConfirm }) => (todos.length + toConfirm.length === 0 ? null : t('todo.count', { n: todos.length + toConfirm.length }))}>
      {(data, act) => <List {...data} onAct={act} />}
    </DutyPage>
  );
};
