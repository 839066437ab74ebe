import { Form, Input, Select, type FormInstance } from 'antd';
import { usePolicies, useRounds } from '../api/queries.ts';
import type { ImportPreview } from '../api/types.ts';
import { Section } from '../issue/section.tsx';
import { DayInput } from '../shell/day-input.tsx';
import { halfFor } from '../words/half.ts';
import { useWords } from '../words/language.tsx';
import { PostSelect } from './post-select.tsx';
import { W } from './words.ts';

export type HeadValues = {
  readonly into: string;
  readonly round: string;
  readonly title: string;
  readonly unit: string;
  readonly inspector: string;
  readonly feedback: string;
  readonly policy: string;
  readonly recheckOf?: string;
  readonly head?: string;
  readonly superior?: string;
  readonly supervision?: string;
  readonly team?: string;
};
export const NEW_ROUND = '';

const ID = /^[\p{L}\p{N}._-]{1,64}$/u;
const PARTIES = ['head', 'superior', 'supervision', 'team'] as const;

/** What the round is called, whose it is, and by which rules: filled in with what was read from the file. */
export const HeadForm = ({ form, start, preview, onInto }: { readonly form: FormInstance<HeadValues>; readonly start: HeadValues; readonly preview: ImportPreview; readonly onInto: (round: string) => void }) => {
  const { t, say, language, aside } = useWords();
  const rounds = useRounds().data?.rounds ?? [];
  const policies = usePolicies().data?.policies ?? [];
  const into = Form.useWatch('into', form) ?? NEW_ROUND;
  const required = [{ required: true, message: t('required') }];
  const roundOptions = rounds.map(({ id, title }) => ({ value: id, label: `${title}${aside(id)}` }));
  const isNew = into === NEW_ROUND;
  return (
    <Section title={say(W.head)}>
      <p className="muted">{say(W.headHelp)}</p>
      <Form form={form} name="round-head" initialValues={start} layout="vertical" className="form-grid">
        {preview.kind === 'report' ? <Form.Item name="into" hidden><Input /></Form.Item> : (
          <Form.Item name="into" label={say(W.into)}><Select onChange={onInto} options={[{ value: NEW_ROUND, label: say(W.newRound) }, ...roundOptions]} /></Form.Item>
        )}
        {isNew ? (
          <>
            <Form.Item name="round" label={say(W.round)} extra={say(W.roundHelp)} rules={[...required, { pattern: ID, message: say(W.roundHelp) }]}><Input maxLength={64} /></Form.Item>
            <Form.Item name="title" label={say(W.roundTitle)} rules={required}><Input maxLength={300} /></Form.Item>
            <Form.Item name="unit" label={say(W.unit)} rules={required}><Input maxLength={200} /></Form.Item>
            <Form.Item name="inspector" label={say(W.inspector)}><Input maxLength={200} /></Form.Item>
            <Form.Item name="feedback" label={say(W.feedback)} rules={required}><DayInput /></Form.Item>
            <Form.Item name="policy" label={say(W.policy)}><Select showSearch options={policies.map(({ policy, source }) => ({ value: policy, label: source === '' ? policy : `${policy}　${halfFor(source, language)}`, title: source }))} /></Form.Item>
            {preview.kind === 'report' ? <Form.Item name="recheckOf" label={say(W.recheckOf)}><Select allowClear showSearch={{ optionFilterProp: 'label' }} options={roundOptions} /></Form.Item> : null}
            <fieldset className="form-wide measure-draft">
              <legend>{say(W.posts)}</legend>
              <p className="muted small">{say(W.postsHelp)}</p>
              <div className="form-grid">{PARTIES.map((party) => <Form.Item key={party} name={party} label={say(W[`party.${party}`])}><PostSelect /></Form.Item>)}</div>
            </fieldset>
          </>
        ) : null}
      </Form>
    </Section>
  );
};
