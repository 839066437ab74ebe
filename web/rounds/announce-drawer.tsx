import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { withoutEmpty } from '../act/fields.ts';
import { ask } from '../api/http.ts';
import { Drawer } from '../shell/drawer.tsx';
import { message } from '../shell/messages.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useIsWide } from '../shell/use-width.ts';
import { useWords } from '../words/language.tsx';
import { D } from './draw-words.ts';

type Values = { readonly at: string; readonly sharePercent?: number | null; readonly strata?: readonly string[] };
const STRATA = ['unit', 'category', 'kind'] as const;

/** 公告抽签: when, and of how much; the policy says what is not said here, and how long ahead it has to be. */
export const AnnounceDrawer = ({ round, open, onClose }: { readonly round: string; readonly open: boolean; readonly onClose: () => void }) => {
  const { t, say } = useWords();
  const client = useQueryClient();
  const wide = useIsWide('md');
  const send = useMutation({
    // What is written is Beijing time, wherever the browser stands.
    mutationFn: async ({ at, ...rest }: Values) => await ask('POST', `/rounds/${encodeURIComponent(round)}/draws`, { body: { instant: Date.parse(`${at}:00+08:00`), ...(withoutEmpty(rest) as object | undefined) } }),
    onSuccess: () => {
      message.success(say(D.announced));
      void client.invalidateQueries({ queryKey: ['round', round] });
      onClose();
    },
  });
  return (
    <Drawer open={open} onClose={onClose} destroyOnHidden size={wide ? 480 : '100%'} title={say(D.announce)}>
      <Form<Values> layout="vertical" onFinish={(values) => send.mutate(values)}>
        <Form.Item name="at" label={say(D.instant)} rules={[{ required: true, message: t('required') }]}><Input type="datetime-local" /></Form.Item>
        <Form.Item name="sharePercent" label={say(D.share)}><InputNumber min={1} max={100} precision={0} /></Form.Item>
        <Form.Item name="strata" label={say(D.strata)}><Select mode="multiple" options={STRATA.map((value) => ({ value, label: say(D[`stratum.${value}`]) }))} /></Form.Item>
        {send.error === null ? null : <Form.Item><ProblemAlert error={send.error} /></Form.Item>}
        <Button type="primary" htmlType="submit" size="large" block loading={send.isPending}>{say(D.announce)}</Button>
      </Form>
    </Drawer>
  );
};
