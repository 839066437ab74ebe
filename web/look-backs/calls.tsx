import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { planFor } from '../../domain/look-back-calls.ts';
import { CAUSE_NAMES } from '../../domain/look-back-causes.ts';
import { sourceInWords } from '../../domain/look-back-source.ts';
import { ReasonedNo } from '../act/reasoned-no.tsx';
import { ask, issuePath, newKey, partsOfIssueId } from '../api/http.ts';
import { useToday } from '../api/queries.ts';
import type { LookBackCall } from '../api/types.ts';
import { useNameOf } from '../api/use-name-of.ts';
import { Section } from '../issue/section.tsx';
import { SubjectLink } from '../issue/subject-link.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { message } from '../shell/messages.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { W } from './words.ts';

const KEY = ['look-back-calls'];

/** One call: a look-back is planned for it, or it is said why not. */
const Call = ({ call }: { readonly call: LookBackCall }) => {
  const { t, say } = useWords();
  const nameOf = useNameOf();
  const client = useQueryClient();
  const today = useToday();
  const { issue, cause, source, title } = call;
  const { round, number } = partsOfIssueId(issue);
  const done = async (): Promise<void> => void (await Promise.all([KEY, ['round', round], ['issue', issue]].map(async (queryKey) => await client.invalidateQueries({ queryKey }))));
  const follow = useMutation({ mutationFn: async () => await ask('POST', `${issuePath(round, number)}/acts`, { body: planFor(call, today), key: newKey() }), onSuccess: done });
  const dismiss = useMutation({ mutationFn: async (reason: string) => await ask('POST', '/look-back-calls/dismissal', { body: { issue, cause, source, reason } }), onSuccess: done });
  return (
    <li>
      <div className="line-head"><SubjectLink subject={issue} /><span className="mark">{say(CAUSE_NAMES[cause])}{t('colon')}{say(sourceInWords(source, nameOf))}</span><span className="grow-text">{title}</span></div>
      {[follow.error, dismiss.error].map((error) => (error === null ? null : <ProblemAlert key={error.message} error={error} />))}
      <ReasonedNo no={say(W.dismiss)} why={say(W.whyDismiss)} pending={dismiss.isPending || follow.isPending} onNo={(reason) => dismiss.mutate(reason)}>
        <Button type="primary" loading={follow.isPending} onClick={() => follow.mutate()}>{say(W.follow)}</Button>
      </ReasonedNo>
    </li>
  );
};

/** What calls for look-backs (a poor grade, a new head, a rebound next door) and waits for somebody to say yes or no; looked for every night, or now. */
export const LookBackCalls = () => {
  const { say } = useWords();
  const client = useQueryClient();
  const calls = useQuery({ queryKey: KEY, queryFn: async () => await ask<{ readonly calls: readonly LookBackCall[] }>('GET', '/look-back-calls') });
  const find = useMutation({
    mutationFn: async () => await ask<{ readonly found: number; readonly planned: number }>('POST', '/look-back-calls'),
    onSuccess: async (came) => {
      message.success(say(W.found, came));
      await Promise.all([client.invalidateQueries({ queryKey: KEY }), client.invalidateQueries({ queryKey: ['round'] })]);
    },
  });
  return (
    <Section title={say(W.calls)} aside={<Button loading={find.isPending} onClick={() => find.mutate()}>{say(W.findCalls)}</Button>}>
      {find.error === null ? null : <ProblemAlert error={find.error} />}
      <Loaded query={calls} rows={1}>{(data) => (data.calls.length === 0 ? <p className="muted">{say(W.noCalls)}</p> : <ul className="lines">{data.calls.map((call) => <Call key={`${call.issue} ${call.cause} ${call.source}`} call={call} />)}</ul>)}</Loaded>
    </Section>
  );
};
