import { useMutation } from '@tanstack/react-query';
import { Button, Form, Radio } from 'antd';
import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import { WITHHOLDING_NAMES } from '../../domain/publication.ts';
import { withoutEmpty } from '../act/fields.ts';
import { ask } from '../api/http.ts';
import { usePeople, useWithheld } from '../api/queries.ts';
import type { ReportPage } from '../api/types.ts';
import { Section } from '../issue/section.tsx';
import { DayInput } from '../shell/day-input.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Nothing } from '../shell/nothing.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { ReportChecker } from './report-check.tsx';
import { ReportDraft, type ReportAsked } from './report-draft.tsx';
import { ReportFacts, type FactsForm } from './report-facts.tsx';
import { useIssuesOfRound } from './use-issues-of-round.ts';
import { W } from './words.ts';

type Given = FactsForm & { readonly asOf?: string; readonly date?: string; readonly public: boolean };

/** A period with one day only, or an issue nothing is said of, is no fact. */
const askedOf = ({ public: isPublic, ...given }: Given): ReportAsked => {
  const { facts, ...days } = (withoutEmpty(given) ?? {}) as Omit<Given, 'public'>;
  const { period, ...rest } = facts ?? {};
  const whole = period?.from !== undefined && period.to !== undefined ? { period } : {};
  return { ...days, facts: { ...rest, ...whole }, public: isPublic, keep: [], mask: [] };
};

const Withheld = ({ round }: { readonly round: string }) => {
  const { say } = useWords();
  const withheld = useWithheld(round);
  const people = usePeople().data?.people ?? [];
  const nameOf = (id: string): string => people.find((one) => one.id === id)?.name ?? id;
  return (
    <Section title={say(W.withheld)} aside={<ExportButton path={`/rounds/${encodeURIComponent(round)}/withheld/list`} />}>
      <Loaded query={withheld} rows={1}>
        {({ withheld: rows }) => rows.length === 0 ? <Nothing title={say(W.withheldNone)} help={say(W.withheldHelp)} /> : (
          <ul className="lines">{rows.map(({ number, title, ground, reason, proposedBy, approvedBy }) => <li key={number}><div className="line-head"><Link to="/issue/$round/$number" params={{ round, number }}>{number}</Link><span className="mark">{say(WITHHOLDING_NAMES[ground])}</span><span>{nameOf(proposedBy)} → {approvedBy === null ? say(W.waits) : nameOf(approvedBy)}</span></div><div className="muted">{title}　{reason}</div></li>)}</ul>
        )}
      </Loaded>
    </Section>
  );
};

/** 进展情况通报 of a round: the facts that the register does not hold, the draft, its public version, checking one, what is withheld. */
export const RoundReport = ({ round }: { readonly round: string }) => {
  const { say } = useWords();
  const [form] = Form.useForm<Given>();
  const [chosen, setChosen] = useState<string[]>([]);
  const { issues } = useIssuesOfRound(round);
  const draft = useMutation({ mutationFn: async (asked: ReportAsked) => ({ asked, page: await ask<ReportPage>('POST', `/rounds/${encodeURIComponent(round)}/report`, { body: asked }) }) });
  return (
    <div className="stack">
      <Section title={say(W.report)}>
        <p className="muted">{say(W.reportHelp)}</p>
        <Form form={form} layout="vertical" initialValues={{ public: false }} onFinish={(given: Given) => draft.mutate(askedOf(given))}>
          <Form.Item name="public" label={say(W.version)}><Radio.Group options={[{ value: false, label: say(W.internal) }, { value: true, label: say(W.public) }]} /></Form.Item>
          <div className="form-grid">
            <Form.Item name="asOf" label={say(W.asOf)}><DayInput /></Form.Item>
            <Form.Item name="date" label={say(W.date)}><DayInput /></Form.Item>
          </div>
          <Form.Item><ReportFacts numbers={issues.map(({ number }) => number)} chosen={chosen} onChosen={setChosen} /></Form.Item>
          {draft.error === null ? null : <Form.Item><ProblemAlert error={draft.error} /></Form.Item>}
          <Button type="primary" htmlType="submit" loading={draft.isPending}>{say(W.draft)}</Button>
        </Form>
      </Section>
      {draft.data === undefined ? null : <ReportDraft key={draft.data.page.confirm ?? draft.data.page.text} round={round} asked={draft.data.asked} page={draft.data.page} busy={draft.isPending} onAgain={(asked) => draft.mutate(asked)} />}
      <ReportChecker round={round} />
      <Withheld round={round} />
    </div>
  );
};
