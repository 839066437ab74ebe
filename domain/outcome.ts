import type { ActOf } from './command-schema.ts';

export type OutcomeKind = ActOf<'record-outcome'>['kind'];
export type Sanction = NonNullable<ActOf<'record-outcome'>['sanction']>;
/** 监督执纪四种形态 */
export type Form = 1 | 2 | 3 | 4;

/**
 * What came of a finding beside its being put right, decided elsewhere: the system records it with its source and decides
 * nothing. Numbers only, no names.
 */
export type Outcome = {
  readonly kind: OutcomeKind;
  /** Petitions, leads, persons held to account, rules made; 1 for a sum recovered. */
  readonly count: number;
  readonly form: Form | null;
  readonly sanction: Sanction | null;
  /** A sum recovered, in fen. */
  readonly fen: number | null;
  /** Such as the name of the rule that was made. */
  readonly note: string | null;
  /** Who decided or confirmed it, and where it stands. */
  readonly source: string;
};

/** One that was recorded, by the number of the event that recorded it; a reversed one does not count. */
export type OutcomeEntry = Outcome & { readonly entry: number; readonly reversed: boolean };

type Outcomes = readonly OutcomeEntry[];
/** The entries after another was recorded. */
export const withOutcome = (outcomes: Outcomes, outcome: Outcome, entry: number): Outcomes => [...outcomes, { ...outcome, entry, reversed: false }];
/** The entries after one was reversed. */
export const withoutOutcome = (outcomes: Outcomes, entry: number): Outcomes => outcomes.map((one) => (one.entry === entry ? { ...one, reversed: true } : one));
