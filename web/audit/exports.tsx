import { useQuery } from '@tanstack/react-query';
import { instantInWords } from '../../domain/time.ts';
import { ask } from '../api/http.ts';
import type { Exports as Answer } from '../api/types.ts';
import { useNameOf } from '../api/use-name-of.ts';
import { SubjectLink } from '../issue/subject-link.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { useWords } from '../words/language.tsx';

/** Papers, dossiers, reports and calendars that left the system: by whom, when, with the hash of what was taken. */
export const Exports = () => {
  const { t, say } = useWords();
  const nameOf = useNameOf();
  const taken = useQuery({ queryKey: ['exports'], queryFn: async () => await ask<Answer>('GET', '/exports') });
  return (
    <>
      <div className="filters"><ExportButton path="/exports/file" /></div>
      <Loaded query={taken}>
        {({ exports }) =>
          exports.length === 0 ? <Nothing title={t('audit.none')} help={t('audit.exportsHelp')} /> : (
            <ul className="lines section">{exports.map((one) => <li key={one.id} className="line-head"><span className="when">{instantInWords(one.at)}</span><b>{nameOf(one.by)}</b><span className="mark">{say(one)}</span>{one.kind === 'calendar-feed' ? <span>{nameOf(one.subject)}</span> : <SubjectLink subject={one.subject.includes('/') ? one.subject : `round/${one.subject}`} />}<code className="muted small">SHA-256 {one.sha256.slice(0, 12)}…</code></li>)}</ul>
          )
        }
      </Loaded>
    </>
  );
};
