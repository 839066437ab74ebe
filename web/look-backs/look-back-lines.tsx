import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { CAUSE_NAMES } from '../../domain/look-back-causes.ts';
import { daysBetween } from '../../domain/time.ts';
import type { ChosenAct } from '../act/act-drawer.tsx';
import { partsOfIssueId } from '../api/http.ts';
import { useMe, useToday } from '../api/queries.ts';
import type { LookBackListing } from '../api/types.ts';
import { Days, urgencyOf } from '../todo/days.tsx';
import { useIssueName } from '../issue/issue-name.ts';
import { useWords } from '../words/language.tsx';

/** Look-backs to be made, each with the way to its record and to its issue. */
export const LookBackLines = ({ rows, onAct }: { readonly rows: readonly LookBackListing[]; readonly onAct: (chosen: ChosenAct) => void }) => {
  const { t, say } = useWords();
  const issueName = useIssueName();
  const today = useToday();
  // Whoever only reads records nothing; of the others the rules of the issue decide.
  const records = useMe().data?.person != null;
  return (
    <ul className="lines-plain">
      {rows.map((row) => {
        const { round, number } = partsOfIssueId(row.issue);
        const left = daysBetween(today, row.day);
        return (
          <li key={`${row.issue} ${row.n} ${row.cause}`} className={`duty ${urgencyOf(left)}`}>
            <div className="duty-what">{t('issue.lookBackN', { n: row.n, day: row.day })}<Days left={left} /><span className="mark">{say(CAUSE_NAMES[row.cause])}</span></div>
            <div className="duty-title"><span className="muted">{issueName(number)}　</span>{row.title}</div>
            <div className="duty-buttons">
              {records ? <Button type="primary" onClick={() => onAct({ round, number, act: 'record-look-back' })}>{t('lookBacks.record')}</Button> : null}
              <Link to="/issue/$round/$number" params={{ round, number }} className="plain-link">{t('todo.open')}</Link>
            </div>
          </li>
        );
      })}
    </ul>
  );
};
