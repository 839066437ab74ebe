import type { ActType } from '../../domain/command-schema.ts';
import { Nothing } from '../shell/nothing.tsx';
import { DutyPage } from '../todo/duty-page.tsx';
import { DutyGroups } from '../todo/duty-groups.tsx';
import { useWords } from '../words/language.tsx';

/** What is decided on the work of others. */
const DECISIONS: readonly ActType[] = ['approve-plan', 'approve-revision', 'grant-extension', 'sign', 'sign-hand-over', 'approve-amendment', 'approve-withholding'];

/** 审批: what waits for my decision; the form stands beside the evidence. */
export const ApprovalsPage = () => {
  const { t } = useWords();
  return (
    <DutyPage title={t('menu.approvals')}>
      {({ todos }, act) => {
        const waiting = todos.filter((one) => DECISIONS.includes(one.act));
        return waiting.length === 0 ? <Nothing title={t('approvals.none')} help={t('approvals.noneHelp')} /> : <DutyGroups todos={waiting} onAct={act} />;
      }}
    </DutyPage>
  );
};
