import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber, Select, Space, Switch } from 'antd';
import { useState } from 'react';
import { LIGHT_NAMES } from '../../domain/field-words.ts';
import type { DeadlineKind, LadderStep, Policy } from '../../domain/policy-schema.ts';
import { DEADLINE_NAMES, NOTICE_NAMES } from '../../domain/words.ts';
import type { Words } from '../api/types.ts';
import { useWords } from '../words/language.tsx';
import { RolesInput } from './roles-input.tsx';

const NEW_STEP: LadderStep = { id: '', offset: 1, unit: 'working-day', audience: ['owner'], light: 'yellow', notice: 'urging', acknowledge: false };
const UNITS = ['working-day', 'calendar-day'] as const;

/** `T-10`, `T+3`: how a step is named where nobody names it otherwise. */
const idOf = (offset: number): string => `T${offset < 0 ? '' : '+'}${offset}`;

const options = <T extends string>(names: Readonly<Record<T, Words>>, say: (words: Words) => string): { value: T; label: string }[] => (Object.keys(names) as T[]).map((value) => ({ value, label: say(names[value]) }));

const Step = ({ step, onChange, onDrop }: { readonly step: LadderStep; readonly onChange: (step: LadderStep) => void; readonly onDrop: () => void }) => {
  const { t, say } = useWords();
  const { id, offset, unit, audience, light, notice, acknowledge } = step;
  /** A step that is named by its day goes on being. */
  const move = (next: number): void => onChange({ ...step, offset: next, id: id === '' || id === idOf(offset) ? idOf(next) : id });
  return (
    <li>
      <Space wrap>
        <Input aria-label={t('policy.stepId')} value={id} maxLength={20} onChange={({ target }) => onChange({ ...step, id: target.value })} className="step-id" />
        <InputNumber aria-label={t('policy.offset')} min={-365} max={730} precision={0} value={offset} onChange={(next) => move(next ?? 0)} />
        <Select aria-label={t('policy.unit')} value={unit} onChange={(next) => onChange({ ...step, unit: next })} options={UNITS.map((one) => ({ value: one, label: t(`policy.${one}`) }))} popupMatchSelectWidth={false} />
        <RolesInput label={t('policy.audience')} value={audience} onChange={(next) => onChange({ ...step, audience: [...next] })} />
        <Select aria-label={t('policy.notice')} value={notice} onChange={(next) => onChange({ ...step, notice: next })} options={options(NOTICE_NAMES, say)} popupMatchSelectWidth={false} />
        <Select aria-label={t('policy.light')} value={light} onChange={(next) => onChange({ ...step, light: next })} options={options(LIGHT_NAMES, say)} popupMatchSelectWidth={false} />
        <span><Switch size="small" aria-label={t('policy.acknowledge')} checked={acknowledge} onChange={(next) => onChange({ ...step, acknowledge: next })} /> {t('policy.acknowledge')}</span>
        <Button type="text" aria-label={t('policy.dropStep', { id })} icon={<DeleteOutlined />} onClick={onDrop} />
      </Space>
    </li>
  );
};

/** The ladders: for each thing that can fall due, who is told when, by which paper. Steps stand in order of time. */
export const LadderForm = ({ ladders, onChange }: { readonly ladders: Partial<Policy['ladders']>; readonly onChange: (kind: DeadlineKind, steps: readonly LadderStep[]) => void }) => {
  const { t, say } = useWords();
  const [kind, setKind] = useState<DeadlineKind>('due');
  const steps = ladders[kind] ?? [];
  const change = (next: readonly LadderStep[]): void => onChange(kind, next.slice().sort((a, b) => a.offset - b.offset));
  return (
    <fieldset className="policy-group">
      <legend>{t('policy.ladders')}</legend>
      <Space wrap><Select aria-label={t('policy.ladderOf')} value={kind} onChange={setKind} options={options(DEADLINE_NAMES, say)} popupMatchSelectWidth={false} /><span className="muted small">{t('policy.ladderHelp')}</span></Space>
      <ol className="lines">{steps.map((step, at) => <Step key={at} step={step} onChange={(next) => change(steps.map((one, place) => (place === at ? next : one)))} onDrop={() => change(steps.filter((_one, place) => place !== at))} />)}</ol>
      <Button icon={<PlusOutlined />} onClick={() => change([...steps, { ...NEW_STEP, offset: Math.max(0, steps.at(-1)?.offset ?? 0) + 1, id: idOf(Math.max(0, steps.at(-1)?.offset ?? 0) + 1) }])}>{t('policy.addStep')}</Button>
    </fieldset>
  );
};
