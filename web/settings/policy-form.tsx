import { Alert, Input, InputNumber, Select, Space, Switch } from 'antd';
import { useId } from 'react';
import { parse, parseDocument } from 'yaml';
import type { Policy, Role, Term } from '../../domain/policy-schema.ts';
import { useWords } from '../words/language.tsx';
import { LadderForm } from './ladder-form.tsx';
import { FIELD_GROUPS, type PolicyField } from './policy-fields.ts';
import { RolesInput } from './roles-input.tsx';

type Path = PolicyField['path'];
type Change = (path: Path, value: unknown) => void;

const UNITS = ['working-day', 'calendar-day', 'month'] as const;

const valueAt = (data: unknown, path: Path): unknown => path.reduce<unknown>((value, part) => (typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[part] : undefined), data);

const TermInput = ({ value, label, onChange }: { readonly value: Term | undefined; readonly label: string; readonly onChange: (value: Term) => void }) => {
  const { t } = useWords();
  const { count = 0, unit = 'working-day' } = value ?? {};
  return (
    <Space.Compact>
      <InputNumber aria-label={label} min={0} max={1000} precision={0} value={count} onChange={(next) => onChange({ count: next ?? 0, unit })} />
      <Select aria-label={`${label}${t('colon')}${t('policy.unit')}`} value={unit} onChange={(next) => onChange({ count, unit: next })} options={UNITS.map((one) => ({ value: one, label: t(`policy.${one}`) }))} popupMatchSelectWidth={false} />
    </Space.Compact>
  );
};

const FieldInput = ({ field, value, onChange }: { readonly field: PolicyField; readonly value: unknown; readonly onChange: (value: unknown) => void }) => {
  const { t, say } = useWords();
  const label = say(field.words);
  switch (field.kind) {
    case 'term':
      return <TermInput label={label} value={value as Term | undefined} onChange={onChange} />;
    case 'terms': {
      const terms = (value ?? []) as readonly Term[];
      return (
        <Space wrap>
          {terms.map((term, at) => <TermInput key={at} label={`${label} ${at + 1}`} value={term} onChange={(next) => onChange(terms.map((one, place) => (place === at ? next : one)).filter(({ count }) => count > 0))} />)}
          <TermInput key="more" label={t('policy.oneMore')} value={{ count: 0, unit: 'month' }} onChange={(next) => (next.count > 0 ? onChange([...terms, next]) : undefined)} />
        </Space>
      );
    }
    case 'number':
      return <InputNumber aria-label={label} min={0} max={3000} precision={0} value={value as number} onChange={(next) => onChange(next ?? 0)} />;
    case 'flag':
      return <Switch aria-label={label} checked={value === true} onChange={onChange} />;
    case 'roles':
      return <RolesInput label={label} value={(value ?? []) as readonly Role[]} onChange={onChange} />;
    case 'order':
      return <Select aria-label={label} value={value as string} onChange={onChange} options={(['sequence', 'parallel'] as const).map((one) => ({ value: one, label: t(`policy.${one}`) }))} popupMatchSelectWidth={false} />;
    case 'clock':
      return <Input type="time" aria-label={label} value={value as string} onChange={({ target }) => onChange(target.value)} className="clock" />;
    default:
      return <Input aria-label={label} value={value as string} onChange={({ target }) => onChange(target.value)} />;
  }
};

/** The text with one place changed; its remarks and everything else stay. */
const changed = (text: string, path: Path, value: unknown): string => {
  const document = parseDocument(text);
  document.setIn(path, document.createNode(value));
  return document.toString({ lineWidth: 0 });
};

const dataOf = (text: string): unknown => {
  try {
    return parse(text) as unknown;
  } catch {
    return null;
  }
};

/** The fields that are changed often; the text is what counts, and each change is a change of it. */
export const PolicyForm = ({ text, onText }: { readonly text: string; readonly onText: (text: string) => void }) => {
  const { t, say } = useWords();
  const id = useId();
  const data = dataOf(text);
  if (data === null || typeof data !== 'object') return <Alert type="warning" showIcon title={t('policy.notYaml')} />;
  const change: Change = (path, value) => onText(changed(text, path, value));
  return (
    <div className="stack">
      {FIELD_GROUPS.map((group) => (
        <fieldset key={group.words.en} className="policy-group" aria-labelledby={`${id} ${group.words.en}`}>
          <legend id={`${id} ${group.words.en}`}>{say(group.words)}</legend>
          <dl className="facts">
            {group.fields.map((field) => <div key={field.path.join('.')} className="fact"><dt>{say(field.words)}</dt><dd><FieldInput field={field} value={valueAt(data, field.path)} onChange={(value) => change(field.path, value)} /></dd></div>)}
          </dl>
        </fieldset>
      ))}
      <LadderForm ladders={(data as Partial<Pick<Policy, 'ladders'>>).ladders ?? {}} onChange={(kind, steps) => change(['ladders', kind], steps)} />
    </div>
  );
};
