import { Button } from 'antd';
import { useState } from 'react';
import { instantInWords } from '../../domain/time.ts';
import { useMe, usePolicies } from '../api/queries.ts';
import type { PolicyLine } from '../api/types.ts';
import { useNameOf } from '../api/use-name-of.ts';
import { Section } from '../issue/section.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { halfFor } from '../words/half.ts';
import { useWords } from '../words/language.tsx';
import { AdoptPolicy } from './adopt-policy.tsx';
import { PolicyEditor } from './policy-editor.tsx';

/** 办法: every version, how many open issues stand on it, a text of one's own, and moving open issues to another. */
export const Policies = () => {
  const { t, language } = useWords();
  const office = useMe().data?.standings.includes('office') === true;
  const nameOf = useNameOf();
  const [edited, setEdited] = useState<string | null>(null);
  const policies = usePolicies();
  const keptIn = ({ keptAt, keptBy }: PolicyLine): string => (keptAt === null ? '' : `${instantInWords(keptAt)} ${keptBy === null ? '' : nameOf(keptBy)}`);
  return (
    <Loaded query={policies}>
      {(data) => (
        <>
          <Section title={t('settings.policies')} aside={<ExportButton path="/policy-list" />}>
            <p className="muted">{t('policy.help')}</p>
            <ul className="lines">
              {data.policies.map((one) => (
                <li key={one.policy} className="with-button">
                  <div>
                    <div className="line-head"><b>{one.policy}</b>{one.preset ? <span className="mark">{t('policy.preset')}</span> : null}{one.open > 0 ? <span className="mark">{t('policy.open', { n: one.open })}</span> : null}<span className="muted">{keptIn(one)}</span></div>
                    <div className="muted small">{halfFor(one.source, language)}</div>
                  </div>
                  <Button size="small" onClick={() => setEdited(one.policy)}>{t('policy.edit')}</Button>
                </li>
              ))}
            </ul>
          </Section>
          {office ? <AdoptPolicy policies={data.policies} /> : null}
          {edited === null ? null : <PolicyEditor name={edited} onClose={() => setEdited(null)} />}
        </>
      )}
    </Loaded>
  );
};
