import { Form, Input, Radio, Switch } from 'antd';
import { PLAN_GRADE_NAMES } from '../../domain/field-words.ts';
import { useWords } from '../words/language.tsx';
import { W } from './words.ts';

const LONGEST = 4000;
const GRADES = ['good', 'fair', 'poor'] as const;

/** What a plan or report says in short. */
export const SummaryField = ({ what }: { readonly what: 'submit-plan' | 'submit-report' }) => {
  const { t, say } = useWords();
  return <Form.Item name="summary" label={say(what === 'submit-plan' ? W.summaryPlan : W.summaryReport)} rules={[{ required: true, message: t('required') }]}><Input.TextArea rows={6} maxLength={LONGEST} className="grows" /></Form.Item>;
};

/** 好、中、差 and what was found; 退单 sends it back whatever the grade. */
export const ReviewFields = () => {
  const { t, say } = useWords();
  const required = [{ required: true, message: t('required') }];
  return (
    <>
      <Form.Item name="grade" label={say(W.grade)} rules={required}><Radio.Group optionType="button" buttonStyle="solid" options={GRADES.map((value) => ({ value, label: say(PLAN_GRADE_NAMES[value]) }))} /></Form.Item>
      <Form.Item name="note" label={say(W.note)} rules={required}><Input.TextArea rows={5} maxLength={LONGEST} className="grows" /></Form.Item>
      <Form.Item name="sendBack" label={say(W.sendBack)} valuePropName="checked"><Switch /></Form.Item>
    </>
  );
};
