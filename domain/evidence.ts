import type { Evidence, EvidenceDemand, IssueState, Measure } from './issue.ts';
import { refuse } from './refusal.ts';

/** What of a demand is not there yet: how many pieces too few, and which kinds. */
export type MissingEvidence = { readonly pieces: number; readonly kinds: readonly string[] };

const missingOf = ({ pieces, kinds }: EvidenceDemand, present: readonly Evidence[]): MissingEvidence => ({
  pieces: Math.max(0, pieces - present.length),
  kinds: kinds.filter((kind) => !present.some((piece) => piece.kind === kind)),
});

/** What proved an earlier cycle does not prove this one. */
const presentOf = (state: IssueState): readonly Evidence[] => state.evidence.filter((piece) => piece.cycle === state.cycle);

/** What is still to be handed in for a measure before it can be reported done. */
export const missingForMeasure = (state: IssueState, measure: Measure): MissingEvidence =>
  missingOf(measure.evidence, presentOf(state).filter((piece) => piece.measure === measure.id));

/** @throws Refusal MEASURE_EVIDENCE_MISSING, saying what is to be handed in */
export const demandMeasureEvidence = (state: IssueState, measure: Measure): void => {
  const { pieces, kinds } = missingForMeasure(state, measure);
  if (pieces === 0 && kinds.length === 0) return;
  const zh = [...(pieces > 0 ? [`还缺${pieces}份`] : []), ...(kinds.length > 0 ? [`还缺：${kinds.join('、')}`] : [])].join('，');
  const en = [...(pieces > 0 ? [`${pieces} more`] : []), ...(kinds.length > 0 ? ['the kinds it was promised with'] : [])].join(' and ');
  refuse('MEASURE_EVIDENCE_MISSING', `措施${measure.id}的佐证材料${zh}，不能报完成`, `measure ${measure.id} cannot be done before its evidence is there: ${en}`, {
    measure: measure.id,
    pieces,
    kinds: kinds.join(','),
  });
};

/**
 * What the policy demands of this kind of issue: a number of pieces, and certain kinds of them.
 * @throws Refusal EVIDENCE_MISSING, EVIDENCE_KIND_MISSING
 */
export const demandClosureEvidence = (state: IssueState): void => {
  const { evidence, demandedKinds } = state.policy.closure;
  const demanded = evidence[state.kind];
  const present = presentOf(state);
  const { pieces, kinds } = missingOf({ pieces: demanded, kinds: demandedKinds[state.kind] }, present);
  if (pieces > 0)
    refuse('EVIDENCE_MISSING', `申请销号须有佐证材料${demanded}份，现有${present.length}份`, `${demanded} pieces of evidence are demanded, ${present.length} are there`, {
      demanded,
      present: present.length,
    });
  if (kinds.length > 0) refuse('EVIDENCE_KIND_MISSING', `申请销号还缺这些种类的佐证材料：${kinds.join('、')}`, 'evidence of a kind that the policy demands is missing', { kinds: kinds.join(',') });
};

/** Only kinds that the policy knows, where it names them: a misspelt one would never be found again. @throws Refusal UNKNOWN_EVIDENCE_KIND */
export const demandKnownKinds = (state: IssueState, kinds: readonly string[]): void => {
  const known = state.policy.closure.evidenceKinds;
  const wrong = known.length === 0 ? undefined : kinds.find((kind) => !known.includes(kind));
  if (wrong !== undefined) refuse('UNKNOWN_EVIDENCE_KIND', `没有“${wrong}”这种佐证材料，可用：${known.join('、')}`, 'the policy knows no evidence of this kind', { kind: wrong, known: known.join(',') });
};
