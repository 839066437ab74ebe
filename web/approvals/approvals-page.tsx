import { useState } from 'react';
import type { ActType } from '../../domain/command-schema.ts';
import { ActDrawer, type ChosenAct } from '../act/act-drawer.tsx';
import { useTodos } from '../api/queries.ts';
import { Loaded } from '../shell/loaded.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { DutyGroups } from '../todo/todo-page.tsx';
import { useWords } from '../words/language.tsx';

/** What is decided on the work of others. */
const DECISIONS: readonly ActType[] = ['approve-plan', 'approve-revision', 'grant-extension', 'sign', 'sign-hand-over', 'approve-amendment', 'approve-withholding'];

/** 审批: what waits for my decision; the form stands beside the evidence. */
export const ApprovalsPage = () => {
  const { t } = useWords();
  const todos = useTodos();
  const [chosen, setChosen] = useState<ChosenAct | null>(null);
  return (
    <div className="narrow">
      <div className="page-head"><h1>{t('menu.approvals')}</h1></div>
      <Loaded query={todos}>
        {(data) => {
          const waiting = data.todos.filter(({ act }) => DECISIONS.includes(act));
          return waiting.length === 0 ? <Nothing title={t('approvals.none')} help={t('approvals.noneHelp')} /> : <DutyGroups todos={waiting} onAct={setChosen} />;
        }}
      </Loaded>
      <ActDrawer chosen={chosen} onClose={() => setChosen(null)} />
    </div>
  );
};
