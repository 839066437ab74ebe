import { keptHands } from './deputies.ts';
import { termed } from './duty-clock.ts';
import type { EventOf } from './events.ts';
import type { IssueState } from './issue.ts';
import { withOutcome, withoutOutcome } from './outcome.ts';

/** Only the newest count: what was rejected stands in the ledger for good. */
const KEPT_REJECTIONS = 100;

type RecordEvent = EventOf<
  | 'linked'
  | 'unlinked'
  | 'link-rejected'
  | 'corrected'
  | 'amendment-proposed'
  | 'amendment-refused'
  | 'outcome-recorded'
  | 'outcome-reversed'
  | 'withholding-proposed'
  | 'withheld'
  | 'withholding-refused'
  | 'withholding-lifted'
>;

/**
 * What is said of a finding beside the work on it: where it comes from, what it is called, what came of it, what is published.
 * None of it moves a status or a date of the work.
 * The other events stand in `evolve.ts`.
 */
export const recorded = (state: IssueState, event: RecordEvent): IssueState => {
  switch (event.type) {
    case 'linked': {
      const { issue, kind } = event;
      return { ...state, lineage: [...state.lineage.filter((one) => one.issue !== issue), { issue, kind }], unrelated: state.unrelated.filter((one) => one !== issue) };
    }
    case 'unlinked':
      return { ...state, lineage: state.lineage.filter((one) => one.issue !== event.issue) };
    case 'link-rejected':
      return { ...state, unrelated: [...state.unrelated, event.issue].slice(-KEPT_REJECTIONS) };
    case 'corrected':
      return { ...state, title: event.title, category: event.category, numbering: event.numbering ?? state.numbering, amendment: null };
    case 'amendment-proposed': {
      const { kind, title, category, numbering, reason, approvers } = event;
      const decide = event.decide === undefined ? null : termed(event.decide, event, 'amendment');
      return { ...state, amendment: { kind, title, category, numbering, reason, approvers, ...keptHands(event), decide } };
    }
    case 'amendment-refused':
      return { ...state, amendment: null };
    case 'outcome-recorded':
      return { ...state, outcomes: withOutcome(state.outcomes, event.outcome, event.seq) };
    case 'outcome-reversed':
      return { ...state, outcomes: withoutOutcome(state.outcomes, event.entry) };
    case 'withholding-proposed': {
      const { ground, reason } = event;
      const decide = event.decide === undefined ? null : termed(event.decide, event, 'withholding');
      return { ...state, publication: { ...state.publication, asked: { ground, reason, ...keptHands(event), decide } } };
    }
    case 'withheld':
      return { ...state, publication: { asked: null, withheld: { ground: event.ground, reason: event.reason, proposedBy: event.proposedBy, approvedBy: event.by } } };
    case 'withholding-refused':
      return { ...state, publication: { ...state.publication, asked: null } };
    case 'withholding-lifted':
      return { ...state, publication: { asked: null, withheld: null } };
  }
};
