import { Link } from '@tanstack/react-router';
import { Alert, Button, Progress } from 'antd';
import type { ImportResult } from '../api/types.ts';
import { Section } from '../issue/section.tsx';
import { Lineage } from '../rounds/lineage.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { useWords } from '../words/language.tsx';
import { RegisterRows } from './register-rows.tsx';
import { useOpening } from './use-import.ts';
import { W } from './words.ts';

/** What came of the import: the engine's progress, what has to be looked at first, what was not taken. */
export const Outcome = ({ result, file, onAnother }: { readonly result: ImportResult; readonly file: string; readonly onAnother: () => void }) => {
  const { t, say } = useWords();
  const { round } = result;
  const opening = useOpening(round);
  const handedOut = result.kind === 'register' ? result.register.handedOut : result.handedOut;
  return (
    <div className="stack">
      <Section title={say(W.stepDone)}>
        <Loaded query={opening} rows={2}>
          {({ opened, issues }) => (
            <>
              <Progress percent={issues === 0 ? 0 : Math.floor((opened / issues) * 100)} status={opened >= issues ? 'success' : 'active'} aria-label={say(W.stepDone)} />
              {opened >= issues ? <output className="block"><b>{say(W.opened, { n: opened })}</b></output> : <output className="block">{say(W.opening, { done: opened, all: issues })}<span className="muted">　{say(W.openingHelp)}</span></output>}
            </>
          )}
        </Loaded>
        {handedOut.length === 0 ? null : <p>{say(W.handedOut, { n: handedOut.length, numbers: handedOut.join(t('and')) })}</p>}
        <div className="acts">
          <Link to="/rounds/$round" params={{ round }} className="plain-link">{say(W.toRound)}</Link>
          <Link to="/register" search={{ round }} className="plain-link">{say(W.toRegister)}</Link>
          <Button onClick={onAnother}>{say(W.next)}</Button>
        </div>
      </Section>
      {result.kind === 'register' ? (
        <>
          {result.register.corrections.length === 0 ? null : <Corrections list={result.register.corrections} />}
          <RegisterRows register={result.register} file={file} />
        </>
      ) : (
        <>
          {result.triage.length === 0 ? null : (
            <Section title={say(W.triage, { n: result.triage.length })}>
              <ul className="lines">{result.triage.map((one) => <li key={`${one.number}${one.zh}`}><Link to="/issue/$round/$number" params={{ round, number: one.number }} className="row-link">{say(W.number, { n: one.number })}</Link>　{one.title}<div className="duty-note">{say(one)}</div></li>)}</ul>
            </Section>
          )}
          {result.lineage.length === 0 ? null : <Lineage round={round} />}
        </>
      )}
    </div>
  );
};

const Corrections = ({ list }: { readonly list: readonly { readonly number: string; readonly error: { readonly zh: string; readonly en: string } | null }[] }) => {
  const { t, say } = useWords();
  const refused = list.filter(({ error }) => error !== null);
  return <Alert type={refused.length === 0 ? 'success' : 'warning'} showIcon title={say(W.corrections, { n: list.length - refused.length })} description={<ul className="plain-list">{refused.map(({ number, error }) => <li key={number}>{say(W.number, { n: number })}{t('colon')}{error === null ? '' : say(error)}</li>)}</ul>} />;
};
