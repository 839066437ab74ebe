import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ChosenAct } from '../act/act-drawer.tsx';
import type { Todo } from '../api/types.ts';
import { useIssueName } from '../issue/issue-name.ts';
import { useWords } from '../words/language.tsx';
import { Days, urgencyOf } from './days.tsx';
import { useDutyWords } from './use-duty-words.ts';

/** One thing to do, with the button that does it. */
export const Duty = ({ todo, onAct }: { readonly todo: Todo; readonly onAct: (chosen: ChosenAct) => void }) => {
  const { t, say, start } = useWords();
  const dutyWords = useDutyWords();
  const issueName = useIssueName();
  const { round, number, act, subject, day, daysLeft, obstacle, title } = todo;
  return (
    <li className={`duty ${urgencyOf(daysLeft)}`}>
      <div className="duty-what">
        <span>{start(dutyWords(todo, todo.measure))}</span>
        {day === null ? null : <span className="muted small">{t('days.by', { day })}</span>}
        <Days left={daysLeft} />
      </div>
      <div className="duty-title"><span className="muted">{issueName(number)}　</span>{title}</div>
      {obstacle === null ? null : <div className="duty-note">{t('todo.obstacle', { what: say(obstacle) })}</div>}
      <div className="duty-buttons">
        <Button type="primary" onClick={() => onAct({ round, number, act, subject })}>{start(say(todo.button))}</Button>
        <Link to="/issue/$round/$number" params={{ round, number }} className="ant-btn ant-btn-default plain-link" aria-label={`${t('todo.open')}${t('colon')}${issueName(number)}`}>{t('todo.open')}</Link>
      </div>
    </li>
  );
};
