import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { USUAL_POSTS } from '../../domain/seats.ts';
import type { ImportPreview, ImportSettingsInput, PolicyLine, SheetLayout } from '../api/types.ts';
import { usePeople, usePolicies } from '../api/queries.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { HandOutPart } from './hand-out-part.tsx';
import { HeadForm, NEW_ROUND, type HeadValues } from './head-form.tsx';
import { RegisterColumns } from './register-columns.tsx';
import { RegisterRows } from './register-rows.tsx';
import { ReportPart } from './report-preview.tsx';
import { byHandOf, NOTHING_BY_HAND } from './use-import.ts';
import { W } from './words.ts';

type Props = {
  readonly file: File;
  readonly preview: ImportPreview;
  readonly busy: boolean;
  readonly taking: boolean;
  readonly error: unknown;
  readonly onPreview: (settings: ImportSettingsInput) => void;
  readonly onTake: (settings: ImportSettingsInput) => void;
  readonly onAnother: () => void;
};

const PARTIES = ['head', 'superior', 'supervision', 'team'] as const;

const valuesOf = ({ head }: ImportPreview, posts: ReadonlySet<string>, policies: readonly PolicyLine[]): HeadValues => ({
  into: NEW_ROUND,
  ...head,
  feedback: head.feedback ?? '',
  policy: policies.find(({ policy, preset }) => preset && policy.startsWith('default@'))?.policy ?? 'default',
  // Left empty where nobody holds the post.
  ...(posts.has('supervision') ? { supervision: USUAL_POSTS.supervision } : {}),
  ...(posts.has('team') ? { team: USUAL_POSTS.team } : {}),
});

/** The second step: everything that was read, to be checked and mended, and what the round is to be called. */
export const Check = ({ file, preview, busy, taking, error, onPreview, onTake, onAnother }: Props) => {
  const { say } = useWords();
  const [form] = Form.useForm<HeadValues>();
  const people = usePeople();
  const policies = usePolicies();
  const [byHand, setByHand] = useState(NOTHING_BY_HAND);
  const [layout, setLayout] = useState<SheetLayout>();
  const [correct, setCorrect] = useState('');
  const [handOut, setHandOut] = useState<ReadonlySet<string>>(new Set());
  const posts = new Set((people.data?.people ?? []).flatMap((person) => person.posts.map(({ id }) => id)));
  const settings = (more: ImportSettingsInput = {}): ImportSettingsInput => {
    const { into, round, title, unit, inspector, feedback, policy, recheckOf, ...named } = form.getFieldsValue(true) as HeadValues;
    const about = layout === undefined ? {} : { layout };
    if (into !== NEW_ROUND && into !== undefined) return { round: into, ...about, ...more };
    const parties = Object.fromEntries(PARTIES.flatMap((party) => (named[party] === undefined ? [] : [[party, named[party]]])));
    const filled = Object.fromEntries(Object.entries({ round, title, unit, inspector, feedback, policy, recheckOf }).filter(([, value]) => value !== undefined && value !== ''));
    return { ...filled, parties, ...about, ...more };
  };
  // Whoever is left out by hand is nothing to be handed out.
  const common = preview.kind === 'register' ? preview.register.common : preview.report.common.filter(({ number }) => byHand.changed.get(Number(number))?.leaveOut !== true);
  const take = (): void => {
    const settled = preview.kind === 'report' ? byHandOf(byHand) : undefined;
    const handed = common.flatMap(({ number }) => (handOut.has(number) ? [number] : []));
    const more = { sha256: preview.file.sha256, ...(handed.length === 0 ? {} : { handOut: handed }), ...(settled === undefined ? {} : { byHand: settled }), ...(correct.trim() === '' ? {} : { correct: correct.trim() }) };
    void form.validateFields({ recursive: true }).then(() => onTake(settings(more)), () => document.querySelector('.ant-form-item-has-error')?.scrollIntoView({ block: 'center' }));
  };
  const count = preview.kind === 'register' ? preview.register.counts.new + preview.register.counts.pending : preview.report.issues.length - [...byHand.changed.values()].filter(({ leaveOut }) => leaveOut === true).length + byHand.added.length;
  const mayCorrect = preview.kind === 'register' && preview.register.rows.some(({ differences }) => differences.some(({ act }) => act === 'correct'));
  const label = preview.kind === 'register' ? W.takeRegister : W.take;
  const isNothing = count === 0 && correct.trim() === '';
  if (people.isPending || policies.isPending) return null;
  return (
    <div className="stack">
      <div className="bar"><b>{preview.file.name}</b><Button size="small" onClick={onAnother}>{say(W.another)}</Button></div>
      <HeadForm form={form} start={valuesOf(preview, posts, policies.data?.policies ?? [])} preview={preview} onInto={(into) => onPreview({ ...settings(), ...(into === NEW_ROUND ? {} : { round: into }) })} />
      <div className="acts"><Button loading={busy} onClick={() => onPreview(settings())}>{say(W.again)}</Button></div>
      {preview.kind === 'report' ? <ReportPart report={preview.report} byHand={byHand} onByHand={setByHand} /> : (
        <>
          {preview.register.notes.map((note) => <Alert key={note.code} type="info" showIcon title={say(note)} />)}
          <RegisterColumns
            key={JSON.stringify(preview.register.header.columns)}
            register={preview.register}
            busy={busy}
            onLayout={(next) => {
              setLayout(next);
              onPreview(settings({ layout: next }));
            }}
            onForget={() => {
              setLayout(undefined);
              const { layout: _layout, ...rest } = settings();
              onPreview({ ...rest, forgetLayout: true });
            }}
          />
          <RegisterRows key={JSON.stringify(preview.register.counts)} register={preview.register} file={file.name} />
          {mayCorrect ? <Form.Item label={say(W.correct)} layout="vertical" htmlFor="correct"><Input id="correct" value={correct} maxLength={2000} onChange={({ target }) => setCorrect(target.value)} /></Form.Item> : null}
        </>
      )}
      <HandOutPart proposals={common} chosen={handOut} onChoose={setHandOut} />
      {error === null ? null : <ProblemAlert error={error} />}
      <div className="sticky-acts"><Button type="primary" size="large" loading={taking} disabled={isNothing || busy} onClick={take}>{isNothing ? say(W.takeNothing) : say(label, { n: count })}</Button></div>
    </div>
  );
};
