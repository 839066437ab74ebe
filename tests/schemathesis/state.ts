import { publishedDayTable } from '../../client/day-tables.ts';
import { issueFeedToken } from '../../client/calendar-feed/tokens.ts';
import { loadPolicy } from '../../client/policies.ts';
import type { OpenCommand } from '../../domain/command-schema.ts';
import { makeIssueId } from '../../domain/issue.ts';
import { addDays, dayOf, DAY_MS } from '../../domain/time.ts';
import { recordAbsence } from '../../ledger/absences.ts';
import { findAccount, grantRounds } from '../../ledger/accounts.ts';
import { keepCalls } from '../../ledger/look-backs.ts';
import { saveDirectory, type PostEntry } from '../../ledger/directory.ts';
import { addWebhook } from '../../ledger/webhooks.ts';
import { bringThere, DRAFTS, IN_STATE } from '../api/acts-by-state.ts';
import type { ApiKit, Send } from '../api/kit.ts';
import { PARTIES, PEOPLE, POSTS } from '../rig-people.ts';
import { until } from '../until.ts';
import type { Known } from './document.ts';

/** Everybody there is: nobody, who keeps the accounts, each party of an issue, a reader; by the names of their accounts. */
export const ROLES = ['anonymous', 'keeper', 'p-sup', 'p-owner', 'p-leader', 'p-head', 'p-team', 'reader'] as const;
export type Role = (typeof ROLES)[number];
const UNITS = ['finance', 'schools', 'roads'];
/** Beside those in every state: it goes to two units, as a common issue. */
const COMMON = '10';
const PERSONS = ['p-sup', 'p-owner', 'p-leader', 'p-head', 'p-team'];

/** The directory, and an account for each role. */
export const makePeople = async (kit: ApiKit): Promise<void> => {
  const duty = (id: string): Partial<PostEntry> => (id === 'sup' ? { duty: 'supervision' } : id === 'team' ? { duty: 'team' } : {});
  // Somebody who may leave and a post that may change hands, so that nobody who is asked loses the seat on the way.
  const spare: PostEntry = { id: 'spare', title: '干事', unit: '青石镇', holders: ['p-leaver'] };
  await saveDirectory(kit.client.ledger, [...PEOPLE, { id: 'p-leaver', name: '褚十二', email: null }], [...POSTS.map((post) => ({ ...post, ...duty(post.id) })), spare], dayOf(Date.now()), UNITS.map((id) => ({ id, name: `县${id}局`, superior: null })));
  await kit.account({ username: 'keeper', administrator: true });
  await kit.account({ username: 'reader' });
  for (const person of PERSONS) await kit.account({ username: person, person });
};

/** Signed in without a password: a role that has guessed at it would be refused for a while. */
const sessionOf = async (kit: ApiKit, username: string): Promise<Send> => kit.with({ cookie: await kit.sessionOf((await findAccount(kit.client.ledger, username)).id) });

type Opened = { readonly evidence: string; readonly document: string; readonly papers: readonly string[] };
const fileForm = (words: string, name: string, fields: Readonly<Record<string, string>> = {}): FormData => {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append('file', new Blob([words]), name);
  return form;
};

/** A round of one's own that a stranger's requests may do anything to: an issue in every state, papers, a draw, a common issue. */
const openRound = async (kit: ApiKit, round: string): Promise<Opened> => {
  const { client } = kit;
  const at = Date.now();
  const feedback = dayOf(at);
  const { head: headOfUnit, superior, supervision, team } = PARTIES;
  const head = { id: round, title: '常规巡察', unit: '青石镇党委', inspector: '县委第一巡察组', feedback, parties: { head: headOfUnit, superior, supervision, team } };
  const drafts = [...DRAFTS, {}].map((draft, n): OpenCommand => ({ type: 'open', round, number: String(n + 1), title: `第${n + 1}个问题`, category: '政治建设', kind: 'immediate', parties: PARTIES, feedback, due: null, standing: 'assigned', ...draft }));
  await client.openRound({ head, policy: await loadPolicy('default'), days: publishedDayTable(), drafts, record: {}, at }, 'p-sup');
  await until(async () => (await client.ledger.selectFrom('issue').select('id').where('round_id', '=', round).execute()).length === drafts.length, `${round} to open`);
  await bringThere({ act: (number, person, act) => client.act(makeIssueId(round, number), person, act, { at: Date.now() }) });
  const owner = await sessionOf(kit, 'p-owner');
  const handed = await owner('POST', `/api/issues/${round}/${IN_STATE.rectifying}/evidence`, fileForm('会议纪要：已修订接待制度', '纪要.txt'));
  const planned = await (await sessionOf(kit, 'p-head'))('POST', `/api/rounds/${round}/documents`, fileForm('整改方案：一、总体要求', '方案.txt', { what: 'submit-plan' }));
  const office = await sessionOf(kit, 'p-sup');
  await office('POST', `/api/rounds/${round}/draws`, { instant: Date.now() + 3 * DAY_MS });
  await office('POST', `/api/rounds/${round}/common/${COMMON}`, { units: UNITS.slice(0, 2).map((unit) => ({ unit, owner: 'person:p-owner' })), reason: '普遍存在' });
  const papers = (await office('GET', `/api/rounds/${round}/papers`)).body['papers'] as { name: string }[];
  return { evidence: String(handed.body['sha256']), document: String(planned.body['sha256']), papers: papers.map(({ name }) => name) };
};

