import type { HuitoukanClient } from '../../client/client.ts';
import type { Act } from '../../domain/command-schema.ts';
import { issueInLedger } from '../../worker/send-act.ts';
import type { PaperRound } from '../paper-round.ts';

/** The client as the page needs it on a round lived on paper: reads and acts by the real rules and ledger; no engine runs. `heard`: each act as it was sent. */
export const clientOnPaper = (paper: PaperRound, heard: (number: string, act: Act) => void = () => undefined): HuitoukanClient => {
  const act = async (id: string, person: string, given: Act) => {
    const number = id.split('/').at(-1) ?? '';
    const { seq } = paper.state(number);
    await paper.act(number, person, given);
    heard(number, given);
    const { status, cycle, ...after } = paper.state(number);
    return { status, cycle, seq: after.seq, events: Array.from({ length: after.seq - seq }, () => given.type) };
  };
  const engine = { workflowService: { getSystemInfo: async () => ({ serverVersion: '1.32.0' }) } };
  return { ledger: paper.db, engine, act, issue: (id: string) => issueInLedger(paper.db, id) } as unknown as HuitoukanClient;
};
