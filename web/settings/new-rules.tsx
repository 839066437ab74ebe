import { Alert } from 'antd';
import type { RefusalWords, Words } from '../api/types.ts';
import { SubjectLink } from '../issue/subject-link.tsx';
import { useWords } from '../words/language.tsx';

/** What other rules did, or would do, to open issues and rounds; as the API answers it. */
export type NewRules = {
  readonly dryRun: boolean;
  readonly open: number;
  readonly changed: number;
  readonly already: number;
  readonly told: number;
  readonly movedCount: number;
  readonly moved: readonly { readonly subject: string; readonly what: Words; readonly from: string; readonly to: string }[];
  readonly failed: readonly (RefusalWords & { readonly subject: string })[];
};

/** In numbers, then the dates that move, then what refused and why. */
export const NewRulesResult = ({ result }: { readonly result: NewRules }) => {
  const { t, say } = useWords();
  const { dryRun, moved, movedCount, failed } = result;
  return (
    <div className="stack">
      <Alert type={failed.length > 0 ? 'warning' : dryRun ? 'info' : 'success'} showIcon title={t(dryRun ? 'rules.would' : 'rules.did', { open: result.open, changed: result.changed, already: result.already, moved: movedCount, told: result.told })} />
      {moved.length === 0 ? null : (
        <ul className="lines moved">
          {moved.map((one) => <li key={`${one.subject} ${one.what.en} ${one.from}`} className="line-head"><SubjectLink subject={one.subject} /><span>{say(one.what)}</span><span>{one.from} → {one.to}</span></li>)}
          {movedCount > moved.length ? <li className="muted">{t('rules.more', { n: movedCount - moved.length })}</li> : null}
        </ul>
      )}
      {failed.length === 0 ? null : <ul className="lines">{failed.map((one) => <li key={one.subject}><SubjectLink subject={one.subject} />　{say(one)}</li>)}</ul>}
    </div>
  );
};
