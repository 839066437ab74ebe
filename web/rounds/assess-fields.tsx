import { Alert, Form, Input, InputNumber, Radio } from 'antd';
import { usePolicy } from '../api/queries.ts';
import { Loaded } from '../shell/loaded.tsx';
import { useWords } from '../words/language.tsx';
import { W } from './words.ts';

const HUNDREDTHS = 100;

/** Points by the policy's indicators, the grade they give, and what it entails; the rules check all of it again. */
export const AssessFields = ({ policy }: { readonly policy: string }) => {
  const { t, say } = useWords();
  const query = usePolicy(policy);
  const form = Form.useFormInstance();
  const points = Form.useWatch<Readonly<Record<string, number | null>> | undefined>('points', form) ?? {};
  const chosen = Form.useWatch<string | undefined>('grade', form);
  const required = [{ required: true, message: t('required') }];
  return (
    <Loaded query={query}>
      {({ round: { assessment: { indicators, grades } } }) => {
        const sum = Math.round(indicators.reduce((all, { id }) => all + (points[id] ?? 0) * HUNDREDTHS, 0)) / HUNDREDTHS;
        const earned = grades.find(({ from }) => from !== null && sum >= from);
        const grade = grades.find(({ id }) => id === chosen);
        const words = grade?.entails.map((what) => say(W[what])).join(t('and')) ?? '';
        return (
          <>
            {indicators.map(({ id, points: most, ...name }) => <Form.Item key={id} name={['points', id]} label={say(W.points, { name: say(name), most })} rules={required}><InputNumber min={0} max={most} step={0.5} /></Form.Item>)}
            {indicators.length === 0 || earned === undefined ? null : <output className="block"><b>{say(W.sum, { sum, grade: say(earned) })}</b></output>}
            <Form.Item name="grade" label={say(W.grade)} rules={required}><Radio.Group optionType="button" buttonStyle="solid" options={grades.map((one) => ({ value: one.id, label: say(one) }))} /></Form.Item>
            {grade === undefined || words === '' ? null : <Form.Item><Alert type="warning" showIcon title={say(W.entails, { grade: say(grade), what: words })} /></Form.Item>}
            <Form.Item name="note" label={say(W.note)} rules={required}><Input.TextArea rows={5} maxLength={4000} className="grows" /></Form.Item>
            {indicators.length === 0 ? null : <Form.Item name="veto" label={say(W.veto)}><Input.TextArea rows={2} maxLength={2000} className="grows" /></Form.Item>}
          </>
        );
      }}
    </Loaded>
  );
};
