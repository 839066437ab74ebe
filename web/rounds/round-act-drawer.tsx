import { Alert, Button, Form } from 'antd';
import { useState, type ReactNode } from 'react';
import { ActField } from '../act/act-field.tsx';
import { fieldsOf, withoutEmpty } from '../act/fields.ts';
import { useSendAct } from '../act/use-act.ts';
import { asProblem } from '../api/problem.ts';
import type { RoundActions, RoundPossibility, RoundView } from '../api/types.ts';
import { Drawer } from '../shell/drawer.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useIsWide } from '../shell/use-width.ts';
import { useWords } from '../words/language.tsx';
import { AssessFields } from './assess-fields.tsx';
import { DocumentsUpload, type HandedIn } from './documents-upload.tsx';
import { ReviewFields, SummaryField } from './plan-fields.tsx';
import { RoundStanding } from './standing.tsx';

type Props = { readonly view: RoundView; readonly actions: RoundActions; readonly chosen: RoundPossibility['type'] | null; readonly onClose: () => void };

/** The form of an act on the round from the side; on a phone it takes the whole width. */
export const RoundActDrawer = ({ view, actions, chosen, onClose }: Props) => {
  const { say, start } = useWords();
  const wide = useIsWide('md');
  const possibility = actions.actions.find(({ type }) => type === chosen);
  return (
    <Drawer open={possibility !== undefined} onClose={onClose} destroyOnHidden size={wide ? 560 : '100%'} title={possibility === undefined ? null : start(say(possibility))}>
      {possibility === undefined ? null : <ActOnRound view={view} version={actions.version} possibility={possibility} onDone={onClose} />}
    </Drawer>
  );
};

const ActOnRound = ({ view, version, possibility, onDone }: { readonly view: RoundView; readonly version: number; readonly possibility: RoundPossibility; readonly onDone: () => void }) => {
  const { t, say, start } = useWords();
  const { type, schema } = possibility;
  const round = view.round.id;
  const [documents, setDocuments] = useState<readonly HandedIn[]>([]);
  const send = useSendAct({ path: `/rounds/${encodeURIComponent(round)}/acts`, version, name: say(possibility), stale: [['round', round], ['rounds'], ['todo'], ['issues']] }, onDone);
  const stale = send.error !== null && asProblem(send.error).code === 'STALE_VERSION';
  const handsIn = type === 'submit-plan' || type === 'submit-report';
  const fields = (): ReactNode => {
    if (type === 'submit-plan' || type === 'submit-report') return <><SummaryField what={type} /><DocumentsUpload round={round} what={type} documents={documents} onDocuments={setDocuments} /></>;
    if (type === 'review-plan') return <ReviewFields />;
    if (type === 'assess') return <AssessFields policy={view.policy} />;
    return fieldsOf(type, schema).map((field) => <ActField key={field.name} act={type} field={field} view={null} outcomes={view.outcomes} />);
  };
  return (
    <div className="stack">
      {type === 'review-plan' || type === 'assess' ? <RoundStanding view={view} /> : null}
      <Form layout="vertical" onFinish={(given: object) => send.mutate({ type, ...(withoutEmpty(given) as object | undefined), ...(handsIn ? { documents } : {}) })} scrollToFirstError>
        {fields()}
        {send.error === null ? null : <Form.Item>{stale ? <Alert type="warning" showIcon role="alert" title={t('problem.stale')} /> : <ProblemAlert error={send.error} />}</Form.Item>}
        <Button type="primary" htmlType="submit" size="large" block loading={send.isPending}>{start(say(possibility))}</Button>
      </Form>
    </div>
  );
};
