import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { withoutEmpty } from '../act/fields.ts';
import { ReasonedNo } from '../act/reasoned-no.tsx';
import { ask, newKey } from '../api/http.ts';
import { useCommonCorrection } from '../api/queries.ts';
import type { BulkItem, CommonCorrection } from '../api/types.ts';
import { Section } from '../issue/section.tsx';
import { SubjectLink } from '../issue/subject-link.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { W } from './words.ts';

type Given = { readonly title?: string; readonly category?: string; readonly reason?: string };
type Decision = { readonly decision: 'propose' | 'approve' | 'refuse' } & Given;
type Send = { readonly isPending: boolean; readonly mutate: (decision: Decision) => void };

/** The words that parts wait for, in full: whoever approves approves these. */
const Waiting = ({ waiting, category, mayDecide, send }: { readonly waiting: NonNullable<CommonCorrection['waiting']>; readonly category: string; readonly mayDecide: boolean; readonly send: Send }) => {
  const { say } = useWords();
  return (
    <>
      <h3>{say(W.waiting, { n: waiting.parts })}</h3>
      <div className="quote finding">{waiting.title}</div>
      {waiting.category === category ? null : <p className="small">{waiting.category}</p>}
      <p className="muted">{waiting.reason}</p>
      {mayDecide ? (
        <ReasonedNo no={say(W.refuse)} why={say(W.refusalReason)} pending={send.isPending} onNo={(reason) => send.mutate({ decision: 'refuse', reason })}>
          <Button type="primary" loading={send.isPending} onClick={() => send.mutate({ decision: 'approve' })}>{say(W.approve)}</Button>
        </ReasonedNo>
      ) : <p className="muted small">{say(W.waitsForOther)}</p>}
    </>
  );
};

const Propose = ({ send }: { readonly send: Send }) => {
  const { t, say } = useWords();
  const [form] = Form.useForm<Given>();
  /** Without another wording there is nothing to propose. */
  const somethingNew = { validator: async () => { if (withoutEmpty([form.getFieldValue('title'), form.getFieldValue('category')]) === undefined) throw new Error(say(W.somethingNew)); } };
  return (
    <>
      <p className="muted">{say(W.correctionHelp)}</p>
      <Form form={form} name="correction" layout="vertical" requiredMark={false} onFinish={(given: Given) => send.mutate({ decision: 'propose', ...(withoutEmpty(given) as Given | undefined) })}>
        <Form.Item name="title" label={say(W.newTitle)} dependencies={['category']} rules={[somethingNew]}><Input.TextArea rows={3} maxLength={2000} className="grows" /></Form.Item>
        <Form.Item name="category" label={say(W.newCategory)}><Input maxLength={200} /></Form.Item>
        <Form.Item name="reason" label={say(W.correctionReason)} rules={[{ required: true, whitespace: true, message: t('required') }]}><Input maxLength={2000} /></Form.Item>
        <Button htmlType="submit" loading={send.isPending}>{say(W.propose)}</Button>
      </Form>
    </>
  );
};

/** One new wording for all parts of a common issue: proposed for each, decided by another party, each part answered for itself. Shown to those who may do something about it, or see it wait. */
export const Correction = ({ round, number, category }: { readonly round: string; readonly number: string; readonly category: string }) => {
  const { t, say } = useWords();
  const client = useQueryClient();
  /** How often it was taken: what was written is done with then, and kept where it was refused. */
  const [times, setTimes] = useState(0);
  const correction = useCommonCorrection(round, number).data;
  const send = useMutation({
    mutationFn: async (body: Decision) => await ask<{ readonly items: readonly BulkItem[] }>('POST', `/rounds/${encodeURIComponent(round)}/common/${encodeURIComponent(number)}/correction`, { body, key: newKey() }),
    onSuccess: () => setTimes((before) => before + 1),
    onSettled: async () => void (await Promise.all([['round', round], ['issues'], ['issue'], ['todo']].map(async (queryKey) => await client.invalidateQueries({ queryKey })))),
  });
  if (correction === undefined) return null;
  const { waiting, differ, mayPropose, mayDecide } = correction;
  const refused = send.data?.items.filter(({ error }) => error !== null) ?? [];
  if (!mayPropose && waiting === null && differ === null && send.data === undefined) return null;
  return (
    <Section title={say(W.correction)}>
      {waiting === null ? null : <Waiting waiting={waiting} category={category} mayDecide={mayDecide} send={send} />}
      {differ === null ? null : <Alert type="info" showIcon title={say(differ)} />}
      {mayPropose ? <Propose key={times} send={send} /> : null}
      {send.error === null ? null : <div className="after-form"><ProblemAlert error={send.error} /></div>}
      {send.data === undefined ? null : <Alert className="after-form" type={refused.length === 0 ? 'success' : 'warning'} showIcon title={say(W.corrected, { done: send.data.items.length - refused.length, refused: refused.length })} description={refused.map(({ issue, error }) => <div key={issue}><SubjectLink subject={issue} />{t('colon')}{error === null ? '' : say(error)}</div>)} />}
    </Section>
  );
};
