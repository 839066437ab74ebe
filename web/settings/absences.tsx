import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { PersonSelect } from '../act/person-select.tsx';
import { ask } from '../api/http.ts';
import { useNameOf } from '../api/use-name-of.ts';
import { Section } from '../issue/section.tsx';
import { DayInput } from '../shell/day-input.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';

type Absence = { readonly id: number; readonly person: string; readonly deputy: string; readonly from: string; readonly last: string; readonly reason: string; readonly cancelledFrom: string | null };
type Given = { readonly person: string; readonly deputy: string; readonly from: string; readonly last: string; readonly reason: string };
type Back = { readonly from: string; readonly reason: string };

const useSend = <B,>(path: (body: B) => string, onDone: () => void) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: B) => await ask('POST', path(body), { body }),
    onSuccess: async () => {
      onDone();
      await client.invalidateQueries({ queryKey: ['absences'] });
    },
  });
};

const Record = ({ onDone }: { readonly onDone: () => void }) => {
  const { t } = useWords();
  const rules = [{ required: true, message: t('required') }];
  const send = useSend<Given>(() => '/absences', onDone);
  return (
    <Form name="absence" layout="vertical" onFinish={(given: Given) => send.mutate(given)} requiredMark={false}>
      <Form.Item name="person" label={t('absence.person')} rules={rules}><PersonSelect /></Form.Item>
      <Form.Item name="deputy" label={t('absence.deputy')} rules={rules}><PersonSelect /></Form.Item>
      <Form.Item name="from" label={t('absence.from')} rules={rules}><DayInput /></Form.Item>
      <Form.Item name="last" label={t('absence.last')} rules={rules}><DayInput /></Form.Item>
      <Form.Item name="reason" label={t('absence.reason')} rules={rules}><Input maxLength={200} /></Form.Item>
      {send.error === null ? null : <Form.Item><ProblemAlert error={send.error} /></Form.Item>}
      <Button type="primary" htmlType="submit" block loading={send.isPending}>{t('absence.record')}</Button>
    </Form>
  );
};

const Cancel = ({ absence, onDone }: { readonly absence: Absence; readonly onDone: () => void }) => {
  const { t } = useWords();
  const rules = [{ required: true, message: t('required') }];
  const send = useSend<Back>(() => `/absences/${absence.id}/cancel`, onDone);
  return (
    <Form name="back" layout="vertical" onFinish={(given: Back) => send.mutate(given)} requiredMark={false} initialValues={{ from: absence.from }}>
      <Form.Item name="from" label={t('absence.back')} rules={rules}><DayInput /></Form.Item>
      <Form.Item name="reason" label={t('absence.reason')} rules={rules}><Input maxLength={200} /></Form.Item>
      {send.error === null ? null : <Form.Item><ProblemAlert error={send.error} /></Form.Item>}
      <Button type="primary" htmlType="submit" block loading={send.isPending}>{t('absence.cancel')}</Button>
    </Form>
  );
};

/** Who is away, and who acts meanwhile: reminders go to the deputy, the person has them as information. */
export const Absences = () => {
  const { t } = useWords();
  const [open, setOpen] = useState<'record' | Absence | null>(null);
  const nameOf = useNameOf();
  const absences = useQuery({ queryKey: ['absences'], queryFn: async () => await ask<{ readonly absences: readonly Absence[] }>('GET', '/absences') });
  const close = (): void => setOpen(null);
  return (
    <Section title={t('absence.title')}>
      <p className="muted">{t('absence.help')}</p>
      <Loaded query={absences} rows={2}>
        {(data) =>
          data.absences.length === 0 ? <p className="muted">{t('absence.none')}</p> : (
            <ul className="lines">
              {data.absences.map((one) => (
                <li key={one.id} className="line-head">
                  <b>{nameOf(one.person)}</b><span>{one.from} — {one.last}</span><span>{t('absence.by', { name: nameOf(one.deputy) })}</span><span className="muted">{one.reason}</span><span className="grow" />
                  {one.cancelledFrom === null ? <Button size="small" onClick={() => setOpen(one)}>{t('absence.cancel')}</Button> : <span className="mark">{t('absence.cancelled', { day: one.cancelledFrom })}</span>}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <Button onClick={() => setOpen('record')}>{t('absence.record')}</Button>
      <Modal open={open !== null} onCancel={close} footer={null} destroyOnHidden title={t(open === 'record' || open === null ? 'absence.record' : 'absence.cancel')}>
        {open === null ? null : open === 'record' ? <Record onDone={close} /> : <Cancel absence={open} onDone={close} />}
      </Modal>
    </Section>
  );
};
