import { useQuery } from '@tanstack/react-query';
import { instantInWords } from '../../domain/time.ts';
import { ask } from '../api/http.ts';
import type { Words } from '../api/types.ts';
import { useNameOf } from '../api/use-name-of.ts';
import { SubjectLink } from '../issue/subject-link.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { useWords } from '../words/language.tsx';

type Access = { readonly position: number; readonly at: number; readonly person: string | null; readonly account: string | null; readonly action: string; readonly what: Words; readonly subject: string | null; readonly about: Words | null };

/** Who read or took out what, the newest first. */
export const AccessLog = () => {
  const { t, say } = useWords();
  const known = useNameOf();
  const nameOf = (id: string | null): string => (id === null ? '—' : known(id));
  const log = useQuery({ queryKey: ['access-log'], queryFn: async () => await ask<{ readonly entries: readonly Access[] }>('GET', '/access-log') });
  return (
    <>
      <div className="filters"><ExportButton path="/access-log/file" /></div>
      <Loaded query={log}>
        {(data) =>
          data.entries.length === 0 ? <Nothing title={t('audit.none')} /> : (
            <ul className="lines section">{data.entries.map((one) => <li key={one.position} className="line-head"><span className="when">{instantInWords(one.at)}</span><b>{nameOf(one.person ?? one.account)}</b><span title={one.action}>{say(one.what)}</span><span className="muted">{one.about !== null ? say(one.about) : one.subject !== null && <SubjectLink subject={one.subject} />}</span></li>)}</ul>
          )
        }
      </Loaded>
    </>
  );
};
