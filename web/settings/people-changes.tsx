import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal, Popconfirm, Radio, Select } from 'antd';
import { useState } from 'react';
import { postName } from '../../domain/units.ts';
import { PersonSelect } from '../act/person-select.tsx';
import { withoutEmpty } from '../act/fields.ts';
import { ask } from '../api/http.ts';
import { usePeople } from '../api/queries.ts';
import type { HandedOver } from '../api/types.ts';
import { Section } from '../issue/section.tsx';
import { SubjectLink } from '../issue/subject-link.tsx';
import { DayInput } from '../shell/day-input.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { W } from './people-words.ts';

const useChange = <B, A>(send: (body: B) => Promise<A>) => {
  const client = useQueryClient();
  return useMutation({ mutationFn: send, onSuccess: async () => void (await Promise.all([['people'], ['todo'], ['issues'], ['issue']].map(async (queryKey) => await client.invalidateQueries({ queryKey })))) });
};

type Leaving = { readonly person: string; readonly on?: string };
type Left = { readonly leftOn: string; readonly issues: number; readonly measures: number };

const Leave = () => {
  const { t, say } = useWords();
  const people = usePeople().data?.people ?? [];
  /** What was filled in, as long as it is asked whether it is meant. */
  const [asked, setAsked] = useState<Leaving | null>(null);
  const leaving = people.find(({ id }) => id === asked?.person);
  const posts = leaving?.posts.map(postName).join(t('and')) ?? '';
  const leave = useChange(async ({ person, on }: Leaving) => await ask<Left>('POST', `/people/${encodeURIComponent(person)}/leaving`, { body: withoutEmpty({ on }) ?? {} }));
  return (
    <Section title={say(W.leave)}>
      <p className="muted">{say(W.leaveHelp)}</p>
      <Form name="leave" layout="vertical" requiredMark={false} className="short-form" onFinish={setAsked}>
        <Form.Item name="person" label={say(W.who)} rules={[{ required: true, message: t('required') }]}><PersonSelect /></Form.Item>
        <Form.Item name="on" label={say(W.leaveOn)}><DayInput /></Form.Item>
        {leave.error === null ? null : <Form.Item><ProblemAlert error={leave.error} /></Form.Item>}
        <Button htmlType="submit" loading={leave.isPending}>{say(W.leave)}</Button>
      </Form>
      <Modal open={asked !== null} title={say(W.leaveSure, { name: leaving?.name ?? asked?.person ?? '' })} okText={say(W.leave)} cancelText={t('cancel')} onCancel={() => setAsked(null)} onOk={() => {
        if (asked !== null) leave.mutate(asked);
        setAsked(null);
      }}>
        <p>{say(W.leaveFrom, { day: asked?.on ?? say(W.leaveToday), posts: posts === '' ? say(W.noPost) : say(W.vacant, { posts }) })}</p>
        <p>{say(W.leaveOwned)}</p>
      </Modal>
      {leave.data === undefined ? null : <Alert className="after-form" type={leave.data.issues + leave.data.measures > 0 ? 'warning' : 'success'} showIcon title={say(W.left, { ...leave.data })} />}
    </Section>
  );
};

type Post = { readonly id: string; readonly title: string; readonly unit: string };
type Appointment = { readonly post: string; readonly holders?: readonly string[]; readonly from?: string };

