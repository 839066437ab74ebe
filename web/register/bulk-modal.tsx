import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useRef } from 'react';
import { ask, partsOfIssueId } from '../api/http.ts';
import { asProblem } from '../api/problem.ts';
import type { BulkItem } from '../api/types.ts';
import { fieldWords } from '../act/field-words.ts';
import { OneKey } from '../act/one-key.ts';
import { PersonSelect } from '../act/person-select.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import type { BulkAct } from './bulk-acts.ts';

export type BulkProps = { readonly act: BulkAct | null; readonly issues: readonly string[]; readonly onClose: (isDone: boolean) => void };

/** The server takes so many in one request. */
const MOST_AT_ONCE = 500;
type Items = { readonly items: readonly BulkItem[] };

const Results = ({ items }: Items) => {
  const { t, say } = useWords();
  const failed = items.filter(({ error }) => error !== null);
  return (
    <>
      <Alert type={failed.length === 0 ? 'success' : 'warning'} showIcon title={t('bulk.result', { done: items.length - failed.length, failed: failed.length })} />
      <ul className="lines bulk-results">
        {items.map(({ issue, error }) => <li key={issue}><b>{partsOfIssueId(issue).number}</b>　{error === null ? t('bulk.ok') : say(error)}</li>)}
      </ul>
    </>
  );
};

const BulkForm = ({ act, issues, onSent, onClose }: { readonly act: BulkAct; readonly issues: readonly string[]; readonly onSent: () => void; readonly onClose: () => void }) => {
  const { t, say } = useWords();
  const client = useQueryClient();
  // One each part: what was done in the first must not happen again because the second failed.
  const keys = useRef(new Map<number, OneKey>());
  const rules = [{ required: true, message: t('required') }];
  const send = useMutation({
    mutationFn: async (given: object): Promise<Items> => {
      const items: BulkItem[] = [];
      for (let from = 0; from < issues.length; from += MOST_AT_ONCE) {
        const some = issues.slice(from, from + MOST_AT_ONCE);
        const part = keys.current.get(from) ?? new OneKey();
        keys.current.set(from, part);
        const answer = ask<Items>('POST', '/bulk', { body: { issues: some, act: { type: act, ...given } }, key: part.for(JSON.stringify(given), undefined).key });
        answer.catch((error: unknown) => part.answered(asProblem(error).status));
        items.push(...(await answer).items);
      }
      return { items };
    },
    onSuccess: async () => {
      onSent();
      await Promise.all([['issues'], ['todo'], ['issue'], ['rounds'], ['round']].map(async (queryKey) => await client.invalidateQueries({ queryKey })));
    },
  });
  if (send.data !== undefined) return <><Results items={send.data.items} /><Button type="primary" block onClick={onClose}>{t('close')}</Button></>;
  return (
    <Form layout="vertical" onFinish={(given: object) => send.mutate(given)}>
      <p className="muted">{t('register.selected', { n: issues.length })}。{t('bulk.help')}</p>
      {act === 'assign' ? <Form.Item name="owner" label={say(fieldWords('assign', 'owner'))} rules={rules}><PersonSelect party /></Form.Item> : null}
      {act === 'remind' ? <Form.Item name="note" label={say(fieldWords('remind', 'note'))} rules={rules}><Input.TextArea rows={3} maxLength={2000} /></Form.Item> : null}
      {send.error === null ? null : <Form.Item><ProblemAlert error={send.error} /></Form.Item>}
      <Button type="primary" htmlType="submit" block loading={send.isPending}>{t(`bulk.${act}`)}</Button>
    </Form>
  );
};

/** The question before something is done with many, and its results. */
export const BulkModal = ({ act, issues, onClose }: BulkProps) => {
  const { t } = useWords();
  const isDone = useRef(false);
  const close = (): void => {
    onClose(isDone.current);
    isDone.current = false;
  };
  return (
    <Modal open={act !== null} onCancel={close} footer={null} destroyOnHidden title={act === null ? '' : t(`bulk.${act}`)}>
      {act === null ? null : <BulkForm act={act} issues={issues} onSent={() => (isDone.current = true)} onClose={close} />}
    </Modal>
  );
};
