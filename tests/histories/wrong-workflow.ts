// The workflows as a careless change could leave them: the issue sleeps first. Must never pass the replay gate.
import { sleep } from '@temporalio/workflow';
import { issueWorkflow as right } from '../../workflows/issue.ts';
import type { IssueInput } from '../../workflows/messages.ts';

export { roundWorkflow } from '../../workflows/round.ts';

export async function issueWorkflow(input: IssueInput): Promise<void> {
  await sleep('1 second');
  await right(input);
}
