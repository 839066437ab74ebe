import { z } from 'zod';
import { DEADLINE_NAMES } from '../../domain/words.ts';
import type { NewRoundRulesResult } from '../new-round-rules.ts';
import type { NewRulesResult } from '../new-rules.ts';
import { ROUND_DATE_NAMES } from '../round-words.ts';
import { bilingual, dayAnswer, refusalSchema } from './schemas.ts';

/** What other rules (a policy, a table of days) did to open issues and rounds, or would do. */
export const newRulesSchema = z
  .object({
    dryRun: z.boolean(),
    open: z.int(),
    changed: z.int(),
    already: z.int(),
    /** Issues and rounds of which somebody is told, because a date moved by more than a day. */
    told: z.int(),
    movedCount: z.int(),
    /** The first of them. */
    moved: z.array(z.object({ subject: z.string(), what: bilingual, from: dayAnswer, to: dayAnswer })),
    failed: z.array(refusalSchema.extend({ subject: z.string() })),
  })
  .meta({ id: 'NewRules' });

/** As many moved dates as a person looks through. */
const SHOWN = 200;

export const newRulesAnswer = ({ open, changed, already, told, moved, failed, rounds }: NewRulesResult & { readonly rounds: NewRoundRulesResult }, dryRun: boolean): z.input<typeof newRulesSchema> => {
  const dates = [...moved.map(({ issue, kind, from, to }) => ({ subject: issue, what: DEADLINE_NAMES[kind], from, to })), ...rounds.moved.map(({ round, what, from, to }) => ({ subject: `round/${round}`, what: ROUND_DATE_NAMES[what], from, to }))];
  return {
    dryRun,
    open,
    changed: changed + rounds.changed,
    already: already + rounds.already,
    told: told + rounds.told,
    movedCount: dates.length,
    moved: dates.slice(0, SHOWN),
    failed: [...failed.map(({ issue, ...why }) => ({ subject: issue, ...why })), ...rounds.failed.map(({ round, ...why }) => ({ subject: `round/${round}`, ...why }))],
  };
};
