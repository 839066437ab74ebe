import { expect, test } from 'vitest';
import { countOpenIssues } from '../../ledger/rounds.ts';
import { makeKit, ROUND } from '../deliveries/kit.ts';

test('an issue that is to be opened and is not in the ledger yet keeps its round open', async () => {
  const kit = await makeKit();
  await kit.addIssue('1', { status: 'archived' });
  expect(await countOpenIssues(kit.db, ROUND)).toBe(0);
  const drafts = ['1', '2'].map((number, position) => ({ round_id: ROUND, position, number, draft: JSON.stringify({ number }) }));
  await kit.db.insertInto('issue_draft').values(drafts).execute();
  expect(await countOpenIssues(kit.db, ROUND)).toBe(1);
  await kit.addIssue('2', { status: 'rectifying' });
  expect(await countOpenIssues(kit.db, ROUND)).toBe(1);
  await kit.addIssue('2', { status: 'withdrawn' });
  expect(await countOpenIssues(kit.db, ROUND)).toBe(0);
  await kit.close();
});