/** What a role finds when it comes: a round of its own, and of everything that an address can name one that is there. */
export const stateFor = async (kit: ApiKit, who: Role): Promise<Known> => {
  const { ledger } = kit.client;
  const round = `r-${who}`;
  const { evidence, document, papers } = await openRound(kit, round);
  await grantRounds(ledger, (await findAccount(ledger, 'reader')).id, [round], 'keeper', Date.now());
  const spare = await kit.account({ username: `spare-${who}` });
  await kit.signIn(`spare-${who}`);
  const webhook = await addWebhook(ledger, { url: 'https://oa.example.cn/told', name: '对接', types: [] }, 'keeper', Date.now());
  const from = addDays(dayOf(Date.now()), 10 * (1 + ROLES.indexOf(who)));
  const absence = await recordAbsence(ledger, { person: 'p-second', deputy: 'p-superior', from, last: addDays(from, 2), reason: '年休假' }, { by: 'p-sup', at: Date.now() });
  const people = PEOPLE.map(({ id }) => id);
  const { token: feed } = await issueFeedToken(ledger, { person: 'p-second', titles: true, by: 'p-second', at: Date.now() });
  const call = { issue: makeIssueId(round, IN_STATE.closed), cause: 'neighbour', source: 'issue/r0/1' } as const;
  await keepCalls(ledger, [{ ...call, mode: 'propose' }], Date.now());
  const parties = [...people.map((id) => `person:${id}`), ...POSTS.map(({ id }) => `post:${id}`)];
  const issues = Object.values(IN_STATE).map((number) => `${round}/${number}`);
  return {
    parameters: {
      round: [round],
      number: { '/api/rounds/{round}/common': [COMMON], '/api/rounds/{round}/draws': ['1'], '/api/issues': Object.values(IN_STATE) },
      sha256: { '/api/rounds/{round}/documents': [document], '/api/issues': [evidence] },
      person: { '/api/people/{person}/leaving': ['p-leaver'], '/api': people },
      rounds: [round], recipient: people, part: parties, paper: papers, unit: UNITS, t: [feed], subject: issues.map((issue) => `issue/${issue}`),
      id: { '/api/posts': ['spare'], '/api/accounts': [spare], '/api/webhooks': [webhook], '/api/absences': [String(absence)], '/api/sign-in': ['county'] },
      name: { '/api/policies': ['default', 'default@2'], '/api/templates/notices': ['reminder'], '/api/templates/papers': ['supervision-letter'], '/api/channels': ['mail'] },
      cursor: [Buffer.from(JSON.stringify(['1', makeIssueId(round, '1')])).toString('base64url')],
      'idempotency-key': ['press-1', 'press-2'],
      'if-match': ['"1"', '"3"', '*'],
    },
    properties: { issue: { '/api/look-back-calls': [call.issue] }, source: { '/api/look-back-calls': [call.source] }, owner: people, leader: parties, head: parties, person: people, deputy: people, measure: ['m1'], issues, rounds: [round], round: [round], unit: UNITS, policy: ['default@2'], against: ['default@2'], from: { '/api/hand-overs': people, '/api/issues': people, '/api/policies': ['default@2'] }, to: people },
  };
};
