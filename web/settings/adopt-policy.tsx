import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import type { PolicyDiff } from '../../client/policy-impact.ts';
import { DEADLINE_NAMES, NOTICE_NAMES } from '../../domain/words.ts';
import { ask } from '../api/http.ts';
import { useRounds } from '../api/queries.ts';
import type { PolicyLine } from '../api/types.ts';
import { SubjectLink } from '../issue/subject-link.tsx';
import { Section } from '../issue/section.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { NewRulesResult, type NewRules } from './new-rules.tsx';
import { Differences } from './differences.tsx';
import { RehearsePolicy } from './rehearse-policy.tsx';

type Impact = PolicyDiff & { readonly more: boolean };
type Given = { readonly from: string; readonly to: string; readonly scope: 'round' | 'issues'; readonly round?: string; readonly issues?: readonly string[]; readonly reason?: string };

const whichOf = ({ scope, round, issues }: Given): object => (scope === 'round' ? { round } : { issues });

/** What would change for whom: dates, notices more or fewer, person by person and issue by issue. */
const ImpactView = ({ impact }: { readonly impact: Impact }) => {
  const { t, say } = useWords();
  const { differences, issues, touched, people, more } = impact;
  return (
    <div className="stack">
      <Alert type="info" showIcon title={t('policy.impact', { differences: differences.length, issues, touched: touched.length, people: people.length })} description={more ? t('policy.impactMore') : undefined} />
      <details><summary>{t('policy.differences')}</summary><Differences differences={differences} /></details>
      {people.length === 0 ? null : <details open><summary>{t('policy.people')}</summary><ul className="lines">{people.map((one) => <li key={one.person} className="line-head"><b>{one.name}</b><span>{t('policy.ofPerson', { added: one.added, dropped: one.dropped, moved: one.moved })}</span></li>)}</ul></details>}
      {touched.length === 0 ? null : (
        <details><summary>{t('policy.issues')}</summary>
          <ul className="lines">
            {touched.map((one) => (
              <li key={one.issue}>
                <SubjectLink subject={one.issue} />　{one.title}
                {one.moves.map((move) => <div key={`${move.kind} ${move.from}`} className="small">{say(DEADLINE_NAMES[move.kind])}{t('colon')}{move.from} → {move.to}</div>)}
                {(['added', 'dropped', 'moved'] as const).flatMap((what) => one[what].map((notice) => <div key={`${what} ${notice.day} ${notice.what} ${notice.role}`} className="muted small">{t(`policy.${what}`)} {notice.day} {notice.what} {say(NOTICE_NAMES[notice.notice])}</div>))}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
};

/** Moves chosen open issues to another version: tried out first, with a reason, each on record. */
export const AdoptPolicy = ({ policies }: { readonly policies: readonly PolicyLine[] }) => {
  const { t, aside } = useWords();
  const client = useQueryClient();
  const [form] = Form.useForm<Given>();
  const scope = Form.useWatch('scope', form) ?? 'round';
  const rounds = useRounds().data?.rounds ?? [];
  const [tried, setTried] = useState(false);
  const rules = [{ required: true, message: t('required') }];
  const names = policies.map(({ policy, open }) => ({ value: policy, label: open > 0 ? `${policy}${aside(t('policy.open', { n: open }))}` : policy }));
  const impact = useMutation({ mutationFn: async (given: Given) => await ask<Impact>('POST', '/policies/impact', { body: { from: given.from, to: given.to, ...whichOf(given) } }), onSuccess: () => setTried(true) });
  const adopt = useMutation({
    mutationFn: async (given: Given) => await ask<NewRules>('POST', '/policies/adopt', { body: { policy: given.to, reason: given.reason, ...whichOf(given) } }),
    onSuccess: async () => await Promise.all([['policies'], ['issues'], ['issue'], ['todo'], ['rounds'], ['round']].map(async (queryKey) => await client.invalidateQueries({ queryKey }))),
  });
  const error = adopt.error ?? impact.error;
  const of = impact.variables;
  const change = (changed: Partial<Given>): void => {
    if ('reason' in changed) return;
    setTried(false);
    impact.reset();
    adopt.reset();
  };
  return (
    <Section title={t('policy.adoptTitle')}>
      <p className="muted">{t('policy.adoptHelp')}</p>
      <Form form={form} layout="vertical" requiredMark={false} className="short-form" initialValues={{ scope: 'round' }} onValuesChange={change} onFinish={(given: Given) => (tried ? adopt.mutate(given) : impact.mutate(given))}>
        <Form.Item name="from" label={t('policy.from')} rules={rules}><Select options={names.filter(({ value }) => policies.some(({ policy, open }) => policy === value && open > 0))} /></Form.Item>
        <Form.Item name="to" label={t('policy.to')} rules={rules}><Select options={names} /></Form.Item>
        <Form.Item name="scope" label={t('policy.which')}><Radio.Group options={(['round', 'issues'] as const).map((value) => ({ value, label: t(`policy.which.${value}`) }))} /></Form.Item>
        {scope === 'round' ? <Form.Item name="round" label={t('register.round')} rules={rules}><Select options={rounds.map(({ id, title }) => ({ value: id, label: title }))} /></Form.Item> : <Form.Item name="issues" label={t('policy.issueIds')} extra={t('policy.issueIdsHelp')} rules={rules}><Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', ' ']} /></Form.Item>}
        {tried ? <Form.Item name="reason" label={t('policy.reason')} rules={rules}><Input.TextArea rows={2} maxLength={2000} /></Form.Item> : null}
        {error === null ? null : <Form.Item><ProblemAlert error={error} /></Form.Item>}
        <Button type={tried ? 'primary' : 'default'} htmlType="submit" loading={impact.isPending || adopt.isPending}>{t(tried ? 'policy.adopt' : 'policy.try')}</Button>
      </Form>
      <div className="after-form stack">
        {impact.data === undefined ? null : <ImpactView impact={impact.data} />}
        {tried && of?.scope === 'round' && of.round !== undefined ? <details><summary>{t('policy.rehearse')}</summary><RehearsePolicy key={`${of.to} ${of.round}`} wanted={{ policy: of.to }} round={of.round} /></details> : null}
        {adopt.data === undefined ? null : <NewRulesResult result={adopt.data} />}
      </div>
    </Section>
  );
};