const Appoint = ({ posts }: { readonly posts: readonly Post[] }) => {
  const { t, say } = useWords();
  const people = usePeople().data?.people ?? [];
  const [form] = Form.useForm<Appointment>();
  const chosen = Form.useWatch('holders', form) ?? [];
  const appoint = useChange(async ({ post, holders = [], from }: Appointment) => await ask('PUT', `/posts/${encodeURIComponent(post)}/holders`, { body: { holders, ...(withoutEmpty({ from }) as object | undefined) } }));
  return (
    <Section title={say(W.appoint)}>
      <p className="muted">{say(W.appointHelp)}</p>
      <Form form={form} name="appoint" layout="vertical" requiredMark={false} className="short-form" onFinish={(given: Appointment) => appoint.mutate(given)}>
        <Form.Item name="post" label={say(W.post)} rules={[{ required: true, message: t('required') }]}><Select showSearch={{ optionFilterProp: 'label' }} options={posts.map(({ id, title, unit }) => ({ value: id, label: `${unit} ${title}` }))} /></Form.Item>
        <Form.Item name="holders" label={say(W.holders)}><Select mode="multiple" allowClear showSearch={{ optionFilterProp: 'label' }} options={people.filter(({ leftOn }) => leftOn === null).map(({ id, name }) => ({ value: id, label: `${name} ${id}` }))} /></Form.Item>
        <Form.Item name="from" label={say(W.from)}><DayInput /></Form.Item>
        {appoint.error === null ? null : <Form.Item><ProblemAlert error={appoint.error} /></Form.Item>}
        {chosen.length > 0 ? <Button htmlType="submit" loading={appoint.isPending}>{say(W.appoint)}</Button> : <Popconfirm title={say(W.vacateSure)} onConfirm={() => form.submit()}><Button loading={appoint.isPending}>{say(W.vacate)}</Button></Popconfirm>}
      </Form>
      {appoint.isSuccess ? <Alert className="after-form" type="success" showIcon title={say((appoint.variables.holders ?? []).length > 0 ? W.appointed : W.vacated)} /> : null}
    </Section>
  );
};

const ACTS = ['hand-over', 'sign-hand-over', 'cancel-hand-over'] as const;
type HandOver = { readonly type: (typeof ACTS)[number]; readonly from: string; readonly to: string; readonly reason?: string };

/** Everything that one person owns to another, issue by issue; sent again it does what is left. */
const HandOverAll = () => {
  const { t, say } = useWords();
  const [form] = Form.useForm<HandOver>();
  const type = Form.useWatch('type', form) as HandOver['type'] | undefined;
  const send = useChange(async (body: HandOver) => await ask<HandedOver>('POST', '/hand-overs', { body: withoutEmpty(body) }));
  const rules = [{ required: true, message: t('required') }];
  const all = send.data === undefined ? [] : [...send.data.items, ...send.data.passed];
  const refused = all.filter(({ error }) => error !== null);
  return (
    <Section title={say(W.handOver)}>
      <p className="muted">{say(W.handOverHelp)}</p>
      <Form form={form} name="hand-over" layout="vertical" requiredMark={false} className="short-form" initialValues={{ type: 'hand-over' }} onFinish={(given: HandOver) => send.mutate(given)}>
        <Form.Item name="type" label={say(W.what)}><Radio.Group options={ACTS.map((value) => ({ value, label: say(W[value]) }))} /></Form.Item>
        <Form.Item name="from" label={say(W.outgoing)} rules={rules}><PersonSelect /></Form.Item>
        <Form.Item name="to" label={say(W.incoming)} rules={rules}><PersonSelect /></Form.Item>
        {type === 'sign-hand-over' ? null : <Form.Item name="reason" label={say(W.reason)} rules={rules}><Input maxLength={2000} /></Form.Item>}
        {send.error === null ? null : <Form.Item><ProblemAlert error={send.error} /></Form.Item>}
        <Button htmlType="submit" loading={send.isPending}>{say(W[type ?? 'hand-over'])}</Button>
      </Form>
      {send.data === undefined ? null : (
        <Alert
          className="after-form"
          type={refused.length + send.data.measures.length > 0 ? 'warning' : 'success'}
          showIcon
          title={say(W.handedOver, { done: all.length - refused.length, refused: refused.length, left: send.data.left })}
          description={<>{refused.map(({ issue, error }) => <div key={issue}><SubjectLink subject={issue} />{t('colon')}{error === null ? '' : say(error)}</div>)}{send.data.measures.length === 0 ? null : <div>{say(W.measuresLeft, { n: send.data.measures.length })}</div>}{send.data.measures.map(({ issue, measure, text }) => <div key={`${issue} ${measure}`}><SubjectLink subject={issue} />{t('colon')}{text}</div>)}</>}
        />
      )}
    </Section>
  );
};

/**
 * People come and go: leaving, appointments, and, for those who act in cases, handing over everything at once. Each form has a
 * name: their fields are called alike (from, reason), and a label has to lead to its own.
 */
export const PeopleChanges = ({ posts, office }: { readonly posts: readonly Post[]; readonly office: boolean }) => (
  <>
    <div className="two"><Leave /><Appoint posts={posts} /></div>
    {office ? <HandOverAll /> : null}
  </>
);
