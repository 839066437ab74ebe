import { publishedDayTable } from '../../client/day-tables.ts';
import { loadPolicy } from '../../client/policies.ts';
import type { OpenCommand } from '../../domain/command-schema.ts';
import { makeIssueId } from '../../domain/issue.ts';
import { addDays, dayOf, DAY_MS } from '../../domain/time.ts';
import { recordAbsence } from '../../ledger/absences.ts';
import { findAccount, grantRounds } from '../../ledger/accounts.ts';
import { saveDirectory, type PostEntry } from '../../ledger/directory.ts';
import { addWebhook } from '../../ledger/webhooks.ts';
import { bringThere, DRAFTS, IN_STATE } from '../api/acts-by-state.ts';
import type { ApiKit } from '../api/kit.ts';
import { PARTIES, PEOPLE, POSTS } from '../rig-people.ts';
import { until } from '../until.ts';
import type { Known } from './document.ts';

/** Everybody there is: nobody, who keeps the accounts, each party of an issue, a reader; by the names of their accounts. */
export const ROLES = ['anonymous', 'keeper', 'p-sup', 'p-owner', 'p-leader', 'p-head', 'p-team', 'reader'] as const;
export type Role = (typeof ROLES)[number];
const PERSONS = ['p-sup', 'p-owner', 'p-leader', 'p-head', 'p-team'];

/** The directory, and an account for each role. */
export const makePeople = async (kit: ApiKit): Promise<void> => {
  const duty = (id: string): Partial<PostEntry> => (id === 'sup' ? { duty: 'supervision' } : id === 'team' ? { duty: 'team' } : {});
  await saveDirectory(kit.client.ledger, PEOPLE, POSTS.map((post) => ({ ...post, ...duty(post.id) })), dayOf(Date.now()));
  await kit.account({ username: 'keeper', administrator: true });
  await kit.account({ username: 'reader' });
  for (const person of PERSONS) await kit.account({ username: person, person });
};

/** A round of one's own that a stranger's requests may do anything to: an issue in every state, papers, a draw, a common issue. */
const openRound = async (kit: ApiKit, round: string): Promise<string> => {
  const { client } = kit;
  const at = Date.now();
  const feedback = dayOf(at);
  const { head: headOfUnit, superior, supervision, team } = PARTIES;
  const head = { id: round, title: '常规巡察', unit: '青石镇党委', inspector: '县委第一巡察组', feedback, parties: { head: headOfUnit, superior, supervision, team } };
  const drafts = DRAFTS.map((draft, n): OpenCommand => ({ type: 'open', round, number: String(n + 1), title: `第${n + 1}个问题`, category: '政治建设', kind: 'immediate', parties: PARTIES, feedback, due: null, standing: 'assigned', ...draft }));
  await client.openRound({ head, policy: await loadPolicy('default'), days: publishedDayTable(), drafts, record: {}, at }, 'p-sup');
  await until(async () => (await client.ledger.selectFrom('issue').select('id').where('round_id', '=', round).execute()).length === drafts.length, `${round} to open`);
  await bringThere({ act: (number, person, act) => client.act(makeIssueId(round, number), person, act, { at: Date.now() }) });
  const owner = await kit.signIn('p-owner');
  const form = new FormData();
  form.append('file', new Blob(['会议纪要：已修订接待制度']), '纪要.txt');
  const { body } = await owner('POST', `/api/issues/${round}/${IN_STATE.rectifying}/evidence`, form);
  const office = await kit.signIn('p-sup');
  await office('POST', `/api/rounds/${round}/draws`, { instant: Date.now() + 3 * DAY_MS });
  return String(body['sha256']);
};

/** What a role finds when it comes: a round of its own, and of everything that an address can name one that is there. */
export const stateFor = async (kit: ApiKit, who: Role): Promise<Known> => {
  const { ledger } = kit.client;
  const round = `r-${who}`;
  const sha256 = await openRound(kit, round);
  await grantRounds(ledger, (await findAccount(ledger, 'reader')).id, [round], 'keeper', Date.now());
  const spare = await kit.account({ username: `spare-${who}` });
  await kit.signIn(`spare-${who}`);
  const webhook = await addWebhook(ledger, { url: 'https://oa.example.cn/told', name: '对接', types: [] }, 'keeper', Date.now());
  const from = addDays(dayOf(Date.now()), 10 * (1 + ROLES.indexOf(who)));
  const absence = await recordAbsence(ledger, { person: 'p-second', deputy: 'p-superior', from, last: addDays(from, 2), reason: '年休假' }, { by: 'p-sup', at: Date.now() });
  const people = PEOPLE.map(({ id }) => id);
  const parties = [...people.map((id) => `person:${id}`), ...POSTS.map(({ id }) => `post:${id}`)];
  const issues = Object.values(IN_STATE).map((number) => `${round}/${number}`);
  return {
    parameters: {
      round: [round], number: Object.values(IN_STATE), person: people, recipient: people, part: parties, sha256: [sha256], subject: issues.map((issue) => `issue/${issue}`),
      id: { '/api/accounts': [spare], '/api/webhooks': [webhook], '/api/absences': [String(absence)], '/api/sign-in': ['county'] },
      name: { '/api/policies': ['default', 'default@2'], '/api/templates/notices': ['reminder'], '/api/templates/papers': ['supervision-letter'], '/api/channels': ['mail'] },
      cursor: [Buffer.from(JSON.stringify(['1', makeIssueId(round, '1')])).toString('base64url')],
      'idempotency-key': ['press-1', 'press-2'],
      'if-match': ['"1"', '"3"', '*'],
    },
    properties: { owner: people, leader: parties, head: parties, person: people, deputy: people, measure: ['m1'], issues, rounds: [round], round: [round], policy: ['default@2'], against: ['default@2'], from: ['default@2'], to: people },
  };
};
