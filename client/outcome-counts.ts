import type { Form, OutcomeKind, Sanction } from '../domain/outcome.ts';
import type { OutcomeCell } from '../ledger/counts.ts';

/**
 * What came of a round's issues, as a progress report counts it. Persons held to account are counted by form and by sanction;
 * `unstated` are those of whom the source told only the other of the two.
 */
export type OutcomeCounts = {
  readonly petitions: { readonly received: number; readonly settled: number };
  readonly leads: { readonly referred: number; readonly settled: number };
  readonly accountability: {
    readonly persons: number;
    readonly forms: Readonly<Record<Form | 'unstated', number>>;
    readonly sanctions: Readonly<Record<Sanction | 'unstated', number>>;
  };
  readonly recoveredFen: number;
  readonly rules: number;
};

const sum = (cells: readonly OutcomeCell[]): number => cells.reduce((total, cell) => total + cell.count, 0);

export const outcomeCounts = (cells: readonly OutcomeCell[]): OutcomeCounts => {
  const of = (kind: OutcomeKind): readonly OutcomeCell[] => cells.filter((cell) => cell.kind === kind);
  const held = of('accountability');
  const form = (which: Form | null): number => sum(held.filter((cell) => cell.form === which));
  const sanction = (which: Sanction | null): number => sum(held.filter((cell) => cell.sanction === which));
  return {
    petitions: { received: sum(of('petition-received')), settled: sum(of('petition-settled')) },
    leads: { referred: sum(of('lead-referred')), settled: sum(of('lead-settled')) },
    accountability: {
      persons: sum(held),
      forms: { 1: form(1), 2: form(2), 3: form(3), 4: form(4), unstated: form(null) },
      sanctions: {
        criticism: sanction('criticism'),
        admonition: sanction('admonition'),
        organisational: sanction('organisational'),
        'party-discipline': sanction('party-discipline'),
        'government-discipline': sanction('government-discipline'),
        unstated: sanction(null),
      },
    },
    recoveredFen: of('recovered').reduce((total, cell) => total + cell.fen, 0),
    rules: sum(of('rule')),
  };
};
