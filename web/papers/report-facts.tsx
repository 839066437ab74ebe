import { Collapse, Form, Input, Select } from 'antd';
import { DayInput } from '../shell/day-input.tsx';
import { useWords } from '../words/language.tsx';
import { W } from './words.ts';

/** As the form of the facts holds them; empty fields are left out before they are sent. */
export type FactsForm = {
  readonly facts?: {
    readonly period?: { readonly from?: string; readonly to?: string };
    readonly contact?: Readonly<Record<string, string | undefined>>;
    readonly issues?: Readonly<Record<string, object>>;
  };
};

const MOST = 8000;
const CONTACT = ['phone', 'address', 'postcode', 'email'] as const;

const Text = ({ name, label }: { readonly name: readonly string[]; readonly label: string }) => (
  <Form.Item name={[...name]} label={label}><Input.TextArea rows={3} maxLength={MOST} className="grows" /></Form.Item>
);

/** What no register holds: asked of the unit, taken over as it stands. */
export const ReportFacts = ({ numbers, chosen, onChosen }: { readonly numbers: readonly string[]; /** Issues that something is said of. */ readonly chosen: readonly string[]; readonly onChosen: (numbers: string[]) => void }) => {
  const { say } = useWords();
  const general = (
    <>
      <Form.Item label={say(W.period)} className="inline-item"><span className="range"><Form.Item name={['facts', 'period', 'from']} noStyle><DayInput aria-label={`${say(W.period)} ≥`} /></Form.Item>—<Form.Item name={['facts', 'period', 'to']} noStyle><DayInput aria-label={`${say(W.period)} ≤`} /></Form.Item></span></Form.Item>
      <Text name={['facts', 'organisation']} label={say(W.organisation)} />
      <Text name={['facts', 'leader']} label={say(W.leader)} />
      <Text name={['facts', 'next']} label={say(W.next)} />
      <div className="form-grid">
        {CONTACT.map((one) => <Form.Item key={one} name={['facts', 'contact', one]} label={say(W[one])}><Input maxLength={200} autoComplete="off" /></Form.Item>)}
        <Form.Item name={['facts', 'contact', 'until']} label={say(W.until)}><DayInput /></Form.Item>
      </div>
    </>
  );
  const byIssue = (
    <>
      <Form.Item label={say(W.chooseIssues)} htmlFor="fact-issues"><Select id="fact-issues" mode="multiple" value={[...chosen]} onChange={onChosen} options={numbers.map((value) => ({ value, label: value }))} /></Form.Item>
      {chosen.map((n) => (
        <div key={n}>
          <Text name={['facts', 'issues', n, 'done']} label={say(W.ofIssue, { n, what: say(W.done) })} />
          <Text name={['facts', 'issues', n, 'reason']} label={say(W.ofIssue, { n, what: say(W.reason) })} />
          <Text name={['facts', 'issues', n, 'next']} label={say(W.ofIssue, { n, what: say(W.nextOf) })} />
        </div>
      ))}
    </>
  );
  return <Collapse items={[{ key: 'general', label: say(W.facts), children: general, forceRender: true }, { key: 'issues', label: say(W.forIssues), children: byIssue, forceRender: true }]} />;
};
