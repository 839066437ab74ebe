import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { usePolicy } from '../api/queries.ts';
import { DayInput } from '../shell/day-input.tsx';
import { useWords } from '../words/language.tsx';
import { fieldWords } from './field-words.ts';
import { PersonSelect } from './person-select.tsx';

const ADD = { zh: '再加一条', en: 'Add one' };
const REMOVE = { zh: '删除这条', en: 'Remove it' };

/** An id that no measure of the list has yet: m1, m2, ... */
const freshId = (taken: readonly string[]): string => {
  let n = taken.length + 1;
  while (taken.includes(`m${n}`)) n += 1;
  return `m${n}`;
};

/** Measures to write: what, who, by when, and what has to prove it. `taken`: ids of those there are; `policy`: whose kinds of evidence may be asked for. */
export const MeasureList = ({ name, due, taken, startWithOne, policy }: { readonly name: string; readonly due: string; readonly taken: readonly string[]; readonly startWithOne: boolean; readonly policy: string | undefined }) => {
  const { t, say } = useWords();
  const form = Form.useFormInstance<Record<string, { id: string }[] | undefined>>();
  const rules = [{ required: true, message: t('required') }];
  const kinds = usePolicy(policy).data?.closure.evidenceKinds ?? [];
  const next = (): object => ({ id: freshId([...taken, ...(form.getFieldValue(name) as { id: string }[] | undefined ?? []).map((one) => one.id)]), due });
  return (
    <Form.List name={name} {...(startWithOne ? { initialValue: [{ id: freshId(taken), due }] } : {})}>
      {(rows, { add, remove }) => (
        <>
          {rows.map((row, at) => (
            <fieldset key={row.key} className="measure-draft">
              <legend>{at + 1}</legend>
              <Form.Item name={[row.name, 'id']} hidden><Input /></Form.Item>
              <Form.Item name={[row.name, 'text']} label={say(fieldWords('', 'text'))} rules={rules}><Input.TextArea rows={3} className="grows" maxLength={2000} /></Form.Item>
              <Form.Item name={[row.name, 'owner']} label={say(fieldWords('', 'owner'))} rules={rules}><PersonSelect /></Form.Item>
              <Form.Item name={[row.name, 'due']} label={say(fieldWords('', 'due'))} rules={rules}><DayInput /></Form.Item>
              <Form.Item name={[row.name, 'supporting']} label={say(fieldWords('', 'supporting'))}><Select mode="tags" open={false} suffixIcon={null} /></Form.Item>
              <Form.Item name={[row.name, 'evidence', 'pieces']} label={say(fieldWords('', 'pieces'))}><InputNumber min={0} max={50} precision={0} /></Form.Item>
              {kinds.length === 0 ? null : <Form.Item name={[row.name, 'evidence', 'kinds']} label={say(fieldWords('', 'kinds'))}><Select mode="multiple" options={kinds.map((kind) => ({ value: kind, label: kind }))} /></Form.Item>}
              {startWithOne && rows.length === 1 ? null : <Button size="small" icon={<DeleteOutlined />} onClick={() => remove(row.name)}>{say(REMOVE)}</Button>}
            </fieldset>
          ))}
          <Button block type="dashed" icon={<PlusOutlined />} onClick={() => add(next())}>{say(ADD)}</Button>
        </>
      )}
    </Form.List>
  );
};

/** Changes to measures that bind: another day or owner, or a reason to drop one. */
export const MeasureChanges = ({ name, options, drop }: { readonly name: string; readonly options: readonly { readonly value: string; readonly label: string }[]; readonly drop: boolean }) => {
  const { t, say } = useWords();
  const rules = [{ required: true, message: t('required') }];
  return (
    <Form.List name={name}>
      {(rows, { add, remove }) => (
        <>
          {rows.map((row) => (
            <fieldset key={row.key} className="measure-draft">
              <Form.Item name={[row.name, 'id']} label={say(fieldWords('', 'measure'))} rules={rules}><Select options={[...options]} /></Form.Item>
              {drop ? <Form.Item name={[row.name, 'reason']} label={say(fieldWords('', 'reason'))} rules={rules}><Input.TextArea maxLength={2000} /></Form.Item> : (
                <>
                  <Form.Item name={[row.name, 'due']} label={say(fieldWords('', 'due'))}><DayInput /></Form.Item>
                  <Form.Item name={[row.name, 'owner']} label={say(fieldWords('', 'owner'))}><PersonSelect /></Form.Item>
                </>
              )}
              <Button size="small" icon={<DeleteOutlined />} onClick={() => remove(row.name)}>{say(REMOVE)}</Button>
            </fieldset>
          ))}
          <Button block type="dashed" icon={<PlusOutlined />} onClick={() => add()}>{say(ADD)}</Button>
        </>
      )}
    </Form.List>
  );
};
