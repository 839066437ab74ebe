import { Form, Input, InputNumber, Radio, Select, Switch } from 'antd';
import type { IssueView } from '../api/types.ts';
import { useWords } from '../words/language.tsx';
import { fieldWords, optionWords } from './field-words.ts';
import type { Field } from './fields.ts';
import { MeasureChanges, MeasureList } from './measure-list.tsx';
import { PersonSelect } from './person-select.tsx';

/** `view` null: an act on something that is no issue and has no measures. */
type Props = { readonly act: string; readonly field: Field; readonly view: IssueView | null };

const FEW = 6;

const Asked = () => {
  const { say } = useWords();
  return (
    <>
      <Form.Item name={['asked', 'count']} label={say(fieldWords('asked', 'count'))}><InputNumber min={0} max={10_000} precision={0} /></Form.Item>
      <Form.Item name={['asked', 'confirmed']} label={say(fieldWords('', 'confirmed'))}><InputNumber min={0} max={10_000} precision={0} /></Form.Item>
      <Form.Item name={['asked', 'who']} label={say(fieldWords('', 'who'))}><Input maxLength={500} /></Form.Item>
    </>
  );
};

/** One field of an act's form, by its kind. */
export const ActField = ({ act, field, view }: Props) => {
  const { t, say } = useWords();
  const { name, kind, required, options, most, least } = field;
  const label = say(fieldWords(act, name));
  const rules = required ? [{ required: true, message: t('required') }] : [];
  const ofIssue = view?.issue.measures ?? [];
  const measures = ofIssue.map(({ id, text }) => ({ value: id, label: `${id} ${text}` }));
  if (kind === 'asked') return <Asked />;
  if (kind === 'measures') return <Form.Item label={label} required={required}><MeasureList name={name} due={view?.issue.due.current.day ?? ''} taken={ofIssue.map(({ id }) => id)} startWithOne={required} /></Form.Item>;
  if (kind === 'drops' || kind === 'changes') return measures.length === 0 ? null : <Form.Item label={label}><MeasureChanges name={name} options={measures} drop={kind === 'drops'} /></Form.Item>;
  if (kind === 'flag') return <Form.Item name={name} label={label} valuePropName="checked"><Switch /></Form.Item>;
  if (kind === 'measure' && measures.length === 0) return null;
  return <Form.Item name={name} label={label} rules={rules}>{inputFor()}</Form.Item>;

  function inputFor() {
    const choices = options.map((value) => ({ value, label: say(optionWords(name, value)) }));
    switch (kind) {
      case 'day':
        return <Input type="date" />;
      case 'text':
        return <Input.TextArea rows={4} className="grows" {...(most === undefined ? {} : { maxLength: most })} />;
      case 'choice':
        return choices.length <= FEW ? <Radio.Group optionType="button" buttonStyle="solid" options={choices} /> : <Select options={choices} />;
      case 'person':
        return <PersonSelect />;
      case 'party':
        return <PersonSelect party />;
      case 'measure':
        return <Select allowClear options={measures} />;
      case 'number':
        return <InputNumber precision={0} {...(least === undefined ? {} : { min: least })} {...(most === undefined ? {} : { max: most })} />;
      case 'lines':
        return <Select mode="tags" open={false} suffixIcon={null} />;
      default:
        return <Input {...(most === undefined ? {} : { maxLength: most })} />;
    }
  }
};
