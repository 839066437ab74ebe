import type { Act } from '../../domain/command-schema.ts';
import type { WithForm } from '../../web/act/offered.ts';
import type { PaperRound } from '../paper-round.ts';

/** Before the act: who did what, in order. */
export type Before = readonly (readonly [person: string, act: Act])[];
export type ActCase = {
  readonly who: string;
  readonly kind?: 'dated' | 'sustained';
  readonly standing?: 'sustained' | 'closed';
  readonly before?: Before;
  /** Answers to choices, by field, where the first one will not do. */
  readonly choose?: Readonly<Record<string, string>>;
  /** Fields that do not go with what is chosen. */
  readonly leaveOut?: readonly string[];
};

/** An issue of another round, as `issue/<round>/<number>`. */
export const EARLIER = 'issue/r0/7';

const ACCEPTED: Before = [['p-owner', { type: 'accept' }]];
const measure = (id: string, owner: string, due: string) => ({ id, text: `措施${id}：修订制度`, owner, due });
const DUE = '2026-05-20';
const PROPOSED: Before = [...ACCEPTED, ['p-owner', { type: 'propose-plan', measures: [measure('m1', 'p-owner', DUE), measure('m2', 'p-second', DUE)] }]];
const PLANNED: Before = [...PROPOSED, ['p-sup', { type: 'approve-plan' }]];
const REVISED: Before = [...PLANNED, ['p-owner', { type: 'propose-revision', add: [measure('m3', 'p-owner', DUE)], reason: '补一条' }]];
const EXTENDING: Before = [...ACCEPTED, ['p-owner', { type: 'request-extension', to: '2026-05-01', reason: '设备未到货' }]];
const PROVED: Before = [...ACCEPTED, ['p-owner', { type: 'add-evidence', sha256: 'a'.repeat(64), name: '会议纪要.pdf', size: 10 }]];
const SUBMITTED: Before = [...PROVED, ['p-owner', { type: 'submit-for-closure', rating: 'done', summary: '已修订制度' }]];
const CLOSED: Before = [...SUBMITTED, ['p-sup', { type: 'sign', rating: 'done', note: '属实' }], ['p-team', { type: 'sign', rating: 'done', note: '同意' }]];
const HANDING: Before = [...ACCEPTED, ['p-leader', { type: 'hand-over', to: 'p-second', reason: '岗位调整' }]];
const CORRECTING: Before = [['p-sup', { type: 'correct', title: '更正后的表述', reason: '原文有误' }]];
const WITHHOLDING: Before = [['p-owner', { type: 'propose-withholding', ground: 'secret', reason: '涉及涉密项目' }]];
const OUTCOME: Before = [['p-sup', { type: 'record-outcome', kind: 'rule', count: 1, source: '制度汇编' }]];
const LINKED: Before = [['p-sup', { type: 'link', issue: EARLIER, kind: 'rebounded' }]];

/** For every act that has a form, who does it in the page and how the issue came there; a new act without one does not compile. */
export const CASES: Readonly<Record<WithForm, ActCase | readonly ActCase[]>> = {
  assign: { who: 'p-sup' },
  accept: { who: 'p-owner' },
  'propose-plan': { who: 'p-owner', kind: 'dated', before: ACCEPTED },
  'approve-plan': { who: 'p-sup', kind: 'dated', before: PROPOSED },
  'return-plan': { who: 'p-sup', kind: 'dated', before: PROPOSED },
  'propose-revision': { who: 'p-owner', kind: 'dated', before: PLANNED },
  'approve-revision': { who: 'p-sup', kind: 'dated', before: REVISED },
  'refuse-revision': { who: 'p-sup', kind: 'dated', before: REVISED },
  'report-progress': [{ who: 'p-owner', kind: 'dated', before: PLANNED }, { who: 'p-owner', before: ACCEPTED, leaveOut: ['measure', 'done'] }],
  'add-evidence': { who: 'p-owner', before: ACCEPTED },
  'request-extension': { who: 'p-owner', before: ACCEPTED },
  'grant-extension': { who: 'p-leader', before: EXTENDING },
  'refuse-extension': { who: 'p-leader', before: EXTENDING },
  'submit-for-closure': { who: 'p-owner', before: PROVED },
  'record-site-check': { who: 'p-sup', before: SUBMITTED },
  sign: { who: 'p-sup', before: SUBMITTED },
  return: { who: 'p-sup', before: SUBMITTED },
  'record-look-back': { who: 'p-team2', before: CLOSED, choose: { result: 'rebounded' } },
  'plan-look-back': { who: 'p-sup', before: CLOSED },
  reopen: { who: 'p-sup', before: CLOSED },
  archive: { who: 'p-sup', kind: 'sustained', standing: 'sustained' },
  suspend: { who: 'p-sup', before: ACCEPTED },
  resume: { who: 'p-sup', before: [...ACCEPTED, ['p-sup', { type: 'suspend', until: '2026-03-20', ground: 'frozen-ground', reason: '冻土期' }]] },
  'hand-over': { who: 'p-leader', before: ACCEPTED },
  'sign-hand-over': { who: 'p-owner', before: HANDING },
  'cancel-hand-over': { who: 'p-leader', before: HANDING },
  'pass-measures': { who: 'p-sup', kind: 'dated', before: PLANNED, choose: { from: '钱七', to: '孙八' } },
  correct: { who: 'p-sup' },
  withdraw: { who: 'p-sup' },
  'approve-amendment': { who: 'p-team', before: CORRECTING },
  'refuse-amendment': { who: 'p-team', before: CORRECTING },
  remind: { who: 'p-sup' },
  'record-outcome': [{ who: 'p-sup', choose: { kind: 'accountability' }, leaveOut: ['fen'] }, { who: 'p-sup', choose: { kind: 'recovered' }, leaveOut: ['form', 'sanction', 'count'] }],
  'reverse-outcome': { who: 'p-sup', before: OUTCOME },
  'propose-withholding': { who: 'p-owner' },
  'approve-withholding': { who: 'p-team', before: WITHHOLDING },
  'refuse-withholding': { who: 'p-team', before: WITHHOLDING },
  'lift-withholding': { who: 'p-team', before: [...WITHHOLDING, ['p-sup', { type: 'approve-withholding' }]] },
  link: { who: 'p-sup' },
  unlink: { who: 'p-sup', before: LINKED },
};

/** One issue a case, brought to where the act is next. */
export const bringToCases = async (paper: PaperRound, cases: readonly ActCase[]): Promise<void> => {
  for (const [at, { before = [] }] of cases.entries()) for (const [person, act] of before) await paper.act(String(at + 1), person, act);
};
