import { Button, Form, Input, Select, Switch } from 'antd';
import { REPORT_STATUS_NAMES, REPORT_STATUSES } from '../../domain/field-words.ts';
import type { ReportStatus } from '../api/types.ts';
import { DayInput } from '../shell/day-input.tsx';
import { Drawer } from '../shell/drawer.tsx';
import { useIsWide } from '../shell/use-width.ts';
import { useWords } from '../words/language.tsx';
import { W } from './words.ts';

export type Draft = { readonly title: string; readonly category: string; readonly status: ReportStatus; readonly due?: string; readonly leaveOut?: boolean };

/** Writes an issue of the preview otherwise than it was read. `isRead`: it stands in the report, and can be left out. */
export const IssueEditor = ({ draft, isRead, onSave, onClose }: { readonly draft: Draft | null; readonly isRead: boolean; readonly onSave: (draft: Draft) => void; readonly onClose: () => void }) => {
  const { t, say } = useWords();
  const wide = useIsWide('md');
  return (
    <Drawer open={draft !== null} onClose={onClose} destroyOnHidden size={wide ? 560 : '100%'} title={say(W.change)}>
      {draft === null ? null : (
        <Form<Draft> name="read-issue" layout="vertical" initialValues={draft} onFinish={({ due, ...rest }) => onSave({ ...rest, leaveOut: rest.leaveOut === true, ...(due === undefined || due === '' ? {} : { due }) })}>
          <Form.Item name="title" label={say(W.finding)} rules={[{ required: true, message: t('required') }]}><Input.TextArea rows={5} maxLength={4000} className="grows" /></Form.Item>
          <Form.Item name="category" label={say(W.category)}><Input maxLength={500} /></Form.Item>
          <Form.Item name="status" label={say(W.status)}><Select options={REPORT_STATUSES.map((value) => ({ value, label: say(REPORT_STATUS_NAMES[value]) }))} /></Form.Item>
          <Form.Item name="due" label={say(W.dueField)}><DayInput /></Form.Item>
          {isRead ? <Form.Item name="leaveOut" label={say(W.leaveOut)} valuePropName="checked"><Switch /></Form.Item> : null}
          <Button type="primary" htmlType="submit" size="large" block>{say(W.ok)}</Button>
        </Form>
      )}
    </Drawer>
  );
};
