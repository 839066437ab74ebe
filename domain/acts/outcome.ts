import type { ActOf } from '../command-schema.ts';
import type { Outcome, OutcomeEntry } from '../outcome.ts';
import { refuse } from '../refusal.ts';
import type { Rule } from './context.ts';

/** More than this on one issue or round is a mistake of some script; the state would grow without end. */
const MAX_OUTCOMES = 200;

const invalid = (zh: string, en: string): never => refuse('OUTCOME_INVALID', zh, en);

/** What belongs to which kind of outcome: a sum to recovered money, a form or a sanction to persons held to account. */
const outcomeOf = ({ kind, count, form, sanction, fen, note, source }: ActOf<'record-outcome'>): Outcome => {
  if ((kind === 'recovered') !== (fen !== undefined)) invalid('只有挽回损失须填、也只能填金额', 'a sum of money belongs to what was recovered, and to nothing else');
  if ((kind === 'accountability') !== (form !== undefined || sanction !== undefined))
    invalid('只有追责问责须注明、也只能注明第几种形态或处理方式', 'a form or a sanction belongs to accountability, and to nothing else');
  if ((kind === 'recovered') !== (count === undefined)) invalid('须填数量；挽回损失只填金额', 'a number is needed; recovered money has a sum instead');
  return { kind, count: count ?? 1, form: form ?? null, sanction: sanction ?? null, fen: fen ?? null, note: note ?? null, source };
};

/** What is recorded of a case, an issue or a round. @throws Refusal OUTCOME_INVALID, TOO_MANY_OUTCOMES */
export const newOutcome = (before: readonly OutcomeEntry[], act: ActOf<'record-outcome'>): Outcome => {
  if (before.length >= MAX_OUTCOMES) refuse('TOO_MANY_OUTCOMES', `最多登记${MAX_OUTCOMES}条成果，请合并登记`, `${MAX_OUTCOMES} outcomes can be recorded at most; put several into one`);
  return outcomeOf(act);
};

/** The entry that is taken back. @throws Refusal UNKNOWN_OUTCOME, OUTCOME_REVERSED */
export const outcomeToReverse = (before: readonly OutcomeEntry[], act: ActOf<'reverse-outcome'>): Outcome => {
  const found = before.find((one) => one.entry === act.entry) ?? refuse('UNKNOWN_OUTCOME', `没有第${act.entry}号成果登记`, `no outcome was recorded as number ${act.entry}`, { entry: act.entry });
  const { entry, reversed, ...outcome } = found;
  if (reversed) refuse('OUTCOME_REVERSED', `第${entry}号成果登记已经冲销`, `outcome number ${entry} is reversed already`, { entry });
  return outcome;
};

/** Records what others decided, with its source. Also on an archived case: such decisions come late. */
export const recordOutcome: Rule<'record-outcome'> = (state, act) => [{ type: 'outcome-recorded', outcome: newOutcome(state.outcomes, act) }];

/** Nothing is struck out: a counter-entry with its reason stands beside what was wrong, and the right one is recorded anew. */
export const reverseOutcome: Rule<'reverse-outcome'> = (state, act) => [{ type: 'outcome-reversed', entry: act.entry, outcome: outcomeToReverse(state.outcomes, act), reason: act.reason }];
