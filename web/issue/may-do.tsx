import { Button, Collapse } from 'antd';
import type { ChosenAct } from '../act/act-drawer.tsx';
import { hasForm, MAIN } from '../act/offered.ts';
import { useActions } from '../api/queries.ts';
import { Loaded } from '../shell/loaded.tsx';
import { useWords } from '../words/language.tsx';
import { Section } from './section.tsx';

/** Buttons for what this person may do now; for the rest, the rules' own words why not. */
export const MayDo = ({ round, number, onAct }: { readonly round: string; readonly number: string; readonly onAct: (chosen: ChosenAct) => void }) => {
  const { t, say, start } = useWords();
  const actions = useActions(round, number);
  if (actions.error !== null) return null;
  return (
    <Section title={t('issue.may')}>
      <Loaded query={actions} rows={2}>
        {(data) => {
          const shown = data.actions.filter(({ type }) => hasForm(type));
          const allowed = shown.filter((one) => one.allowed).slice().sort((a, b) => Number(MAIN.includes(b.type)) - Number(MAIN.includes(a.type)));
          const why = shown.filter(({ refusal }) => refusal !== null && refusal.code !== 'NOT_ALLOWED');
          return (
            <>
              {allowed.length === 0 ? <p className="muted">{t('issue.mayNothing')}</p> : (
                <div className="acts">{allowed.map((one) => <Button key={one.type} type={MAIN.includes(one.type) ? 'primary' : 'default'} onClick={() => onAct({ round, number, act: one.type })}>{start(say(one))}</Button>)}</div>
              )}
              {why.length === 0 ? null : (
                <Collapse ghost size="small" items={[{ key: 'why', label: t('issue.mayNot'), children: <ul className="lines small">{why.map((one) => <li key={one.type}><b>{start(say(one))}</b>　{one.refusal === null ? '' : say(one.refusal)}</li>)}</ul> }]} />
              )}
            </>
          );
        }}
      </Loaded>
    </Section>
  );
};
