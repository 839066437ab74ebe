import { parseArgs } from 'node:util';

export type PhaseName = 'lifecycles' | 'rungs' | 'open' | 'load' | 'storm' | 'kill' | 'mail' | 'register' | 'beside' | 'page';
export const PHASES: readonly PhaseName[] = ['lifecycles', 'rungs', 'open', 'load', 'storm', 'kill', 'mail', 'register', 'beside', 'page'];

export type Profile = {
  readonly name: 'quick' | 'full';
  readonly rounds: number;
  /** Lifecycles a slice (one side's turn of one round), and how many are under way at once. */
  readonly lives: number;
  readonly width: number;
  readonly open: number;
  /** Acts a second, one measurement each; the first is the one that the aim speaks of. */
  readonly rates: readonly number[];
  readonly loadSeconds: number;
  readonly loadRounds: number;
  /** Wakes that fall due, evenly over so many seconds. */
  readonly storm: number;
  readonly stormSeconds: number;
  readonly killed: number;
  readonly killRounds: number;
  readonly mails: number;
  readonly people: number;
  /** How often each question to the register is asked. */
  readonly registerTurns: number;
  /** Acts a second while the register is asked of the same process, for so many seconds. */
  readonly besideRate: number;
  readonly besideSeconds: number;
  /** How often a browser opens each page. */
  readonly visits: number;
};

export type Options = { readonly profile: Profile; readonly phases: readonly PhaseName[]; readonly json: string | null; readonly writing: boolean };

const QUICK: Profile = {
  name: 'quick', rounds: 1, lives: 20, width: 20, open: 200, rates: [50], loadSeconds: 3, loadRounds: 1, storm: 40, stormSeconds: 10, killed: 20, killRounds: 1, mails: 1_000, people: 200, registerTurns: 4, besideRate: 5, besideSeconds: 5, visits: 4,
};
const FULL: Profile = {
  name: 'full', rounds: 5, lives: 60, width: 20, open: 10_000, rates: [10, 20], loadSeconds: 60, loadRounds: 3, storm: 2_000, stormSeconds: 60, killed: 50, killRounds: 3, mails: 10_000, people: 2_000, registerTurns: 20, besideRate: 5, besideSeconds: 60, visits: 7,
};

export const USAGE = `npm run bench -- [--quick] [--only ${PHASES.join(',')}] [--open N] [--rate N] [--rounds N] [--writing] [--json FILE]
  --quick   small numbers, under two minutes; good for seeing that it works, not for quoting
  --only    some phases only
  --open N  issues open in the phases "open" and "load" (full profile: ${FULL.open})
  --rate N  so many acts a second in the phase "load", no others
  --writing the bare workflow writes a row to the ledger's database for every act before it answers: what any record costs
TEMPORAL_ADDRESS names an engine to use instead of one of our own; phases that skip time are then left out.
`;

const count = (text: string | undefined, otherwise: number): number => {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`not a count: ${text}`);
  return value;
};

/** @throws Error with the usage when something is not understood */
export const readOptions = (args: readonly string[]): Options => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      open: { type: 'string' },
      rate: { type: 'string' },
      rounds: { type: 'string' },
      writing: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  const base = values.quick ? QUICK : FULL;
  const named = (values.only ?? PHASES.join(',')).split(',');
  const unknown = named.find((name) => !PHASES.some((phase) => phase === name));
  if (unknown !== undefined) throw new Error(`no such phase: ${unknown}\n${USAGE}`);
  const rounds = count(values.rounds, base.rounds);
  const profile = { ...base, rounds, loadRounds: values.rounds === undefined ? base.loadRounds : rounds, open: count(values.open, base.open), rates: values.rate === undefined ? base.rates : [count(values.rate, 0)] };
  return { profile, phases: PHASES.filter((phase) => named.includes(phase)), json: values.json ?? null, writing: values.writing };
};
