import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, Tabs } from 'antd';
import { useState } from 'react';
import { stringify } from 'yaml';
import type { PolicyDifference } from '../../domain/policy-diff.ts';
import type { Policy } from '../../domain/policy-schema.ts';
import { ask } from '../api/http.ts';
import { useMe, usePolicy } from '../api/queries.ts';
import { Drawer } from '../shell/drawer.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { message } from '../shell/messages.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { Differences } from './differences.tsx';
import { PolicyForm } from './policy-form.tsx';
import { RehearsePolicy } from './rehearse-policy.tsx';

type Checked = { readonly policy: string; readonly differences: readonly PolicyDifference[] };

const LINE_WIDTH = 120;

const Editor = ({ given, name, onClose }: { readonly given: Policy; readonly name: string; readonly onClose: () => void }) => {
  const { t } = useWords();
  const client = useQueryClient();
  // Who only keeps the settings reads no round.
  const office = useMe().data?.standings.includes('office') === true;
  const [text, setText] = useState(() => stringify(given, { lineWidth: LINE_WIDTH }));
  const check = useMutation({ mutationFn: async (yaml: string) => await ask<Checked>('POST', '/policies/check', { body: { yaml, against: name } }) });
  const keep = useMutation({
    mutationFn: async (yaml: string) => await ask<{ readonly policy: string }>('POST', '/policies', { body: { yaml } }),
    onSuccess: async ({ policy }) => {
      message.success(t('policy.kept', { policy }));
      await client.invalidateQueries({ queryKey: ['policies'] });
      onClose();
    },
  });
  const error = keep.error ?? check.error;
  const change = (next: string): void => {
    setText(next);
    check.reset();
    keep.reset();
  };
  return (
    <div className="stack">
      <Tabs
        items={[
          { key: 'form', label: t('policy.form'), children: <PolicyForm text={text} onText={change} /> },
          { key: 'yaml', label: 'YAML', children: <Input.TextArea aria-label="YAML" className="code-text" rows={24} value={text} spellCheck={false} onChange={({ target }) => change(target.value)} /> },
        ]}
      />
      {error === null ? null : <ProblemAlert error={error} />}
      {check.data === undefined ? null : <div><Alert type="info" showIcon title={t('policy.checked', { policy: check.data.policy, base: name, n: check.data.differences.length })} /><Differences differences={check.data.differences} /></div>}
      {check.data === undefined || !office ? null : <details><summary>{t('policy.rehearse')}</summary><RehearsePolicy key={text} wanted={{ yaml: text }} /></details>}
      <div className="acts">
        <Button onClick={() => check.mutate(text)} loading={check.isPending}>{t('policy.check')}</Button>
        <Button type="primary" onClick={() => keep.mutate(text)} loading={keep.isPending} disabled={check.data === undefined || check.data.differences.length === 0}>{t('policy.keep')}</Button>
      </div>
    </div>
  );
};

/** A policy to look at and to make another version of: the common fields as a form, everything as text, the difference before it is kept. */
export const PolicyEditor = ({ name, onClose }: { readonly name: string; readonly onClose: () => void }) => {
  const policy = usePolicy(name);
  return <Drawer open onClose={onClose} title={name} size="min(1080px, 100%)"><Loaded query={policy} rows={12}>{(given) => <Editor given={given} name={name} onClose={onClose} />}</Loaded></Drawer>;
};
