import type { Dated } from './counted.ts';
import type { IssueState } from './issue.ts';

/** Every date that binds in a state, done measures aside, put through `move` under its deadline's key. */
export const mapDates = (state: IssueState, move: (key: string, date: Dated) => Dated): IssueState => {
  const one = (kind: string, date: Dated): Dated => move(`${kind}#${date.set}`, date);
  const { pending } = state.extension;
  const { asked } = state.publication;
  return {
    ...state,
    accept: state.accept && one('accept', state.accept),
    planBy: state.planBy && one('plan', state.planBy),
    proposal: state.proposal && { ...state.proposal, review: one('plan-review', state.proposal.review) },
    revision: state.revision && { ...state.revision, review: one('plan-review', state.revision.review) },
    due: { ...state.due, current: one('due', state.due.current) },
    measures: state.measures.map((measure) => (measure.done ? measure : { ...measure, due: one(`measure:${measure.id}`, measure.due) })),
    extension: pending === null ? state.extension : { ...state.extension, pending: { ...pending, decide: one('extension', pending.decide) } },
    submission: state.submission && { ...state.submission, verify: one('verify', state.submission.verify) },
    lookBacks: state.lookBacks.map((planned) => ({ ...planned, due: one(`look-back:${planned.n}`, planned.due) })),
    handOver: state.handOver && { ...state.handOver, sign: one('hand-over', state.handOver.sign) },
    amendment: state.amendment && { ...state.amendment, decide: state.amendment.decide && one('amendment', state.amendment.decide) },
    publication: asked === null ? state.publication : { ...state.publication, asked: { ...asked, decide: asked.decide && one('withholding', asked.decide) } },
    cadence: state.cadence && { ...state.cadence, due: one(`cadence:${state.cadence.n}`, state.cadence.due) },
  };
};
