import { withoutRepeat } from '../../domain/notice-step.ts';
import type { IssueView, ToldEntry } from '../api/types.ts';

type Confirmation = IssueView['issue']['acknowledgements'][number];

/** When its recipient confirmed a notice; a repeat is confirmed with the notice that it repeats, and no other rung with it. */
export const confirmationsOf = (confirmations: readonly Confirmation[], { step, recipient }: Pick<ToldEntry, 'step' | 'recipient'>): readonly Confirmation[] =>
  confirmations.filter((one) => one.person === recipient && one.step === withoutRepeat(step));
