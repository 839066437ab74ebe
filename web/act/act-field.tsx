import { Form, Input, InputNumber, Radio, Select, Switch } from 'antd';
import { LINEAGE_NAMES } from '../../domain/lineage.ts';
import { OUTCOME_NAMES } from '../../domain/field-words.ts';
import type { OutcomeEntry } from '../../domain/outcome.ts';
import type { IssueView } from '../api/types.ts';
import { useNames } from '../issue/use-name.ts';
import { useRoundAndNumber } from '../issue/use-round-and-number.ts';
import { DayInput } from '../shell/day-input.tsx';
import { useWords } from '../words/language.tsx';
import { IssueSelect } from './issue-select.tsx';
import { fieldWords, optionWords } from './field-words.ts';
import type { Field } from './fields.ts';
import { MeasureChanges, MeasureList } from './measure-list.tsx';
import { PersonSelect } from './person-select.tsx';

/** `view` null: an act on something that is no issue and has no measures. `outcomes`: what is recorded of it. */
type Props = { readonly act: string; readonly field: Field; readonly view: IssueView | null; readonly outcomes: readonly OutcomeEntry[] };

const FEW = 6;
const FEN = 100;

/** A sum is written in yuan and kept in fen: whole numbers, so that no half fen comes up. */
const Money = ({ value, onChange, id }: { readonly value?: number; readonly onChange?: (fen: number | null) => void; readonly id?: string }) => (
  <InputNumber min={0.01} precision={2} value={value === undefined ? null : value / FEN} onChange={(yuan) => onChange?.(yuan === null ? null : Math.round(yuan * FEN))} {...(id === undefined ? {} : { id })} />
);

/** Who has measures that are not done, of those that bind or are proposed. */
const measureOwners = ({ issue }: IssueView): readonly string[] => [...new Set([...issue.measures, ...(issue.proposal?.measures ?? [])].filter(({ done }) => !done).map(({ owner }) => owner))];

/** One of those that an issue is linked to already. */
const LinkedSelect = ({ lineage, ...rest }: { readonly lineage: IssueView['issue']['lineage']; readonly id?: string; readonly value?: string; readonly onChange?: (issue: string) => void }) => {
  const { say } = useWords();
  const callOf = useRoundAndNumber();
  return <Select {...rest} options={lineage.map(({ issue, kind }) => ({ value: issue, label: `${callOf(issue)}　${say(LINEAGE_NAMES[kind])}` }))} />;
};

const OwnerSelect = ({ view, ...rest }: { readonly view: IssueView; readonly id?: string; readonly value?: string; readonly onChange?: (owner: string) => void }) => {
  const { person } = useNames(view);
  return <Select options={measureOwners(view).map((owner) => ({ value: owner, label: person(owner) }))} {...rest} />;
};

const Asked = () => {
  const { say } = useWords();
  return (
    <>
      <Form.Item name={['asked', 'count']} label={say(fieldWords('asked', 'count'))}><InputNumber min={0} max={10_000} precision={0} /></Form.Item>
      <Form.Item name={['asked', 'confirmed']} label={say(fieldWords('', 'confirmed'))}><InputNumber min={0} max={10_000} precision={0} /></Form.Item>
      <Form.Item name={['asked', 'who']} label={say(fieldWords('', 'who'))}><Input maxLength={500} /></Form.Item>
    </>
  );
};

/** One field of an act's form, by its kind. */
export const ActField = ({ act, field, view, outcomes }: Props) => {
  const { t, say } = useWords();
  const { name, kind, required, options, most, least } = field;
  const label = say(fieldWords(act, name));
  const rules = required ? [{ required: true, message: t('required') }] : [];
  const ofIssue = view?.issue.measures ?? [];
  const measures = ofIssue.map(({ id, text }) => ({ value: id, label: `${id} ${text}` }));
  if (kind === 'asked') return <Asked />;
  if (kind === 'measures') return <Form.Item label={label} required={required}><MeasureList name={name} due={view?.issue.due.current.day ?? ''} taken={ofIssue.map(({ id }) => id)} startWithOne={required} policy={view?.issue.policy} /></Form.Item>;
  if (kind === 'drops' || kind === 'changes') return measures.length === 0 ? null : <Form.Item label={label}><MeasureChanges name={name} options={measures} drop={kind === 'drops'} /></Form.Item>;
  if (kind === 'flag') return <Form.Item name={name} label={label} valuePropName="checked"><Switch /></Form.Item>;
  if (kind === 'measure' && measures.length === 0) return null;
  return <Form.Item name={name} label={label} rules={rules}>{inputFor()}</Form.Item>;

  function inputFor() {
    const choices = options.map((value) => ({ value, label: say(optionWords(act, name, value)) }));
    switch (kind) {
      case 'day':
        return <DayInput />;
      case 'text':
        return <Input.TextArea rows={4} className="grows" {...(most === undefined ? {} : { maxLength: most })} />;
      case 'choice':
        return choices.length <= FEW ? <Radio.Group optionType="button" buttonStyle="solid" options={choices} /> : <Select options={choices} />;
      case 'person':
        return <PersonSelect />;
      case 'party':
        return <PersonSelect party />;
      case 'measure-owner':
        return view === null ? null : <OwnerSelect view={view} />;
      case 'issue':
        return view === null ? <Input /> : <IssueSelect view={view} />;
      case 'linked-issue':
        return <LinkedSelect lineage={view?.issue.lineage ?? []} />;
      case 'outcome':
        return <Select options={outcomes.filter(({ reversed }) => !reversed).map(({ entry, kind: what, count, fen, source }) => ({ value: entry, label: `${say(OUTCOME_NAMES[what])} ${fen === null ? count : (fen / FEN).toFixed(2)}　${source}` }))} />;
      case 'money':
        return <Money />;
      case 'measure':
        return <Select allowClear options={measures} />;
      case 'number':
        return <InputNumber precision={0} {...(least === undefined ? {} : { min: least })} {...(most === undefined ? {} : { max: most })} />;
      case 'lines':
        return <Select mode="tags" open={false} suffixIcon={null} />;
      default:
        return <Input {...(most === undefined ? {} : { maxLength: most })} />;
    }
  }
};
