import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useRef } from 'react';
import { PersonSelect } from '../act/person-select.tsx';
import { withoutEmpty } from '../act/fields.ts';
import { ask, newKey } from '../api/http.ts';
import { useUnits } from '../api/queries.ts';
import { DayInput } from '../shell/day-input.tsx';
import { Drawer } from '../shell/drawer.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { message } from '../shell/messages.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useIsWide } from '../shell/use-width.ts';
import { useWords } from '../words/language.tsx';
import { W } from './words.ts';

type Values = { readonly reason: string; readonly units: readonly { readonly unit: string }[] };
/** `least`: a finding becomes common with two units, to one that is common one may be added. */
type Props = { readonly round: string; readonly number: string; readonly least: number; readonly taken: readonly string[]; readonly open: boolean; readonly onClose: () => void; readonly onDone?: () => void };

/** Hands a finding to units, each with its people and its date; head and superior come from the directory. */
export const HandOutDrawer = ({ round, number, least, taken, open, onClose, onDone }: Props) => {
  const { t, say } = useWords();
  const client = useQueryClient();
  const wide = useIsWide('md');
  const units = useUnits(open);
  const key = useRef('');
  const send = useMutation({
    mutationFn: async (values: Values) => await ask<{ readonly parts: readonly string[] }>('POST', `/rounds/${encodeURIComponent(round)}/common/${encodeURIComponent(number)}`, { body: withoutEmpty(values), key: key.current }),
    onSuccess: ({ parts }) => {
      message.success(say(W.done, { n: parts.length }));
      for (const queryKey of [['round', round], ['issues'], ['issue', `issue/${round}/${number}`], ['todo']]) void client.invalidateQueries({ queryKey });
      onClose();
      onDone?.();
    },
  });
  const required = [{ required: true, message: t('required') }];
  const options = (units.data?.units ?? []).filter(({ id }) => !taken.includes(id)).map(({ id, name }) => ({ value: id, label: name }));
  const checkList = {
    validator: async (_: unknown, list: readonly ({ unit?: string } | undefined)[] | undefined) => {
      const named = (list ?? []).map((one) => one?.unit);
      if (named.length < least) throw new Error(say(W.twoAtLeast));
      if (named.some((unit, at) => unit !== undefined && named.indexOf(unit) < at)) throw new Error(say(W.unitTwice));
    },
  };
  return (
    <Drawer open={open} onClose={onClose} destroyOnHidden size={wide ? 560 : '100%'} title={say(least > 1 ? W.handOut : W.handMore)}>
      {units.data !== undefined && options.length === 0 ? <Nothing title={say(W.noUnits)} /> : (
        <Form<Values>
          name="hand-out"
          layout="vertical"
          initialValues={{ units: Array.from({ length: least }, () => ({})) }}
          onFinish={(values) => {
            key.current = newKey();
            send.mutate(values);
          }}
          scrollToFirstError
        >
          <p className="muted">{say(W.handHelp)}</p>
          <Form.List name="units" rules={[checkList]}>
            {(rows, { add, remove }, { errors }) => (
              <>
                {rows.map((row, at) => (
                  <fieldset key={row.key} className="measure-draft">
                    <legend>{at + 1}</legend>
                    <Form.Item name={[row.name, 'unit']} label={say(W.unit)} rules={required}><Select showSearch={{ optionFilterProp: 'label' }} loading={units.isPending} options={options} /></Form.Item>
                    <Form.Item name={[row.name, 'owner']} label={say(W.owner)}><PersonSelect party /></Form.Item>
                    <Form.Item name={[row.name, 'due']} label={say(W.due)}><DayInput /></Form.Item>
                    {rows.length <= least ? null : <Button size="small" icon={<DeleteOutlined />} onClick={() => remove(row.name)}>{say(W.remove)}</Button>}
                  </fieldset>
                ))}
                <Form.ErrorList errors={errors} />
                <Form.Item><Button block type="dashed" icon={<PlusOutlined />} onClick={() => add({})}>{say(W.addUnit)}</Button></Form.Item>
              </>
            )}
          </Form.List>
          <Form.Item name="reason" label={say(W.reason)} rules={required}><Input.TextArea rows={3} maxLength={2000} className="grows" /></Form.Item>
          {send.error === null ? null : <Form.Item><ProblemAlert error={send.error} /></Form.Item>}
          <Button type="primary" htmlType="submit" size="large" block loading={send.isPending}>{say(W.submit)}</Button>
        </Form>
      )}
    </Drawer>
  );
};
